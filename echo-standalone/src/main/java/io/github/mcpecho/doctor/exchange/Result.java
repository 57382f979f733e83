package io.github.mcpecho.doctor.exchange;

import java.util.Optional;

/** What became of a request. */
public sealed interface Result permits Answer, Failure {
  /** Returns the answer, if there was one. */
  default Optional<Answer> answer() {
    return this instanceof Answer answer ? Optional.of(answer) : Optional.empty();
  }

  /** Returns whether no answer came in time, or it did not come to its end. */
  default boolean isUnfinished() {
    return this instanceof Failure failure
        ? failure.trouble() == Trouble.SILENT
        : answer().filter(answer -> answer.end() == Answer.End.TOO_SLOW).isPresent();
  }
}
