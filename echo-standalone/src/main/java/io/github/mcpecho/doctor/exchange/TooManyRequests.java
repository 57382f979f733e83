package io.github.mcpecho.doctor.exchange;

import io.github.mcpecho.diagnosis.intermediaries.Answerer;
import java.util.Optional;

/**
 * An answer that refuses a request as one too many (RFC 6585 §4).
 *
 * @param retryAfter as it is said, not redacted
 */
public record TooManyRequests(Optional<String> retryAfter) {
  /** Some checks for robots answer with this status too. */
  static Optional<TooManyRequests> of(Result result) {
    return result
        .answer()
        .filter(answer -> answer.status() == 429)
        .filter(one -> Answerer.of(one.status(), one.headers(), one.text()).isEmpty())
        .map(answer -> new TooManyRequests(answer.header(RetryAfter.NAME)));
  }
}
