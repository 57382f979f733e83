package io.github.mcpecho.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.doctor.exchange.Answer;
import io.github.mcpecho.doctor.exchange.Failure;
import io.github.mcpecho.doctor.exchange.Result;
import io.github.mcpecho.internal.jsonrpc.MalformedJsonException;
import io.github.mcpecho.internal.redaction.KnownSecrets;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.internal.text.Expressions;
import io.github.mcpecho.internal.text.TsvResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What became of a message, read as MCP does.
 *
 * @param message the JSON-RPC response, if one came
 * @param notifications what came before it in a stream
 */
record Reply(Result http, Optional<ObjectNode> message, List<ObjectNode> notifications) {
  private static final Pattern REVISION = Pattern.compile("\\d{4}-\\d{2}-\\d{2}.{0,20}");

  /** What a reader of JSON need not take (RFC 8259 §9), and readers take differently (§4). */
  private static final Pattern BEYOND =
      Pattern.compile("nested deeper|a number has|a member name stands twice");

  /** For judgement: a word may be a piece of what the user gave. */
  private static final Shown UNHIDDEN =
      new Shown(Redactor.withRandomKey(), new KnownSecrets(List.of()));

  /** By which words errors ask for a token. */
  private static final List<Pattern> DEMANDS =
      TsvResource.rows(Reply.class, "token-demands.tsv").stream()
          .map(row -> Expressions.compile(row[0], Pattern.CASE_INSENSITIVE))
          .toList();

  static Reply of(Result http) {
    List<ObjectNode> messages = messages(http);
    return new Reply(
        http,
        messages.stream().filter(Reply::isResponse).findFirst(),
        messages.stream().filter(message -> message.has("method")).toList());
  }

  Optional<Answer> answer() {
    return http.answer();
  }

  Optional<String> header(String name) {
    return http.header(name);
  }

  /** Returns all that came, of whomever, in its order. */
  static List<ObjectNode> messages(Result http) {
    return http.answer().stream()
        .flatMap(Reply::texts)
        .flatMap(text -> parse(text).stream())
        .toList();
  }

  /**
   * Returns the texts that an answer holds: those of its events, or the one that it is; none if no
   * client reads it.
   */
  static Stream<String> texts(Answer answer) {
    if (answer.unreadable().isPresent()) {
      return Stream.empty();
    }
    return answer.is("text/event-stream")
        ? answer.events().stream().map(Answer.Event::data)
        : Stream.of(answer.text());
  }

  /** Returns whether this is the answer to a message of the doctor. */
  static boolean isResponse(String text) {
    return parse(text).filter(Reply::isResponse).isPresent();
  }

  /** Returns whether this answers some message, in a batch or alone. */
  static boolean isAnyResponse(String text) {
    return text.contains("\"result\"") || text.contains("\"error\"");
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
            || message.path("error").isObject() && (id.isNull() || id.isMissingNode());
    return isOurs && (message.has("result") || message.has("error"));
  }

  /** Returns the result; missing if there is none. */
  JsonNode result() {
    return message.map(json -> json.path("result")).orElse(MissingNode.getInstance());
  }

  /** Returns the names in a list of tools, none if it is no such list. */
  Set<String> toolNames() {
    var names = new TreeSet<String>();
    result().path("tools").forEach(tool -> names.add(tool.path("name").asText()));
    return names;
  }

  /** Returns what a tool says in a structure; missing if it does not. */
  JsonNode report() {
    return result().path("structuredContent");
  }

  boolean isResult() {
    return result().isObject();
  }

  /** Returns the code of the error, 0 if there is none. */
  int error() {
    return message.map(json -> json.path("error").path("code").asInt()).orElse(0);
  }

  /** Returns the status, 0 without an answer. */
  int status() {
    return answer().map(Answer::status).orElse(0);
  }

  boolean isSilent() {
    return message.isEmpty() && http.isUnfinished();
  }

  boolean asksForToken() {
    return status() == 401;
  }

  /** Returns whether an error asks for a token in its words, where a status of 401 should. */
  boolean asksForTokenInWords() {
    if (asksForToken() || isResult()) {
      return false;
    }
    return error() == 401
        || answer()
            .filter(answer -> message.isPresent() || isJson(answer))
            .filter(answer -> DEMANDS.stream().anyMatch(one -> one.matcher(answer.text()).find()))
            .isPresent();
  }

