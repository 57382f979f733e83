package io.github.mcpecho.internal.redaction;

import io.github.mcpecho.internal.text.TsvResource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Forms of what looks random and is public, such as a digest under the name of one, read from
 * {@code public-forms.tsv} beside this class. They are only asked about what looks random.
 */
final class PublicForms {
  /** No form is longer: a public key of RSA has 4,096 bits, and few have more. */
  private static final int LONGEST = 2_048;

  private static final int LONGEST_NAME = 256;

  /** What stands before the names of the pieces that have to stand before a value. */
  private static final String BEHIND = "~";

  /**
   * @param names of which the name before the value has to be one or have one as a word; any if
   *     empty
   * @param behind what the text before the value has to end with
   * @param form whose groups, if it has any, must not look random either
   */
  private record Form(List<String> names, Pattern behind, Pattern form) {
    static Form of(String[] cells) {
      boolean isBehind = cells[0].startsWith(BEHIND);
      boolean isOfAny = isBehind || cells[0].equals("*");
      return new Form(
          isOfAny ? List.of() : List.of(cells[0].split(",")),
          Pattern.compile("(?<=%s)".formatted(isBehind ? cells[0].substring(1) : "")),
          Pattern.compile(cells[1]));
    }

    private boolean isAllowedAt(String text, int from) {
      return behind
          .matcher(text)
          .useTransparentBounds(true)
          .region(from, text.length())
          .lookingAt();
    }

    private boolean matches(String value) {
      Matcher matcher = form.matcher(value);
      if (!matcher.matches()) {
        return false;
      }
      for (int group = 1; group <= matcher.groupCount(); group++) {
        if (matcher.group(group) != null && RandomRuns.isIn(matcher.group(group))) {
          return false;
        }
      }
      return true;
    }
  }

  private static final List<Form> FORMS =
      TsvResource.rows(PublicForms.class, "public-forms.tsv").stream().map(Form::of).toList();
  private static final List<Form> OF_ANY =
      FORMS.stream().filter(form -> form.names().isEmpty()).toList();
  private static final Map<String, List<Form>> BY_NAME = byName();

  private PublicForms() {}

  /**
   * Returns whether the whole of what has this name is of a form that only such names make public.
   */
  static boolean isPublic(String place, String text) {
    return text.length() <= LONGEST && matchesUnder(place, text);
  }

  /**
   * Returns whether a part of a text is of a public form.
   *
   * @param place the name of what holds the text, which a name right before the part replaces
   */
  static boolean isPublic(String place, String text, int from, int to) {
    if (to - from > LONGEST) {
      return false;
    }
    String value = text.substring(from, to);
    return OF_ANY.stream().anyMatch(form -> form.matches(value) && form.isAllowedAt(text, from))
        || matchesUnder(nameBefore(text, from), value)
        || !isPartOfUrl(text, from, to) && matchesUnder(place, value);
  }

  private static boolean matchesUnder(String name, String value) {
    String lower = name.toLowerCase(Locale.ROOT);
    return matchesAny(named(lower), value)
        || !name.endsWith("/")
            && SecretNames.words(name).stream()
                .anyMatch(word -> !word.equals(lower) && matchesAny(named(word), value));
  }

  private static List<Form> named(String name) {
    return BY_NAME.getOrDefault(name, List.of());
  }

  private static boolean matchesAny(List<Form> forms, String value) {
    return forms.stream().anyMatch(form -> form.matches(value));
  }

  private static Map<String, List<Form>> byName() {
    var byName = new HashMap<String, List<Form>>();
    for (Form form : FORMS) {
      form.names().forEach(name -> byName.computeIfAbsent(name, n -> new ArrayList<>()).add(form));
    }
    return Map.copyOf(byName);
  }

  /** The client of an {@code aud} is public, and so is a whole URL there, but not a part of one. */
  private static boolean isPartOfUrl(String text, int from, int to) {
    return from > 0 && "/:?&=#".indexOf(text.charAt(from - 1)) >= 0
        || to < text.length() && "/?&#".indexOf(text.charAt(to)) >= 0;
  }

  /**
   * {@code name=value}, {@code "name": "value"}, {@code name:value}, {@code W/"value"}, {@code name
   * ID value}, {@code name key value} and {@code name/value}, of which the slash belongs to the
   * name.
   */
  private static String nameBefore(String text, int from) {
    if (isWeakTag(text, from)) {
      return "etag";
    }
    boolean isPath = text.startsWith("/", from - 1);
    int end = isPath ? from : TextEnds.start(text, from, c -> " =:\"'\\".indexOf(c) >= 0);
    int start =
        TextEnds.start(
            text,
            isPath ? from - 1 : end,
            end - LONGEST_NAME,
            c -> Chars.isBase64Url(c) || c == '#');
    String name = text.substring(start, end);
    boolean isPart = name.equalsIgnoreCase("id") || name.equals("key");
    return isPart ? text.substring(TextEnds.nameStart(text, Math.max(0, start - 1)), end) : name;
  }

  /** RFC 9110 §8.8.3: nothing else is written so. */
  private static boolean isWeakTag(String text, int from) {
    return from > 0
        && text.charAt(from - 1) == '"'
        && text.startsWith("W/", TextEnds.backslashesStart(text, from - 1) - 2);
  }
}
