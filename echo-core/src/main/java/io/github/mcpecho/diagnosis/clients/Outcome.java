package io.github.mcpecho.diagnosis.clients;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.mcpecho.internal.jsonrpc.JsonRpcError;
import io.github.mcpecho.mcp.ProtocolVersion;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What has become of a request so far. Thread-safe; one thread records. */
public final class Outcome {
  private volatile int status;
  private volatile long answeredAt;
  private volatile boolean served;
  private volatile Optional<Verdict> verdict = Optional.empty();
  private volatile boolean responded;
  private volatile boolean complete;
  private volatile boolean over;
  private volatile Optional<String> sessionId = Optional.empty();
  private volatile Optional<ProtocolVersion> agreed = Optional.empty();
  private volatile boolean ofUnknownRevision;
  private volatile Optional<JsonRpcError> error = Optional.empty();
  private volatile JsonNode inputRequired = MissingNode.getInstance();
  private volatile Set<String> invalidTools = Set.of();
  private volatile boolean offersTasks;
  private volatile boolean task;
  private volatile Map<String, TaskSupport> taskSupport = Map.of();

  /**
   * What a working server says of a request.
   *
   * @param error in its response, if it is one
   */
  record Verdict(int status, Optional<JsonRpcError> error) {
    int code() {
      return error.map(JsonRpcError::code).orElse(0);
    }
  }

  /**
   * Records that the head of an answer is about to be sent.
   *
   * @param givenSessionId the session id in it, if it is not the client's own
   */
  public void answering(int newStatus, Optional<String> givenSessionId) {
    sessionId = givenSessionId;
    answeredAt = System.nanoTime();
    status = newStatus;
  }

  /**
   * Records that the answer is that of a working server, which refuses nothing without a reason.
   */
  public void served() {
    served = true;
  }

  /**
   * Records what a working server said to somebody who answers the client in its place, perhaps in
   * another form.
   *
   * @param response a missing node if it was none
   */
  public void asked(int itsStatus, JsonNode response) {
    verdict = Optional.of(new Verdict(itsStatus, error(response)));
  }

  /** Records that the client is answered with this JSON-RPC response, whoever answers. */
  public void responded(JsonNode response) {
    responded = true;
    JsonNode revision = response.path("result").path("protocolVersion");
    agreed = ProtocolVersion.of(revision.asText());
    ofUnknownRevision = revision.isTextual() && agreed.isEmpty();
    if (response.path("result").path("resultType").asText().equals("input_required")) {
      inputRequired = response.get("result");
    }
    offersTasks = response.path("result").at("/capabilities/tasks/requests/tools/call").isObject();
    task = response.at("/result/task/taskId").isTextual();
    invalidTools = InvalidTools.of(response.path("result").path("tools"));
    taskSupport = TaskSupport.of(response.path("result").path("tools"));
    error = error(response).or(() -> error);
  }

  private static Optional<JsonRpcError> error(JsonNode response) {
    JsonNode member = response.path("error");
    return member.isObject()
        ? Optional.of(
            new JsonRpcError(
                member.path("code").asInt(),
                member.path("message").asText(),
                Optional.ofNullable(member.get("data"))))
        : Optional.empty();
  }

  /** Records that the last byte of the answer is about to be sent. */
  public void complete() {
    complete = true;
    over = true;
  }

  /** Records that the connection is about to be closed, or that nothing more will be sent. */
  public void over() {
    over = true;
  }

  /** Returns the HTTP status, 0 as long as there is none. */
  public int status() {
    return status;
  }

  public Optional<JsonRpcError> error() {
    return error;
  }

  /** Returns the names of the tools in the answer that a client of 2026-07-28 has to leave out. */
  Set<String> invalidTools() {
    return invalidTools;
  }

  /** Returns whether the capabilities in the answer let tools be called as tasks. */
  boolean offersTasks() {
    return offersTasks;
  }

  /** Returns whether the answer is that the call is a task. */
  boolean isTask() {
    return task;
  }

  /** Returns for each tool in the answer whether it may, or has to, be called as a task. */
  Map<String, TaskSupport> taskSupport() {
    return taskSupport;
  }

  /** Returns the result that asks for input; a missing node if none was answered. */
  JsonNode inputRequired() {
    return inputRequired;
  }

  /** Returns whether there was an answer that is not known: it was too long, or in a stream. */
  boolean isUnread() {
    return isSuccess() && !responded;
  }

  /**
   * Returns what a working server said, as far as the client was not told otherwise: another result
   * or another error is that of whoever answered in its place.
   */
  Optional<Verdict> verdict() {
    var told = new Verdict(status, error);
    return served
        ? Optional.of(told)
        : verdict.filter(own -> !responded || own.code() == told.code());
  }

  /** Returns whether the client still waits for the response, which a stream may have begun. */
  boolean isPending() {
    return !over && !responded && (status == 0 || isSuccess());
  }

  boolean isSuccess() {
    return status / 100 == 2;
  }

  /**
   * Returns whether the client knew the status, or that there is none, when it sent something else.
   *
   * @param sentAfter the earliest moment when it can have, as {@link System#nanoTime}
   */
  boolean isKnownAt(long sentAfter) {
    return status == 0 ? over : answeredAt - sentAfter < 0;
  }

  /**
   * Returns whether the client can have had a complete answer when it sent something else.
   *
   * @param sentAfter the earliest moment when it can have, as {@link System#nanoTime}
   */
  public boolean isCompleteAt(long sentAfter) {
    return complete && isKnownAt(sentAfter);
  }

  Optional<String> sessionId() {
    return sessionId;
  }

  /** Returns the revision that an answer to {@code initialize} agreed on, if it is known. */
  Optional<ProtocolVersion> agreed() {
    return agreed;
  }

  /** Returns whether an answer to {@code initialize} has a revision that there is not. */
  boolean isOfUnknownRevision() {
    return ofUnknownRevision;
  }

  /** Returns whether the client has had a result or an error for its request, for certain. */
  boolean isAnswered() {
    return (served || responded) && complete && isSuccess();
  }

  /** Returns whether the request is over without a complete answer. */
  boolean isFailed() {
    return status >= 400 || error.isPresent() || over && status == 0;
  }

  /** Returns whether the same request would be refused again. */
  boolean isRefused() {
    return status / 100 == 4 && status != 408 && status != 425 && status != 429;
  }
}