  /** Returns the revisions that the server names in the place of the one that it was asked for. */
  List<String> revisions() {
    var names = new ArrayList<String>();
    names.add(result().path("protocolVersion").asText());
    result().path("supportedVersions").forEach(one -> names.add(one.asText()));
    message.ifPresent(
        json -> json.at("/error/data/supported").forEach(one -> names.add(one.asText())));
    return names.stream().filter(REVISION.asMatchPredicate()).toList();
  }

  /** Returns what came, for people. */
  String said(Shown shown) {
    return isResult() ? "status " + status() + ", a result" : problem(shown);
  }

  /** Returns whether what came instead of a result speaks of this. */
  boolean speaksOf(Pattern subject) {
    return subject.matcher(problem(UNHIDDEN)).find();
  }

  /** Returns what came instead of a result, for people. */
  String problem(Shown shown) {
    if (http instanceof Failure failure) {
      return failure.trouble().words() + " (" + shown.evidence(failure.detail()) + ")";
    }
    String status = "status " + status();
    if (error() != 0) {
      String said = message.orElseThrow().path("error").path("message").asText();
      return status + ", error " + error() + shown.quoted(said).map(" "::concat).orElse("");
    }
    Answer answer = answer().orElseThrow();
    if (isResult()) {
      return status
          + (revisions().isEmpty()
              ? ", a result"
                  + shown
                      .quoted(result().path("protocolVersion").asText())
                      .map(" with protocolVersion "::concat)
                      .orElse("")
              : ", it answers with revision " + shown.evidence(String.join(", ", revisions())));
    }
    return status + whyNone(answer, shown);
  }

  /** Returns why an answer holds no response, as far as it shows. */
  private static String whyNone(Answer answer, Shown shown) {
    String retry = answer.header("Retry-After").map(", Retry-After "::concat).orElse("");
    String page = Page.of(answer).map(found -> ", " + found.described(shown)).orElse("");
    return shown.evidence(retry)
        + switch (answer.end()) {
          case TOO_LONG -> ", longer than the megabyte that is read of an answer";
          case TOO_SLOW -> ", it begins and does not come to an end";
          case CUT -> ", cut off after " + answer.body().length + " bytes";
          case BROKEN -> ", said to be in chunks, and it is not";
          case COMPLETE, ENOUGH ->
              answer.unreadable().isPresent()
                  ? ", " + shown.evidence(answer.unreadable().get())
                  : page.isEmpty() && (answer.is("application/json") || isJson(answer))
                      ? noResponse(answer, shown)
                      : page.isEmpty()
                          ? shown.quoted(answer.text()).map(" "::concat).orElse("")
                          : page;
        };
  }

  private static String noResponse(Answer answer, Shown shown) {
    if (answer.body().length == 0) {
      return ", said to be JSON, and empty";
    }
    Optional<String> objection = objection(answer.text());
    if (objection.filter(why -> BEYOND.matcher(why).lookingAt()).isPresent()) {
      return ", JSON that this doctor does not read: " + objection.get();
    }
    String what =
        objection.isPresent()
            ? ", said to be JSON, and it is not: "
            : !isJson(answer) || answer.text().contains("jsonrpc")
                ? ", JSON, and no response to the request: "
                : ", JSON of an API that does not speak JSON-RPC: ";
    return what + shown.evidence(answer.text());
  }

  /** Returns whether the body is an object or an array of JSON, whatever it is said to be. */
  static boolean isJson(Answer answer) {
    return isJson(answer.text());
  }

  /** Returns why a text is not read as JSON; nothing if it is, if only a word or a number of it. */
  private static Optional<String> objection(String text) {
    try {
      Messages.JSON.parse(text);
      return Optional.empty();
    } catch (MalformedJsonException e) {
      return Optional.of(e.getMessage());
    }
  }

  /** Returns whether the body of an answer of JSON-RPC ends before its JSON does. */
  static boolean isCutInside(Answer answer) {
    return answer.end() == Answer.End.COMPLETE
        && answer.is("application/json")
        && answer.text().contains("jsonrpc")
        && objection(answer.text()).filter(why -> why.startsWith("the JSON ends")).isPresent();
  }

  /** Returns whether the body is JSON, if only a text of it. */
  static boolean isAnyJson(Answer answer) {
    return objection(answer.text()).isEmpty();
  }

  static boolean isJson(String text) {
    try {
      return Messages.JSON.parse(text).isContainerNode();
    } catch (MalformedJsonException e) {
      return false;
    }
  }
}
