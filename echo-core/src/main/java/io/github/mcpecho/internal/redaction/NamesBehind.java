package io.github.mcpecho.internal.redaction;

import java.util.Optional;

/**
 * Finds the value that a name behind it tells of: {@code SELECT 'value' AS password}, also as it is
 * passed to a function, {@code login("ann", "value") // password}, and what code compares, as in
 * {@code "value".equals(password)}.
 */
final class NamesBehind {
  /** No value is looked for further back. */
  private static final int LONGEST = 512;

  private static final String EQUALS = "equals";

  private NamesBehind() {}

  /** Asked at the first letter of a word. */
  static Optional<Span> at(String text, int from) {
    int sign = TextEnds.spacesStart(text, from);
    if (isComment(text, sign) && isLast(text, from)) {
      int code = TextEnds.start(text, sign, c -> "/#* ".indexOf(c) >= 0);
      int end = TextEnds.start(text, code, c -> ";,".indexOf(c) >= 0);
      return end > 0 && "\"')".indexOf(text.charAt(end - 1)) >= 0
          ? called(text, from, end)
          : Optional.empty();
    }
    if (text.startsWith("==", sign - 2)) {
      return compared(text, from, TextEnds.spacesStart(text, equalsStart(text, sign)));
    }
    int wordEnd = TextEnds.end(text, from, c -> Chars.isAlphanumeric(c) || c == '_');
    if (text.startsWith("(", wordEnd) && isEquals(text, from, wordEnd)) {
      return equal(text, from, wordEnd + 1);
    }
    int end = TextEnds.blanksStart(text, from);
    int name = TextEnds.skipBlanks(text, from + 2);
    return text.regionMatches(true, from, "as", 0, 2) && end < from && end > 0 && name > from + 2
        ? called(text, TextEnds.end(text, name, c -> "\\\"'`[".indexOf(c) >= 0), end)
        : Optional.empty();
  }

  private static int equalsStart(String text, int end) {
    return TextEnds.start(text, end, end - 3, c -> c == '=');
  }

  private static boolean isEquals(String text, int from, int end) {
    return text.regionMatches(true, end - EQUALS.length(), EQUALS, 0, EQUALS.length())
        || text.regionMatches(true, from, EQUALS, 0, EQUALS.length());
  }

  /** {@code "value".equals(name)}, {@code equals("value", name)}; asked behind the bracket. */
  private static Optional<Span> equal(String text, int word, int from) {
    int first = TextEnds.skipBlanks(text, from);
    if (text.startsWith(".", word - 1) && text.startsWith("\"", word - 2)) {
      return compared(text, first, word - 1);
    }
    return Quotes.inside(text, first)
        .filter(value -> value.to() - value.from() < LONGEST)
        .flatMap(
            value -> {
              int comma = TextEnds.skipBlanks(text, Quotes.behind(text, value));
              return text.startsWith(",", comma)
                      && isCalled(expression(text, TextEnds.skipBlanks(text, comma + 1)))
                  ? Optional.of(value)
                  : Optional.empty();
            });
  }

  /** The string that ends here, if what it is compared with is called a secret. */
  private static Optional<Span> compared(String text, int name, int end) {
    return end > 0 && Quotes.isQuote(text.charAt(end - 1))
        ? named(text, expression(text, name), end).filter(value -> mayBe(text, value))
        : Optional.empty();
  }

  /** A token is compared with a sign of a grammar, too. */
  private static boolean mayBe(String text, Span value) {
    return value.chosen() || PasswordStatements.isMixed(value.in(text));
  }

  /** {@code password} of {@code request.user.password}. */
  private static String expression(String text, int from) {
    int end =
        TextEnds.end(
            text, from, from + LONGEST, c -> Chars.isBase64Url(c) || ".$>".indexOf(c) >= 0);
    return text.substring(TextEnds.start(text, end, from, Chars::isAlphanumeric), end);
  }

  private static boolean isComment(String text, int end) {
    return text.startsWith("//", end - 2)
        || text.startsWith("#", end - 1)
        || text.startsWith("/*", end - 2);
  }

  private static boolean isLast(String text, int from) {
    int behind = TextEnds.skipSpaces(text, TextEnds.end(text, from, Chars::isBase64Url));
    return text.startsWith("*/", behind)
        || text.startsWith(")", behind)
        || TextEnds.isLineEnd(text, behind);
  }

  private static Optional<Span> called(String text, int name, int end) {
    int nameEnd = TextEnds.end(text, name, Chars::isBase64Url);
    return nameEnd - name < LONGEST
        ? named(text, text.substring(name, nameEnd), end)
        : Optional.empty();
  }

  private static Optional<Span> named(String text, String name, int end) {
    return isCalled(name)
        ? before(text, end).map(value -> Values.span(name, value.from(), value.to()))
        : Optional.empty();
  }

  private static boolean isCalled(String name) {
    return SecretNames.isSecretLabel(name) || SecretNames.isPassword(name);
  }

  private static Optional<Span> before(String text, int end) {
    char last = text.charAt(end - 1);
    return Quotes.isQuote(last)
        ? quoted(text, end)
        : last == ')' ? passed(text, end) : number(text, end);
  }

  /** A quote in a literal is doubled. */
  private static Optional<Span> quoted(String text, int end) {
    int close = TextEnds.backslashesStart(text, end - 1);
    String quote = text.substring(close, end);
    int least = Math.max(0, close - LONGEST);
    int open = text.lastIndexOf(quote, close - 1);
    while (open > least && text.startsWith(quote, open - quote.length())) {
      open = text.lastIndexOf(quote, open - quote.length() - 1);
    }
    return open < least || close == open + quote.length()
        ? Optional.empty()
        : Optional.of(new Span(open + quote.length(), close));
  }

  /** What is passed to a function is a value if a quote is in it, and the name of a column else. */
  private static Optional<Span> passed(String text, int end) {
    int depth = 0;
    boolean isQuoted = false;
    for (int i = end - 1; i >= 0 && end - i < LONGEST; i--) {
      char c = text.charAt(i);
      isQuoted |= Quotes.isQuote(c);
      depth += c == ')' ? 1 : c == '(' ? -1 : 0;
      if (depth == 0) {
        return isQuoted ? Optional.of(new Span(i + 1, end - 1)) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static Optional<Span> number(String text, int end) {
    int start = TextEnds.start(text, end, end - LONGEST, Chars::isAlphanumeric);
    return start < end && Chars.isDigit(text.charAt(start))
        ? Optional.of(new Span(start, end))
        : Optional.empty();
  }
}
