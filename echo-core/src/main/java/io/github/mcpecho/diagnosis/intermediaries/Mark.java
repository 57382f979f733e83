package io.github.mcpecho.diagnosis.intermediaries;

import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.text.Glob;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Something that an answer holds.
 *
 * @param place {@code status}, {@code body} or the name of a header
 * @param text in lower case: a status, in which an asterisk stands for any digits, or a part of
 *     what stands in the body or in the header
 */
public record Mark(String place, String text) {
  /** Reads marks with {@code &} between them. */
  public static List<Mark> all(String cell) {
    return Stream.of(cell.split(" & ")).map(Mark::parse).toList();
  }

  private static Mark parse(String text) {
    int equals = text.indexOf('=');
    return new Mark(text.substring(0, equals), text.substring(equals + 1));
  }

  /**
   * Returns whether an answer holds all of them.
   *
   * @param body in lower case
   */
  public static boolean areAllIn(List<Mark> marks, int status, Headers headers, String body) {
    return marks.stream().allMatch(mark -> mark.isIn(status, headers, body));
  }

  private boolean isIn(int status, Headers headers, String body) {
    return switch (place) {
      case "status" -> new Glob(text).matches(String.valueOf(status));
      case "body" -> body.contains(text);
      default ->
          headers.all(place).stream()
              .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains(text));
    };
  }
}
