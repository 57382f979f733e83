package io.github.mcpecho.doctor.exchange;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * An answer that refuses a request as one too many (RFC 6585 §4).
 *
 * @param retryAfter as it is said, not redacted
 */
public record TooManyRequests(URI uri, Optional<String> retryAfter) {
  private static final int STATUS = 429;
  private static final long MOST_SECONDS = 2;

  static Optional<TooManyRequests> of(URI uri, Result result) {
    return result
        .answer()
        .filter(answer -> answer.status() == STATUS)
        .map(answer -> new TooManyRequests(uri, answer.headers().first("Retry-After")));
  }

  /** Returns how long to wait before it is asked again, nothing if that takes too long. */
  Optional<Duration> pause() {
    String seconds = retryAfter.map(String::strip).orElse("1");
    return seconds.matches("[0-9]{1,2}") && Long.parseLong(seconds) <= MOST_SECONDS
        ? Optional.of(Duration.ofSeconds(Long.parseLong(seconds)))
        : Optional.empty();
  }
}
