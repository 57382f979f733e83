package io.github.mcpecho.doctor;

import io.github.mcpecho.diagnosis.tokens.PresentedToken;
import io.github.mcpecho.diagnosis.tokens.TokenJudge;
import io.github.mcpecho.diagnosis.tokens.TokenPolicy;
import io.github.mcpecho.diagnosis.tokens.TrustedKeys;
import io.github.mcpecho.diagnosis.urls.PublicUrl;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.report.Finding;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The token that the user gave, judged as a server at this URL has to judge it. */
final class TokenCheck extends Check {
  TokenCheck() {
    super(Leg.AUTHORIZATION, "the token", Need.TOKEN);
  }

  @Override
  void run(Examination examination, Notes notes) {
    Headers headers = Headers.of(examination.order().headers);
    CallContext context = CallContext.local(headers, Instant.now());
    var judge = new TokenJudge(policy(examination), examination.shown().redactor());
    List<Finding> findings =
        PresentedToken.inRequest(context)
            .map(presented -> judge.judge(context, presented, Instant.now()).findings())
            .orElse(List.of());
    findings.forEach(finding -> notes.found(leg(), finding));
    if (!findings.isEmpty()) {
      return;
    }
    if (!Need.SERVER.isMet(examination)) {
      notes.unchecked(leg(), name() + " at the server", Need.SERVER.missing());
    } else {
      notes.fine(leg(), "nothing speaks against the token, as far as it can be read");
    }
  }

  /** What the metadata and the challenge say of tokens holds for this one too. */
  private static TokenPolicy policy(Examination examination) {
    Optional<Document> metadata = examination.metadata();
    return new TokenPolicy(
        publicUrl(examination.uri()),
        metadata.map(one -> one.text("resource")).filter(url -> !url.isEmpty()).stream().toList(),
        metadata.map(one -> one.texts("authorization_servers")).orElse(List.of()),
        examination.withoutToken().flatMap(Challenge::of).map(Challenge::scopes).orElse(List.of()),
        TrustedKeys.NONE,
        false);
  }

  private static PublicUrl publicUrl(URI uri) {
    String text = uri.toString();
    int query = text.indexOf('?');
    return PublicUrl.of(query < 0 ? text : text.substring(0, query));
  }
}
