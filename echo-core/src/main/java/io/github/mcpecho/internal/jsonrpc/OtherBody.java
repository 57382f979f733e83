package io.github.mcpecho.internal.jsonrpc;

import io.github.mcpecho.internal.text.TsvResource;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Knows by its first characters what a body is that is no JSON. */
final class OtherBody {
  private static final int LONGEST = 100;
  private static final List<Row> ROWS =
      TsvResource.rows(OtherBody.class, "other-bodies.tsv").stream()
          .map(row -> new Row(Pattern.compile(row[0], Pattern.CASE_INSENSITIVE), row[1]))
          .toList();

  private record Row(Pattern beginning, String what) {}

  private OtherBody() {}

  /** Returns what the body is, in words that quote nothing of it. */
  static Optional<String> of(byte[] body) {
    return of(
        new String(body, 0, Math.min(body.length, LONGEST), StandardCharsets.ISO_8859_1).strip());
  }

  /** Returns the same of a body that is text. */
  static Optional<String> of(String body) {
    String begin = body.substring(0, Math.min(body.length(), LONGEST));
    return ROWS.stream()
        .filter(row -> row.beginning().matcher(begin).lookingAt())
        .map(Row::what)
        .findFirst();
  }
}
