package io.github.mcpecho.internal.redaction;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the password in a line of PostgreSQL's password file: {@code
 * host:port:database:user:password}, where each may be a star and a backslash stands before a
 * colon.
 */
final class PasswordFiles {
  /** Of a port that nobody takes for the number of a line. */
  private static final Pattern BEHIND_HOST =
      Pattern.compile(
          ":(?:\\*|[0-9]{4,5})(?::(?:[^\\s:\\\\]|\\\\.){1,64}){2}:(?=[^\\s:]*[^\\s:0-9])");

  private static final int LONGEST = 256;

  private PasswordFiles() {}

  private static boolean isPort(char first) {
    return first == '*' || Chars.isDigit(first);
  }

  /** Asked at every colon. */
  static Optional<Span> afterHost(String text, int colon) {
    if (colon == 0 || colon + 1 == text.length() || !isPort(text.charAt(colon + 1))) {
      return Optional.empty();
    }
    Matcher line =
        BEHIND_HOST.matcher(text).region(colon, Math.min(text.length(), colon + LONGEST));
    return line.lookingAt()
        ? Optional.of(new Span(line.end(), TextEnds.valueEnd(text, line.end()), true))
        : Optional.empty();
  }
}
