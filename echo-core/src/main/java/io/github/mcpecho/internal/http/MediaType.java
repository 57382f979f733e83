package io.github.mcpecho.internal.http;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A media type, or a range of an {@code Accept} header (RFC 9110 §8.3.1, §12.5.1).
 *
 * @param name such as {@code application/json}, in lower case; either half is {@code *} in a range
 * @param parameters by name in lower case
 */
public record MediaType(String name, Map<String, String> parameters) {
  private static final Pattern QUALITY = Pattern.compile("0(\\.[0-9]{0,3})?|1(\\.0{0,3})?");

  public MediaType {
    parameters = Map.copyOf(parameters);
  }

  /** Returns nothing if the text is not exactly one media type. */
  public static Optional<MediaType> parse(String text) {
    var reader = new FieldReader(text);
    return read(reader).filter(type -> reader.isAtEnd());
  }

  /** Reads up to what is no part of the media type. */
  static Optional<MediaType> read(FieldReader reader) {
    reader.skipBlanks();
    int start = reader.position();
    if (!reader.skipToken() || !reader.skip('/')) {
      return Optional.empty();
    }
    boolean hasSubtype = reader.skipToken();
    String name = reader.textSince(start).toLowerCase(Locale.ROOT);
    Map<String, String> parameters = Map.of();
    reader.skipBlanks();
    while (reader.skip(';')) {
      reader.skipBlanks();
      parameters = parameters.isEmpty() ? new HashMap<>() : parameters;
      // An empty parameter, between two semicolons, is allowed.
      if (!reader.isBefore(";,") && !reader.parameter(parameters)) {
        return Optional.empty();
      }
      reader.skipBlanks();
    }
    return hasSubtype ? Optional.of(new MediaType(name, parameters)) : Optional.empty();
  }

  /** Returns whether it is this one, whatever its parameters. */
  public boolean is(String mediaType) {
    return name.equals(mediaType);
  }

  /**
   * Returns whether a charset other than UTF-8 is named, in which JSON never is (RFC 8259 §8.1).
   */
  public boolean isOtherThanUtf8() {
    return !parameters.getOrDefault("charset", "utf-8").equalsIgnoreCase("utf-8");
  }

  /** Returns how exactly this range names the type: 2, 1, 0, or -1 if it does not cover it. */
  int specificityFor(String mediaType) {
    if (is(mediaType)) {
      return 2;
    }
    String family = mediaType.substring(0, mediaType.indexOf('/') + 1);
    return is(family + "*") ? 1 : is("*/*") ? 0 : -1;
  }

  boolean isAcceptable() {
    return quality() > 0;
  }

  /** Returns how welcome it is, from 0 to 1; a quality that is malformed counts as absent. */
  double quality() {
    if (!parameters.containsKey("q")) {
      return 1;
    }
    String quality = parameters.get("q");
    return QUALITY.matcher(quality).matches() ? Double.parseDouble(quality) : 1;
  }
}
