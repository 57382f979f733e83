package io.github.mcpecho.servlet;

import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.http.TraceContext;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Finds the id by which a request is called elsewhere too, or makes one.
 *
 * @param redaction what it changes looks like a secret, and is no id
 */
record RequestIds(UnaryOperator<String> redaction, LongSupplier random) {
  static final String HEADER = "X-Request-Id";

  /** A UUID has 36 characters. */
  private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  /** Returns an id that can be shown, logged and sent back: at most 64 of {@code A-Za-z0-9._-}. */
  String of(Headers headers) {
    return sent(headers).orElseGet(() -> HexFormat.of().toHexDigits(random.getAsLong()));
  }

  /** Returns the id that came with the request, nothing if none can be used. */
  Optional<String> sent(Headers headers) {
    return single(headers, HEADER)
        .filter(this::isHarmless)
        .or(() -> single(headers, "X-Correlation-ID").filter(this::isHarmless))
        .or(() -> traceId(headers));
  }

  /** Returns the trace that the headers name, nothing if they name none or the name is unsound. */
  static Optional<String> traceId(Headers headers) {
    return traceParent(headers).flatMap(TraceContext::traceId);
  }

  /** Returns the field that may name the trace, nothing if it came more than once. */
  static Optional<String> traceParent(Headers headers) {
    return single(headers, "traceparent");
  }

  private static Optional<String> single(Headers headers, String name) {
    List<String> values = headers.all(name);
    return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
  }

  private boolean isHarmless(String id) {
    return HARMLESS.matcher(id).matches() && redaction.apply(id).equals(id);
  }
}
