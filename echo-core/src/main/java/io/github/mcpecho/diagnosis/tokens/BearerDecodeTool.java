package io.github.mcpecho.diagnosis.tokens;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.mcpecho.diagnosis.intermediaries.Intermediaries;
import io.github.mcpecho.diagnosis.report.Report;
import io.github.mcpecho.diagnosis.report.Section;
import io.github.mcpecho.diagnosis.request.StrayCredentials;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.mcp.Content;
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
import java.util.stream.Stream;

/**
 * Decodes a JWT without trusting it, and says what is wrong with it. An opaque token, which cannot
 * be read, is shown as such. Thread-safe.
 */
public final class BearerDecodeTool implements Tool {
  private static final Json JSON = new Json(Json.DEFAULT_MAX_DEPTH);

  private final Clock clock;
  private final Redactor redactor;
  private final SafeClaims claims;
  private final TokenJudge judge;
  private final CallerJudge caller;

  /**
   * Expects nothing of a token, verifies no signature, and judges nothing but the token and the
   * URL.
   */
  public BearerDecodeTool(Clock clock, Redactor redactor) {
    this(clock, redactor, TokenPolicy.NONE);
  }

  /** Expects of a token what this policy says, and judges nothing but the token and the URL. */
  public BearerDecodeTool(Clock clock, Redactor redactor, TokenPolicy policy) {
    this(clock, redactor, policy, (request, judge, hiding) -> List.of());
  }

  /**
   * Expects of a token what this policy says, unless the caller says something else.
   *
   * @param caller judges what else the request says about the caller
   */
  public BearerDecodeTool(Clock clock, Redactor redactor, TokenPolicy policy, CallerJudge caller) {
    this.clock = clock;
    this.redactor = redactor;
    this.claims = new SafeClaims(redactor);
    this.judge = new TokenJudge(policy, redactor);
    this.caller = caller;
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
                withoutToken(
                    "There is no token: neither an Authorization header nor a token in the query"
                        + " reached this server, and the argument token was not given."
                        + elsewhere(call.context()),
                    PresentedToken.inTarget(call.context().target())));
  }

  private String elsewhere(CallContext context) {
    return StrayCredentials.arrival(context, redactor)
        .map(words -> " But " + words + ": see authContext.")
        .orElse("");
  }

  private ToolResult decode(PresentedToken presented, ToolCall call) {
    if (!presented.isBearer()) {
      return withoutToken(
          "There is no bearer token in %s: its scheme is %s"
              .formatted(presented.place(), presented.scheme().orElse("missing")),
          withThoseOfTarget(presented, call.context()));
    }
    if (presented.token().isEmpty()) {
      return withoutToken(
          "There is no token in " + presented.place(),
          withThoseOfTarget(presented, call.context()));
    }
    CallContext context = call.context();
    Instant now = clock.instant();
    Expectations expected = expectations(call.arguments(), judge.expectations(context, presented));
    var findings = new ArrayList<Finding>();
    if (!presented.isArgument()) {
      findings.addAll(judge.ofUrl(context));
      findings.addAll(caller.judge(context, judge, redactor));
    }
    if (!expected.certain()) {
      findings.addAll(judge.doubts(context, presented));
    }
    findings.addAll(judge.judge(context, presented, now, expected).findings());
    findings.addAll(ofTarget(presented, context));
    if (!presented.isArgument()) {
      findings.replaceAll(finding -> Intermediaries.advised(context, finding));
    }
    return report(
        presented,
        TokenFacts.of(context).decoded(presented),
        judge.verification(context, presented),
        findings,
        now);
  }

  private static List<Finding> withThoseOfTarget(PresentedToken presented, CallContext context) {
    return Stream.of(presented.findings(), ofTarget(presented, context))
        .flatMap(List::stream)
        .toList();
  }

  /** What came in the query tells of it itself. */
  private static List<Finding> ofTarget(PresentedToken presented, CallContext context) {
    return presented.isArgument() || presented.isInQuery()
        ? List.of()
        : PresentedToken.inTarget(context.target());
  }

  private static Expectations expectations(ToolArguments arguments, Expectations policy) {
    Expectations expected = policy.withScopes(arguments.strings("expectedScopes"));
    expected =
        arguments.optionalString("expectedIssuer").map(expected::withIssuer).orElse(expected);
    return arguments
        .optionalString("expectedAudience")
        .map(expected::withAudience)
        .orElse(expected);
  }

  private ToolResult report(
      PresentedToken presented,
      DecodedToken token,
      Verification verification,
      List<Finding> findings,
      Instant now) {
    String state = verification.isVerified() ? "Signature verified" : "Unverified";
    Report.Builder report =
        Report.quoting("🔍 JWT Token Analysis (" + state + ")").findings(findings);
    if (!token.isReadable()) {
      String secret = redactor.secret(presented.token());
      report.add(Section.remarkLine("Nothing in this token can be decoded: " + secret));
    }
    token.header().ifPresent(header -> report.add(json("header", "📄 Header", header)));
    token.payload().ifPresent(payload -> report.add(json("payload", "📦 Payload", payload)));
    token.payload().ifPresent(payload -> report.addUnlessEmpty(TokenTimeline.of(payload, now)));
    return verified(report.add(notice(verification)), verification).build().toResult();
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

  private static ToolResult withoutToken(String sentence, List<Finding> findings) {
    Report report =
        verified(Report.titled(sentence).findings(findings), Verification.NO_SIGNATURE).build();
    return new ToolResult(
        List.of(new Content.Text(report.toText())),
        Optional.of(report.toJson()),
        true,
        Optional.empty());
  }

  private static Report.Builder verified(Report.Builder report, Verification verification) {
    return report
        .add(Section.factOnly("verified", BooleanNode.valueOf(verification.isVerified())))
        .add(Section.factOnly("verification", TextNode.valueOf(verification.name())));
  }
}
