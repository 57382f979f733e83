package io.github.mcpecho.testing;

import io.github.mcpecho.report.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The findings that calls have: one for each kind, with the first call and a count. */
final class ClientFindings {
  private final Map<String, ClientFinding> byKind = new LinkedHashMap<>();

  ClientFindings copy() {
    var copy = new ClientFindings();
    copy.byKind.putAll(byKind);
    return copy;
  }

  void add(RecordedCall call) {
    var ofCall = new LinkedHashMap<String, Finding>();
    call.findings().forEach(finding -> ofCall.putIfAbsent(finding.id(), finding));
    for (Finding finding : ofCall.values()) {
      byKind.merge(finding.id(), new ClientFinding(finding, call, 1), (known, one) -> known.and(1));
    }
  }

  void clear() {
    byKind.clear();
  }

  List<ClientFinding> all() {
    return List.copyOf(byKind.values());
  }
}
