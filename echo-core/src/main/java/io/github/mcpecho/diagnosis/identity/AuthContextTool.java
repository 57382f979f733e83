package io.github.mcpecho.diagnosis.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.mcpecho.diagnosis.authorization.BearerChallenge;
import io.github.mcpecho.diagnosis.intermediaries.Intermediaries;
import io.github.mcpecho.diagnosis.report.Report;
import io.github.mcpecho.diagnosis.report.Section;
import io.github.mcpecho.diagnosis.tokens.DecodedToken;
import io.github.mcpecho.diagnosis.tokens.Judgement;
import io.github.mcpecho.diagnosis.tokens.PresentedToken;
import io.github.mcpecho.diagnosis.tokens.SafeClaims;
import io.github.mcpecho.diagnosis.tokens.TokenFacts;
import io.github.mcpecho.diagnosis.tokens.TokenJudge;
import io.github.mcpecho.diagnosis.tokens.TokenPolicy;
import io.github.mcpecho.diagnosis.tokens.TokenSummary;
import io.github.mcpecho.diagnosis.urls.ClientAddress;
import io.github.mcpecho.diagnosis.urls.ConnectionView;
import io.github.mcpecho.diagnosis.urls.ExternalUrls;
import io.github.mcpecho.diagnosis.urls.PublicUrl;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.protocol.McpHeaderNames;
import io.github.mcpecho.internal.protocol.MetaKeys;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.internal.text.SafeText;
import io.github.mcpecho.mcp.Redaction;
import io.github.mcpecho.mcp.Tool;
import io.github.mcpecho.mcp.ToolAnnotations;
import io.github.mcpecho.mcp.ToolCall;
import io.github.mcpecho.mcp.ToolDescriptor;
import io.github.mcpecho.mcp.ToolResult;
import io.github.mcpecho.report.Finding;
import io.github.mcpecho.report.Severity;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Shows who the caller is said to be, by which credentials, and at which URL this server is
 * reached. Verifies nothing. Thread-safe.
 */
public final class AuthContextTool implements Tool {
  private static final int MAX_VALUE = 256;

  private final Clock clock;
  private final Redactor redactor;
  private final SafeClaims claims;
  private final TokenPolicy policy;
  private final TokenJudge judge;

  /** Expects a token for this URL with these scopes. */
  public AuthContextTool(Clock clock, Redactor redactor, PublicUrl publicUrl, List<String> scopes) {
    this(clock, redactor, TokenPolicy.of(publicUrl, scopes));
  }

  /** Expects of a token what this policy says. */
  public AuthContextTool(Clock clock, Redactor redactor, TokenPolicy policy) {
    this.clock = clock;
    this.redactor = redactor;
    this.claims = new SafeClaims(redactor);
    this.policy = policy;
    this.judge = new TokenJudge(policy, redactor);
  }

  @Override
  public ToolDescriptor descriptor() {
    return ToolDescriptor.resource(AuthContextTool.class, "authContext")
        .withAnnotations(ToolAnnotations.READ_ONLY);
  }

  @Override
  public ToolResult call(ToolCall call) {
    CallContext context = call.context();
    TokenFacts facts = TokenFacts.of(context);
    Optional<PresentedToken> presented = facts.presented();
    Optional<DecodedToken> token = presented.filter(PresentedToken::isBearer).map(facts::decoded);
    Optional<Finding> platform = CallerHeaders.platformToken(context);
    Identity identity = Identity.of(context, redactor);
    ExternalUrls urls = ExternalUrls.of(context, policy.publicUrl(), redactor);
    var findings = new ArrayList<Finding>();
    findings.addAll(PresentedToken.inTarget(context.target()));
    Optional<Judgement> judgement =
        presented.map(credential -> judge.judge(context, credential, clock.instant()));
    List<Finding> judged = judgement.map(Judgement::findings).orElse(List.of());
    List<Finding> asserted = Assertions.judge(context, judge, clock.instant());
    findings.addAll(judged);
    findings.addAll(asserted);
    findings.addAll(CallerHeaders.judge(context, redactor));
    findings.addAll(UnderscoredNames.judge(context, redactor));
    findings.addAll(identity.findings());
    presented.ifPresent(credential -> findings.addAll(judge.doubts(context, credential)));
    findings.addAll(judge.ofUrl(context));
    findings.addAll(new ConnectionView(context, redactor).findingsInHost());
    Report.Builder report =
        Report.quoting("🔐 Authentication Context Analysis")
            .advised(finding -> Intermediaries.advised(context, finding))
            .findings(findings)
            .addUnlessEmpty(identity.user());
    presented.ifPresent(p -> report.add(TokenSummary.of(p, token, claims)));
    report
        .add(session(call))
        .add(request(context))
        .addUnlessEmpty(identity.sources())
        .addUnlessEmpty(identity.certificate())
        .add(urls.section(new BearerChallenge(urls.metadata(), policy.scopes()).plain()));
    var errors = new ArrayList<>(judgement.map(Judgement::errors).orElse(List.of()));
    asserted.stream().filter(finding -> finding.severity() == Severity.ERROR).forEach(errors::add);
    platform.ifPresent(errors::add);
    status(report, presented, errors, identity);
    if (presented.isEmpty() && identity.namedBy().isEmpty()) {
      Intermediaries.of(context)
          .advice(Intermediaries.AUTHORIZATION)
          .ifPresent(takers -> takers.lines().map(Section::remarkLine).forEach(report::add));
    }
    return report.build().toResult();
  }

