package io.github.mcpecho.diagnosis.intermediaries;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.diagnosis.request.RequestFacts;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Header;
import io.github.mcpecho.internal.http.Host;
import io.github.mcpecho.internal.text.Glob;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What signs look at in a request, all of it in lower case. The signs of all products are held
 * against it, so the lines are sorted: a sign looks only at those that begin like its own name.
 */
final class Seen {
  private final CallContext request;
  private final JsonNode claims;
  private List<Header> lines = List.of();

  /**
   * @param claims of the token in the Authorization header; missing if nobody asks for them
   */
  Seen(CallContext request, JsonNode claims) {
    this.request = request;
    this.claims = claims;
  }

  /** Returns whether a value fits under a name, which may stand for something else. */
  boolean has(Glob name, Glob value) {
    return switch (name.text()) {
      case "@host" -> hasHost(value);
      case "@protocol" -> value.matches(lower(request.protocol()));
      case "@container" -> value.matches(lower(request.connection().container()));
      default ->
          name.text().startsWith("@")
              ? value.matches(lower(claims.path(name.text().substring(1)).asText()))
              : hasLine(name, value);
    };
  }

  private boolean hasHost(Glob value) {
    for (int i = from("host"); i < lines.size() && lines.get(i).name().equals("host"); i++) {
      if (value.matches(Host.ofNode(lines.get(i).value()).node())) {
        return true;
      }
    }
    return false;
  }

  private boolean hasLine(Glob name, Glob value) {
    for (int i = from(name.start()); i < lines.size(); i++) {
      Header line = lines.get(i);
      if (!line.name().startsWith(name.start())) {
        return false;
      }
      if (name.matches(line.name()) && value.matches(line.value())) {
        return true;
      }
    }
    return false;
  }

  /** Returns where the lines begin whose names do not stand before this one. */
  private int from(String start) {
    if (lines.isEmpty()) {
      lines = sorted();
    }
    int low = 0;
    int high = lines.size();
    while (low < high) {
      int middle = (low + high) / 2;
      if (lines.get(middle).name().compareTo(start) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private List<Header> sorted() {
    return RequestFacts.of(request).headers().stream()
        .map(header -> new Header(lower(header.name()), lower(header.value())))
        .sorted(Comparator.comparing(Header::name))
        .toList();
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
