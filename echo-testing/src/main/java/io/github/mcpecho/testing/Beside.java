package io.github.mcpecho.testing;

import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Header;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.jsonrpc.Json;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiFunction;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * What answers at a path beside the endpoint, and at those below it.
 *
 * @param answers of a request and its body
 */
record Beside(String path, BiFunction<CallContext, byte[], ServerAnswer> answers) {
  private static final Headers JSON = Headers.of("Content-Type", "application/json");

  boolean isAt(Request request) {
    // A target without a path (RFC 9112 §3.2.3) is none of them.
    String requested = String.valueOf(request.getHttpURI().getPath());
    return requested.equals(path) || requested.startsWith(path + "/");
  }

  void answer(
      Replayed request,
      CallContext context,
      boolean isLetIn,
      Response response,
      Callback callback) {
    ServerAnswer answer =
        !isLetIn
            ? refusal(HttpStatus.FORBIDDEN_403, "This is not for pages and hosts of others")
            : request.isComplete()
                ? answers.apply(context, request.body())
                : refusal(HttpStatus.PAYLOAD_TOO_LARGE_413, "The body is too large, or broke off");
    response.setStatus(answer.status());
    for (Header header : answer.headers()) {
      response.getHeaders().add(header.name(), header.value());
    }
    response.write(true, ByteBuffer.wrap(answer.body()), callback);
  }

  private static ServerAnswer refusal(int status, String why) {
    return new ServerAnswer(
        status,
        HttpStatus.getMessage(status),
        JSON,
        List.of(),
        Json.object().put("error", why).toString().getBytes(StandardCharsets.UTF_8));
  }
}
