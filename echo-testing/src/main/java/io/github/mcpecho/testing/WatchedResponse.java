package io.github.mcpecho.testing;

import io.github.mcpecho.http.Header;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.http.MediaType;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.jsonrpc.MalformedJsonException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/** Tells the call what the working server answers, before the client can know it. */
final class WatchedResponse extends Response.Wrapper {
  private static final int MAX_JSON_BYTES = 64 * 1_024;

  private static final Json JSON = new Json(Json.DEFAULT_MAX_DEPTH);
  private final RecordedCall call;
  private boolean begun;

  WatchedResponse(Request request, Response response, RecordedCall call) {
    super(request, response);
    this.call = call;
  }

  @Override
  public void write(boolean last, ByteBuffer content, Callback callback) {
    if (!begun) {
      begun = true;
      call.outcome().served();
      if (last && isShortJson(content)) {
        readResponse(BufferUtil.toArray(content));
      }
      call.answered(getStatus(), headers());
    }
    if (last) {
      call.complete();
    }
    super.write(
        last,
        content,
        Callback.from(
            callback::succeeded,
            failure -> {
              call.fate().cancel();
              callback.failed(failure);
            }));
  }

  private boolean isShortJson(ByteBuffer content) {
    return BufferUtil.length(content) <= MAX_JSON_BYTES
        && Optional.ofNullable(getHeaders().get(HttpHeader.CONTENT_TYPE))
            .flatMap(MediaType::parse)
            .filter(type -> type.is("application/json"))
            .isPresent();
  }

  private void readResponse(byte[] content) {
    try {
      call.outcome().served(JSON.parse(content));
    } catch (MalformedJsonException e) {
      // A health check or a page of a tool's own: nothing that MCP has a meaning for.
      call.outcome().served();
    }
  }

  private Headers headers() {
    return Headers.of(
        getHeaders().stream()
            .map(field -> new Header(field.getName(), String.valueOf(field.getValue())))
            .toList());
  }
}
