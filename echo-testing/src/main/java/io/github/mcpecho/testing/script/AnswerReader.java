package io.github.mcpecho.testing.script;

import io.github.mcpecho.testing.Behaviour;
import io.github.mcpecho.testing.faults.Answer;
import io.github.mcpecho.testing.faults.RealAnswer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Reads the answers that a script spells out. */
final class AnswerReader {
  private AnswerReader() {}

  /** An answer with {@code status}, and the rest if it is to be there. */
  static Behaviour answer(ScriptObject members) {
    Answer answer = Answer.status(members.requiredNumber("status"));
    answer = members.text("reason").map(answer::withReason).orElse(answer);
    for (Map.Entry<String, String> header : members.textMembers("headers")) {
      answer = answer.withHeader(header.getKey(), header.getValue());
    }
    Optional<String> json = members.json("json");
    Optional<String> text = members.text("text");
    Optional<String> type = members.text("contentType");
    if (type.isPresent() && text.isEmpty()) {
      throw members.invalid("contentType", "left out where there is no \"text\"");
    }
    if (json.isPresent() && text.isPresent()) {
      throw members.invalid("text", "left out where there is \"json\"");
    }
    if (json.isPresent()) {
      answer = answer.withJson(json.get());
    } else if (text.isPresent()) {
      answer = answer.withText(type.orElse("text/plain; charset=utf-8"), text.get());
    }
    return answer.delayed(members.millis("delayMs").orElse(Duration.ZERO));
  }

  /** The real answer, with more headers or after some time. */
  static Behaviour real(ScriptObject members) {
    RealAnswer answer = Answer.real();
    for (Map.Entry<String, String> header : members.textMembers("headers")) {
      answer = answer.withHeader(header.getKey(), header.getValue());
    }
    return answer.delayed(members.millis("delayMs").orElse(Duration.ZERO));
  }
}
