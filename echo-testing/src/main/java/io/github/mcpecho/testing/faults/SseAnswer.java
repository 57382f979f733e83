package io.github.mcpecho.testing.faults;

import static io.github.mcpecho.testing.CallMatcher.anyGet;

import io.github.mcpecho.testing.ClientConnection;
import io.github.mcpecho.testing.EventStream;
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
  private boolean opened;

  SseAnswer(EnumMap<SseOption, Integer> options, ClientConnection client) {
    this.options = options;
    this.format = new EventFormat(options.keySet());
    this.client = client;
  }

  /** Answers a call, while the tool runs. */
  void write() throws IOException, InterruptedException {
    if (has(SseOption.RESULT_THEN_HANG)) {
      client.keepOpen();
    }
    boolean closes = has(SseOption.CLOSE_BEFORE_RESULT);
    ServerAnswer real = closes ? client.serverAnswer() : client.serverAnswer(this::sendLive);
    if (!real.mayStream()) {
      client.serve();
    } else if (closes) {
      byte[] priming = priming(real);
      open(priming);
      stream().end();
    } else {
      open();
      writeResult(real);
    }
  }

  /** Answers a GET that resumes the stream of a call. */
  private void resume(ServerAnswer real) throws IOException, InterruptedException {
    open();
    for (byte[] notification : real.notifications()) {
      send(notification);
    }
    writeResult(real);
  }

  private void sendLive(byte[] message) throws IOException, InterruptedException {
    open();
    send(message);
  }

  private void send(byte[] message) throws IOException, InterruptedException {
    stream().send(message, id -> format.event(id, message));
  }

  private void open() throws IOException, InterruptedException {
    open(has(SseOption.EMPTY_DATA_PRIMING) ? priming(client.newNumber() + "-1", "") : new byte[0]);
  }

  /** Begins the stream, if that has not happened yet. */
  private void open(byte[] priming) throws IOException, InterruptedException {
    if (opened) {
      return;
    }
    opened = true;
    if (has(SseOption.BOM)) {
      stream().write(BYTE_ORDER_MARK);
    }
    stream().write(priming);
    writePrelude();
  }

  private EventStream stream() throws IOException, InterruptedException {
    return client.stream(
        !has(SseOption.UNTIL_CLOSE),
        options.getOrDefault(SseOption.SPLIT_AT_BYTE, Integer.MAX_VALUE));
  }

  /** Returns the event by whose id the stream can be resumed. */
  private byte[] priming(ServerAnswer real) {
    String id = client.newNumber() + "-1";
    var rest = options.clone();
    rest.keySet().removeAll(PRELUDE);
    client
        .later(anyGet().withHeader("Last-Event-ID", id))
        .then(resumed -> new SseAnswer(rest, resumed).resume(real));
    return priming(
        id, format.line("retry", String.valueOf(options.get(SseOption.CLOSE_BEFORE_RESULT))));
  }

  private byte[] priming(String id, String retry) {
    return format.ended(format.line("id", id) + retry + format.line("data", ""));
  }

  private void writePrelude() throws IOException, InterruptedException {
    for (int i = 0; i < number(SseOption.COMMENT_KEEP_ALIVE); i++) {
      stream().write(format.ended(format.line("", "keepalive")));
    }
    if (has(SseOption.UNKNOWN_EVENT)) {
      stream().write(format.ended(format.line("event", "keepalive") + format.line("data", "{}")));
    }
    for (int i = 1; i <= number(SseOption.NOTIFICATION_FLOOD); i++) {
      send(JsonRpc.logMessage(i));
    }
  }

  private void writeResult(ServerAnswer real) throws IOException, InterruptedException {
    if (has(SseOption.OVERSIZE_LINE)) {
      writeOversizeLine();
    } else if (has(SseOption.OVERSIZE_EVENT)) {
      writeOversizeEvent();
    } else {
      writeResponse(real.body());
    }
    if (has(SseOption.RESULT_THEN_HANG)) {
      stream().connection().stall();
    }
    stream().end();
  }

  private void writeResponse(byte[] body) throws IOException, InterruptedException {
    byte[] response = has(SseOption.WRONG_ID) ? JsonRpc.withId(body, JsonRpc::wrongId) : body;
    if (has(SseOption.NO_TERMINATOR)) {
      stream().send(response, id -> EventFormat.utf8(format.idLine(id) + format.message(response)));
    } else {
      send(response);
    }
    if (has(SseOption.SECOND_RESPONSE)) {
      send(JsonRpc.secondResponse(response));
    }
  }

  private void writeOversizeLine() throws IOException, InterruptedException {
    stream().write(EventFormat.utf8(format.field("data", "")));
    for (int left = number(SseOption.OVERSIZE_LINE); left > 0; left -= DATA_IN_A_WRITE) {
      stream().write(EventFormat.utf8("x".repeat(Math.min(left, DATA_IN_A_WRITE))));
    }
  }

  private void writeOversizeEvent() throws IOException, InterruptedException {
    for (int left = number(SseOption.OVERSIZE_EVENT); left > 0; left -= DATA_IN_A_WRITE) {
      var lines = new StringBuilder();
      for (int data = Math.min(left, DATA_IN_A_WRITE); data > 0; data -= DATA_IN_A_LINE) {
        lines.append(format.line("data", "x".repeat(Math.min(data, DATA_IN_A_LINE))));
      }
      stream().write(EventFormat.utf8(lines.toString()));
    }
  }

  private boolean has(SseOption option) {
    return options.containsKey(option);
  }

  private int number(SseOption option) {
    return options.getOrDefault(option, 0);
  }
}
