package io.github.mcpecho.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import java.util.List;

/**
 * A verdict with its evidence and the way out. A {@link FindingKind} makes it.
 *
 * @param kind whose name is the id, in upper snake case, such as {@code AUTH_AUDIENCE_MISMATCH}
 * @param message what is the case, one sentence
 * @param evidence what was seen; redacted, may be empty
 * @param fix what to change, one or two sentences for each product on a line of its own; may be
 *     empty
 * @param rule where it is written that this matters: an RFC section or MCP page
 */
public record Finding(FindingKind kind, String message, String evidence, String fix, String rule) {
  public Finding {
    if (!isUpperSnakeCase(kind.name())) {
      throw new IllegalArgumentException("A finding id is upper snake case: " + kind.name());
    }
  }

  /** Returns one with the rule that the catalogue has for its kind. */
  public Finding(FindingKind kind, String message, String evidence, String fix) {
    this(kind, message, evidence, fix, kind.rule());
  }

  private static boolean isUpperSnakeCase(String id) {
    char last = '_';
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      boolean isLetter = c >= 'A' && c <= 'Z';
      boolean isDigit = c >= '0' && c <= '9' && i > 0;
      if (!isLetter && !isDigit && (c != '_' || last == '_')) {
        return false;
      }
      last = c;
    }
    return last != '_';
  }

  /** Returns the id for people and programs outside, stable across releases. */
  public String id() {
    return kind.name();
  }

  public Severity severity() {
    return kind.severity();
  }

  public ObjectNode toJson() {
    ObjectNode json = Json.object();
    json.put("id", id());
    json.put("severity", severity().name());
    json.put("message", message);
    json.put("evidence", evidence);
    json.put("rule", rule);
    json.put("fix", fix.replace('\n', ' '));
    return json;
  }

  public void appendTo(List<String> lines) {
    lines.add("  " + severity().sign() + " " + id() + ": " + message);
    appendDetail(lines, "Evidence", evidence);
    appendDetail(lines, "Rule", rule);
    String label = "Fix";
    for (String line : fix.split("\n")) {
      appendDetail(lines, label, line);
      label = "   ";
    }
  }

  private static void appendDetail(List<String> lines, String label, String detail) {
    if (!detail.isEmpty()) {
      lines.add("     " + label + (label.isBlank() ? "  " : ": ") + detail);
    }
  }
}
