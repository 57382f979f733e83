package io.github.mcpecho.internal.uri;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What may be the URI of a resource (RFC 3986), and what of it may name a file. */
public final class ResourceUri {
  /** Longer than any that a person or a program has a use for. */
  public static final int MAX_LENGTH = 8_192;

  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*");
  private static final Pattern SEPARATOR = Pattern.compile("[/\\\\]");

  /** Percent signs, dots and separators, encoded once more. */
  private static final Pattern DISGUISED = Pattern.compile("%(25|2e|2f|5c|00)");

  private ResourceUri() {}

  /** Returns what keeps a text from being a URI with a scheme, in words; nothing if it is one. */
  public static Optional<String> problem(String text) {
    if (text.length() > MAX_LENGTH) {
      return Optional.of("it is longer than " + MAX_LENGTH + " characters");
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%' ? !Percent.isPair(text, i) : !isUriCharacter(c)) {
        return Optional.of("character " + (i + 1) + " must be percent-encoded");
      }
    }
    return SCHEME.matcher(text).matches()
        ? Optional.empty()
        : Optional.of("it has no scheme such as https:");
  }

  /** Returns the URI with its scheme in small letters: another case is the same (RFC 3986 §3.1). */
  public static String normalized(String uri) {
    int colon = uri.indexOf(':');
    return colon < 0
        ? uri
        : uri.substring(0, colon).toLowerCase(Locale.ROOT) + uri.substring(colon);
  }

  /**
   * Returns whether a value, however its characters are disguised, names nothing outside of the
   * folder that it is resolved in: it is no absolute path, and no segment of it is {@code ..} or
   * {@code .}; nor does a NUL end it early. A colon may be in it.
   */
  static boolean staysInside(String value) {
    String text = value;
    String before;
    do {
      if (text.indexOf('\0') >= 0 || text.startsWith("/") || text.startsWith("\\")) {
        return false;
      }
      for (String segment : SEPARATOR.split(text, -1)) {
        if (segment.equals(".") || segment.equals("..")) {
          return false;
        }
      }
      before = text;
      text = DISGUISED.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(ResourceUri::unmasked);
    } while (text.length() < before.length());
    return true;
  }

  private static String unmasked(MatchResult pair) {
    return Matcher.quoteReplacement(Character.toString(Integer.parseInt(pair.group(1), 16)));
  }

  private static boolean isUriCharacter(char c) {
    return Percent.UNRESERVED.indexOf(c) >= 0 || Percent.RESERVED.indexOf(c) >= 0;
  }
}
