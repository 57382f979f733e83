package io.github.mcpecho.diagnosis.headers;

import io.github.mcpecho.diagnosis.identity.CallerHeaders;
import io.github.mcpecho.diagnosis.tokens.PresentedToken;
import io.github.mcpecho.diagnosis.tokens.TokenFacts;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.report.Finding;
import java.util.ArrayList;
import java.util.List;

/** Judges the headers of a request, whatever it asks for. */
public final class HeaderVerdicts {
  private HeaderVerdicts() {}

  /** Returns what a strict server or a careless proxy would stumble over. */
  public static List<Finding> of(CallContext context, Redactor redactor) {
    var findings = new ArrayList<>(HeaderForm.judge(context, redactor));
    TokenFacts.of(context).presented().ifPresent(token -> findings.addAll(token.findings()));
    findings.addAll(PresentedToken.inTarget(context.target()));
    findings.addAll(CallerHeaders.judge(context, redactor));
    AcceptHeader.judge(context.headers(), redactor).ifPresent(findings::add);
    return findings;
  }
}
