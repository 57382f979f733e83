package io.github.mcpecho.doctor;

import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.doctor.exchange.Request;
import io.github.mcpecho.mcp.ProtocolVersion;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether the same request gets this answer and that: servers in turn that are not alike, as in a
 * deployment that is half done.
 */
final class ServersInTurn {
  private static final int ASKED_AGAIN = 3;

  private ServersInTurn() {}

  /** Notes it of answers to tools/list, and of the revision that a server may not know yet. */
  static void check(List<Reply> lists, Examination examination, Notes notes) {
    List<Set<String>> names =
        Stream.concat(Stream.of(examination.list()), lists.stream())
            .filter(Reply::isResult)
            .map(Reply::toolNames)
            .toList();
    if (goesBack(names)) {
      String seen = names.stream().distinct().map(Set::toString).collect(Collectors.joining("; "));
      notes.foundOnce(
          DoctorFinding.REPLICAS_VERSIONS_DIFFER,
          "tools/list in turn: " + examination.shown().evidence(seen));
    }
    if (examination.farEnd().isEmpty() && !examination.isLeisurely()) {
      checkDiscovery(examination, notes);
    }
  }

  private static void checkDiscovery(Examination examination, Notes notes) {
    Request request = Messages.handshake(examination.uri(), ProtocolVersion.V2026_07_28);
    var replies = new ArrayList<Reply>();
    replies.add(examination.handshake(ProtocolVersion.V2026_07_28).reply());
    for (int i = 0; i < ASKED_AGAIN; i++) {
      replies.add(examination.ask(request));
    }
    boolean isKnown = replies.stream().anyMatch(Reply::isResult);
    if (isKnown && replies.stream().anyMatch(ServersInTurn::isRefused)) {
      Set<String> said = new LinkedHashSet<>();
      replies.forEach(reply -> said.add(reply.said(examination.shown())));
      notes.foundOnce(
          DoctorFinding.REPLICAS_VERSIONS_DIFFER,
          "server/discover in turn: " + String.join("; ", said));
    }
  }

  /** Who has too much to do, or fails, says nothing of what it knows. */
  private static boolean isRefused(Reply reply) {
    return !reply.isResult()
        && reply.answer().isPresent()
        && reply.status() < 500
        && reply.status() != 429;
  }

  /** A list may change once and stay so. */
  private static boolean goesBack(List<Set<String>> names) {
    int changes = 0;
    for (int i = 1; i < names.size(); i++) {
      changes += names.get(i).equals(names.get(i - 1)) ? 0 : 1;
    }
    return changes > 1 && names.stream().distinct().count() <= changes;
  }
}
