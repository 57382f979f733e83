import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** A client as small as can be. */
final class Messages {
  static final String HELLO =
      """
      {"jsonrpc":"2.0","id":1,"method":"tools/call",
       "params":{"name":"echo","arguments":{"message":"Hello!"}}}""";

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Messages() {}

  static HttpResponse<String> post(URI server, String message) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(server)
            .header("Accept", "application/json, text/event-stream")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(message))
            .build();
    return HTTP.send(request, BodyHandlers.ofString());
  }
}
