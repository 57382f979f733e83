package io.github.mcpecho.doctor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.doctor.exchange.Answer;
import io.github.mcpecho.doctor.exchange.Request;
import io.github.mcpecho.doctor.exchange.Result;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.protocol.McpMethod;
import io.github.mcpecho.internal.protocol.Notifications;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A stream of progress events that the far end was asked for, and when each of them came.
 *
 * @param plan what was asked for
 */
record Streamed(Reply reply, Plan plan) {
  private static final String TOKEN = "mcp-echo-doctor-progress";

  /**
   * What to ask for.
   *
   * @param silence after the last event
   * @param aided whether the server asks proxies to pass events on, and breaks the silence
   */
  record Plan(int events, Duration interval, Duration silence, boolean aided) {
    /** Returns how long this takes, and a little more. */
    Duration length() {
      return silence.plus(interval.multipliedBy(events));
    }
  }

  static Request request(FarEnd end, Plan plan) {
    ObjectNode arguments =
        Json.object()
            .put("events", plan.events())
            .put("intervalMs", plan.interval().toMillis())
            .put("idleMs", plan.silence().toMillis());
    if (!plan.aided()) {
      arguments.put("bufferingHeader", false).put("comments", false);
    }
    ObjectNode params = Conversation.call(end.prefix() + FarEnd.REQUEST_TIMING, arguments);
    params.putObject("_meta").put("progressToken", TOKEN);
    return end.conversation()
        .request(McpMethod.TOOLS_CALL.wireName(), params)
        .within(plan.length().plusSeconds(5));
  }

  static Streamed ask(FarEnd end, Plan plan, UnaryOperator<Request> change) {
    Request request = change.apply(request(end, plan));
    return of(end.conversation().exchanges().send(request), plan);
  }

  static Streamed of(Result result, Plan plan) {
    return new Streamed(Reply.of(result), plan);
  }

  List<ObjectNode> progress() {
    return reply.notifications().stream()
        .filter(message -> message.path("method").asText().equals(Notifications.PROGRESS))
        .toList();
  }

  /** Returns the tokens that they bear and were not asked for with; none if all is well. */
  Set<String> otherTokens() {
    return progress().stream()
        .map(message -> message.at("/params/progressToken").asText())
        .filter(token -> !token.equals(TOKEN))
        .map(token -> token.isEmpty() ? "none" : token)
        .collect(Collectors.toSet());
  }

  /** Returns how many the far end says it has sent. */
  int sent() {
    return reply.report().path("stream").path("eventsSent").asInt();
  }

  /** Returns the time between the first and the last event. */
  Duration spread() {
    List<Answer.Event> events =
        reply.answer().map(Answer::events).orElse(List.of()).stream()
            .filter(event -> event.data().contains(Notifications.PROGRESS))
            .toList();
    return events.isEmpty()
        ? Duration.ZERO
        : events.get(events.size() - 1).after().minus(events.get(0).after());
  }

  /** Returns whether events that were sent one by one came together. */
  boolean isLump() {
    Duration whole = plan.interval().multipliedBy(plan.events() - 1L);
    return progress().size() == plan.events() && spread().multipliedBy(2).compareTo(whole) < 0;
  }

  /** Returns whether the stream ended before the answer. */
  boolean isCut() {
    return reply.message().isEmpty()
        && reply
            .answer()
            .filter(answer -> answer.isSuccess() && answer.is("text/event-stream"))
            .isPresent();
  }

  /** Returns whether its events are one, since nothing parts them. */
  boolean runsTogether() {
    return reply.answer().filter(AnswerForm::runsTogether).isPresent();
  }

  /** Returns whether a whole answer is a stream with nothing in it. */
  boolean isEmpty() {
    return isCut()
        && reply
            .answer()
            .filter(answer -> answer.end() == Answer.End.COMPLETE && answer.body().length == 0)
            .isPresent();
  }

  /** Returns after how long it ended, zero if it never began. */
  Duration whole() {
    return reply.http().took().orElse(Duration.ZERO);
  }
}
