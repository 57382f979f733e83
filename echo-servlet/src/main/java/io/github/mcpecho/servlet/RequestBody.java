package io.github.mcpecho.servlet;

import static jakarta.servlet.http.HttpServletResponse.SC_BAD_REQUEST;
import static jakarta.servlet.http.HttpServletResponse.SC_REQUEST_TIMEOUT;

import io.github.mcpecho.internal.http.MalformedBodyException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Reads a body that may be too long, too slow or cut off. */
record RequestBody(int maxBytes, Duration timeout) {
  private static final System.Logger LOG = System.getLogger(RequestBody.class.getName());
  private static final int FIRST_BUFFER = 8 * 1024;

  /** Enough for what people send by mistake, however short the longest body is. */
  private static final long LEAST_DISCARDED = 16L * 1024 * 1024;

  /**
   * Reads to the end of the body.
   *
   * @param declaredLength what {@code Content-Length} says, or -1
   * @param memory grows with a body that is longer than most; holds it until the request is done
   */
  byte[] read(InputStream in, long declaredLength, BodyMemory.Share memory) throws HttpRejection {
    long begin = System.nanoTime();
    // What is only announced costs no memory: a client may announce much and send nothing.
    int first = Math.min(FIRST_BUFFER, maxBytes);
    var buffer = new byte[declaredLength < 0 ? first : (int) Math.min(declaredLength, first)];
    int size = 0;
    try {
      while (true) {
        int next = size < buffer.length ? in.read(buffer, size, buffer.length - size) : in.read();
        if (next < 0) {
          return size == buffer.length ? buffer : Arrays.copyOf(buffer, size);
        }
        if (System.nanoTime() - begin > timeout.toNanos()) {
          throw tooSlow(size, declaredLength);
        }
        if (size < buffer.length) {
          size += next;
        } else if (size == maxBytes) {
          throw HttpRules.bodyTooLong(maxBytes, "");
        } else {
          memory.growTo(grown(size));
          buffer = Arrays.copyOf(buffer, grown(size));
          buffer[size++] = (byte) next;
        }
      }
    } catch (IOException e) {
      throw isTimeout(e) ? tooSlow(size, declaredLength) : unreadable(e, size, declaredLength);
    } catch (RuntimeException e) {
      // Tomcat counts trailer fields with an IllegalStateException.
      LOG.log(System.Logger.Level.DEBUG, "The container cannot read a body", e);
      throw unreadable(e, size, declaredLength);
    }
  }

  /**
   * Reads on for a while after the answer: closing a connection with bytes left unread resets it,
   * and the client may never see the answer.
   */
  void discard(InputStream in) {
    long begin = System.nanoTime();
    var buffer = new byte[FIRST_BUFFER];
    long left = Math.max(LEAST_DISCARDED, 4L * maxBytes);
    try {
      while (left > 0 && System.nanoTime() - begin < timeout.toNanos()) {
        int read = in.read(buffer);
        if (read < 0) {
          return;
        }
        left -= read;
      }
    } catch (IOException | RuntimeException e) {
      // The client is gone, too slow or malformed, and there is nothing more to tell it.
    }
  }

  private int grown(int size) {
    return (int) Math.min(maxBytes, Math.max(FIRST_BUFFER, 2L * size));
  }

  private static HttpRejection unreadable(Exception failure, int size, long declaredLength) {
    Optional<Throwable> told =
        causes(failure).filter(MalformedBodyException.class::isInstance).findFirst();
    if (told.isPresent()) {
      return HttpRejection.of(SC_BAD_REQUEST, told.get().getMessage());
    }
    return HttpRejection.of(
        SC_BAD_REQUEST,
        declaredLength < 0
            ? "the body is cut off, or its chunks or trailer fields are malformed"
            : "the body is cut off" + came(size, declaredLength));
  }

  private static HttpRejection tooSlow(int size, long declaredLength) {
    return HttpRejection.of(
        SC_REQUEST_TIMEOUT,
        "the body took too long to arrive, longer than "
            + HttpSettings.READ_TIMEOUT
            + " allows"
            + came(size, declaredLength));
  }

  private static String came(int size, long declaredLength) {
    return size < declaredLength
        ? ": " + size + " of the " + declaredLength + " bytes came that Content-Length says"
        : "";
  }

  /** Containers say it in different ways; that of Quarkus has words only. */
  private static boolean isTimeout(Throwable failure) {
    return causes(failure)
        .anyMatch(
            cause ->
                cause instanceof TimeoutException
                    || cause instanceof SocketTimeoutException
                    || "Read timeout".equals(cause.getMessage()));
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
  }
}
