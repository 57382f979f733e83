package io.github.mcpecho.diagnosis.tokens;

import io.github.mcpecho.internal.text.TsvResource;
import java.util.List;
import java.util.Optional;

/**
 * What is no access token though it has the form of an opaque one, a row of {@code
 * opaque-kinds.tsv}.
 *
 * @param name how the words end that say whose it is
 */
record OpaqueKind(String name, String fix) {
  private static final List<OpaqueKind> ALL =
      TsvResource.rows(OpaqueKind.class, "opaque-kinds.tsv").stream()
          .map(cells -> new OpaqueKind(cells[0], cells[1]))
          .toList();

  /** Returns the kind that words such as {@code a GitHub refresh token} tell of. */
  static Optional<OpaqueKind> of(String words) {
    return ALL.stream().filter(kind -> words.endsWith(kind.name)).findFirst();
  }
}
