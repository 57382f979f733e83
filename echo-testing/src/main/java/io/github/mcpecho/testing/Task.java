package io.github.mcpecho.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.jsonrpc.JsonRpcError;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** One task, from the call that made it on. Thread-safe. */
final class Task {
  /** Of times below a second nobody can say whether a client waited. */
  private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);

  private final String id;
  private final String owner;
  private final Form form;
  private final Instant created;
  private final Duration lifetime;
  private final Tasks settings;
  private final Deque<TaskState> left;
  private ObjectNode response;
  private TaskState state = TaskState.WORKING;
  private Instant updated;
  private int questions;
  private boolean asking;
  private Optional<Long> toldAt = Optional.empty();

  /** The two that there are. */
  enum Form {
    /** Of revision 2025-11-25. */
    OF_REVISION("ttl", "pollInterval"),

    /** Of the extension to 2026-07-28. */
    OF_EXTENSION("ttlMs", "pollIntervalMs");

    private final String lifetime;
    private final String pollInterval;

    Form(String lifetime, String pollInterval) {
      this.lifetime = lifetime;
      this.pollInterval = pollInterval;
    }
  }

  /**
   * @param owner who may ask for it
   * @param response of the tool, with {@code result} or {@code error}
   * @param lifetime after which it is forgotten
   */
  Task(
      String id,
      String owner,
      Form form,
      ObjectNode response,
      Instant created,
      Duration lifetime,
      Tasks settings) {
    this.id = id;
    this.owner = owner;
    this.form = form;
    this.response = response;
    this.created = created;
    this.updated = created;
    this.lifetime = lifetime;
    this.settings = settings;
    this.left = new ArrayDeque<>(settings.states());
  }

  String id() {
    return id;
  }

  boolean isOf(String someone) {
    return owner.equals(someone);
  }

  boolean isExpiredAt(Instant now) {
    return now.isAfter(created.plus(lifetime));
  }

  synchronized TaskState state() {
    return state;
  }

  /** Moves on, if nothing is in the way: an answer that is to come, or that it works for ever. */
  synchronized void next(Instant now) {
    if (state != TaskState.INPUT_REQUIRED && !state.isTerminal() && !left.isEmpty()) {
      enter(left.poll(), now);
    }
  }

  /** Moves to what comes first of input and the end; stays if neither comes. */
  synchronized void hurry(Instant now) {
    while (state == TaskState.WORKING && !left.isEmpty()) {
      enter(left.poll(), now);
    }
  }

  private void enter(TaskState next, Instant now) {
    state = next == TaskState.COMPLETED && isFailure() ? TaskState.FAILED : next;
    updated = now;
    if (state == TaskState.INPUT_REQUIRED) {
      questions++;
    } else if (state == TaskState.CANCELLED || state == TaskState.FAILED && !isFailure()) {
      response = error("The task is " + state.wireName());
    }
  }

  private boolean isFailure() {
    boolean ofTool = form == Form.OF_REVISION && response.at("/result/isError").asBoolean();
    return ofTool || response.has("error");
  }

  private static ObjectNode error(String message) {
    ObjectNode response = Json.object();
    response.putObject("error").put("code", JsonRpcError.INTERNAL_ERROR).put("message", message);
    return response;
  }

  /** Ends it as its client wants. */
  synchronized void cancel(Instant now) {
    left.clear();
    enter(TaskState.CANCELLED, now);
  }

  /** Returns the key of what is asked now, if something is. */
  synchronized Optional<String> question() {
    return state == TaskState.INPUT_REQUIRED ? Optional.of("input-" + questions) : Optional.empty();
  }

  /** Returns whether it is for the caller to ask: somebody else may be doing it. */
  synchronized boolean beginToAsk() {
    boolean free = state == TaskState.INPUT_REQUIRED && !asking;
    asking |= free;
    return free;
  }

  /** The client has answered, or nobody waits for the answer any more. */
  synchronized void endToAsk(boolean answered, Instant now) {
    asking = false;
    if (answered && state == TaskState.INPUT_REQUIRED) {
      state = TaskState.WORKING;
      updated = now;
    }
  }

  /** The client is about to be told the state. */
  synchronized void told() {
    toldAt = Optional.of(System.nanoTime());
  }

  /** Returns whether a client that looks now does so long before it should. */
  synchronized boolean isTooEarly() {
    return settings.pollInterval().compareTo(SHORTEST_INTERVAL) >= 0
        && toldAt
            .map(before -> Duration.ofNanos(System.nanoTime() - before))
            .filter(waited -> waited.compareTo(settings.pollInterval().dividedBy(2)) < 0)
            .isPresent();
  }

  /** Returns what the tool answered, or what came in its place. */
  synchronized ObjectNode response() {
    return response.deepCopy();
  }

  /** Returns what it says of itself. */
  synchronized ObjectNode toJson() {
    ObjectNode json = Json.object().put("taskId", id).put("status", state.wireName());
    json.put("createdAt", created.toString()).put("lastUpdatedAt", updated.toString());
    json.put(form.lifetime, lifetime.toMillis());
    return json.put(form.pollInterval, settings.pollInterval().toMillis());
  }

  /** Returns the same with what it is to bring, as the extension has it. */
  synchronized ObjectNode withPayload() {
    ObjectNode json = toJson();
    question()
        .ifPresent(
            key -> {
              ObjectNode question = json.putObject("inputRequests").putObject(key);
              question.put("method", settings.question().method());
              question.set("params", settings.question().params());
            });
    String member = state == TaskState.COMPLETED ? "result" : "error";
    JsonNode payload = response.path(member);
    if (state == TaskState.COMPLETED || state == TaskState.FAILED) {
      json.set(member, payload);
    }
    return json;
  }
}
