package io.github.mcpecho.diagnosis.cors;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.diagnosis.intermediaries.Intermediaries;
import io.github.mcpecho.diagnosis.report.Report;
import io.github.mcpecho.diagnosis.report.Section;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Header;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.http.CorsHeaders;
import io.github.mcpecho.internal.http.CorsRole;
import io.github.mcpecho.internal.http.HeaderCatalogue;
import io.github.mcpecho.internal.http.HeaderKind;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.mcp.Tool;
import io.github.mcpecho.mcp.ToolAnnotations;
import io.github.mcpecho.mcp.ToolCall;
import io.github.mcpecho.mcp.ToolDescriptor;
import io.github.mcpecho.mcp.ToolOutcome;
import io.github.mcpecho.mcp.ToolResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says what CORS headers a request needs, and judges a response that was pasted. */
public record CorsAnalysisTool(Redactor redactor) implements Tool {
  @Override
  public ToolDescriptor descriptor() {
    return ToolDescriptor.resource(CorsAnalysisTool.class, "corsAnalysis")
        .withAnnotations(ToolAnnotations.READ_ONLY);
  }

  @Override
  public ToolOutcome call(ToolCall call) {
    Optional<Paste> paste = Paste.of(call.arguments());
    Optional<String> problem = paste.flatMap(Paste::problem);
    if (problem.isPresent()) {
      return ToolResult.error(problem.get());
    }
    Headers headers = call.context().headers();
    CorsCase judged = CorsCase.of(call.arguments(), paste, headers, redactor);
    CorsRequest request = judged.request();
    Optional<CorsResponse> response = judged.response();
    CorsVerdict verdict = judged.verdict();
    var report =
        Report.quoting("🌐 CORS Analysis")
            .findings(verdict.findings())
            .add(requestSection(request).build())
            .add(expectedSection(request).build());
    response.ifPresent(
        given ->
            report.add(responseSection(given).build()).add(accessSection(request, given).build()));
    return report
        .add(statusSection(verdict).build())
        .add(recommendations(call.context(), verdict).build())
        .build()
        .toResult();
  }

  private Section.Builder requestSection(CorsRequest request) {
    var section = Section.titled("request", "📥 Request Headers");
    String origin = request.origin().map(redactor::evidence).orElse("(not sent)");
    section.text("Origin: " + origin);
    request.origin().ifPresent(value -> section.fact("origin", origin));
    String method = redactor.evidence(request.method());
    String names =
        redactor.header("access-control-request-headers", String.join(", ", request.headers()));
    String note = request.announced() ? "" : " (in the preflight)";
    if (request.announced() || request.origin().isPresent()) {
      section.text("Access-Control-Request-Method: " + method + note);
      if (!names.isEmpty()) {
        section.text(
            "Access-Control-Request-Headers: "
                + names
                + (request.assumed() ? " (assumed: every MCP client sends them)" : note));
      }
    }
    ArrayNode list = Json.array();
    request.headers().forEach(list::add);
    return section
        .fact("method", method)
        .fact("headers", list)
        .fact("headersAssumed", request.assumed())
        .fact("credentials", request.credentials());
  }

  private Section.Builder expectedSection(CorsRequest request) {
    var section = Section.titled("expected", "📤 Response Headers (Expected)");
    ExpectedCors.lines(request, redactor)
        .forEach((name, value) -> section.field(name, name, redactor.header(name, value)));
    return section;
  }

  private Section.Builder responseSection(CorsResponse response) {
    String kind = response.preflight() ? "Preflight" : "Response";
    String status = response.status().map(String::valueOf).orElse("not given");
    var section = Section.titled("response", "📨 " + kind + " Headers (Status " + status + ")");
    ArrayNode lines = Json.array();
    for (Header header : response.headers()) {
      String name = header.name().toLowerCase(Locale.ROOT);
      if (concernsCors(name)) {
        String shown = redactor.name(header.name());
        String value = redactor.header(name, header.value());
        section.text(shown + ": " + value);
        lines.addObject().put("name", shown).put("value", value);
      }
    }
    if (lines.isEmpty()) {
      section.text("(none that concern CORS)");
    }
    ObjectNode facts = Json.object();
    response.status().ifPresent(code -> facts.put("status", code));
    facts.put("preflight", response.preflight());
    facts.set("headers", lines);
    return section.value(facts);
  }

  /** Says of each MCP header whether it may be sent, if a preflight is judged, else read. */
  private static Section.Builder accessSection(CorsRequest request, CorsResponse response) {
    var section = Section.titled("mcpHeaders", "🔧 MCP Headers");
    ArrayNode facts = Json.array();
    List<String> names = response.preflight() ? CorsHeaders.SENT : CorsHeaders.READ;
    List<String> listed =
        response.list(
            response.preflight() ? "access-control-allow-headers" : "access-control-expose-headers",
            true);
    for (String name : names) {
      HeaderKind kind = HeaderCatalogue.find(name);
      if (!kind.is(CorsRole.OPTIONAL)) {
        String lower = name.toLowerCase(Locale.ROOT);
        boolean covered =
            CorsResponse.allows(listed, lower, request) || kind.is(CorsRole.SAFELISTED);
        String revisions = kind.is(CorsRole.LEGACY) ? " (before 2026-07-28)" : "";
        section.text((covered ? "✅ " : "❌ ") + name + revisions);
        facts.addObject().put("name", lower).put("allowed", covered);
      }
    }
    return section.value(facts);
  }

  private static Section.Builder statusSection(CorsVerdict verdict) {
    var section = Section.titled("status", "🔍 CORS Status");
    ArrayNode facts = Json.array();
    if (verdict.checks().stream().anyMatch(CorsCheck::isExpected)) {
      section.text("No response was given. With the headers above:");
    }
    for (CorsCheck check : verdict.checks()) {
      section.text(check.toText());
      facts.add(check.toJson());
    }
    return section.value(facts);
  }

  private static Section.Builder recommendations(CallContext request, CorsVerdict verdict) {
    var advice = new ArrayList<String>();
    advice.add(
        "CORS headers should be set by "
            + Intermediaries.of(request)
                .proxy()
                .orElse("Traefik, or whichever proxy is in front of this service"));
    advice.add("This service should not set CORS headers");
    advice.add("Use specific origins, not wildcards");
    if (verdict.isRefused()) {
      advice.add("Change the marked lines to the expected ones, then ask with a fresh preflight");
    }
    var section = Section.titled("recommendations", "💡 Recommendations");
    advice.forEach(line -> section.text("- " + line));
    return section.value(advice);
  }

  private static boolean concernsCors(String name) {
    return name.startsWith("access-control-")
        || name.startsWith("x-amzn-remapped-")
        || List.of("vary", "www-authenticate", "mcp-session-id", "location").contains(name);
  }
}
