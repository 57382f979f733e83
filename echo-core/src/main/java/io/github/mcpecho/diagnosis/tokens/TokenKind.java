package io.github.mcpecho.diagnosis.tokens;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.text.TsvResource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A claim that says of a JWT that it is no access token, a row of {@code token-kinds.tsv}. */
record TokenKind(String claim, Pattern values) {
  private static final int LONGEST = 32;

  private static final List<TokenKind> ALL =
      TsvResource.rows(TokenKind.class, "token-kinds.tsv").stream()
          .map(
              cells -> new TokenKind(cells[0], Pattern.compile(cells[1], Pattern.CASE_INSENSITIVE)))
          .toList();

  private static final Pattern ID =
      Pattern.compile(".*: id([-_]?token)?", Pattern.CASE_INSENSITIVE);

  /** Returns whether what {@link #other} returned is of an ID token. */
  static boolean isId(String other) {
    return ID.matcher(other).matches();
  }

  /** Returns the claim and its value, which is one of the table, if the token has such a claim. */
  static Optional<String> other(ObjectNode payload) {
    for (TokenKind kind : ALL) {
      String value = payload.path(kind.claim).asText();
      if (!value.isEmpty() && value.length() <= LONGEST && kind.values.matcher(value).matches()) {
        return Optional.of(kind.claim + ": " + value);
      }
    }
    return Optional.empty();
  }
}
