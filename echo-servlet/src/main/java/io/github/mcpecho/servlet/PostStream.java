package io.github.mcpecho.servlet;

import io.github.mcpecho.mcp.ExchangeListener;
import io.github.mcpecho.mcp.Outbound;
import io.github.mcpecho.mcp.Reply;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The response to one POST: a JSON body, unless something is sent before the reply; then a stream
 * of <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">server-sent
 * events</a>.
 */
final class PostStream implements Outbound, AutoCloseable {
  private static final byte[] EVENT = ascii("event: message\ndata: ");
  private static final byte[] END_OF_EVENT = ascii("\n\n");
  private static final byte[] COMMENT = ascii(": keepalive\n\n");

  /** Not a monitor: a virtual thread that waits in one holds on to its carrier before Java 24. */
  private final ReentrantLock lock = new ReentrantLock();

  private final HttpServletResponse response;
  private final ResponseForm form;
  private final long keepAliveNanos;
  private final LongSupplier nanoTime;
  private final ExchangeListener listener;

  private long lastWrite;
  private boolean streaming;
  private boolean finished;

  // Written by who holds the lock, or by the call alone, and read without it.
  private volatile long bytes;
  private volatile Set<Aid> leftOut = Set.of();
  private volatile boolean heldBack;
  private volatile boolean broken;

  /** Tells the listener that it is a stream, from its first event until it is closed. */
  PostStream(
      HttpServletResponse response,
      ResponseForm form,
      long keepAliveNanos,
      LongSupplier nanoTime,
      ExchangeListener listener) {
    this.response = response;
    this.form = form;
    this.keepAliveNanos = keepAliveNanos;
    this.nanoTime = nanoTime;
    this.listener = listener;
    this.lastWrite = nanoTime.getAsLong();
  }

  @Override
  public boolean canStream() {
    return form != ResponseForm.JSON_ONLY;
  }

  @Override
  public void send(byte[] message) {
    lock.lock();
    try {
      if (mayStream()) {
        write(EVENT, message, END_OF_EVENT);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void leaveOut(Set<Aid> aids) {
    leftOut = Set.copyOf(aids);
  }

  @Override
  public boolean isHeldBack() {
    return heldBack;
  }

  /** Skips its turn while another thread writes: that is a sign of life too. */
  @Override
  public void keepAlive() {
    if (!lock.tryLock()) {
      return;
    }
    try {
      boolean isDue = nanoTime.getAsLong() - lastWrite >= keepAliveNanos;
      if (isDue && mayStream() && !leftOut.contains(Aid.COMMENTS)) {
        write(COMMENT);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void signOfLife() {
    lock.lock();
    try {
      if (mayStream() && !leftOut.contains(Aid.COMMENTS)) {
        write(COMMENT);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean isOpen() {
    return !broken;
  }

  /** Writes the reply; nothing is written after it. */
  void finish(Reply reply) {
    lock.lock();
    try {
      if (broken) {
        return;
      }
      boolean answered = reply.kind() == Reply.Kind.ANSWERED;
      if (streaming || form == ResponseForm.STREAM_ONLY && answered) {
        if (reply.body().length > 0) {
          write(EVENT, reply.body(), END_OF_EVENT);
        }
      } else {
        writeWhole(reply);
      }
    } finally {
      finished = true;
      lock.unlock();
    }
  }

  /** Returns the length of all that was written so far. */
  long bytes() {
    return bytes;
  }

  /** Nothing can be sent any more. */
  @Override
  public void close() {
    lock.lock();
    try {
      finished = true;
      if (streaming) {
        listener.streamClosed();
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean mayStream() {
    return canStream() && !finished && !broken;
  }

  private void write(byte[]... parts) {
    try {
      if (!streaming) {
        streaming = true;
        listener.streamOpened();
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType("text/event-stream");
        // Proxies that buffer or transform would hold events back.
        boolean isHelped = !leftOut.contains(Aid.BUFFERING_HEADER);
        if (isHelped) {
          response.setHeader("X-Accel-Buffering", "no");
        }
        response.setHeader("Cache-Control", isHelped ? "no-store, no-transform" : "no-store");
        // Open Liberty sends the head alone with the first flush, and would keep the first event.
        response.flushBuffer();
      }
      OutputStream out = response.getOutputStream();
      for (byte[] part : parts) {
        out.write(part);
        bytes += part.length;
      }
      out.flush();
      heldBack = !response.isCommitted();
      lastWrite = nanoTime.getAsLong();
    } catch (IOException | RuntimeException e) {
      // A container may also say by an exception of its own that the client is gone.
      broken = true;
    }
  }

  private void writeWhole(Reply reply) {
    try {
      int status = reply.kind().status();
      if (reply.kind() == Reply.Kind.OVERLOADED) {
        response.setHeader("Retry-After", "1");
      }
      if (reply.body().length > 0) {
        bytes = JsonAnswer.write(response, status, reply.body());
      } else {
        response.setStatus(status);
        response.setContentLength(0);
      }
    } catch (IOException e) {
      broken = true;
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
