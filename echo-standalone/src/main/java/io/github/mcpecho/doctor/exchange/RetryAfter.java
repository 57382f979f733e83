package io.github.mcpecho.doctor.exchange;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** How long an answer asks to wait before the request comes again (RFC 9110 §10.2.3). */
final class RetryAfter {
  static final String NAME = "Retry-After";

  private RetryAfter() {}

  /** Returns what an answer asks for, nothing if it does not, or nobody can read it. */
  static Optional<Duration> of(Result result) {
    return result
        .answer()
        .flatMap(answer -> answer.headers().first(NAME))
        .flatMap(RetryAfter::parse);
  }

  /** Reads seconds or a date; one that is over asks for no wait. */
  static Optional<Duration> parse(String text) {
    String value = text.strip();
    if (value.matches("[0-9]{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
    }
    try {
      Instant then = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration until = Duration.between(Instant.now(), then);
      return Optional.of(until.isNegative() ? Duration.ZERO : until);
    } catch (DateTimeException | ArithmeticException e) {
      return Optional.empty();
    }
  }
}
