package io.github.mcpecho.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.mcpecho.doctor.exchange.Answer;
import io.github.mcpecho.doctor.exchange.Failure;
import io.github.mcpecho.doctor.exchange.Request;
import io.github.mcpecho.doctor.exchange.Result;
import io.github.mcpecho.doctor.exchange.Trouble;
import io.github.mcpecho.internal.jsonrpc.MalformedJsonException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A metadata document, or what came in its place. It is asked for without a credential.
 *
 * @param json an object, or missing
 */
record Document(String url, Result result, JsonNode json) {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  static Document get(Examination examination, String url) {
    Optional<URI> uri = uri(url);
    if (uri.isEmpty()) {
      return new Document(
          url, new Failure(Trouble.NOT_ALLOWED, "no URL"), MissingNode.getInstance());
    }
    Result result = examination.send(request(examination, uri.get()));
    return new Document(url, result, result.answer().map(Document::parse).orElse(missing()));
  }

  /** Returns the request that {@link #get} sends. */
  static Request request(Examination examination, URI uri) {
    // Whoever opens a stream of events for every GET has no document there.
    Request request =
        Request.of("GET", uri)
            .with("Accept", "application/json")
            .within(PATIENCE)
            .until(event -> true);
    // A page that may read it may be in any origin.
    return examination
        .order()
        .origin
        .map(origin -> request.with("Origin", origin))
        .orElse(request)
        .withoutCredentials();
  }

  private static JsonNode missing() {
    return MissingNode.getInstance();
  }

  private static JsonNode parse(Answer answer) {
    try {
      JsonNode json = answer.status() == 200 ? Messages.JSON.parse(answer.body()) : missing();
      return json.isObject() ? json : missing();
    } catch (MalformedJsonException e) {
      return missing();
    }
  }

  /** Returns a URL with scheme and host, nothing if the text is none. */
  static Optional<URI> uri(String text) {
    try {
      URI uri = new URI(text);
      boolean web =
          "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
      return web && uri.getHost() != null && uri.getUserInfo() == null
          ? Optional.of(uri)
          : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** Returns the same, without JSON that has none of these members: it is something else. */
  Document having(String... members) {
    return Stream.of(members).anyMatch(json::has) ? this : new Document(url, result, missing());
  }

  boolean isJson() {
    return json.isObject();
  }

  /** Returns whether something that is no metadata came as if all were well. */
  boolean isPage() {
    return !isJson() && result.answer().filter(Answer::isSuccess).isPresent();
  }

  /** Returns whether a token is asked for, where nobody has one yet. */
  boolean asksForToken() {
    return result.answer().filter(got -> got.status() == 401 || got.status() == 403).isPresent();
  }

  boolean isRedirected() {
    return result.answer().filter(Answer::isRedirect).isPresent();
  }

  /** Returns why it was not asked for, if it was not. */
  Optional<String> refused() {
    return result instanceof Failure failure && failure.trouble() == Trouble.NOT_ALLOWED
        ? Optional.of(failure.detail())
        : Optional.empty();
  }

  String text(String member) {
    return json.path(member).asText();
  }

  /** Returns the texts of a member that is a list, none if it is not. */
  List<String> texts(String member) {
    var texts = new ArrayList<String>();
    json.path(member).forEach(element -> texts.add(element.asText()));
    return texts;
  }

  /** Returns what a member is, for people. */
  String said(String member, Shown shown) {
    JsonNode value = json.path(member);
    return member + " is " + (value.isMissingNode() ? "missing" : shown.evidence(value.toString()));
  }

  /** Returns whether the user named a page, and it may not read this. */
  boolean isHiddenFromPage(Examination examination) {
    return examination.order().origin.isPresent()
        && header("Access-Control-Allow-Origin").isEmpty();
  }

  Optional<String> header(String name) {
    return result.header(name);
  }

  private String json(Answer answer, Shown shown) {
    return !isJson() && answer.isSuccess() && Page.of(answer).isEmpty()
        ? shown.quoted(answer.text()).map(", "::concat).orElse("")
        : "";
  }

  private static String length(Answer answer) {
    return answer.end() == Answer.End.TOO_LONG
        ? ", longer than the megabyte that is read of an answer"
        : "";
  }

  /** Returns what became of it, for people. */
  String described(Examination examination) {
    Shown shown = examination.shown();
    String what =
        result instanceof Failure failure
            ? failure.trouble().words()
            : result
                .answer()
                .map(answer -> Page.seen(answer, shown) + json(answer, shown) + length(answer))
                .orElseThrow();
    return shown.url(url) + ": " + what;
  }
}
