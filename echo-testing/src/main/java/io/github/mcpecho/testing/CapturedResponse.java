package io.github.mcpecho.testing;

import io.github.mcpecho.http.Headers;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * What the servlets answer, handed on as it comes: the head, the bytes of the body, or the messages
 * of a stream of events one by one. Nothing of it reaches the client. For one answer.
 */
final class CapturedResponse extends Response.Wrapper {
  private static final String DATA = "data: ";

  private final HttpFields.Mutable headers = HttpFields.build();
  private final Wire to;
  private final BooleanSupplier isGone;
  private final ByteArrayOutputStream event = new ByteArrayOutputStream();
  private int status;
  private boolean committed;
  private boolean streams;
  private boolean complete;
  private boolean endOfLine;
  private volatile List<Exception> failure = List.of();

  /**
   * @param isGone tells that the client is gone, to whom nothing more can be written
   */
  CapturedResponse(Request request, Response response, Wire to, BooleanSupplier isGone) {
    super(request, response);
    this.to = to;
    this.isGone = isGone;
  }

  @Override
  public int getStatus() {
    return status;
  }

  @Override
  public void setStatus(int newStatus) {
    if (!committed) {
      status = newStatus;
    }
  }

  @Override
  public HttpFields.Mutable getHeaders() {
    return headers;
  }

  @Override
  public boolean isCommitted() {
    return committed;
  }

  @Override
  public boolean hasLastWrite() {
    return complete;
  }

  @Override
  public boolean isCompletedSuccessfully() {
    return complete && failure.isEmpty();
  }

  @Override
  public void reset() {
    if (committed) {
      throw new IllegalStateException("The answer has begun");
    }
    status = 0;
    headers.clear();
  }

  @Override
  public void write(boolean last, ByteBuffer content, Callback callback) {
    try {
      if (isGone.getAsBoolean()) {
        throw new EOFException("The client is gone");
      }
      complete |= last;
      begin();
      byte[] bytes = content == null ? new byte[0] : BufferUtil.toArray(content);
      BufferUtil.clear(content);
      if (streams) {
        read(bytes);
      } else if (bytes.length > 0) {
        to.write(bytes);
      }
      callback.succeeded();
    } catch (IOException | InterruptedException e) {
      failure = List.of(e);
      callback.failed(e);
    }
  }

  private void begin() throws IOException {
    if (committed) {
      return;
    }
    committed = true;
    status = status == 0 ? HttpStatus.OK_200 : status;
    Headers lines = WatchedResponse.headers(headers);
    streams = lines.first("Content-Type").filter("text/event-stream"::equals).isPresent();
    to.head(status, HttpStatus.getMessage(status), lines);
  }

  /** An event ends with an empty line; the servlet writes each message on one line. */
  private void read(byte[] bytes) throws IOException, InterruptedException {
    for (byte one : bytes) {
      event.write(one);
      if (one == '\n' && endOfLine) {
        String lines = event.toString(StandardCharsets.UTF_8);
        event.reset();
        for (String line : lines.split("\n")) {
          if (line.startsWith(DATA)) {
            to.event(line.substring(DATA.length()).getBytes(StandardCharsets.UTF_8), List.of());
          }
        }
      }
      endOfLine = one == '\n';
    }
  }

  /** Tells why not all of it could be handed on. */
  void requireComplete() throws IOException, InterruptedException {
    for (Exception e : failure) {
      if (e instanceof InterruptedException closed) {
        throw closed;
      }
      throw new IOException(e.getMessage(), e);
    }
  }
}
