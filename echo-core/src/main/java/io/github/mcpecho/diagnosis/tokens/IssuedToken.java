package io.github.mcpecho.diagnosis.tokens;

import io.github.mcpecho.internal.redaction.TokenPrefixes;
import io.github.mcpecho.internal.text.Glob;
import io.github.mcpecho.internal.text.TsvResource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An opaque token that says by its first characters whose it is, and that any server may expect: a
 * row of {@code issued-tokens.tsv}.
 */
record IssuedToken(Glob form) {
  private static final List<IssuedToken> ALL =
      TsvResource.rows(IssuedToken.class, "issued-tokens.tsv").stream()
          .map(cells -> new IssuedToken(new Glob(cells[0])))
          .toList();

  /** Returns whether a token is of a vendor who is none of the expected issuers. */
  static boolean isOfAnother(String token, List<String> expectedIssuers) {
    Optional<String> vendor = TokenPrefixes.issuer(token).map(IssuedToken::vendor);
    return vendor.isPresent()
        && expectedIssuers.stream()
            .noneMatch(issuer -> issuer.toLowerCase(Locale.ROOT).contains(vendor.get()))
        && ALL.stream().noneMatch(issued -> issued.form.matches(token));
  }

  /** Of words such as {@code a GitHub token}. */
  private static String vendor(String words) {
    return words.split(" ")[1].toLowerCase(Locale.ROOT);
  }
}
