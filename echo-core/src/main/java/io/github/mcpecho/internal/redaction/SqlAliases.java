package io.github.mcpecho.internal.redaction;

import java.util.Optional;

/**
 * Finds the value that SQL calls by the name of a secret: {@code SELECT 'value' AS password}, also
 * as it is passed to a function.
 */
final class SqlAliases {
  /** No value is looked for further back. */
  private static final int LONGEST = 512;

  private SqlAliases() {}

  /** Asked at the first letter of a word. */
  static Optional<Span> at(String text, int from) {
    if (!text.regionMatches(true, from, "as", 0, 2) || TextEnds.blanksStart(text, from) == from) {
      return Optional.empty();
    }
    int start = TextEnds.skipBlanks(text, from + 2);
    int name = TextEnds.end(text, start, c -> "\\\"'`[".indexOf(c) >= 0);
    int nameEnd = TextEnds.end(text, name, Chars::isBase64Url);
    String called = text.substring(name, nameEnd);
    boolean isSecret =
        start > from + 2
            && nameEnd - name < LONGEST
            && (SecretNames.isSecretLabel(called) || SecretNames.isPassword(called));
    int end = TextEnds.blanksStart(text, from);
    return isSecret && end > 0
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
