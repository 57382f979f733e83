package io.github.mcpecho.doctor.exchange;

import io.github.mcpecho.internal.http.HttpDate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How long an answer asks to wait before the request comes again (RFC 9110 §10.2.3). */
final class RetryAfter {
  static final String NAME = "Retry-After";

  private RetryAfter() {}

  /** Returns what an answer asks for, nothing if it does not, or nobody can read it. */
  static Optional<Duration> of(Result result) {
    return result.header(NAME).flatMap(RetryAfter::parse);
  }

  /** Reads seconds or a date; one that is over asks for no wait. */
  static Optional<Duration> parse(String text) {
    String value = text.strip();
    if (value.matches("[0-9]{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
    }
    return HttpDate.parse(value)
        .map(then -> Duration.between(Instant.now(), then))
        .map(until -> until.isNegative() ? Duration.ZERO : until);
  }
}
