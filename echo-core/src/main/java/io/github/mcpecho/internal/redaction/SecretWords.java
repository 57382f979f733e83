package io.github.mcpecho.internal.redaction;

import io.github.mcpecho.internal.text.TsvResource;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a word or a name in lower case tells of a secret. The constants are a column of {@code
 * secret-words.tsv} beside this, whose head says what each means.
 */
enum SecretWords {
  WORD,
  ENDING,
  ENGLISH,
  ABOUT,
  FORM,
  LOOKUP,
  AMOUNT,
  WITH_URL,
  WITH_ID,
  WITH_DIGEST,
  JOINED,
  SECRET_NAME,
  HARMLESS_NAME,
  QUERY,
  CODE,
  NO_ACCESS,
  USER,
  PAIR_NAME,
  PAIR_VALUE,
  PAIR_ELEMENT,
  MEMBER,
  NO_SECRET;

  private static final List<String[]> ROWS =
      TsvResource.rows(SecretWords.class, "secret-words.tsv");
  private static final Predicate<String[]> IS_GUESSABLE = row -> row[2].equals("GUESSABLE");
  private static final List<String> ENDINGS = select(ENDING::isOf).toList();
  private static final List<String> ANYWHERE = select(JOINED::isOf).toList();
  private static final List<String> GUESSABLE = select(IS_GUESSABLE).toList();
  private static final List<String> GUESSABLE_ANYWHERE =
      select(IS_GUESSABLE.and(JOINED::isOf)).toList();
  private static final Set<String> COMMON =
      select(row -> row[3].equals("COMMON")).collect(Collectors.toUnmodifiableSet());

  private Set<String> words = Set.of();

  static {
    for (SecretWords kind : values()) {
      kind.words = select(kind::isOf).collect(Collectors.toUnmodifiableSet());
    }
  }

  boolean has(String word) {
    return words.contains(word);
  }

  /** Returns whether what has this word in its name is a secret; one or several of them. */
  static boolean isTelling(String word) {
    return tells(word) || isPlural(word) && tells(singular(word));
  }

  /** Returns whether a person can guess the secret that this word tells of. */
  static boolean isGuessable(String word) {
    return endsWithAny(GUESSABLE, word);
  }

  /** Returns whether the word, one or several, stands before a colon in any text. */
  static boolean isCommon(String word) {
    return COMMON.contains(word) || isPlural(word) && COMMON.contains(singular(word));
  }

  /** Returns whether the words of a name, without anything between them, have telling ones. */
  static boolean isTellingJoined(List<String> words) {
    return contains(words, ANYWHERE);
  }

  /** Returns whether the words of a name have telling ones of what a person can guess. */
  static boolean isGuessableJoined(List<String> words) {
    return contains(words, GUESSABLE_ANYWHERE);
  }

  private static boolean contains(List<String> words, List<String> parts) {
    String joined = words.size() == 1 ? words.get(0) : String.join("", words);
    for (String part : parts) {
      if (joined.contains(part)) {
        return true;
      }
    }
    return false;
  }

  private static boolean tells(String word) {
    return WORD.has(word) || ENDING.has(word) || !ENGLISH.has(word) && endsWithAny(ENDINGS, word);
  }

  private static boolean endsWithAny(List<String> endings, String word) {
    for (String ending : endings) {
      if (word.endsWith(ending)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPlural(String word) {
    return word.endsWith("s");
  }

  private static String singular(String plural) {
    return plural.substring(0, plural.length() - 1);
  }

  private boolean isOf(String[] row) {
    return row[1].equals(name());
  }

  private static Stream<String> select(Predicate<String[]> condition) {
    return ROWS.stream().filter(condition).map(row -> row[0]);
  }
}
