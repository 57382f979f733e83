package io.github.mcpecho.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.doctor.exchange.Answer;
import io.github.mcpecho.doctor.exchange.Failure;
import io.github.mcpecho.doctor.exchange.Result;
import io.github.mcpecho.internal.jsonrpc.MalformedJsonException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What became of a message, read as MCP does.
 *
 * @param message the JSON-RPC response, if one came
 * @param notifications what came before it in a stream
 */
record Reply(Result http, Optional<ObjectNode> message, List<ObjectNode> notifications) {
  static Reply of(Result http) {
    Optional<Answer> answer = http.answer();
    List<ObjectNode> messages =
        answer.stream()
            .flatMap(
                got ->
                    got.is("text/event-stream")
                        ? got.events().stream().map(Answer.Event::data)
                        : Stream.of(got.text()))
            .flatMap(text -> parse(text).stream())
            .toList();
    return new Reply(
        http,
        messages.stream().filter(Reply::isResponse).findFirst(),
        messages.stream().filter(message -> message.has("method")).toList());
  }

  private static Optional<ObjectNode> parse(String text) {
    try {
      return Messages.JSON.parse(text) instanceof ObjectNode message
          ? Optional.of(message)
          : Optional.empty();
    } catch (MalformedJsonException e) {
      return Optional.empty();
    }
  }

  /** One with another id answers somebody else's request; an error may not know the id. */
  private static boolean isResponse(ObjectNode message) {
    JsonNode id = message.path("id");
    boolean isOurs =
        id.asText().equals(Messages.ID)
            || message.has("error") && (id.isNull() || id.isMissingNode());
    return isOurs && (message.has("result") || message.has("error"));
  }

  /** Returns the result; missing if there is none. */
  JsonNode result() {
    return message.map(json -> json.path("result")).orElse(MissingNode.getInstance());
  }

  /** Returns whether there is a result. */
  boolean isResult() {
    return result().isObject();
  }

  /** Returns the code of the error, 0 if there is none. */
  int error() {
    return message.map(json -> json.path("error").path("code").asInt()).orElse(0);
  }

  /** Returns the status, 0 without an answer. */
  int status() {
    return http.answer().map(Answer::status).orElse(0);
  }

  /** Returns whether the answer asks for a token. */
  boolean asksForToken() {
    return status() == 401;
  }

  /** Returns what came instead of a result, for people. */
  String problem(Shown shown) {
    if (http instanceof Failure failure) {
      return Words.of(failure.trouble()) + " (" + shown.evidence(failure.detail()) + ")";
    }
    String status = "status " + status();
    if (error() != 0) {
      String said = message.orElseThrow().path("error").path("message").asText();
      return status + ", error " + error() + shown.quoted(said).map(" "::concat).orElse("");
    }
    Answer answer = http.answer().orElseThrow();
    if (isResult() && result().path("protocolVersion").isTextual()) {
      return status
          + ", it answers with revision "
          + shown.evidence(result().path("protocolVersion").asText());
    }
    return status + whyNone(answer, shown);
  }

  /** Returns why an answer holds no response, as far as it shows. */
  private static String whyNone(Answer answer, Shown shown) {
    String retry = answer.headers().first("Retry-After").map(", Retry-After "::concat).orElse("");
    String page = Page.of(answer).map(found -> ", " + found.described(shown)).orElse("");
    return shown.evidence(retry)
        + switch (answer.end()) {
          case TOO_LONG -> ", longer than the megabyte that is read of an answer";
          case TOO_SLOW -> ", it begins and does not come to an end";
          case CUT -> ", cut off after " + answer.body().length + " bytes";
          case COMPLETE, ENOUGH ->
              page.isEmpty() && answer.is("application/json")
                  ? ", said to be JSON, and no response to the request: "
                      + shown.evidence(answer.text())
                  : page;
        };
  }
}
