package io.github.mcpecho.servlet;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A media type, or a range of an {@code Accept} header (RFC 9110 §8.3.1, §12.5.1).
 *
 * @param type in lower case, {@code *} in a range
 * @param subtype in lower case, {@code *} in a range
 * @param parameters by name in lower case
 */
record MediaType(String type, String subtype, Map<String, String> parameters) {
  private static final Pattern QUALITY = Pattern.compile("0(\\.[0-9]{0,3})?|1(\\.0{0,3})?");

  /** Returns nothing if the text is not exactly one media type. */
  static Optional<MediaType> parse(String text) {
    return new MediaTypeParser(text).single();
  }

  boolean is(String wantedType, String wantedSubtype) {
    return type.equals(wantedType) && subtype.equals(wantedSubtype);
  }

  /** Returns how exactly this range names the type: 2, 1, 0, or -1 if it does not cover it. */
  int specificityFor(String wantedType, String wantedSubtype) {
    if (is(wantedType, wantedSubtype)) {
      return 2;
    }
    if (is(wantedType, "*")) {
      return 1;
    }
    return is("*", "*") ? 0 : -1;
  }

  /** Returns whether the quality is not 0; one that is malformed counts as absent. */
  boolean isAcceptable() {
    String quality = parameters.getOrDefault("q", "1");
    return !QUALITY.matcher(quality).matches() || Double.parseDouble(quality) > 0;
  }
}
