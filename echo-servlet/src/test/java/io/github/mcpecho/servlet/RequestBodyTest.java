package io.github.mcpecho.servlet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.mcpecho.internal.http.MalformedBodyException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestBodyTest {
  private static final int MAX = 100_000;

  private final BodyMemory memory = new BodyMemory(1L << 40);
  private final RequestBody body = new RequestBody(MAX, Duration.ofSeconds(30));

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8_191, 8_192, 8_193, 50_000, MAX - 1, MAX})
  void readsEveryLengthUpToTheLimit(int length) throws Exception {
    var bytes = new byte[length];
    new Random(length).nextBytes(bytes);

    assertArrayEquals(bytes, body.read(new ByteArrayInputStream(bytes), length, memory.share()));
    assertArrayEquals(bytes, body.read(new ByteArrayInputStream(bytes), -1, memory.share()));
    assertArrayEquals(bytes, body.read(new InSmallPieces(bytes), -1, memory.share()));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 8_191, 8_192, 8_193, MAX})
  void aLimitIsKeptToTheByte(int limit) throws Exception {
    var small = new RequestBody(limit, Duration.ofSeconds(30));
    var longest = new byte[limit];

    for (long declared : new long[] {-1, limit}) {
      assertArrayEquals(
          longest, small.read(new ByteArrayInputStream(longest), declared, memory.share()));
      assertArrayEquals(longest, small.read(new InSmallPieces(longest), declared, memory.share()));
      for (int more : new int[] {1, 10_000, 1_000_000}) {
        var tooLong = new ByteArrayInputStream(new byte[limit + more]);
        var rejection =
            assertThrows(HttpRejection.class, () -> small.read(tooLong, declared, memory.share()));
        assertEquals(
            "the body is longer than " + limit + " bytes, which MCP_ECHO_MAX_BODY_BYTES may raise",
            rejection.getMessage());
      }
    }
  }

  @Test
  void containersSayTimeOutInDifferentWays() {
    for (IOException timeout :
        new IOException[] {
          new SocketTimeoutException(),
          new IOException(new TimeoutException("idle")),
          new IOException("Read timeout")
        }) {
      var rejection =
          assertThrows(HttpRejection.class, () -> body.read(failing(timeout), -1, memory.share()));
      assertEquals(
          "the body took too long to arrive, longer than MCP_ECHO_READ_TIMEOUT allows",
          rejection.getMessage());
    }
  }

  @Test
  void anyOtherFailureIsABodyCutOff() {
    var rejection =
        assertThrows(
            HttpRejection.class,
            () -> body.read(failing(new IOException("reset")), 10, memory.share()));
    assertEquals(
        "the body is cut off: 0 of the 10 bytes came that Content-Length says",
        rejection.getMessage());
  }

  @Test
  void trial_g10_whateverElseTheContainerThrowsIsABodyThatItCannotRead() {
    for (RuntimeException failure :
        new RuntimeException[] {
          new IllegalStateException("More than the maximum allowed number of headers"),
          new NullPointerException()
        }) {
      var rejection =
          assertThrows(HttpRejection.class, () -> body.read(failing(failure), -1, memory.share()));
      assertEquals(400, rejection.status());
      assertEquals(
          "the body is cut off, or its chunks or trailer fields are malformed",
          rejection.getMessage());
      assertDoesNotThrow(() -> body.discard(failing(failure)));
    }
  }

  @Test
  void trial_g09_whoeverKnowsWhatIsWrongIsBelieved() {
    var known = new IOException(new MalformedBodyException("a chunk is longer than its size says"));
    var rejection =
        assertThrows(HttpRejection.class, () -> body.read(failing(known), -1, memory.share()));
    assertEquals("a chunk is longer than its size says", rejection.getMessage());
  }

  private static InputStream failing(Exception failure) {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        if (failure instanceof RuntimeException unchecked) {
          throw unchecked;
        }
        throw (IOException) failure;
      }
    };
  }

  private static final class InSmallPieces extends ByteArrayInputStream {
    InSmallPieces(byte[] bytes) {
      super(bytes);
    }

    @Override
    public synchronized int read(byte[] buffer, int offset, int length) {
      return super.read(buffer, offset, Math.min(length, 777));
    }
  }
}
