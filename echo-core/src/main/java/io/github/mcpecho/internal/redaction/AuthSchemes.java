package io.github.mcpecho.internal.redaction;

import io.github.mcpecho.internal.text.TsvResource;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Authentication schemes (RFC 9110 §11): the word before a credential, no secret itself. They are
 * read from {@code auth-words.tsv} beside this class.
 */
public final class AuthSchemes {
  /** No known scheme is longer. */
  private static final int LONGEST = 21;

  /** The schemes that are looked for in any text. */
  private static final String[] IN_TEXT = words("TEXT").toArray(String[]::new);

  private static final Pattern RANDOM = Pattern.compile(".[^0-9A-Z]*[0-9A-Z]|[0-9]");

  /** As parsers call a token: {@code T_STRING}. */
  private static final Pattern CONSTANT = Pattern.compile("[A-Z]{1,20}(?:_[A-Z]{1,20}){1,4}");

  private static final Set<String> KNOWN =
      Stream.concat(Stream.of(IN_TEXT), words("HEADER").stream())
          .map(word -> word.toLowerCase(Locale.ROOT))
          .collect(Collectors.toUnmodifiableSet());
  private static final List<String> PUBLIC_PARAMETERS = words("PARAMETER");

  private static final Pattern SCHEME_OR_PARAMETER =
      Pattern.compile(
          "(?i:%s)(?:[ \t]|: )|(?:%s)="
              .formatted(String.join("|", IN_TEXT), String.join("|", PUBLIC_PARAMETERS)));

  /** Words that are too common to end a credential in other texts. */
  private static final List<String> OF_CHALLENGES = words("CHALLENGE");

  /** Words that follow a scheme in a sentence. */
  private static final Set<String> NOUNS = Set.copyOf(words("NOUN"));

  private static final Set<String> ADDRESS_LABELS = Set.copyOf(words("LABEL"));
  private static final Set<String> PROVIDERS = Set.copyOf(words("PROVIDER"));

  private AuthSchemes() {}

  /**
   * Returns where the credential begins in a header value: behind the scheme, or several of them.
   * An unknown first word may be the credential itself.
   */
  static int credentialStart(String value) {
    int start = 0;
    while (true) {
      int end = TextEnds.end(value, start, c -> !TextEnds.isSpace(c));
      if (end == value.length() && start > 0
          || !KNOWN.contains(value.substring(start, end).toLowerCase(Locale.ROOT))) {
        return start;
      }
      start = TextEnds.skipSpaces(value, end);
    }
  }

  /**
   * Returns where the credential begins if a scheme stands here with one behind it. A lower-case
   * {@code basic} or {@code token} is a word of English unless what follows looks random.
   */
  static OptionalInt credentialAfter(String text, int from) {
    for (String scheme : IN_TEXT) {
      if (text.regionMatches(true, from, scheme, 0, scheme.length())) {
        int start = skipBlanks(text, from + scheme.length());
        boolean separated = start > from + scheme.length() && start < text.length();
        boolean spelledOut =
            text.startsWith(scheme, from) || scheme.equals("Bearer") || scheme.equals("DPoP");
        boolean isMediaType = text.startsWith("+jwt", from + scheme.length());
        return separated && !isMediaType && isCredential(text, start, spelledOut)
            ? OptionalInt.of(start)
            : OptionalInt.empty();
      }
    }
    return OptionalInt.empty();
  }

  /** Returns whether a word is the name of a scheme, in any case. */
  public static boolean isKnown(String word) {
    return KNOWN.contains(word.toLowerCase(Locale.ROOT));
  }

  /** Returns whether a credential behind this, a scheme and blanks, is a user and a password. */
  static boolean isBasic(String scheme) {
    return scheme.strip().toLowerCase(Locale.ROOT).startsWith("basic");
  }

  /** Returns whether a parameter of a challenge is known to hold no secret. */
  static boolean isPublicParameter(String name) {
    String lowerCase = name.toLowerCase(Locale.ROOT);
    return PUBLIC_PARAMETERS.contains(lowerCase) || OF_CHALLENGES.contains(lowerCase);
  }

  /** Returns where the credential begins that a known scheme stands before, else {@code from}. */
  static int behindScheme(String text, int from) {
    int end = TextEnds.end(text, from, from + LONGEST, c -> Chars.isAlphanumeric(c) || c == '-');
    int start = skipBlanks(text, end);
    boolean isScheme = start > end && start < text.length() && isKnown(text.substring(from, end));
    return isScheme ? start : from;
  }

  /** Returns whether this stands before a colon and an address with an @ that is no password. */
  static boolean isAddressLabel(String word) {
    return ADDRESS_LABELS.contains(word.toLowerCase(Locale.ROOT));
  }

  /** Returns whether this stands before a colon and a user, to say of what kind he is. */
  static boolean isProvider(String word) {
    return PROVIDERS.contains(word.toLowerCase(Locale.ROOT));
  }

  private static List<String> words(String kind) {
    return TsvResource.rows(AuthSchemes.class, "auth-words.tsv").stream()
        .filter(cells -> cells[1].equals(kind))
        .map(cells -> cells[0])
        .toList();
  }

  private static int skipBlanks(String text, int from) {
    return TextEnds.end(text, from, c -> TextEnds.isSpace(c) || c == '+');
  }

  private static boolean isCredential(String text, int start, boolean spelledOut) {
    if (Chars.endsWord(text.charAt(start))
        || text.charAt(start) == '*'
        || NOUNS.contains(text.substring(start, Sentences.wordEnd(text, start)))
        || isSchemeOrParameter(text, start)) {
      return false;
    }
    if (spelledOut) {
      return true;
    }
    int end = TextEnds.end(text, start, start + 20, c -> !Chars.endsWord(c));
    boolean random = RANDOM.matcher(text).region(start, end).lookingAt();
    return (end - start >= 20 || end - start >= 8 && random)
        && !CONSTANT.matcher(text).region(start, end).matches();
  }

  /** Another scheme or a challenge parameter is not yet the credential. */
  private static boolean isSchemeOrParameter(String text, int start) {
    return SCHEME_OR_PARAMETER.matcher(text).region(start, text.length()).lookingAt();
  }
}
