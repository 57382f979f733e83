package io.github.mcpecho.testing.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.http.Header;
import io.github.mcpecho.internal.http.MirroredValue;
import io.github.mcpecho.internal.protocol.McpHeaderNames;
import io.github.mcpecho.testing.RecordedCall;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Arguments that are repeated in headers because the schema of the tool wants it. */
final class CustomHeaders implements Play {
  private static final JsonNode TOOLS =
      ScenarioFile.read("http-custom-headers").answers().path("tools/list").path("tools");

  @Override
  public void judge(List<RecordedCall> calls, Checks checks) {
    for (RecordedCall call : calls) {
      for (JsonNode tool : TOOLS) {
        if (call.toolName().equals(tool.path("name").asText())) {
          judge(call, tool.path("inputSchema").path("properties"), checks);
        }
      }
    }
  }

  private static void judge(RecordedCall call, JsonNode properties, Checks checks) {
    Set<String> undesignated = paramHeaders(call);
    checks.note("ClientSupportsCustomHeaders", !undesignated.isEmpty(), "a call came without any");
    for (Map.Entry<String, JsonNode> property : properties.properties()) {
      String header = property.getValue().path("x-mcp-header").asText();
      if (!header.isEmpty()) {
        undesignated.remove(header.toLowerCase(Locale.ROOT));
        judge(call, header, call.argument(property.getKey()), checks);
      }
    }
    boolean ofNumber =
        undesignated.removeIf(name -> name.replaceAll("[_-]", "").equals("floatval"));
    checks.note("ClientCustomHeaderNoMirrorNumber", !ofNumber, "there is a header for float_val");
    checks.note(
        "ClientCustomHeaderNoMirrorUnannotated",
        undesignated.isEmpty(),
        "there is a header that the schema does not name");
  }

  private static void judge(RecordedCall call, String header, JsonNode value, Checks checks) {
    Optional<String> sent = call.headers().first(McpHeaderNames.PARAM_PREFIX + header);
    if (value.isNull() || value.isMissingNode()) {
      checks.note("ClientCustomHeaderOmitNull", sent.isEmpty(), header + " came without a value");
    } else {
      checks.note(
          "ClientCustomHeader_" + header,
          sent.flatMap(MirroredValue::decode)
              .filter(text -> MirroredValue.says(text, value))
              .isPresent(),
          McpHeaderNames.PARAM_PREFIX + header + " is missing, another value, or not well encoded");
    }
  }

  private static Set<String> paramHeaders(RecordedCall call) {
    var names = new TreeSet<String>();
    String prefix = McpHeaderNames.PARAM_PREFIX.toLowerCase(Locale.ROOT);
    for (Header line : call.headers()) {
      String name = line.name().toLowerCase(Locale.ROOT);
      if (name.startsWith(prefix)) {
        names.add(name.substring(prefix.length()));
      }
    }
    return names;
  }
}
