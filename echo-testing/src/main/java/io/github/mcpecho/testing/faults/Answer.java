package io.github.mcpecho.testing.faults;

import io.github.mcpecho.http.Header;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.testing.ClientConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpStatus;

/**
 * An HTTP answer in place of the real one, the same for every call. On the wire: the status line,
 * the headers in the order they were given, {@code Content-Length} unless the status has no content
 * (RFC 9110 §8.6), {@code Connection: close}, the body. Immutable.
 */
public final class Answer implements NamedBehaviour {
  private static final String LOGIN_PAGE =
      """
      <!DOCTYPE html>
      <html><head><title>Sign in</title></head>
      <body><form method="post" action="/login"><input name="user"></form></body></html>
      """;

  private final String name;
  private final int status;
  private final String reason;
  private final List<Header> headers;
  private final byte[] body;
  private final Duration delay;

  private Answer(
      String name, int status, String reason, List<Header> headers, byte[] body, Duration delay) {
    this.name = name;
    this.status = status;
    this.reason = reason;
    this.headers = List.copyOf(headers);
    this.body = body;
    this.delay = delay;
  }

  /**
   * Answers with this status, the usual reason phrase and no body.
   *
   * @param status 200 to 599
   */
  public static Answer status(int status) {
    return of("answer", status);
  }

  /** Lets the working server answer, with changes: {@code real}. */
  public static RealAnswer real() {
    return RealAnswer.UNCHANGED;
  }

  /**
   * Sends the client elsewhere: {@code redirect}. If it follows, at 307 and 308 it must still POST
   * (RFC 9110 §15.4). Clients are known not to follow, and to lose their token where the URL has
   * another scheme; sigbit/mcp-auth-proxy#115, BerriAI/litellm PR 34845.
   *
   * @param status 301, 302, 303, 307 or 308
   * @param location absolute, or relative to the URL of the call
   */
  public static Answer redirect(int status, String location) {
    Requirements.oneOf(status, "a redirect", 301, 302, 303, 307, 308);
    return of("redirect", status).withHeader("Location", location);
  }

  /**
   * Says 200 and {@code application/json}, and has no JSON: {@code empty-json}. So do servers that
   * should say 202 to a notification; modelcontextprotocol/java-sdk#586 and csharp-sdk#1132.
   */
  public static Answer emptyJson() {
    return of("empty-json", 200).withHeader("Content-Type", "application/json");
  }

  /**
   * Asks to come back later (RFC 9110 §10.2.3): {@code retry-after}. Clients are known to give up
   * at once instead; basicmachines-co/basic-memory#1378.
   *
   * @param status 429 or 503
   * @param seconds from 0
   */
  public static Answer retryAfter(int status, int seconds) {
    Requirements.oneOf(status, "an overload", 429, 503);
    return of("retry-after", status)
        .withHeader(
            "Retry-After", String.valueOf(Requirements.atLeast(0, seconds, "seconds to wait")));
  }

  /**
   * Shows the login page of a proxy, with 200: {@code login-page}. Clients are known to parse it as
   * JSON, or to wait on; modelcontextprotocol/python-sdk#1382.
   */
  public static Answer loginPage() {
    return of("login-page", 200).withText("text/html; charset=utf-8", LOGIN_PAGE);
  }

  /**
   * Calls the real answer something else than JSON: {@code wrong-content-type}. What has no body is
   * answered as always. Seen at modelcontextprotocol/java-sdk#748.
   *
   * @param contentType such as {@code text/plain}
   */
  public static NamedBehaviour wrongContentType(String contentType) {
    Requirements.oneLine(contentType);
    return new LabelledBehaviour(
        "wrong-content-type",
        contentType,
        ResponseBehaviour.toAny(
            (client, real) ->
                status(real.status()).withBody(contentType, real.body()).answer(client)));
  }

  static Answer json(int status, byte[] json) {
    return status(status).withBody("application/json", json);
  }

  private static Answer of(String name, int status) {
    return new Answer(
        name,
        Requirements.finalStatus(status),
        HttpStatus.getMessage(status),
        List.of(),
        new byte[0],
        Duration.ZERO);
  }

  /**
   * Has this reason phrase in its status line; pomerium PR 6109 is about a client that reads it.
   */
  public Answer withReason(String newReason) {
    return new Answer(name, status, Requirements.oneLine(newReason), headers, body, delay);
  }

  /**
   * Has one header line more.
   *
   * @throws IllegalArgumentException if there is a line end in it: {@link
   *     ClientConnection#writeHead} writes what it is given
   */
  public Answer withHeader(String headerName, String value) {
    var more = new ArrayList<>(headers);
    more.add(Requirements.header(headerName, value));
    return new Answer(name, status, reason, more, body, delay);
  }

  /** Has this JSON as its body; whether it is JSON is not looked at. See {@link #withBody}. */
  public Answer withJson(String json) {
    return withText("application/json", json);
  }

  /** Has this text as its body, in UTF-8. See {@link #withBody}. */
  public Answer withText(String contentType, String text) {
    return withBody(contentType, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Has these bytes as its body, and this {@code Content-Type} in place of what it had before. */
  public Answer withBody(String contentType, byte[] newBody) {
    var others = new ArrayList<>(headers);
    others.removeIf(header -> header.name().equalsIgnoreCase("Content-Type"));
    Answer untyped = new Answer(name, status, reason, others, newBody.clone(), delay);
    return untyped.withHeader("Content-Type", contentType);
  }

  /**
   * Comes after this time.
   *
   * @param newDelay at most ten minutes
   */
  public Answer delayed(Duration newDelay) {
    return new Answer(name, status, reason, headers, body, Requirements.bounded(newDelay));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void answer(ClientConnection client) throws IOException, InterruptedException {
    client.stall(delay);
    var lines = new ArrayList<>(headers);
    if (!HttpStatus.hasNoBody(status)) {
      lines.add(new Header("Content-Length", String.valueOf(body.length)));
    }
    lines.add(new Header("Connection", "close"));
    client.writeHead(status, reason, Headers.of(lines));
    client.write(body);
  }

  @Override
  public String toString() {
    return name + " " + status + (delay.isZero() ? "" : " after " + delay.toMillis() + " ms");
  }
}
