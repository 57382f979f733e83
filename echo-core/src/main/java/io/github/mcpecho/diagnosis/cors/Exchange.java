package io.github.mcpecho.diagnosis.cors;

import io.github.mcpecho.http.Header;
import io.github.mcpecho.http.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** One request and its response, as far as they were pasted; filled while the paste is read. */
final class Exchange {
  private static final Pattern QUOTED = Pattern.compile("([\"']).*\\1");

  private final List<Header> request = new ArrayList<>();
  private final List<Header> response = new ArrayList<>();
  private Optional<String> method = Optional.empty();
  private Optional<Integer> status = Optional.empty();
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

  /** Returns whether there is a final response. */
  boolean isAnswered() {
    return status.orElse(200) >= 200 && !(response.isEmpty() && status.isEmpty());
  }

  /** Returns what the response is if it sends the client elsewhere. */
  Optional<Redirect> redirect() {
    return status
        .filter(CorsResponse::isRedirect)
        .map(code -> Redirect.of(code, request(), response()));
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
