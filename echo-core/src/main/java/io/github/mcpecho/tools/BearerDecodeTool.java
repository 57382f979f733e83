package io.github.mcpecho.tools;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.jsonrpc.Json;
import io.github.mcpecho.mcp.Tool;
import io.github.mcpecho.mcp.ToolAnnotations;
import io.github.mcpecho.mcp.ToolCall;
import io.github.mcpecho.mcp.ToolDescriptor;
import io.github.mcpecho.mcp.ToolResult;
import io.github.mcpecho.report.Finding;
import io.github.mcpecho.report.Report;
import io.github.mcpecho.report.Section;
import io.github.mcpecho.tools.jwt.DecodedToken;
import io.github.mcpecho.tools.jwt.PresentedToken;
import io.github.mcpecho.tools.jwt.SafeClaims;
import io.github.mcpecho.tools.jwt.TokenTimeline;
import io.github.mcpecho.tools.redaction.Redactor;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decodes a JWT without trusting it. A token of which at least a part can be read is a report with
 * findings; one of which nothing can be read is an error that says why. Thread-safe.
 */
public final class BearerDecodeTool implements Tool {
  private static final Json JSON = new Json(Json.DEFAULT_MAX_DEPTH);

  private final Clock clock;
  private final Redactor redactor;
  private final SafeClaims claims;

  public BearerDecodeTool(Clock clock, Redactor redactor) {
    this.clock = clock;
    this.redactor = redactor;
    this.claims = new SafeClaims(redactor);
  }

  @Override
  public ToolDescriptor descriptor() {
    return ToolDescriptor.resource(BearerDecodeTool.class, "bearerDecode")
        .withAnnotations(ToolAnnotations.READ_ONLY);
  }

  @Override
  public ToolResult call(ToolCall call) {
    Optional<PresentedToken> presented =
        call.arguments()
            .optionalString("token")
            .map(PresentedToken::inArgument)
            .or(() -> PresentedToken.inHeaders(call.context().headers()));
    return presented
        .map(this::decode)
        .orElseGet(
            () ->
                ToolResult.error(
                    "There is no token: no Authorization header reached this server, and the"
                        + " argument token was not given."));
  }

  private ToolResult decode(PresentedToken presented) {
    if (!presented.isBearer()) {
      return unreadable(
          "The Authorization header holds no bearer token: its scheme is "
              + presented.scheme().orElse("missing"),
          presented.findings());
    }
    if (presented.token().isEmpty()) {
      return unreadable("There is no token in " + presented.source(), presented.findings());
    }
    DecodedToken token = DecodedToken.decode(presented.token());
    var findings = new ArrayList<>(presented.findings());
    findings.addAll(token.findings());
    return token.isReadable()
        ? report(token, findings)
        : unreadable(
            "Nothing in this token can be decoded: " + redactor.secret(presented.token()),
            findings);
  }

  private ToolResult report(DecodedToken token, List<Finding> findings) {
    Report.Builder report = Report.titled("🔍 JWT Token Analysis (Unverified)").findings(findings);
    token.header().ifPresent(header -> report.add(json("header", "📄 Header", header)));
    token.payload().ifPresent(payload -> report.add(json("payload", "📦 Payload", payload)));
    token
        .payload()
        .ifPresent(payload -> report.addUnlessEmpty(TokenTimeline.of(payload, clock.instant())));
    report.add(
        Section.remark("⚠️ Security Notice")
            .text("This analysis does NOT verify the token signature.")
            .text("Token may be forged or tampered with.")
            .text("Use only for debugging purposes.")
            .build());
    report.add(Section.factOnly("verified", BooleanNode.FALSE));
    Report finished = report.build();
    return ToolResult.structured(finished.toText(), finished.toJson());
  }

  private Section json(String key, String heading, ObjectNode part) {
    ObjectNode safe = claims.of(part);
    return Section.titled(key, heading).block(JSON.writePretty(safe)).value(safe).build();
  }

  private static ToolResult unreadable(String sentence, List<Finding> findings) {
    return ToolResult.error(Report.titled(sentence).findings(findings).build().toText());
  }
}
