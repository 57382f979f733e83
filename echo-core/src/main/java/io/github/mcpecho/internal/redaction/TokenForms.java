package io.github.mcpecho.internal.redaction;

import io.github.mcpecho.internal.text.TsvResource;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Tokens that no prefix tells of, but their whole form does, read from {@code token-forms.tsv}
 * beside this class.
 */
final class TokenForms {
  private static final Pattern ANY =
      Pattern.compile(
          TsvResource.rows(TokenForms.class, "token-forms.tsv").stream()
              .map(cells -> cells[0])
              .collect(Collectors.joining("|", "(?<![A-Za-z0-9])(?:", ")(?![A-Za-z0-9])")));

  /** No form is shorter. */
  private static final int SHORTEST = 32;

  private TokenForms() {}

  /** Adds what is of such a form. */
  static void addTo(List<Span> found, String text) {
    if (text.length() < SHORTEST) {
      return;
    }
    Matcher token = ANY.matcher(text);
    while (token.find()) {
      int group = group(token);
      found.add(new Span(token.start(group), token.end(group)));
    }
  }

  /** The part that is secret: what the group of the form matched that fits, or all of it. */
  private static int group(Matcher token) {
    for (int group = 1; group <= token.groupCount(); group++) {
      if (token.start(group) >= 0) {
        return group;
      }
    }
    return 0;
  }
}
