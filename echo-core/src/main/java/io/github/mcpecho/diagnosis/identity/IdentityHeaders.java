package io.github.mcpecho.diagnosis.identity;

import io.github.mcpecho.http.Header;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.http.HeaderCatalogue;
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
  static Map<HeaderKind, List<Header>> in(Headers headers) {
    var found =
        new TreeMap<HeaderKind, List<Header>>(Comparator.comparingInt(HeaderKind::position));
    for (Header line : headers) {
      HeaderKind kind = HeaderCatalogue.find(line.name());
      if (kind.caller().isPresent()) {
        found.computeIfAbsent(kind, first -> new ArrayList<>()).add(line);
      }
    }
    return found;
  }
}
