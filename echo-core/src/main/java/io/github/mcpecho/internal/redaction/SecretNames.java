package io.github.mcpecho.internal.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Names of variables, members, parameters and headers whose values are secrets. */
public final class SecretNames {
  /** A length in brackets, and what ends a sentence. */
  private static final Pattern BEHIND_WORD =
      Pattern.compile("(?:\\([0-9,]{1,9}+)?+(?:[).,;]|(?<=\\w)[}\\]]){0,3}+$");

  /** The id of an access key is the user name to its secret; that of another is public. */
  private static final Set<String> IDS = Set.of("id", "uuid");

  private static final Set<String> URLS = Set.of("uri", "url");
  private static final Set<String> KEY = Set.of("key");
  private static final Set<String> DIGESTS = Set.of("digest", "hash", "sha");

  private SecretNames() {}

  /**
   * Returns whether a parameter of a query lets the caller in, such as {@code api_key}, or what a
   * machine made under {@code key}; not that of a session, a page or a signature.
   */
  public static boolean isCredential(String parameter, String value) {
    return !value.isEmpty()
        && words(parameter).stream().noneMatch(SecretWords.NO_ACCESS::has)
        && (isSecretLabel(parameter)
            || TokenPrefixes.issuer(value).isPresent()
            || Surprisal.isMachineMade(value)
                && (isSecret(parameter) || isOf(SecretWords.QUERY, parameter)));
  }

  static boolean isSecret(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (SecretWords.HARMLESS_NAME.has(lower)) {
      return false;
    }
    if (SecretWords.SECRET_NAME.has(lower)
        || lower.endsWith("_opts")
        || lower.startsWith("vcap_")
        || isSessionId(lower)) {
      return true;
    }
    List<String> words = words(name);
    if (isAbout(words)) {
      return false;
    }
    for (String word : words) {
      if (SecretWords.isTelling(word)) {
        return true;
      }
    }
    return SecretWords.isTellingJoined(words);
  }

  /**
   * Returns whether this is the name of a secret as it stands before a colon or a blank. The last
   * word of a name says what it is: {@code Password} and {@code X-Api-Key} are secrets, {@code
   * token-type} is none, nor is {@code key}, which stands before a colon in any text.
   */
  static boolean isSecretLabel(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (SecretWords.HARMLESS_NAME.has(lower.replace('-', '_'))) {
      return false;
    }
    if (SecretWords.SECRET_NAME.has(lower)) {
      return true;
    }
    // As gRPC calls what holds bytes.
    List<String> words =
        withoutForm(words(lower.endsWith("-bin") ? name.substring(0, name.length() - 4) : name));
    if (words.isEmpty()
        || isLookup(words)
        || isAmount(words)
        || isPublicDigest(words(name))
        || words.size() == 1 && SecretWords.isCommon(words.get(0))) {
      return false;
    }
    return isSessionId(lower)
        || SecretWords.isTelling(words.get(words.size() - 1))
        || !isAbout(words) && SecretWords.isTellingJoined(words);
  }

  /** Returns whether this is the name of something about a secret. */
  static boolean isAbout(String name) {
    return isAbout(words(name));
  }

  /**
   * Returns whether the last word makes it something about a secret, an amount or an id: {@code
   * token_type}, {@code max_tokens}, {@code webhook_id}.
   */
  private static boolean isAbout(List<String> words) {
    String last = words.isEmpty() ? "" : words.get(words.size() - 1);
    return SecretWords.ABOUT.has(last)
        || isLookup(words)
        || isAmount(words)
        || isPublic(words, URLS, SecretWords.WITH_URL)
        || isPublic(words, IDS, SecretWords.WITH_ID) && !words.contains("access")
        || isPublicDigest(words);
  }

  /** {@code max_tokens}: those of a language model. */
  private static boolean isAmount(List<String> words) {
    return !words.isEmpty()
        && words.get(words.size() - 1).equals("tokens")
        && words.stream().anyMatch(SecretWords.AMOUNT::has);
  }

  /** {@code X-Sort-Key}, {@code cacheKey}: nothing opens with it. */
  private static boolean isLookup(List<String> words) {
    return isPublic(words, KEY, SecretWords.LOOKUP);
  }

  /** That of a certificate, such as {@code X-Client-Cert-Sha256}. */
  private static boolean isPublicDigest(List<String> words) {
    return isPublic(words, DIGESTS, SecretWords.WITH_DIGEST);
  }

  /** The last word is none of a secret because of the word before it. */
  private static boolean isPublic(List<String> words, Set<String> last, SecretWords before) {
    int end = words.size() - 1;
    return end > 0 && last.contains(words.get(end)) && before.has(words.get(end - 1));
  }

  /** Returns whether this is a whole name of a kind, in any case. */
  static boolean isOf(SecretWords kind, String name) {
    return kind.has(name.toLowerCase(Locale.ROOT));
  }

  /**
   * Returns whether this is no secret whatever its name: nothing, the answer to a question, or the
   * type of a column, such as {@code varchar(255)}.
   */
  static boolean isNoSecret(String value) {
    return SecretWords.NO_SECRET.has(
        BEHIND_WORD.matcher(value.toLowerCase(Locale.ROOT)).replaceFirst(""));
  }

  /** Returns whether such a value is one that a person makes up or types. */
  static boolean isPassword(String name) {
    List<String> words = withoutForm(words(name));
    boolean guessable =
        SecretWords.isGuessable(name.toLowerCase(Locale.ROOT))
            || !words.isEmpty() && SecretWords.isGuessable(words.get(words.size() - 1))
            || SecretWords.isGuessableJoined(words);
    return guessable && isSecret(name);
  }

  /** The words of {@code password_hash} without the last, which says in which form it is. */
  private static List<String> withoutForm(List<String> words) {
    int last = words.size() - 1;
    return last > 0 && SecretWords.FORM.has(words.get(last)) ? words.subList(0, last) : words;
  }

  /** Returns whether such a value begins with an authentication scheme. */
  static boolean isAuthorization(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith("authorization") || lower.endsWith("authentication");
  }

  /** Returns whether such a value is a list with semicolons. */
  static boolean isCookie(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith("cookie");
  }

  private static boolean isSessionId(String lower) {
    return lower.equals("sid") || lower.endsWith(".sid");
  }

  /** Splits at everything that is no letter, and before the capitals of {@code clientSecret}. */
  static List<String> words(String name) {
    if (isWord(name)) {
      return List.of(name.toLowerCase(Locale.ROOT));
    }
    var words = new ArrayList<String>(4);
    int start = 0;
    boolean wasLower = false;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = Chars.isLetter(c);
      if (!letter || wasLower && Character.isUpperCase(c)) {
        add(words, name, start, i);
        start = letter ? i : i + 1;
      }
      wasLower = Character.isLowerCase(c);
    }
    add(words, name, start, name.length());
    return words;
  }

  private static boolean isWord(String name) {
    int end = TextEnds.end(name, 0, Chars::isLetter);
    int capitals = TextEnds.end(name, 0, Character::isUpperCase);
    return end > 0
        && end == name.length()
        && TextEnds.end(name, Math.max(1, capitals), c -> !Character.isUpperCase(c)) == end;
  }

  private static void add(List<String> words, String name, int start, int end) {
    if (start < end) {
      words.add(name.substring(start, end).toLowerCase(Locale.ROOT));
    }
  }
}
