package io.github.mcpecho.internal.redaction;

import java.util.Locale;
import java.util.regex.Pattern;

/** What is no secret under the name of one: a count, a word for it, a reference, an answer. */
final class HarmlessValues {
  /**
   * Where a value is: the name and what it is called in a Secret of Kubernetes; and whose it is:
   * the fingerprint of a public key.
   */
  private static final Pattern KEY_OF_SECRET =
      Pattern.compile(
          "secretKey=(?:api[_-]?[kK]ey|password|token)"
              + "|(?:[a-z]{1,20}P|p)assword(?:Secret)?Key=(?:[a-z]{1,20}-){0,3}password"
              + "|existingSecret[A-Za-z]{0,40}=[a-z][a-z.-]{0,60}"
              + "|--secret=(?:(?!secret)[a-z]{1,20}-){1,3}(?:credentials|key|password|token)"
              + "|(?:[a-z-]{1,40}-)?(?:auth|tls)-secret=[a-z-]{1,40}/[a-z-]{1,60}"
              + "|SecretId=[a-z]{1,20}(?:[/_-][a-z]{1,20}){0,5}"
              + "|GPG_KEY=[0-9A-F]{40}");

  /** How long it lasts, or whether it is used. */
  private static final Pattern DURATION = Pattern.compile("[0-9]|[0-9]{1,4}(?:ms|[smhdw])");

  /** What counts beside {@code pass} in a report of tests, with its number. */
  private static final Pattern OTHER_COUNT =
      Pattern.compile(
          "(?i)[\\s,;]{1,3}+(?:errors?|fail(?:ed|ures?)?|skip(?:ped)?|total|warn)[=:] ?[0-9]");

  private static final Pattern OF_MACHINES =
      Pattern.compile("(?i)(?:auth|authentication|cookie|credential|session|token)s?$");

  private static final Pattern NAMES =
      Pattern.compile(
          "\\[(?:\\\\{0,7}[\"']?[A-Za-z][A-Za-z_.]{0,30}\\\\{0,7}[\"']?(?:, ?)?){1,20}+\\]");

  private static final Pattern OF_OBJECT = Pattern.compile("^(?:self|this)\\._?");

  /** {@code 1,234 in / 567 out}. */
  private static final Pattern COUNTS =
      Pattern.compile(
          "[0-9][0-9,.]{0,31}+[kKM]?(?:[\\s,/+()]{1,3}(?:[0-9][0-9,.]{0,12}+[kKM]?|cached|completion|in|input|left|of|out|output|per|prompt|remaining|total|used))*+");

  private static final int LONGEST_COUNT = 3;
  private static final Pattern LABEL = Pattern.compile("\\p{Lu}\\p{Ll}{3,}");
  private static final int LONGEST_LABEL = 16;
  private static final int LONGEST_DURATION = 6;

  /** No value is longer that is no secret under any name. */
  private static final int LONGEST_ANSWER = 128;

  private HarmlessValues() {}

  /** Returns whether a value of this name is none of what the name tells of. */
  static boolean isOne(String text, String name, Span value) {
    return isAnswer(text, value)
        || isCount(text, name, value)
        || isDuration(text, name, value)
        || isItself(text, name, value)
        || isKind(text, name, value)
        || isReference(text, value)
        || isLabel(text, value);
  }

  /** Returns whether this is no secret under any name. */
  static boolean isAnswer(String text, Span value) {
    return value.to() - value.from() <= LONGEST_ANSWER
        && (SecretNames.isNoSecret(value.in(text)) || Sentences.isAnswer(text, value));
  }

  /** A comparison, or what stands for a value that is elsewhere. */
  static boolean isCode(String text, int operator, int from) {
    return Quotes.inside(text, from).isEmpty()
        && (text.startsWith("==", operator)
                && SecretNames.isNoSecret(text.substring(from, TextEnds.valueEnd(text, from)))
            || StandIns.isAt(text, AuthSchemes.behindScheme(text, from)));
  }

  /**
   * {@code tokens: 1200}, those of a language model, {@code cookies: 5}, and {@code pass=10} or
   * {@code pass=1024 fail=3}, those of a test.
   */
  private static boolean isCount(String text, String name, Span value) {
    String counted = name.toLowerCase(Locale.ROOT);
    if (counted.endsWith("tokens")) {
      return COUNTS.matcher(text).region(value.from(), value.to()).matches();
    }
    boolean isFew = value.to() - value.from() <= LONGEST_COUNT;
    return (counted.equals("pass")
            ? isFew || OTHER_COUNT.matcher(text).region(value.to(), text.length()).lookingAt()
            : isFew
                && counted.endsWith("s")
                && !SecretNames.isPassword(name.substring(0, name.length() - 1)))
        && value.in(text).chars().allMatch(Character::isDigit);
  }

  /** {@code COOKIE_REFRESH=1h} and {@code USE_TOKEN_AUTH=1}. */
  private static boolean isDuration(String text, String name, Span value) {
    return value.to() - value.from() <= LONGEST_DURATION
        && DURATION.matcher(text).region(value.from(), value.to()).matches()
        && !SecretNames.isPassword(name);
  }

  /** {@code call(token=token)} and {@code this.password = password}. */
  private static boolean isItself(String text, String name, Span value) {
    int end = TextEnds.start(text, value.to(), value.from(), c -> ",;)".indexOf(c) >= 0);
    String word = text.substring(value.from(), end);
    return end < value.to() && !SecretNames.isPassword(name) && name.equals(word)
        || KEY_OF_SECRET.matcher(name + '=' + word).matches()
        || OF_OBJECT.matcher(name).replaceFirst("").equals(word) && name.length() > word.length();
  }

  /**
   * {@code token: JWT} and {@code credentials: default}: no machine makes a word; {@code keys:
   * [name, email]}.
   */
  private static boolean isKind(String text, String name, Span value) {
    return name.equals("keys") && NAMES.matcher(text).region(value.from(), value.to()).matches()
        || OF_MACHINES.matcher(name).find()
            && value.in(text).chars().noneMatch(Character::isDigit)
            && PlainWords.isPlain(text, value.from(), value.to());
  }

  /** {@code password: "Passwort"}, as a page calls a field in a language. */
  private static boolean isLabel(String text, Span value) {
    String label = value.in(text);
    return value.from() > 0
        && Quotes.isQuote(text.charAt(value.from() - 1))
        && label.length() < LONGEST_LABEL
        && LABEL.matcher(label).matches()
        && SecretNames.isOf(SecretWords.ENDING, label);
  }

  /** {@code Bearer ${TOKEN}}, and a scheme with which code joins a variable. */
  private static boolean isReference(String text, Span value) {
    int start = AuthSchemes.behindScheme(text, value.from());
    return start > value.from() && start < value.to()
        ? StandIns.isWhole(text, new Span(start, value.to()))
        : value.to() - value.from() < LONGEST_ANSWER && AuthSchemes.isKnown(value.in(text).strip());
  }
}
