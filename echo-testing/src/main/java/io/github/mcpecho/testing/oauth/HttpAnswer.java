package io.github.mcpecho.testing.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.http.Header;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.testing.ClientConnection;
import io.github.mcpecho.testing.ServerAnswer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpStatus;

/**
 * A whole HTTP response. The connection closes after it, and it says so.
 *
 * @param headers without those about the length and the connection
 */
record HttpAnswer(int status, String reason, List<Header> headers, String body) {
  static final Json JSON = new Json(Json.DEFAULT_MAX_DEPTH);

  static HttpAnswer of(int status) {
    return new HttpAnswer(status, HttpStatus.getMessage(status), List.of(), "");
  }

  /** JSON that nobody keeps (RFC 6749 §5.1). */
  static HttpAnswer json(int status, JsonNode body) {
    return of(status)
        .withBody("application/json", JSON.writeString(body))
        .with("Cache-Control", "no-store");
  }

  /** Answers a preflight. */
  static HttpAnswer allowing(String methods) {
    return of(HttpStatus.NO_CONTENT_204).with("Allow", methods);
  }

  static HttpAnswer html(int status, String text) {
    return of(status)
        .withBody(
            "text/html; charset=utf-8",
            "<!DOCTYPE html><html><body><h1>%s</h1></body></html>".formatted(text));
  }

  static HttpAnswer redirect(String location) {
    return of(HttpStatus.FOUND_302).with("Location", location);
  }

  HttpAnswer with(String name, String value) {
    var more = new ArrayList<>(headers);
    more.add(new Header(name, value));
    return new HttpAnswer(status, reason, List.copyOf(more), body);
  }

  HttpAnswer withReason(String newReason) {
    return new HttpAnswer(status, newReason, headers, body);
  }

  private HttpAnswer withBody(String mediaType, String text) {
    return new HttpAnswer(status, reason, headers, text).with("Content-Type", mediaType);
  }

  void send(ClientConnection client) throws IOException, InterruptedException {
    client.answer(
        new ServerAnswer(
            status, reason, Headers.of(headers), List.of(), body.getBytes(StandardCharsets.UTF_8)));
  }
}
