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

  private static final Pattern ID = Pattern.compile("id([-_]?token)?", Pattern.CASE_INSENSITIVE);

  /**
   * Such a claim in a token.
   *
   * @param value one of the table
   */
  record Told(String claim, String value) {
    boolean isId() {
      return ID.matcher(value).matches();
    }

    String evidence() {
      return claim + ": " + value;
    }
  }

  /** Returns the claim that says so, if the token has one. */
  static Optional<Told> other(ObjectNode payload) {
    for (TokenKind kind : ALL) {
      String value = payload.path(kind.claim).asText();
      if (!value.isEmpty() && value.length() <= LONGEST && kind.values.matcher(value).matches()) {
        return Optional.of(new Told(kind.claim, value));
      }
    }
    return Optional.empty();
  }
}
