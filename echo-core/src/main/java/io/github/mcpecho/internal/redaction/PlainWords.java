package io.github.mcpecho.internal.redaction;

import io.github.mcpecho.internal.text.TsvResource;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Words that stand behind the name of a secret in a sentence or a form and are no value, read from
 * {@code plain-words.tsv} beside this class.
 */
final class PlainWords {
  private static final Set<String> ALL =
      TsvResource.rows(PlainWords.class, "plain-words.tsv").stream()
          .flatMap(cells -> List.of(cells[1].split(" ")).stream())
          .collect(Collectors.toUnmodifiableSet());

  /** No word of the table is longer. */
  private static final int LONGEST = 32;

  private static final String AROUND = "\"'`*_.,;:!?()[]{}<>|";

  /** A shorter number counts something. */
  private static final int SHORTEST_NUMBER = 4;

  private PlainWords() {}

  /** Returns whether this part of a text is such a word, or a small number, or none at all. */
  static boolean isPlain(String text, int from, int to) {
    int start = TextEnds.end(text, from, to, c -> AROUND.indexOf(c) >= 0);
    int end = TextEnds.start(text, to, start, c -> AROUND.indexOf(c) >= 0);
    if (start == end || end - start > LONGEST) {
      return start == end;
    }
    String word = text.substring(start, end).toLowerCase(Locale.ROOT);
    boolean isCount = end - start < SHORTEST_NUMBER && word.chars().allMatch(Character::isDigit);
    return isCount || ALL.contains(word) || SecretNames.isNoSecret(word);
  }
}
