package io.github.mcpecho.testing.faults;

import io.github.mcpecho.testing.ClientConnection;
import java.io.IOException;
import java.util.EnumMap;
import java.util.stream.Collectors;

/**
 * Answers a POST with a stream of server-sent events, {@code sse}, whatever the client accepts:
 * {@code Sse.framing()} as a server should, and with each further method a bit differently. They
 * combine; where two exclude each other, the later one counts. Calls that have no JSON-RPC response
 * with status 200 are answered as always. What the tool sends comes while it runs. Immutable.
 *
 * <p>The order on the wire, of what was asked for: byte order mark, priming event, comments,
 * unknown event, flood of notifications, the notifications of the tool, response or what stands in
 * its place, second response. Each event is one chunk (RFC 9112 §7.1) unless {@link #untilClose} or
 * {@link #splitAtByte} says otherwise. The names of the methods in lower case with hyphens, such as
 * {@code no-space-after-colon}, are what {@link #toString} says.
 *
 * <p>What is allowed and what a client does with it is in <a
 * href="https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation">HTML
 * §9.2.5 and §9.2.6</a>, and for MCP in the page on transports of each revision. A revision up to
 * 2025-11-25 may resume a stream by its event ids; 2026-07-28 has no such thing.
 */
public final class Sse implements NamedBehaviour {
  private static final Sse FRAMING = new Sse(new EnumMap<>(SseOption.class));

  private final EnumMap<SseOption, Integer> options;

  private Sse(EnumMap<SseOption, Integer> options) {
    this.options = options;
  }

  /** A stream as a server should send it. */
  public static Sse framing() {
    return FRAMING;
  }

  /** Allowed: {@code data:{...}} instead of {@code data: {...}}; quarkus-langchain4j#2871. */
  public Sse noSpaceAfterColon() {
    return with(SseOption.NO_SPACE_AFTER_COLON, 0);
  }

  /** Allowed: no line {@code event: message}, which is the type without it; vercel/ai#16002. */
  public Sse noEventField() {
    return with(SseOption.NO_EVENT_FIELD, 0);
  }

  /**
   * Allowed: lines end with CR LF; modelcontextprotocol/php-sdk PR 401, envoyproxy/ai-gateway#1398.
   */
  public Sse crlf() {
    return without(SseOption.CR).with(SseOption.CRLF, 0);
  }

  /** Allowed: lines end with CR alone; a2aproject/a2a-js#714. */
  public Sse cr() {
    return without(SseOption.CRLF).with(SseOption.CR, 0);
  }

  /** Allowed: a byte order mark, EF BB BF, before everything; openai/openai-python PR 3819. */
  public Sse bom() {
    return with(SseOption.BOM, 0);
  }

  /** Allowed: no chunks, the body ends where the connection does (RFC 9112 §6.3). */
  public Sse untilClose() {
    return with(SseOption.UNTIL_CLOSE, 0);
  }

  /**
   * Allowed: a chunk ends after so many bytes of each event, be it within a line, between CR and LF
   * or within a character; FellouAI/eko PR 287, rexxars/eventsource-parser#17.
   *
   * @param bytes at least 1
   */
  public Sse splitAtByte(int bytes) {
    return with(SseOption.SPLIT_AT_BYTE, Requirements.atLeast(1, bytes, "bytes in a chunk"));
  }

  /**
   * Allowed: messages on several {@code data} lines, one of which ends after each comma between
   * values; stacklok/toolhive#6102.
   */
  public Sse multiLineData() {
    return with(SseOption.MULTI_LINE_DATA, 0);
  }

  /**
   * Allowed: first an event that has an id and empty data, which revision 2025-11-25 asks for;
   * modelcontextprotocol/python-sdk#1672, typescript-sdk PR 1184, java-sdk#765, go-sdk#768,
   * microsoft/vscode#309104, gravitational/teleport PR 63805.
   */
  public Sse emptyDataPriming() {
    return with(SseOption.EMPTY_DATA_PRIMING, 0);
  }

