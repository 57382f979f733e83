package io.github.mcpecho.diagnosis.cors;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.mcpecho.diagnosis.report.Section;
import io.github.mcpecho.internal.http.CorsHeaders;
import io.github.mcpecho.internal.http.CorsRole;
import io.github.mcpecho.internal.http.HeaderCatalogue;
import io.github.mcpecho.internal.http.HeaderKind;
import io.github.mcpecho.internal.jsonrpc.Json;
import java.util.List;
import java.util.Locale;

/** Which MCP headers a response lets a browser send or read. */
final class McpHeaderAccess {
  private McpHeaderAccess() {}

  /**
   * Returns one line for each header: for a preflight those that are sent, else those that are
   * read.
   */
  static Section.Builder section(CorsRequest request, CorsResponse response) {
    var section = Section.titled("mcpHeaders", "🔧 MCP Headers");
    ArrayNode facts = Json.array();
    List<String> names = response.preflight() ? CorsHeaders.SENT : CorsHeaders.READ;
    String list =
        response.preflight() ? "access-control-allow-headers" : "access-control-expose-headers";
    List<String> listed = response.list(list, true);
    for (String name : names) {
      HeaderKind kind = HeaderCatalogue.find(name);
      if (kind.is(CorsRole.OPTIONAL)) {
        continue;
      }
      String lower = name.toLowerCase(Locale.ROOT);
      boolean covered = CorsResponse.allows(listed, lower, request) || kind.is(CorsRole.SAFELISTED);
      String revisions = kind.is(CorsRole.LEGACY) ? " (before 2026-07-28)" : "";
      section.text((covered ? "✅ " : "❌ ") + name + revisions);
      facts.addObject().put("name", lower).put("allowed", covered);
    }
    return section.value(facts);
  }
}
