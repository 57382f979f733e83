package io.github.mcpecho.servlet;

import io.github.mcpecho.http.Headers;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/** Finds the id by which a request is called elsewhere too, or makes one. */
final class RequestIds {
  static final String HEADER = "X-Request-Id";

  /** A UUID has 36 characters. */
  private static final int LONGEST = 64;

  private static final int VERSION_END = 2;
  private static final int TRACE_ID_END = 35;
  private static final int PARENT_ID_END = 52;
  private static final int FLAGS_END = 55;

  private final UnaryOperator<String> redaction;
  private final LongSupplier random;

  /**
   * Creates a source of ids.
   *
   * @param redaction what it changes looks like a secret, and is no id
   */
  RequestIds(UnaryOperator<String> redaction, LongSupplier random) {
    this.redaction = redaction;
    this.random = random;
  }

  /** Returns an id that can be shown, logged and sent back: at most 64 of {@code A-Za-z0-9._-}. */
  String of(Headers headers) {
    return single(headers, HEADER)
        .filter(this::isHarmless)
        .or(() -> single(headers, "X-Correlation-ID").filter(this::isHarmless))
        .or(() -> single(headers, "traceparent").flatMap(RequestIds::traceId))
        .orElseGet(() -> HexFormat.of().toHexDigits(random.getAsLong()));
  }

  private static Optional<String> single(Headers headers, String name) {
    List<String> values = headers.all(name);
    return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
  }

  private boolean isHarmless(String id) {
    if (id.isEmpty() || id.length() > LONGEST) {
      return false;
    }
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
      if (!letter && !(c >= '0' && c <= '9') && c != '.' && c != '_' && c != '-') {
        return false;
      }
    }
    return redaction.apply(id).equals(id);
  }

  /** Reads {@code version-traceid-parentid-flags} (W3C Trace Context §3.2.2). */
  private static Optional<String> traceId(String parent) {
    boolean shaped =
        parent.length() >= FLAGS_END
            && isHex(parent, 0, VERSION_END)
            && isId(parent, VERSION_END, TRACE_ID_END)
            && isId(parent, TRACE_ID_END, PARENT_ID_END)
            && parent.charAt(PARENT_ID_END) == '-'
            && isHex(parent, PARENT_ID_END + 1, FLAGS_END);
    return shaped && hasVersionOfItsLength(parent)
        ? Optional.of(parent.substring(VERSION_END + 1, TRACE_ID_END))
        : Optional.empty();
  }

  /** A later version may go on after another hyphen; ff is none. */
  private static boolean hasVersionOfItsLength(String parent) {
    return !parent.startsWith("ff")
        && (parent.length() == FLAGS_END
            || !parent.startsWith("00") && parent.charAt(FLAGS_END) == '-');
  }

  /** An id stands after a hyphen and is not all zeros. */
  private static boolean isId(String parent, int hyphen, int end) {
    boolean zeros = true;
    for (int i = hyphen + 1; i < end; i++) {
      zeros &= parent.charAt(i) == '0';
    }
    return !zeros && parent.charAt(hyphen) == '-' && isHex(parent, hyphen + 1, end);
  }

  private static boolean isHex(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) {
        return false;
      }
    }
    return true;
  }
}
