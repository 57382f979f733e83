package io.github.mcpecho.testing;

import io.github.mcpecho.http.Header;
import io.github.mcpecho.http.Headers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/** Tells the call what the working server answers, before the client can know it. */
final class WatchedResponse extends Response.Wrapper {
  private static final String DATA = "data:";

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
      if (last
          && BufferUtil.length(content) <= RecordedCall.LONGEST_RESPONSE
          && JsonRpcText.isJson(headers())) {
        call.responded(BufferUtil.toArray(content));
      }
      call.answered(getStatus(), headers());
    }
    if (JsonRpcText.isEvents(headers())) {
      respondedIn(BufferUtil.toUTF8String(content));
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

  private void respondedIn(String events) {
    events
        .lines()
        .filter(line -> line.startsWith(DATA))
        .map(line -> line.substring(DATA.length()).getBytes(StandardCharsets.UTF_8))
        .filter(JsonRpcText::isResponse)
        .forEach(call::responded);
  }

  private Headers headers() {
    return headers(getHeaders());
  }

  static Headers headers(HttpFields fields) {
    return Headers.of(
        fields.stream()
            .map(field -> new Header(field.getName(), String.valueOf(field.getValue())))
            .toList());
  }
}
