package io.github.mcpecho.doctor.exchange;

import java.time.Duration;
import java.util.Optional;

/** What became of a request. */
public sealed interface Result permits Answer, Failure {
  /** Returns the answer, if there was one. */
  default Optional<Answer> answer() {
    return this instanceof Answer answer ? Optional.of(answer) : Optional.empty();
  }

  /** Returns the first line of this name in the head of the answer. */
  default Optional<String> header(String name) {
    return answer().flatMap(answer -> answer.headers().first(name));
  }

  /** Returns how long it took from the request to the end of the answer. */
  default Optional<Duration> took() {
    return answer().map(answer -> answer.timing().whole());
  }

  /** Returns whether no answer came in time, or it did not come to its end. */
  default boolean isUnfinished() {
    return this instanceof Failure failure
        ? failure.trouble() == Trouble.SILENT
        : answer().filter(answer -> answer.end() == Answer.End.TOO_SLOW).isPresent();
  }
}
