package io.github.mcpecho.diagnosis.tokens;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.text.Glob;
import io.github.mcpecho.internal.text.TsvResource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An explicit type of a JWT (RFC 8725 §3.11), as {@code token-types.tsv} beside this class knows
 * it.
 *
 * @param use {@code ACCESS}, what to do with a JWT that is no access token, or {@code -}
 */
record TokenType(Glob name, String use) {
  private static final String ACCESS = "at+jwt";

  private static final List<TokenType> ALL =
      TsvResource.rows(TokenType.class, "token-types.tsv").stream()
          .map(cells -> new TokenType(new Glob(cells[0]), cells[1]))
          .toList();

  /** Returns whether the header says that the token keeps to the profile of RFC 9068. */
  static boolean isAccess(ObjectNode header) {
    return name(header).equals(ACCESS);
  }

  /** Returns the type that a header names, if a JWT of it is no access token. */
  static Optional<TokenType> other(ObjectNode header) {
    String name = name(header);
    for (TokenType type : ALL) {
      if (type.name.matches(name)) {
        return Optional.of(type).filter(known -> !known.use.equals("ACCESS"));
      }
    }
    return Optional.empty();
  }

  /** Returns what to do with a JWT of this type, empty if that is not known. */
  Optional<String> fix() {
    return Optional.of(use).filter(text -> !text.equals("-"));
  }

  /** Types are compared without regard to case, and without their prefix (RFC 7515 §4.1.9). */
  private static String name(ObjectNode header) {
    String type = header.path("typ").asText().toLowerCase(Locale.ROOT);
    return type.startsWith("application/") ? type.substring(12) : type;
  }
}