  /**
   * Allowed: comments before everything else; modelcontextprotocol/python-sdk#1146.
   *
   * @param comments at least 1
   */
  public Sse commentKeepAlive(int comments) {
    return with(SseOption.COMMENT_KEEP_ALIVE, Requirements.atLeast(1, comments, "comments"));
  }

  /** Allowed: an event of the type {@code keepalive}, to be ignored; IBM/mcp-context-forge#689. */
  public Sse unknownEvent() {
    return with(SseOption.UNKNOWN_EVENT, 0);
  }

  /**
   * Allowed: so many {@code notifications/message} before the response, numbered from 1, each sent
   * without waiting for anything; bigduu/Bamboo-agent#352.
   *
   * @param notifications at least 1
   */
  public Sse notificationFlood(int notifications) {
    return with(
        SseOption.NOTIFICATION_FLOOD, Requirements.atLeast(1, notifications, "notifications"));
  }

  /**
   * Wrong: the response has an id of the same type that no request has; radareorg/radare2-mcp#68,
   * helidon-io/helidon-mcp#65.
   */
  public Sse wrongId() {
    return with(SseOption.WRONG_ID, 0);
  }

  /**
   * Wrong: the empty line after the response is missing, so that it never becomes an event. With
   * {@link #resultThenHang} it is vercel/ai#16865.
   */
  public Sse noTerminator() {
    return with(SseOption.NO_TERMINATOR, 0);
  }

  /** Wrong: after the response comes an error with the same id. The first one counts. */
  public Sse secondResponse() {
    return with(SseOption.SECOND_RESPONSE, 0);
  }

  /**
   * Allowed up to 2025-11-25: an event with an id, empty data and {@code retry}, then the end of
   * the stream before the response. A GET that says {@code Last-Event-ID} gets the response, as
   * often as it asks, until {@link io.github.mcpecho.testing.McpEchoServer#reset}; of the newest
   * hundred such streams. Conformance scenario {@code sse-retry};
   * modelcontextprotocol/python-sdk#1577.
   *
   * @param retryMillis how long the client must wait before that GET, from 0
   */
  public Sse closeBeforeResult(int retryMillis) {
    return with(
        SseOption.CLOSE_BEFORE_RESULT, Requirements.atLeast(0, retryMillis, "milliseconds"));
  }

  /**
   * Wrong: in place of the response a line {@code data: xxx...} that does not end before the stream
   * does; modelcontextprotocol/java-sdk PR 1102, rust-sdk PR 970.
   *
   * @param bytes of data, at least 1
   */
  public Sse oversizeLine(int bytes) {
    return without(SseOption.OVERSIZE_EVENT)
        .with(SseOption.OVERSIZE_LINE, Requirements.atLeast(1, bytes, "bytes of data"));
  }

  /**
   * Wrong: in place of the response an event of short {@code data} lines that does not end before
   * the stream does; modelcontextprotocol/java-sdk PR 1102, kotlin-sdk PR 841.
   *
   * @param bytes of data, at least 1
   */
  public Sse oversizeEvent(int bytes) {
    return without(SseOption.OVERSIZE_LINE)
        .with(SseOption.OVERSIZE_EVENT, Requirements.atLeast(1, bytes, "bytes of data"));
  }

  /**
   * Allowed, but a server should end the stream: it stays open after the response, silent, until
   * the client hangs up or the server is closed; Epistates/turbomcp PR 21.
   */
  public Sse resultThenHang() {
    return with(SseOption.RESULT_THEN_HANG, 0);
  }

  @Override
  public String name() {
    return "sse";
  }

  @Override
  public void answer(ClientConnection client) throws IOException, InterruptedException {
    new SseAnswer(options, client).write();
  }

  private Sse with(SseOption option, int value) {
    var more = options.clone();
    more.put(option, value);
    return new Sse(more);
  }

  private Sse without(SseOption option) {
    var fewer = options.clone();
    fewer.remove(option);
    return new Sse(fewer);
  }

  /** Returns the name with what is different. */
  @Override
  public String toString() {
    return options.entrySet().stream()
        .map(option -> option.getKey() + (option.getValue() == 0 ? "" : " " + option.getValue()))
        .collect(Collectors.joining(", ", "sse ", ""))
        .trim();
  }
}