  private Section session(ToolCall call) {
    Headers headers = call.context().headers();
    JsonNode meta = call.params().path("_meta");
    Section.Builder section = Section.titled("session", "🔑 Session Information");
    headers
        .first(McpHeaderNames.SESSION_ID)
        .ifPresent(id -> section.field("sessionId", "Session ID", redactor.secret(id)));
    section.field("client", "Client", client(meta.path(MetaKeys.CLIENT_INFO)));
    String protocol =
        headers
            .first(McpHeaderNames.PROTOCOL_VERSION)
            .or(() -> Optional.ofNullable(meta.path(MetaKeys.PROTOCOL_VERSION).textValue()))
            .orElse("unknown: no MCP-Protocol-Version header");
    return section.field("protocol", "Protocol", safe(protocol)).build();
  }

  private String client(JsonNode info) {
    String name = info.path("name").asText();
    String version = info.path("version").asText();
    return name.isEmpty()
        ? "unknown: this request does not say"
        : safe(name) + (version.isEmpty() ? "" : " v" + safe(version));
  }

  private Section request(CallContext context) {
    Section.Builder section = Section.titled("request", "🌐 Request Context");
    header(section, context, "origin", "Origin", "origin");
    ClientAddress client =
        ClientAddress.of(context, Redaction.of(redactor::text, redactor::header));
    section
        .field("ipAddress", "IP Address", client.address())
        .field("ipSource", "IP Source", client.source());
    header(section, context, "userAgent", "User Agent", "user-agent");
    return section.build();
  }

  private void header(
      Section.Builder section, CallContext context, String fact, String label, String header) {
    context
        .headers()
        .first(header)
        .map(value -> SafeText.cap(redactor.header(header, value), MAX_VALUE))
        .ifPresent(shown -> section.field(fact, label, shown));
  }

  private static void status(
      Report.Builder report,
      Optional<PresentedToken> presented,
      List<Finding> errors,
      Identity identity) {
    var basis = new ArrayList<String>();
    presented
        .filter(credential -> !credential.token().isEmpty())
        .filter(credential -> !credential.isPlaceholder())
        .ifPresent(credential -> basis.add(credential.place()));
    basis.addAll(identity.namedBy());
    if (basis.isEmpty()) {
      report
          .add(Section.line("status", "❌ Authentication Status", "NOT AUTHENTICATED"))
          .add(Section.remarkLine(missing(presented, identity)));
    } else if (!errors.isEmpty()) {
      String flaws = errors.stream().map(Finding::id).distinct().collect(Collectors.joining(", "));
      report
          .add(
              Section.line(
                  "status",
                  "⚠️ Authentication Status",
                  "credentials present, but " + flaws,
                  TextNode.valueOf("CREDENTIALS REFUSED")))
          .add(
              Section.remarkLine(
                  errors.get(0).message()
                      + " A server refuses the token for this, whoever else names the caller ("
                      + String.join(", ", basis)
                      + ")."));
    } else if (identity.isDisputed()) {
      report
          .add(
              Section.line(
                  "status",
                  "⚠️ Authentication Status",
                  "credentials present, but IDENTITY_DISAGREES",
                  TextNode.valueOf("IDENTITY DISPUTED")))
          .add(
              Section.remarkLine(
                  "Of what names the caller ("
                      + String.join(", ", basis)
                      + ") two name different users: which one a server believes is chance, and one"
                      + " may be the client's own."));
    } else {
      report
          .add(Section.line("status", "✅ Authentication Status", "AUTHENTICATED"))
          .add(
              Section.remarkLine(
                  "This only means that credentials are present ("
                      + String.join(", ", basis)
                      + "). "
                      + identity
                          .verifiedBy()
                          .map(
                              source ->
                                  source
                                      + " was verified in this server's TLS handshake; nothing"
                                      + " else has been verified here.")
                          .map(text -> Character.toUpperCase(text.charAt(0)) + text.substring(1))
                          .orElse("Nothing has verified them here.")));
    }
  }

  private static String missing(Optional<PresentedToken> presented, Identity identity) {
    return presented.isPresent()
        ? "Missing: a token after the scheme of the Authorization header."
        : "Missing: an Authorization header, or an identity header that a proxy sets. "
            + identity.said().orElse("Neither reached this server on this hop.");
  }

  private String safe(String text) {
    return SafeText.cap(redactor.text(text), MAX_VALUE);
  }
}
