package io.github.mcpecho.internal.redaction;

import io.github.mcpecho.internal.text.TsvResource;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Words and names that tell of a secret, or of none, in lower case, read from {@code
 * secret-words.tsv} beside this.
 */
final class SecretWords {
  /** The constants are a column of secret-words.tsv. */
  private enum Kind {
    WORD,
    ENDING,
    ENGLISH,
    ABOUT,
    FORM,
    LOOKUP,
    AMOUNT,
    WITH_ID,
    JOINED,
    SECRET_NAME,
    HARMLESS_NAME,
    QUERY,
    CODE,
    USER,
    WITH_DIGEST,
    NO_SECRET
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
  private static final Set<String> ABOUT = set(Kind.ABOUT);
  private static final Set<String> FORMS = set(Kind.FORM);
  private static final Set<String> AMOUNTS = set(Kind.AMOUNT);
  private static final Set<String> LOOKUPS = set(Kind.LOOKUP);
  private static final Set<String> WITH_ID = set(Kind.WITH_ID);
  private static final Set<String> ENGLISH = set(Kind.ENGLISH);
  private static final Set<String> SECRET_NAMES = set(Kind.SECRET_NAME);
  private static final Set<String> HARMLESS_NAMES = set(Kind.HARMLESS_NAME);
  private static final Set<String> QUERY = set(Kind.QUERY);
  private static final Set<String> CODES = set(Kind.CODE);
  private static final Set<String> USERS = set(Kind.USER);
  private static final Set<String> WITH_DIGEST = set(Kind.WITH_DIGEST);
  private static final Set<String> NO_SECRETS = set(Kind.NO_SECRET);
  private static final List<String> JOINED = list(Kind.JOINED);
  private static final List<String> GUESSABLE_JOINED =
      select(row -> row.kind() == Kind.JOINED && row.guessable()).toList();
  private static final List<String> ENDINGS = list(Kind.ENDING);
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

  /** Returns whether this, as the last word, says in which form the secret before it is. */
  static boolean isForm(String word) {
    return FORMS.contains(word);
  }

  /** Returns whether tokens with this word before them are those of a language model. */
  static boolean isAmount(String word) {
    return AMOUNTS.contains(word);
  }

  /** Returns whether a key with this word before it is no secret but what is looked up. */
  static boolean isLookup(String word) {
    return LOOKUPS.contains(word);
  }

  /** Returns whether the id of what this word names is no secret, as that of a key. */
  static boolean isPublicById(String word) {
    return WITH_ID.contains(word);
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
    return contains(words, JOINED);
  }

  /** Returns whether the words of a name have telling ones of what a person can guess. */
  static boolean isGuessableJoined(List<String> words) {
    return contains(words, GUESSABLE_JOINED);
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

  /** Returns whether what has this whole name, in lower case, may hold any secret. */
  static boolean isSecretName(String name) {
    return SECRET_NAMES.contains(name);
  }

  /** Returns whether this whole name, in lower case, has a telling word and tells no secret. */
  static boolean isHarmlessName(String name) {
    return HARMLESS_NAMES.contains(name);
  }

  /** Returns whether a parameter of this name is a secret in a query. */
  static boolean isQuerySecret(String name) {
    return QUERY.contains(name.toLowerCase(Locale.ROOT));
  }

  /** Returns whether a parameter or member of this name is a secret if a machine made it. */
  static boolean isCode(String name) {
    return CODES.contains(name.toLowerCase(Locale.ROOT));
  }

  /** Returns whether a header of this name holds a user, and may hold a password behind him. */
  static boolean isUser(String name) {
    return USERS.contains(name.toLowerCase(Locale.ROOT));
  }

  /** Returns whether the digest of what this word names is no secret, as that of a certificate. */
  static boolean isPublicByDigest(String word) {
    return WITH_DIGEST.contains(word);
  }

  /** Returns whether a value, in lower case, is nothing, or the answer to a question. */
  static boolean isNoSecret(String value) {
    return NO_SECRETS.contains(value);
  }

  private static boolean tells(String word) {
    return WORDS.contains(word) || !ENGLISH.contains(word) && endsWithAny(ENDINGS, word);
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

  private static List<String> list(Kind kind) {
    return select(row -> row.kind() == kind).toList();
  }

  private static Set<String> set(Kind kind) {
    return set(row -> row.kind() == kind);
  }

  private static Set<String> set(Predicate<Row> condition) {
    return select(condition).collect(Collectors.toUnmodifiableSet());
  }

  private static Stream<String> select(Predicate<Row> condition) {
    return ROWS.stream().filter(condition).map(Row::word);
  }
}
