package io.github.mcpecho.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A well-behaved client, of the tests of {@code echo-testing} too; it follows no redirect. */
public final class Client {
  static final String GREET =
      """
      {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"greet"}}""";
  static final String GREETING =
      """
      {"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"hello"}]}}""";

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final URI server;

  public Client(URI server) {
    this.server = server;
  }

  /** Returns the response to a POST with these headers, names and values in turn. */
  public HttpResponse<String> post(String body, String... headers)
      throws IOException, InterruptedException {
    return postTo(server.getPath(), body, headers);
  }

  /** Returns the response to a POST to this path with these headers, names and values in turn. */
  public HttpResponse<String> postTo(String path, String body, String... headers)
      throws IOException, InterruptedException {
    return send(request(path).POST(BodyPublishers.ofString(body)), headers);
  }

  /** Returns the response to a POST of JSON with more headers, names and values in turn. */
  public HttpResponse<String> postJson(String body, String... headers)
      throws IOException, InterruptedException {
    return send(json(server.getPath(), body), headers);
  }

  /** Posts JSON as a client of MCP does, which accepts both kinds of answer. */
  public HttpResponse<String> postMcp(String body, String... headers)
      throws IOException, InterruptedException {
    return postMcpTo(server.getPath(), body, headers);
  }

  /** Posts JSON to this path as a client of MCP does, which accepts both kinds of answer. */
  public HttpResponse<String> postMcpTo(String path, String body, String... headers)
      throws IOException, InterruptedException {
    return send(json(path, body).header("Accept", "application/json, text/event-stream"), headers);
  }

  /** Returns the response to a GET of this path or URL. */
  public HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path));
  }

  public HttpResponse<String> method(String method, String path, String... headers)
      throws IOException, InterruptedException {
    return send(request(path).method(method, BodyPublishers.noBody()), headers);
  }

  private HttpRequest.Builder json(String path, String body) {
    return request(path)
        .POST(BodyPublishers.ofString(body))
        .header("Content-Type", "application/json");
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.resolve(path)).timeout(Duration.ofSeconds(20));
  }

  private HttpResponse<String> send(HttpRequest.Builder request, String... headers)
      throws IOException, InterruptedException {
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }
}
