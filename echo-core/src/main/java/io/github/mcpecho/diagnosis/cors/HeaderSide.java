package io.github.mcpecho.diagnosis.cors;

import io.github.mcpecho.http.Header;
import io.github.mcpecho.internal.http.HeaderCatalogue;
import io.github.mcpecho.internal.http.HeaderKind;
import io.github.mcpecho.internal.http.Token;
import io.github.mcpecho.internal.text.TsvResource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Whether a header is one of requests or of responses, by {@code sides.tsv} beside this class. */
enum HeaderSide {
  REQUEST,
  RESPONSE;

  private static final int LONGEST = 200;
  private static final Map<String, HeaderSide> NAMES = names();

  /** Returns the side of a name, in any case; empty if it may be on both. */
  static Optional<HeaderSide> of(String name) {
    if (name.length() > LONGEST || !Token.is(name.startsWith(":") ? name.substring(1) : name)) {
      return Optional.empty();
    }
    String lower = name.toLowerCase(Locale.ROOT);
    HeaderSide side = NAMES.get(lower);
    for (int end = lower.lastIndexOf('-'); side == null && end > 0; ) {
      side = NAMES.get(lower.substring(0, end + 1) + "*");
      end = lower.lastIndexOf('-', end - 1);
    }
    return Optional.ofNullable(side);
  }

  /** Returns the side of a whole list: what may be on both sides is taken for a response. */
  static HeaderSide of(Collection<Header> headers) {
    boolean request = false;
    for (Header header : headers) {
      Optional<HeaderSide> side = of(header.name());
      if (side.filter(RESPONSE::equals).isPresent()) {
        return RESPONSE;
      }
      request |= side.isPresent();
    }
    return request ? REQUEST : RESPONSE;
  }

  static HeaderSide named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** Returns whether a header of this name, in any case, is known at all. */
  static boolean isKnown(String name) {
    HeaderKind kind = HeaderCatalogue.find(name);
    return of(name).isPresent() || !kind.isPrefix() && kind.name().equalsIgnoreCase(name);
  }

  private static Map<String, HeaderSide> names() {
    var names = new HashMap<String, HeaderSide>();
    for (String[] row : TsvResource.rows(HeaderSide.class, "sides.tsv")) {
      for (String name : row[1].split(" ")) {
        names.put(name, valueOf(row[0]));
      }
    }
    return Map.copyOf(names);
  }
}
