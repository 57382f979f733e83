package io.github.mcpecho.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.doctor.exchange.Answer;
import io.github.mcpecho.internal.text.Expressions;
import io.github.mcpecho.internal.text.TsvResource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What JSON-RPC demands of every response: clients that look at it throw away any other. */
final class Envelope {
  /** By which headers an answer says that a cache has kept it: a name, and a pattern. */
  private static final List<Mark> CACHED =
      TsvResource.rows(Envelope.class, "cache-marks.tsv").stream()
          .map(row -> new Mark(row[0], Expressions.compile(row[1])))
          .toList();

  private record Mark(String header, Pattern value) {}

  private Envelope() {}

  /** Notes what is wrong with the response, or that it comes as one to another request. */
  static void check(Reply reply, Shown shown, Notes notes) {
    checkNumber(reply, notes);
    checkMembers(reply, notes);
    reply
        .message()
        .ifPresentOrElse(
            response -> check(reply, response, shown, notes),
            () -> checkId(reply, TextNode.valueOf(Messages.ID), shown, notes));
  }

  private static void checkNumber(Reply reply, Notes notes) {
    long responses =
        Reply.messages(reply.http()).stream()
            .filter(one -> one.path("id").asText().equals(Messages.ID))
            .filter(one -> one.has("result") || one.has("error"))
            .count();
    if (responses > 1) {
      notes.foundOnce(
          DoctorFinding.PROTOCOL_ENVELOPE_INVALID, responses + " responses to one request");
    }
  }

  private static void checkMembers(Reply reply, Notes notes) {
    if (isEmpty(reply)) {
      notes.foundOnce(DoctorFinding.PROTOCOL_ENVELOPE_INVALID, "neither result nor error");
    }
  }

  /** Returns whether what comes as the response has nothing in it, so that no client takes it. */
  static boolean isEmpty(Reply reply) {
    return reply.message().isEmpty()
        && Reply.messages(reply.http()).stream()
            .anyMatch(
                one ->
                    one.has("jsonrpc")
                        && one.path("id").asText().equals(Messages.ID)
                        && !one.has("method"));
  }

  /** An error without the id of the request may be of somebody who speaks no JSON-RPC. */
  private static void check(Reply reply, ObjectNode response, Shown shown, Notes notes) {
    Optional.of(response)
        .filter(one -> reply.isResult() || one.path("id").asText().equals(Messages.ID))
        .flatMap(one -> objection(one, shown))
        .ifPresent(why -> notes.foundOnce(DoctorFinding.PROTOCOL_ENVELOPE_INVALID, why));
  }

  /** Notes what is wrong with an error as the response to a request that is sound to read. */
  static void checkError(Reply reply, Shown shown, Notes notes) {
    checkMembers(reply, notes);
    reply.message().ifPresent(response -> check(reply, response, shown, notes));
    List<JsonNode> ids =
        Reply.messages(reply.http()).stream()
            .filter(one -> one.has("jsonrpc") && one.path("error").isObject())
            .map(one -> one.path("id"))
            .toList();
    // By another status a client learns that its request is refused, whatever the id.
    boolean isSuccess = reply.answer().filter(Answer::isSuccess).isPresent();
    if (isSuccess && !reply.isResult()) {
      checkIds(reply, ids, TextNode.valueOf(Messages.ID), shown, notes);
    }
  }

  /** JSON-RPC 2.0 §5 and §5.1. */
  private static Optional<String> objection(ObjectNode response, Shown shown) {
    JsonNode version = response.path("jsonrpc");
    if (!version.isTextual() || !version.asText().equals("2.0")) {
      return Optional.of(
          "jsonrpc has to be \"2.0\", and is "
              + (version.isMissingNode() ? "missing" : shown.evidence(version.toString())));
    }
    if (response.has("result") && response.has("error")) {
      return Optional.of("both result and error");
    }
    if (response.has("method")) {
      return Optional.of("both a response and a method");
    }
    JsonNode error = response.path("error");
    return response.has("result")
            || error.path("code").isIntegralNumber() && error.path("message").isTextual()
        ? Optional.empty()
        : Optional.of("an error without a number as its code, or without a message");
  }

  /**
   * Notes that a result comes with another id than its request had: what a cache has kept is the
   * answer to another request.
   *
   * @param sent the id
   */
  static void checkId(Reply reply, JsonNode sent, Shown shown, Notes notes) {
    checkIds(
        reply,
        Reply.messages(reply.http()).stream()
            .filter(one -> one.has("result"))
            .map(one -> one.path("id"))
            .toList(),
        sent,
        shown,
        notes);
  }

  private static void checkIds(
      Reply reply, List<JsonNode> ids, JsonNode sent, Shown shown, Notes notes) {
    if (!ids.isEmpty() && ids.stream().noneMatch(id -> id.equals(sent))) {
      Optional<String> cached = cached(reply, shown);
      notes.found(
          cached.isPresent() ? DoctorFinding.BACK_CACHED : DoctorFinding.PROTOCOL_ID_CHANGED,
          "sent %s, got %s%s"
              .formatted(
                  sent,
                  ids.get(0).isMissingNode() ? "none" : shown.evidence(ids.get(0).toString()),
                  cached.map("; "::concat).orElse("")));
    }
  }

  /** Returns by which header an answer says that a cache has kept it. */
  private static Optional<String> cached(Reply reply, Shown shown) {
    return CACHED.stream()
        .flatMap(
            mark ->
                reply
                    .header(mark.header())
                    .filter(value -> mark.value().matcher(value).find())
                    .map(value -> mark.header() + ": " + shown.header(mark.header(), value))
                    .stream())
        .findFirst();
  }
}
