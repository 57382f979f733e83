package io.github.mcpecho.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.doctor.exchange.Answer;
import io.github.mcpecho.doctor.exchange.Request;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.protocol.McpMethod;
import io.github.mcpecho.internal.protocol.Notifications;
import io.github.mcpecho.mcp.ProtocolVersion;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a client sends over HTTP+SSE while its stream is open, one message after the answer to the
 * one before: the handshake, the list of tools, a call of a tool that no server has.
 */
final class OldWalk {
  private static final ProtocolVersion REVISION = ProtocolVersion.V2024_11_05;
  private static final String LIST = McpMethod.TOOLS_LIST.wireName();
  private static final String CALL = McpMethod.TOOLS_CALL.wireName();

  private final Examination examination;
  private final URI place;
  private final List<String> answered = new ArrayList<>();
  private Optional<Reply> posted = Optional.empty();
  private Optional<String> refused = Optional.empty();
  private String asked = "";

  /** Sends messages to this place. */
  OldWalk(Examination examination, URI place) {
    this.examination = examination;
    this.place = place;
  }

  /** Begins, and returns whether nothing is to be waited for in the stream. */
  boolean begin() {
    return isOver(McpMethod.INITIALIZE.wireName(), Messages.handshake(place, REVISION));
  }

  /** Takes an event of the stream, and returns whether no other is to be waited for. */
  boolean goOn(Answer.Event event) {
    if (asked.isEmpty() || !Reply.isResponse(event.data())) {
      return false;
    }
    JsonNode result = Messages.JSON.parse(event.data()).path("result");
    boolean isFirst = answered.isEmpty();
    if (!isFirst && asked.equals(LIST) && !result.isObject()) {
      refused = Optional.of(examination.shown().evidence(event.data()));
      return true;
    }
    answered.add(asked);
    if (isFirst && result.at("/capabilities/tools").isObject()) {
      examination.send(
          Messages.notification(place, REVISION, Optional.empty(), Notifications.INITIALIZED));
      return isOver(LIST, request(LIST, Json.object()));
    }
    return asked.equals(LIST)
        ? isOver(CALL, request(CALL, Conversation.call("mcp-echo-doctor-no-tool", Json.object())))
        : isOver();
  }

  private Request request(String method, ObjectNode params) {
    return Messages.request(place, REVISION, Optional.empty(), method, params);
  }

  private boolean isOver(String method, Request request) {
    asked = method;
    posted = Optional.of(examination.ask(request));
    return !isTaken();
  }

  private boolean isOver() {
    asked = "";
    return true;
  }

  private boolean isTaken() {
    return posted
        .flatMap(Reply::answer)
        .filter(answer -> answer.isSuccess() && OldTransport.endpoint(answer).isEmpty())
        .isPresent();
  }

  /** Returns whether a client comes in. */
  boolean isIn() {
    return !answered.isEmpty();
  }

  /** Returns which messages are answered, for people; empty if none is. */
  String answers() {
    return answered.isEmpty()
        ? ""
        : "; "
            + String.join(", ", answered)
            + (answered.size() == 1 ? " is" : " are")
            + " answered";
  }

  /** Returns what became of the message that got no answer; nothing if a token was missing. */
  Optional<String> problem() {
    if (refused.isPresent()) {
      return Optional.of(asked + ": " + refused.get());
    }
    return posted
        .filter(reply -> !asked.isEmpty() && !reply.asksForToken())
        .map(
            reply ->
                asked
                    + " there: "
                    + reply.problem(examination.shown())
                    + (isTaken() ? ", and no response comes in the stream" : ""));
  }
}
