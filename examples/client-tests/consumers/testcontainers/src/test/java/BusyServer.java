import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** The test server, wherever it runs, told over its control to be busy once. */
record BusyServer(URI uri) {
  static final String TOKEN = "a-token-for-this-test";

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  void isSeen() throws IOException, InterruptedException {
    control(
        "rules",
        "{\"rules\": [{\"on\": {\"tool\": \"echo\"}, \"times\": 1, \"then\": {\"do\": \"retry-after\"}}]}");

    assertEquals(503, call().statusCode());
    assertEquals(200, call().statusCode());

    assertEquals(
        "{\"holds\":true}", control("verify", "{\"on\": {\"tool\": \"echo\"}, \"exactly\": 2}"));
  }

  private HttpResponse<String> call() throws IOException, InterruptedException {
    return post(
        "mcp",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\","
            + "\"params\":{\"name\":\"echo\",\"arguments\":{\"message\":\"Hello!\"}}}");
  }

  private String control(String what, String json) throws IOException, InterruptedException {
    return post("control/" + what, json).body();
  }

  private HttpResponse<String> post(String path, String json)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri.resolve("/" + path))
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, text/event-stream")
            .header("Authorization", "Bearer " + TOKEN)
            .POST(BodyPublishers.ofString(json))
            .build();
    return HTTP.send(request, BodyHandlers.ofString());
  }
}
