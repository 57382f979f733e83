package io.github.mcpecho.internal.redaction;

import io.github.mcpecho.internal.text.TsvResource;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What stands where a value should be, such as {@code $API_KEY}, {@code <api-key>}, {@code
 * getToken()} or {@code ****}, read from {@code stand-ins.tsv} beside this class. It has to be the
 * whole of a value.
 */
final class StandIns {
  /** Behind the whole of a value. */
  private static final String END =
      "(?:(?=</|,\\w{1,30}+[=:]|\\\\{1,4}+[nr](?:(?![A-Za-z])|[\\w.-]{1,40}+ ?[:=]))|[.,)\\]}>|`*\\\\]{0,4}+(?![^\\s\"';&]))";

  /** What a value is called. */
  static final String NAME =
      "(?i:(?:[a-z]{1,20}+[ _-]){0,3}?(?:access|api|auth|bearer|client|my|refresh|session|user|your)?"
          + "(?:credential|jwt|key|pat|password|secret|token|value)s?)";

  /** The name of a variable in capitals. */
  static final String CONSTANT = "[A-Z]{1,20}+(?:_[A-Z]{1,20}+){0,5}+";

  private static final Pattern ANY =
      Pattern.compile(
          forms("VALUE") + END + '|' + forms("CODE") + "(?:" + END + "|(?=\\.\\w{1,30}+\\())");

  /** Within so many characters most tokens have a digit. */
  private static final int BEGINNING = 32;

  private StandIns() {}

  private static String forms(String kind) {
    return TsvResource.rows(StandIns.class, "stand-ins.tsv").stream()
        .filter(cells -> cells[0].equals(kind))
        .map(cells -> cells[1].replace("NAME", NAME).replace("CONSTANT", CONSTANT))
        .collect(Collectors.joining("|", "(?:", ")"));
  }

  /** Returns whether one stands here, and nothing right behind it. */
  static boolean isAt(String text, int from) {
    return !isMade(text, from) && ANY.matcher(text).region(from, text.length()).lookingAt()
        || CodeExpression.isAt(text, from);
  }

  /** Returns whether one is the whole of a part, or all behind its scheme, if there is any. */
  static boolean isWhole(String text, Span part) {
    int from = AuthSchemes.behindScheme(text, part.from());
    if (from == part.to() && from > part.from()) {
      return true;
    }
    if (from > part.to()) {
      return false;
    }
    Matcher whole = ANY.matcher(text).region(from, part.to());
    return !isMade(text, from) && whole.lookingAt() && whole.end() == part.to()
        || CodeExpression.isWhole(text, new Span(from, part.to()));
  }

  /** No form begins with letters and a digit right behind one of them, as most tokens do. */
  private static boolean isMade(String text, int from) {
    int to = Math.min(text.length(), from + BEGINNING);
    int end = TextEnds.end(text, from, to, Chars::isBase64Url);
    int letters = TextEnds.end(text, from, end, c -> !Chars.isDigit(c));
    return letters < end
        && letters > from
        && Chars.isLetter(text.charAt(from))
        && Chars.isLetter(text.charAt(letters - 1));
  }
}
