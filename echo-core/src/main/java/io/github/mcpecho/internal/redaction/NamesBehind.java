package io.github.mcpecho.internal.redaction;

import java.util.Optional;

/**
 * Finds the value that a name behind it tells of: {@code SELECT 'value' AS password}, also as it is
 * passed to a function, and {@code login("ann", "value") // password}.
 */
final class NamesBehind {
  /** No value is looked for further back. */
  private static final int LONGEST = 512;

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
    int end = TextEnds.blanksStart(text, from);
    int name = TextEnds.skipBlanks(text, from + 2);
    return text.regionMatches(true, from, "as", 0, 2) && end < from && end > 0 && name > from + 2
        ? called(text, TextEnds.end(text, name, c -> "\\\"'`[".indexOf(c) >= 0), end)
        : Optional.empty();
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
    String called = text.substring(name, nameEnd);
    return nameEnd - name < LONGEST
            && (SecretNames.isSecretLabel(called) || SecretNames.isPassword(called))
        ? before(text, end).map(value -> Values.span(called, value.from(), value.to()))
        : Optional.empty();
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
