package io.github.mcpecho.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.jsonrpc.MalformedJsonException;
import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.standalone.RawHttp;
import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A client that does what its revision wants, on either transport, and nothing else: it sends no
 * header that the revision does not have.
 */
final class WellBehavedClient implements AutoCloseable {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Json JSON = new Json(Json.DEFAULT_MAX_DEPTH);

  private final URI endpoint;
  private final ProtocolVersion revision;
  private final Optional<String> token;
  private final boolean old;
  private Optional<RawHttp> stream = Optional.empty();
  private Optional<String> session = Optional.empty();
  private URI target;
  private boolean initialized;
  private int lastId;

  /**
   * @param old whether it speaks the transport of 2024-11-05
   */
  WellBehavedClient(URI endpoint, ProtocolVersion revision, Optional<String> token, boolean old) {
    this.endpoint = endpoint;
    this.revision = revision;
    this.token = token;
    this.old = old;
    this.target = endpoint;
  }

  WellBehavedClient connect() throws IOException, InterruptedException {
    session = Optional.empty();
    initialized = false;
    if (old) {
      target = endpoint.resolve(listen("data: "));
    }
    if (revision.isModern()) {
      request("server/discover", Json.object());
      return this;
    }
    JsonNode result =
        request(
                "initialize",
                Json.object()
                    .put("protocolVersion", revision.wireName())
                    .<ObjectNode>set("capabilities", Json.object())
                    .set("clientInfo", Json.object().put("name", "well").put("version", "1")))
            .path("result");
    if (!result.path("protocolVersion").asText().equals(revision.wireName())) {
      throw new AssertionError("Not " + revision + ": " + result);
    }
    initialized = true;
    send(Json.object().put("jsonrpc", "2.0").put("method", "notifications/initialized"));
    return this;
  }

  /** Opens the stream of a GET, and returns the text of the first line that begins so. */
  String listen(String begin) throws IOException {
    close();
    var opened = new RawHttp(endpoint);
    stream = Optional.of(opened);
    var headers = new ArrayList<>(headers());
    if (!old) {
      headers.addAll(List.of("Accept", "text/event-stream"));
    }
    opened.request("GET", headers.toArray(String[]::new));
    return line(begin);
  }

  /** Returns the rest of the next line of the open stream that begins so. */
  String line(String begin) throws IOException {
    String line = "";
    while (!line.startsWith(begin)) {
      line = stream.orElseThrow().readUntil("\n").strip();
      if (line.startsWith("HTTP/1.1 ") && !line.startsWith("HTTP/1.1 200")) {
        throw new EOFException(line);
      }
    }
    return line.substring(begin.length());
  }

  /** Reads the next message of the open stream. */
  JsonNode message() throws IOException {
    String data = line("data: ");
    try {
      return JSON.parse(data);
    } catch (MalformedJsonException e) {
      throw new EOFException("The event is broken: " + data);
    }
  }

  JsonNode echo(String text) throws IOException, InterruptedException {
    ObjectNode params = Json.object().put("name", "echo");
    params.putObject("arguments").put("message", text);
    return request("tools/call", params);
  }

  /** Sends a request, and returns the response to it. */
  JsonNode request(String method, ObjectNode params) throws IOException, InterruptedException {
    int id = ++lastId;
    ObjectNode message = Json.object().put("jsonrpc", "2.0").put("id", id).put("method", method);
    message.set("params", params);
    if (revision.isModern()) {
      ObjectNode meta = params.putObject("_meta");
      meta.put("io.modelcontextprotocol/protocolVersion", revision.wireName());
      meta.putObject("io.modelcontextprotocol/clientCapabilities");
      meta.putObject("io.modelcontextprotocol/clientInfo").put("name", "well").put("version", "1");
    }
    HttpResponse<String> answer = send(message);
    if (answer.statusCode() / 100 != 2) {
      throw new IOException("Answered " + answer.statusCode());
    }
    return old ? next(id) : found(answer.body(), id);
  }

  private JsonNode next(int id) throws IOException {
    JsonNode message = message();
    while (message.path("id").asInt() != id) {
      message = message();
    }
    return message;
  }

  private static JsonNode found(String body, int id) throws IOException {
    return body.lines()
        .map(line -> line.startsWith("data: ") ? line.substring(6) : line)
        .filter(line -> line.startsWith("{") && line.endsWith("}"))
        .map(JSON::parse)
        .filter(message -> message.path("id").asInt() == id)
        .findFirst()
        .orElseThrow(() -> new EOFException("No response in: " + body));
  }

  /** Sends a message, and returns the answer to its POST. */
  HttpResponse<String> send(ObjectNode message) throws IOException, InterruptedException {
    var headers = new ArrayList<>(headers());
    headers.addAll(List.of("Content-Type", "application/json"));
    if (!old) {
      headers.addAll(List.of("Accept", "application/json, text/event-stream"));
    }
    if (revision.isModern()) {
      headers.addAll(List.of("Mcp-Method", message.path("method").asText()));
      JsonNode name = message.path("params").path("name");
      if (name.isTextual()) {
        headers.addAll(List.of("Mcp-Name", name.asText()));
      }
    }
    HttpResponse<String> answer =
        HTTP.send(
            HttpRequest.newBuilder(target)
                .timeout(Duration.ofSeconds(20))
                .headers(headers.toArray(String[]::new))
                .POST(BodyPublishers.ofByteArray(JSON.write((JsonNode) message)))
                .build(),
            BodyHandlers.ofString());
    session = answer.headers().firstValue("Mcp-Session-Id").or(() -> session);
    return answer;
  }

  private List<String> headers() {
    var headers = new ArrayList<String>();
    token.ifPresent(text -> headers.addAll(List.of("Authorization", "Bearer " + text)));
    session.ifPresent(id -> headers.addAll(List.of("Mcp-Session-Id", id)));
    if (!old && revision.hasVersionHeader() && (initialized || revision.isModern())) {
      headers.addAll(List.of("MCP-Protocol-Version", revision.wireName()));
    }
    return headers;
  }

  @Override
  public void close() throws IOException {
    if (stream.isPresent()) {
      stream.get().close();
    }
  }
}
