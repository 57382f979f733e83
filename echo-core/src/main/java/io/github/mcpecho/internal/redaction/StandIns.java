package io.github.mcpecho.internal.redaction;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands where a value should be, and tells where it is or that it is hidden already: {@code
 * $API_KEY}, {@code %API_KEY%}, {@code <api-key>}, {@code {token}}, {@code {{ .Values.password }}},
 * {@code YOUR_TOKEN}, {@code getToken()}, {@code os.environ["API_KEY"]}, {@code ****}. It has to be
 * the whole of a value.
 */
final class StandIns {
  /** Behind the whole of a value. */
  private static final String END =
      "(?:(?=</|,\\w{1,30}+[=:])|[.,)\\]}>|`*\\\\]{0,4}+(?![^\\s\"';&]))";

  /** What a value is called. */
  private static final String NAME =
      "(?i:(?:[a-z]{1,20}+[ _-]){0,3}?(?:access|api|auth|bearer|client|my|refresh|session|user|your)?"
          + "(?:credential|jwt|key|pat|password|secret|token|value)s?)";

  private static final Pattern ANY =
      Pattern.compile(
          ("(?:\\$(?:\\{[A-Z]{1,20}+(?:_[A-Z]{1,20}+){0,5}+\\}|[A-Z]{1,20}+(?:_[A-Z]{1,20}+){0,5}+)"
                  + "|\\{\\{[A-Za-z_. ]{1,80}+\\}\\}"
                  + "|<NAME>|\\{NAME\\}"
                  + "|%[A-Z_]{2,40}+%"
                  + "|(?i:your|my|insert|enter)[_-]NAME(?:[_-](?i:here))?"
                  + "|(?i:x{3,64}+)|\\*{3,64}+|•{3,64}+"
                  + ")END"
                  + "|(?:await )?(?:[A-Za-z]{1,20}+\\.){0,4}[A-Za-z]{1,30}+"
                  + "(?:\\(\\)|[(\\[][\"'][A-Z_]{1,64}+[\"'][)\\]]"
                  + "|(?<=\\.get)\\([\"'][A-Za-z_-]{1,64}+[\"']\\))(?:END|(?=\\.\\w{1,30}+\\())")
              .replace("NAME", NAME)
              .replace("END", END));

  private StandIns() {}

  /** Returns whether one stands here, and nothing right behind it. */
  static boolean isAt(String text, int from) {
    return ANY.matcher(text).region(from, text.length()).lookingAt();
  }

  /** Returns whether a part of a text is one. */
  static boolean isWhole(String text, Span part) {
    Matcher whole = ANY.matcher(text).region(part.from(), part.to());
    return whole.lookingAt() && whole.end() == part.to();
  }
}
