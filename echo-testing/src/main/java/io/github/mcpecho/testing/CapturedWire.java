package io.github.mcpecho.testing;

import io.github.mcpecho.http.Header;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.protocol.McpHeaderNames;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a value of what a layer writes, for the layer above it. How the layer frames its stream is
 * lost: the one above frames it anew. For one call.
 */
final class CapturedWire implements Wire {
  private final Wire client;
  private final boolean listens;
  private final MessageSink live;
  private final List<byte[]> notifications = new ArrayList<>();
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private byte[] response = {};
  private int status;
  private String reason = "";
  private Headers headers = Headers.NONE;
  private boolean streams;
  private boolean unchanged;

  /**
   * @param client tells whether it is gone
   * @param listens whether the call is for a stream that lasts
   * @param live is told of each message before the response as it comes
   */
  CapturedWire(Wire client, boolean listens, MessageSink live) {
    this.client = client;
    this.listens = listens;
    this.live = live;
  }

  @Override
  public void head(int newStatus, String newReason, Headers newHeaders) throws StreamOpened {
    status = newStatus;
    reason = newReason;
    headers = newHeaders;
    if (listens && status == 200 && JsonRpcText.isEvents(headers)) {
      throw new StreamOpened();
    }
  }

  /** What a client listens to all the time is no value, but for its head. */
  static final class StreamOpened extends IOException {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public void write(byte[] bytes) {
    written.writeBytes(bytes);
  }

  @Override
  public void event(byte[] json, List<byte[]> pieces) throws IOException, InterruptedException {
    streams = true;
    if (JsonRpcText.isResponse(json)) {
      response = json;
    } else {
      notifications.add(json);
      live.send(json);
    }
  }

  @Override
  public void close() throws IOException {
    throw new EOFException("The connection was closed beneath");
  }

  @Override
  public void reset() throws IOException {
    throw new EOFException("The connection was broken beneath");
  }

  @Override
  public HangUp hangUp() {
    return client.hangUp();
  }

  /** What is taken is the answer of the working server. */
  void unchanged() {
    unchanged = true;
  }

  boolean isUnchanged() {
    return unchanged;
  }

  ServerAnswer answer() {
    return streams
        ? new ServerAnswer(status, reason, ofResponse(), notifications, response)
        : new ServerAnswer(status, reason, headers, List.of(), written.toByteArray());
  }

  private Headers ofResponse() {
    var lines = new ArrayList<Header>();
    lines.add(new Header("Content-Type", "application/json"));
    headers
        .first(McpHeaderNames.SESSION_ID)
        .ifPresent(id -> lines.add(new Header(McpHeaderNames.SESSION_ID, id)));
    return Headers.of(lines);
  }
}
