package io.github.mcpecho.testing.faults;

import static io.github.mcpecho.testing.CallMatcher.anyGet;

import io.github.mcpecho.testing.ClientConnection;
import io.github.mcpecho.testing.ServerAnswer;
import java.io.IOException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Set;

/** Writes one stream of events. For one call. */
final class SseAnswer {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final int DATA_IN_A_WRITE = 8_192;
  private static final int DATA_IN_A_LINE = 64;

  /** What comes before the response, and not again when the stream is resumed. */
  private static final Set<SseOption> PRELUDE =
      EnumSet.of(
          SseOption.EMPTY_DATA_PRIMING,
          SseOption.CLOSE_BEFORE_RESULT,
          SseOption.COMMENT_KEEP_ALIVE,
          SseOption.UNKNOWN_EVENT,
          SseOption.NOTIFICATION_FLOOD);

  private final EnumMap<SseOption, Integer> options;
  private final EventFormat format;
  private final ClientConnection client;
  private final ServerAnswer real;

  SseAnswer(EnumMap<SseOption, Integer> options, ClientConnection client, ServerAnswer real) {
    this.options = options;
    this.format = new EventFormat(options.keySet());
    this.client = client;
    this.real = real;
  }

  void write() throws IOException, InterruptedException {
    boolean closes = has(SseOption.CLOSE_BEFORE_RESULT);
    byte[] priming = closes || has(SseOption.EMPTY_DATA_PRIMING) ? priming() : new byte[0];
    var body =
        StreamedBody.open(
            client,
            !has(SseOption.UNTIL_CLOSE),
            options.getOrDefault(SseOption.SPLIT_AT_BYTE, Integer.MAX_VALUE));
    if (has(SseOption.BOM)) {
      body.write(BYTE_ORDER_MARK);
    }
    body.write(priming);
    writePrelude(body);
    if (!closes) {
      writeResult(body);
      if (has(SseOption.RESULT_THEN_HANG)) {
        client.stall();
      }
    }
    body.end();
  }

  /** Returns the event by whose id the stream can be resumed, if it is to be. */
  private byte[] priming() {
    String id = client.newNumber() + "-1";
    String retry = "";
    if (has(SseOption.CLOSE_BEFORE_RESULT)) {
      retry = format.line("retry", String.valueOf(options.get(SseOption.CLOSE_BEFORE_RESULT)));
      resumeAt(id);
    }
    return format.ended(format.line("id", id) + retry + format.line("data", ""));
  }

  private void resumeAt(String id) {
    var rest = options.clone();
    rest.keySet().removeAll(PRELUDE);
    ServerAnswer answer = real;
    client
        .later(anyGet().withHeader("Last-Event-ID", id))
        .then(resumed -> new SseAnswer(rest, resumed, answer).write());
  }

  private void writePrelude(StreamedBody body) throws IOException {
    for (int i = 0; i < number(SseOption.COMMENT_KEEP_ALIVE); i++) {
      body.write(format.ended(format.line("", "keepalive")));
    }
    if (has(SseOption.UNKNOWN_EVENT)) {
      body.write(format.ended(format.line("event", "keepalive") + format.line("data", "{}")));
    }
    for (int i = 1; i <= number(SseOption.NOTIFICATION_FLOOD); i++) {
      body.write(format.ended(format.message(JsonRpc.logMessage(i))));
    }
  }

  private void writeResult(StreamedBody body) throws IOException {
    for (byte[] notification : real.notifications()) {
      body.write(format.ended(format.message(notification)));
    }
    if (has(SseOption.OVERSIZE_LINE)) {
      writeOversizeLine(body);
    } else if (has(SseOption.OVERSIZE_EVENT)) {
      writeOversizeEvent(body);
    } else {
      writeResponse(body);
    }
  }

  private void writeResponse(StreamedBody body) throws IOException {
    byte[] response =
        has(SseOption.WRONG_ID) ? JsonRpc.withId(real.body(), JsonRpc::wrongId) : real.body();
    String lines = format.message(response);
    body.write(has(SseOption.NO_TERMINATOR) ? EventFormat.utf8(lines) : format.ended(lines));
    if (has(SseOption.SECOND_RESPONSE)) {
      body.write(format.ended(format.message(JsonRpc.secondResponse(response))));
    }
  }

  private void writeOversizeLine(StreamedBody body) throws IOException {
    body.write(EventFormat.utf8(format.field("data", "")));
    for (int left = number(SseOption.OVERSIZE_LINE); left > 0; left -= DATA_IN_A_WRITE) {
      body.write(EventFormat.utf8("x".repeat(Math.min(left, DATA_IN_A_WRITE))));
    }
  }

  private void writeOversizeEvent(StreamedBody body) throws IOException {
    for (int left = number(SseOption.OVERSIZE_EVENT); left > 0; left -= DATA_IN_A_WRITE) {
      var lines = new StringBuilder();
      for (int data = Math.min(left, DATA_IN_A_WRITE); data > 0; data -= DATA_IN_A_LINE) {
        lines.append(format.line("data", "x".repeat(Math.min(data, DATA_IN_A_LINE))));
      }
      body.write(EventFormat.utf8(lines.toString()));
    }
  }

  private boolean has(SseOption option) {
    return options.containsKey(option);
  }

  private int number(SseOption option) {
    return options.getOrDefault(option, 0);
  }
}
