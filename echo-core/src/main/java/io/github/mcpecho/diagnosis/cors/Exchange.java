package io.github.mcpecho.diagnosis.cors;

import io.github.mcpecho.http.Header;
import io.github.mcpecho.http.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** One request and its response, as far as they were pasted; filled while the paste is read. */
final class Exchange {
  /** What a router answers to an OPTIONS of which nobody in front of it knows. */
  private static final Set<Integer> ANSWERS_OF_ROUTES = Set.of(400, 404, 405);

  private static final Pattern QUOTED = Pattern.compile("([\"']).*\\1");

  private final List<Header> request = new ArrayList<>();
  private final List<Header> response = new ArrayList<>();
  private Optional<String> method = Optional.empty();
  private Optional<String> target = Optional.empty();
  private Optional<Integer> status = Optional.empty();
  private Optional<String> keptBack = Optional.empty();
  private boolean hasWholeRequest;
  private boolean leadsToAnswer;
  private boolean isExported;
  private final StringBuilder body = new StringBuilder();

  void add(HeaderSide side, Header header) {
    lines(side).add(header);
  }

  void addAll(List<Header> headers) {
    List<Header> lines = lines(HeaderSide.of(headers));
    if (lines.isEmpty()) {
      lines.addAll(headers);
    }
  }

  boolean has(HeaderSide side, String name) {
    return lines(side).stream().anyMatch(line -> line.name().equalsIgnoreCase(name));
  }

  private List<Header> lines(HeaderSide side) {
    return side == HeaderSide.REQUEST ? request : response;
  }

  void setMethod(String read) {
    method = Optional.of(read);
  }

  /** Sets where the request goes: a path, or a URL. */
  void setTarget(String read) {
    target = Optional.of(read);
  }

  /** Says that the request has no other header lines than those that were read. */
  void setWholeRequest() {
    hasWholeRequest = true;
  }

  /** Says that a program wrote the exchange down: what it calls headers are all of them. */
  void setExported() {
    isExported = true;
  }

  /** Returns whether there are headers of an answer that a program wrote down as such. */
  boolean hasExportedAnswer() {
    return isExported && !response.isEmpty();
  }

  /** Says that the page got no answer, and which error the browser calls that. */
  void setKeptBack(String error) {
    keptBack = Optional.of(error);
  }

  /** Returns the error of the browser if the page got no answer. */
  Optional<String> keptBack() {
    return keptBack;
  }

  /** Returns whether both ask for the same. */
  boolean isFor(Exchange other) {
    return target.equals(other.target);
  }

  /** Says what came next in the paste. */
  void setNext(Exchange next) {
    leadsToAnswer =
        next.status.filter(CorsResponse::isOk).isPresent()
            && next.response().contains(CorsResponseJudge.ALLOW_ORIGIN)
            && !next.response().first("content-type").orElse("").startsWith("text/html");
  }

  boolean namesCors() {
    return response.stream()
        .anyMatch(line -> line.name().regionMatches(true, 0, "access-control-", 0, 15));
  }

  /**
   * Returns whether the answer says nothing about pages, since the request had no Origin: many
   * servers send headers of CORS only to one that has.
   */
  boolean isNotAsked() {
    int code = status.orElse(200);
    boolean preflight = method.filter("OPTIONS"::equals).isPresent();
    boolean whole =
        hasWholeRequest || has(HeaderSide.REQUEST, "host") || has(HeaderSide.REQUEST, ":authority");
    return whole
        && !has(HeaderSide.REQUEST, "origin")
        && !namesCors()
        && !CorsResponse.isRedirect(code)
        && (CorsResponse.isOk(code)
            || preflight && ANSWERS_OF_ROUTES.contains(code)
            || Refusal.of(preflight, code, response(), body()).isEmpty());
  }

  /**
   * Sets the status. Headers that followed a status below 200 are dropped: they were those of an
   * interim response (RFC 9110 §15.2).
   */
  void setStatus(int read) {
    if (status.filter(code -> code < 200).isPresent()) {
      response.clear();
    }
    status = Optional.of(read);
  }

  void addBody(String line) {
    body.append(line).append('\n');
  }

  /** Returns the body of the response as far as it was pasted; mostly empty. */
  String body() {
    return body.toString();
  }

  Optional<String> method() {
    return method.or(() -> request().first(":method"));
  }

  Optional<Integer> status() {
    return status;
  }

  Headers request() {
    return Headers.of(request);
  }

  Headers response() {
    return Headers.of(response);
  }

  /** Returns whether there is an answer, and to a request that shows what a page gets. */
  boolean isAsked() {
    return isAnswered() && !isNotAsked();
  }

  boolean isAnswered() {
    return status.orElse(200) >= 200 && !(response.isEmpty() && status.isEmpty());
  }

  /** Returns what the response is if it sends the client elsewhere. */
  Optional<Redirect> redirect() {
    return status
        .filter(CorsResponse::isRedirect)
        .map(code -> Redirect.of(code, target, request(), response(), leadsToAnswer));
  }

  /** Takes off the quotes that some consoles put around each value. */
  void unquote() {
    if (response.size() > 1
        && response.stream().allMatch(line -> QUOTED.matcher(line.value()).matches())) {
      response.replaceAll(
          line -> new Header(line.name(), line.value().substring(1, line.value().length() - 1)));
    }
  }
}
