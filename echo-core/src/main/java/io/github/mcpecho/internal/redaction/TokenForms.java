package io.github.mcpecho.internal.redaction;

import io.github.mcpecho.internal.text.TsvResource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Tokens that no prefix tells of, but their whole form does, read from {@code token-forms.tsv}
 * beside this class.
 */
final class TokenForms {
  /** Each form has so many letters, digits, hyphens or low lines in a row, with a digit in them. */
  private static final int SHORTEST_RUN = 16;

  /** Read with the first text that has such a run: a server starts without them. */
  private static final class Forms {
    /** By the first character, what may begin with it: most characters begin nothing. */
    static final Map<Character, Pattern> BY_FIRST = byFirst();

    private static Map<Character, Pattern> byFirst() {
      List<Pattern> forms =
          TsvResource.rows(TokenForms.class, "token-forms.tsv").stream()
              .map(cells -> Pattern.compile(cells[0]))
              .toList();
      var byFirst = new HashMap<Character, Pattern>();
      for (char first = '!'; first <= 'z'; first++) {
        String beginning = beginning(forms, first);
        if (!beginning.isEmpty()) {
          byFirst.put(first, Pattern.compile("(?:" + beginning + ")(?![A-Za-z0-9])"));
        }
      }
      return Map.copyOf(byFirst);
    }

    private static String beginning(List<Pattern> forms, char first) {
      return forms.stream()
          .filter(form -> mayBeginWith(form, first))
          .map(Pattern::pattern)
          .collect(Collectors.joining("|"));
    }

    /** A form that may asks for what follows. */
    private static boolean mayBeginWith(Pattern form, char first) {
      return mayBeginWith(form, " " + first) || mayBeginWith(form, "_" + first);
    }

    private static boolean mayBeginWith(Pattern form, String text) {
      Matcher matcher = form.matcher(text).useTransparentBounds(true).region(1, 2);
      return matcher.lookingAt() || matcher.hitEnd();
    }
  }

  private TokenForms() {}

  static void addTo(List<Span> found, String text) {
    if (!hasRun(text)) {
      return;
    }
    var matchers = new HashMap<Character, Matcher>();
    int end = 0;
    for (int i = 0; i < text.length(); i++) {
      boolean startsWord = i == 0 || !Chars.isAlphanumeric(text.charAt(i - 1));
      Pattern forms = startsWord && i >= end ? Forms.BY_FIRST.get(text.charAt(i)) : null;
      if (forms != null) {
        Matcher token =
            matchers.computeIfAbsent(
                text.charAt(i), first -> forms.matcher(text).useTransparentBounds(true));
        if (token.region(i, text.length()).lookingAt()) {
          int group = group(token);
          found.add(new Span(token.start(group), token.end(group)));
          end = token.end();
        }
      }
    }
  }

  private static boolean hasRun(String text) {
    int start = 0;
    boolean hasDigit = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Chars.isAlphanumeric(c) || c == '-' || c == '_') {
        hasDigit |= Chars.isDigit(c);
        if (hasDigit && i - start + 1 >= SHORTEST_RUN) {
          return true;
        }
      } else {
        start = i + 1;
        hasDigit = false;
      }
    }
    return false;
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
