package io.github.mcpecho.diagnosis.tokens;

import io.github.mcpecho.internal.redaction.TokenPrefixes;
import io.github.mcpecho.internal.text.Glob;
import io.github.mcpecho.internal.text.TsvResource;
import java.util.List;
import java.util.stream.Stream;

/**
 * An opaque token that begins as one of a known vendor, and that a server may expect: a row of
 * {@code issued-tokens.tsv}.
 *
 * @param issuers of which one has to be expected; anything will do if empty
 */
record IssuedToken(List<Glob> tokens, List<Glob> issuers) {
  private static final List<IssuedToken> ALL =
      TsvResource.rows(IssuedToken.class, "issued-tokens.tsv").stream()
          .map(cells -> new IssuedToken(globs(cells[0]), globs(cells[1])))
          .toList();

  /** Returns whether a token gives a vendor away that issues none for the servers of others. */
  static boolean isOfAnother(String token, List<String> expectedIssuers) {
    return TokenPrefixes.issuer(token).isPresent()
        && ALL.stream().noneMatch(row -> row.fits(token, expectedIssuers));
  }

  private boolean fits(String token, List<String> expectedIssuers) {
    return tokens.stream().anyMatch(glob -> glob.matches(token))
        && (issuers.isEmpty()
            || issuers.stream().anyMatch(glob -> expectedIssuers.stream().anyMatch(glob::matches)));
  }

  private static List<Glob> globs(String cell) {
    return cell.equals("-") ? List.of() : Stream.of(cell.split(" ")).map(Glob::new).toList();
  }
}
