package io.github.mcpecho.internal.redaction;

import io.github.mcpecho.internal.text.TsvResource;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Words that tell of a secret, in lower case, read from {@code secret-words.tsv} beside this. */
final class SecretWords {
  /** The constants are a column of secret-words.tsv. */
  private enum Kind {
    WORD,
    ENDING,
    ENGLISH,
    ABOUT,
    AMOUNT
  }

  private record Row(String word, Kind kind, boolean guessable, boolean common) {
    static Row of(String[] cells) {
      return new Row(
          cells[0],
          Kind.valueOf(cells[1]),
          cells[2].equals("GUESSABLE"),
          cells[3].equals("COMMON"));
    }
  }

  private static final List<Row> ROWS =
      TsvResource.rows(SecretWords.class, "secret-words.tsv").stream().map(Row::of).toList();
  private static final Set<String> WORDS =
      set(row -> row.kind() == Kind.WORD || row.kind() == Kind.ENDING);
  private static final Set<String> ABOUT = set(row -> row.kind() == Kind.ABOUT);
  private static final Set<String> AMOUNTS = set(row -> row.kind() == Kind.AMOUNT);
  private static final Set<String> ENGLISH = set(row -> row.kind() == Kind.ENGLISH);
  private static final List<String> ENDINGS = select(row -> row.kind() == Kind.ENDING).toList();
  private static final List<String> GUESSABLE = select(Row::guessable).toList();
  private static final Set<String> COMMON = set(Row::common);

  private SecretWords() {}

  /** Returns whether what has this word in its name is a secret; one or several of them. */
  static boolean isTelling(String word) {
    return tells(word) || isPlural(word) && tells(singular(word));
  }

  /** Returns whether what ends with this word is something about a secret, and none itself. */
  static boolean isAbout(String word) {
    return ABOUT.contains(word);
  }

  /** Returns whether tokens with this word before them are those of a language model. */
  static boolean isAmount(String word) {
    return AMOUNTS.contains(word);
  }

  /** Returns whether a person can guess the secret that this word tells of. */
  static boolean isGuessable(String word) {
    return GUESSABLE.stream().anyMatch(word::endsWith);
  }

  /** Returns whether the word, one or several, stands before a colon in any text. */
  static boolean isCommon(String word) {
    return COMMON.contains(word) || isPlural(word) && COMMON.contains(singular(word));
  }

  private static boolean tells(String word) {
    return WORDS.contains(word)
        || !ENGLISH.contains(word) && ENDINGS.stream().anyMatch(word::endsWith);
  }

  private static boolean isPlural(String word) {
    return word.endsWith("s");
  }

  private static String singular(String plural) {
    return plural.substring(0, plural.length() - 1);
  }

  private static Set<String> set(Predicate<Row> condition) {
    return select(condition).collect(Collectors.toUnmodifiableSet());
  }

  private static Stream<String> select(Predicate<Row> condition) {
    return ROWS.stream().filter(condition).map(Row::word);
  }
}
