package io.github.mcpecho.diagnosis.tokens;

import io.github.mcpecho.internal.text.TsvResource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tokens that have characters which no bearer token may have, because their issuer wants it so. */
record KnownCharacters(Pattern form, String words) {
  private static final int LONGEST = 4_096;

  private static final List<KnownCharacters> ALL =
      TsvResource.rows(KnownCharacters.class, "token-characters.tsv").stream()
          .map(cells -> new KnownCharacters(Pattern.compile(cells[0]), cells[1]))
          .toList();

  /** Returns what such a token is, in words that quote nothing of it. */
  static Optional<String> of(String token) {
    return token.length() > LONGEST
        ? Optional.empty()
        : ALL.stream()
            .filter(known -> known.form.matcher(token).matches())
            .map(KnownCharacters::words)
            .findFirst();
  }
}
