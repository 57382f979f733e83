package io.github.mcpecho.internal.jsonrpc;

import io.github.mcpecho.internal.text.TsvResource;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Knows by its first characters what a body is that is no JSON. */
final class OtherBody {
  private static final int LONGEST = 32;
  private static final List<String[]> ROWS = TsvResource.rows(OtherBody.class, "other-bodies.tsv");

  private OtherBody() {}

  /** Returns what the body is, in words that quote nothing of it. */
  static Optional<String> of(byte[] body) {
    var begin =
        new String(body, 0, Math.min(body.length, LONGEST), StandardCharsets.UTF_8).stripLeading();
    return ROWS.stream()
        .filter(row -> begin.regionMatches(true, 0, row[0], 0, row[0].length()))
        .map(row -> row[1])
        .findFirst();
  }
}
