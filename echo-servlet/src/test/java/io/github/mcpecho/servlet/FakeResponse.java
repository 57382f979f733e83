package io.github.mcpecho.servlet;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Remembers what a servlet answers. */
final class FakeResponse {
  private final Map<String, String> headers = new HashMap<>();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final CountDownLatch writing = new CountDownLatch(1);
  private CountDownLatch release = new CountDownLatch(0);
  private String flushed = "";
  private String contentTypeAtFlush = "";
  private boolean broken;
  private int failedWrites;
  private int status;

  HttpServletResponse asServletResponse() {
    try {
      HttpServletResponse response = mock(HttpServletResponse.class);
      doAnswer(call -> headers.put(call.getArgument(0), call.getArgument(1)))
          .when(response)
          .setHeader(any(), any());
      doAnswer(call -> headers.put("Content-Type", call.getArgument(0)))
          .when(response)
          .setContentType(any());
      doAnswer(call -> status = call.getArgument(0)).when(response).setStatus(anyInt());
      doAnswer(call -> contentTypeAtFlush = header("Content-Type")).when(response).flushBuffer();
      when(response.getOutputStream()).thenReturn(new Output());
      when(response.isCommitted()).thenAnswer(call -> !flushed.isEmpty());
      return response;
    } catch (IOException e) {
      throw new IllegalStateException("Nothing is written here", e);
    }
  }

  /** Lets writes fail from now on. */
  void breakConnection() {
    broken = true;
  }

  /** Returns what counts down when the first write has begun to wait. */
  CountDownLatch blockWritesUntil(CountDownLatch newRelease) {
    release = newRelease;
    return writing;
  }

  int status() {
    return status;
  }

  String header(String name) {
    return headers.getOrDefault(name, "");
  }

  String body() {
    return body.toString(StandardCharsets.UTF_8);
  }

  /** Returns what had been written when it was last flushed. */
  String flushed() {
    return flushed;
  }

  /** Returns the Content-Type that the head had when it was sent ahead of the body, if it was. */
  String contentTypeSentAhead() {
    return contentTypeAtFlush;
  }

  int failedWrites() {
    return failedWrites;
  }

  private final class Output extends ServletOutputStream {
    @Override
    public void write(int b) throws IOException {
      writing.countDown();
      try {
        release.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      if (broken) {
        failedWrites++;
        throw new IOException("broken pipe");
      }
      body.write(b);
    }

    @Override
    public void flush() {
      flushed = body();
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      throw new UnsupportedOperationException("Nobody writes without blocking");
    }
  }
}
