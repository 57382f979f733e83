package io.github.mcpecho.diagnosis.tokens;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.mcpecho.diagnosis.report.Report;
import io.github.mcpecho.diagnosis.report.Section;
import io.github.mcpecho.diagnosis.urls.ExternalUrls;
import io.github.mcpecho.diagnosis.urls.PublicUrl;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.mcp.Tool;
import io.github.mcpecho.mcp.ToolAnnotations;
import io.github.mcpecho.mcp.ToolArguments;
import io.github.mcpecho.mcp.ToolCall;
import io.github.mcpecho.mcp.ToolDescriptor;
import io.github.mcpecho.mcp.ToolResult;
import io.github.mcpecho.report.Finding;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decodes a JWT without trusting it, and says what is wrong with it. A token of which at least a
 * part can be read is a report with findings; one of which nothing can be read is an error that
 * says why. Thread-safe.
 */
public final class BearerDecodeTool implements Tool {
  private static final Json JSON = new Json(Json.DEFAULT_MAX_DEPTH);

  private final Clock clock;
  private final Redactor redactor;
  private final SafeClaims claims;
  private final PublicUrl publicUrl;
  private final TrustedKeys keys;

  /** Verifies no signature. */
  public BearerDecodeTool(Clock clock, Redactor redactor) {
    this(clock, redactor, PublicUrl.UNKNOWN, TrustedKeys.NONE);
  }

  /** Verifies signatures with these keys, and with no other. */
  public BearerDecodeTool(Clock clock, Redactor redactor, PublicUrl publicUrl, TrustedKeys keys) {
    this.clock = clock;
    this.redactor = redactor;
    this.claims = new SafeClaims(redactor);
    this.publicUrl = publicUrl;
    this.keys = keys;
  }

  @Override
  public ToolDescriptor descriptor() {
    return ToolDescriptor.resource(BearerDecodeTool.class, "bearerDecode")
        .withAnnotations(ToolAnnotations.READ_ONLY);
  }

  @Override
  public ToolResult call(ToolCall call) {
    Optional<String> argument = call.arguments().optionalString("token");
    return argument
        .map(PresentedToken::inArgument)
        .or(() -> PresentedToken.inRequest(call.context()))
        .map(presented -> decode(presented, call))
        .orElseGet(
            () ->
                ToolResult.error(
                    "There is no token: neither an Authorization header nor a token in the query"
                        + " reached this server, and the argument token was not given."));
  }

  private ToolResult decode(PresentedToken presented, ToolCall call) {
    if (!presented.isBearer()) {
      return unreadable(
          "The Authorization header holds no bearer token: its scheme is "
              + presented.scheme().orElse("missing"),
          presented.findings());
    }
    if (presented.token().isEmpty()) {
      return unreadable("There is no token in " + presented.place(), presented.findings());
    }
    TokenFacts facts = TokenFacts.of(call.context());
    DecodedToken token = facts.decoded(presented);
    var findings = new ArrayList<>(presented.findings());
    if (!token.isReadable()) {
      findings.addAll(token.findings());
      String secret = redactor.secret(presented.token());
      return unreadable("Nothing in this token can be decoded: " + secret, findings);
    }
    Verification verification = facts.verification(presented, keys);
    verification.finding().ifPresent(findings::add);
    findings.addAll(judge(presented, call));
    return report(token, verification, findings);
  }

  private List<Finding> judge(PresentedToken presented, ToolCall call) {
    Instant now = clock.instant();
    TokenFacts facts = TokenFacts.of(call.context());
    ExternalUrls urls = ExternalUrls.of(call.context(), publicUrl, redactor);
    var findings = new ArrayList<Finding>();
    findings.addAll(
        facts
            .checks(presented, now, claims)
            .findings(expectations(call.arguments()), urls.metadata()));
    if (!presented.isArgument()) {
      findings.addAll(facts.ofSender(presented, urls, now, claims));
    }
    if (!presented.isArgument() && !presented.isInQuery()) {
      findings.addAll(PresentedToken.inTarget(call.context().target()));
    }
    return findings;
  }

  private static Expectations expectations(ToolArguments arguments) {
    return new Expectations(
        arguments.optionalString("expectedAudience"),
        Expectations.AudienceSource.GIVEN,
        arguments.optionalString("expectedIssuer"),
        arguments.strings("expectedScopes"));
  }

  private ToolResult report(DecodedToken token, Verification verification, List<Finding> findings) {
    String state = verification.isVerified() ? "Signature verified" : "Unverified";
    Report.Builder report =
        Report.titled("🔍 JWT Token Analysis (" + state + ")").findings(findings);
    token.header().ifPresent(header -> report.add(json("header", "📄 Header", header)));
    token.payload().ifPresent(payload -> report.add(json("payload", "📦 Payload", payload)));
    token
        .payload()
        .ifPresent(payload -> report.addUnlessEmpty(TokenTimeline.of(payload, clock.instant())));
    report
        .add(notice(verification))
        .add(Section.factOnly("verified", BooleanNode.valueOf(verification.isVerified())))
        .add(Section.factOnly("verification", TextNode.valueOf(verification.name())));
    Report finished = report.build();
    return ToolResult.structured(finished.toText(), finished.toJson());
  }

  private static Section notice(Verification verification) {
    Section.Builder notice = Section.remark("⚠️ Security Notice");
    if (verification.isVerified()) {
      notice
          .text(verification.words())
          .text("Times, audience and scopes are judged above; nothing is enforced here.");
    } else {
      notice
          .text("This analysis does NOT verify the token signature.")
          .text("Token may be forged or tampered with.");
    }
    if (!verification.isVerified() && verification != Verification.NO_TRUSTED_KEYS) {
      notice.text(verification.words());
    }
    return notice.text("Use only for debugging purposes.").build();
  }

  private Section json(String key, String heading, ObjectNode part) {
    ObjectNode safe = claims.of(part);
    return Section.titled(key, heading).block(JSON.writePretty(safe)).value(safe).build();
  }

  private static ToolResult unreadable(String sentence, List<Finding> findings) {
    return ToolResult.error(Report.titled(sentence).findings(findings).build().toText());
  }
}
