package io.github.mcpecho.doctor.exchange;

/** Says that a request was not sent because the examination has cost what it may cost. */
public final class BoundReachedException extends RuntimeException {
  BoundReachedException(String bound) {
    super(bound);
  }
}
