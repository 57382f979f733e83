package io.github.mcpecho.internal.redaction;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shows a challenge (RFC 9110 §11.3) without what is not known to be public in one. */
final class ChallengeRedaction {
  private static final Pattern ITEM =
      Pattern.compile("([^\\s,=\"]++)(?:=(\"(?:[^\"\\\\]|\\\\.)*+\"?|[^\\s,=\"][^\\s,]*+))?");

  private final Redactor redactor;

  ChallengeRedaction(Redactor redactor) {
    this.redactor = redactor;
  }

  /** Returns the challenges with a placeholder for every token and unknown parameter. */
  String shown(String value) {
    return redactor.text(
        ITEM.matcher(value).replaceAll(item -> Matcher.quoteReplacement(shown(item))));
  }

  private String shown(MatchResult item) {
    String word = item.group(1);
    if (item.group(2) == null) {
      return AuthSchemes.isKnown(word) ? word : redactor.secret(word);
    }
    return AuthSchemes.isPublicParameter(word)
        ? redactor.text(item.group())
        : word + "=" + redactor.secret(item.group(2).replace("\"", ""));
  }
}
