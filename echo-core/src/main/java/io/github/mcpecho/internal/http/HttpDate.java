package io.github.mcpecho.internal.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** A date as headers have it (RFC 9110 §5.6.7), in the form that is sent today. */
public final class HttpDate {
  private HttpDate() {}

  /** Returns the moment, to the second; nothing if the text is no such date. */
  public static Optional<Instant> parse(String text) {
    try {
      return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text.strip(), Instant::from));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
