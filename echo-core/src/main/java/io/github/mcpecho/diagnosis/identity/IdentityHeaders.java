package io.github.mcpecho.diagnosis.identity;

import io.github.mcpecho.diagnosis.request.KnownHeader;
import io.github.mcpecho.diagnosis.request.RequestFacts;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Header;
import io.github.mcpecho.internal.http.HeaderKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Finds the headers that say something about the caller. */
final class IdentityHeaders {
  private IdentityHeaders() {}

  /** Returns the lines of each kind of such headers, the most telling kind first. */
  static Map<HeaderKind, List<Header>> in(CallContext context) {
    var found =
        new TreeMap<HeaderKind, List<Header>>(Comparator.comparingInt(HeaderKind::position));
    for (KnownHeader header : RequestFacts.of(context).headers()) {
      if (header.kind().caller().isPresent()) {
        found.computeIfAbsent(header.kind(), first -> new ArrayList<>()).add(header.line());
      }
    }
    return found;
  }
}
