package io.github.mcpecho.testing.script;

import io.github.mcpecho.internal.redaction.QuotedInput;
import io.github.mcpecho.report.Severity;
import io.github.mcpecho.testing.ClientFinding;
import io.github.mcpecho.testing.McpEchoServer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** What was wrong with the clients of several servers, one for each kind. Thread-safe. */
final class FindingTally {
  private static final int LONGEST_CALL = 200;

  private final Map<String, ClientFinding> byKind = new LinkedHashMap<>();
  private final Set<String> unjudged = new LinkedHashSet<>();

  synchronized void add(McpEchoServer server) {
    server.unjudged().ifPresent(unjudged::add);
    for (ClientFinding one : server.findings()) {
      byKind.merge(one.finding().id(), one, (known, more) -> known.and(more.calls()));
    }
  }

  /** Returns whether there is one that is at least as bad. */
  synchronized boolean has(Severity mildest) {
    return byKind.values().stream()
        .anyMatch(one -> one.finding().severity().compareTo(mildest) <= 0);
  }

  /** Returns them for people. */
  @Override
  public synchronized String toString() {
    var lines = new ArrayList<String>();
    lines.add(
        byKind.isEmpty()
            ? "There is no finding about a client."
            : "Findings about the clients, with the first call of each:");
    for (ClientFinding one : byKind.values()) {
      one.finding().appendTo(lines);
      String calls = one.calls() == 1 ? "1 call: " : one.calls() + " calls, the first: ";
      lines.add("     In " + calls + QuotedInput.of(one.first().toString(), LONGEST_CALL));
    }
    unjudged.forEach(what -> lines.add("Not judged: " + what + "."));
    return String.join("\n", lines);
  }
}
