package io.github.mcpecho.doctor.exchange;

import java.util.Optional;

/** What became of a request. */
public sealed interface Result permits Answer, Failure {
  /** Returns the answer, if there was one. */
  default Optional<Answer> answer() {
    return this instanceof Answer answer ? Optional.of(answer) : Optional.empty();
  }
}
