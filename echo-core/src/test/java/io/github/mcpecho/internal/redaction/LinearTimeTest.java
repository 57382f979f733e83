package io.github.mcpecho.internal.redaction;

import static org.junit.jupiter.api.Assertions.fail;

import io.github.mcpecho.internal.text.TsvResource;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Four times the text takes about four times the work, whatever it is made of; sixteen times if
 * something is read again and again. The work is what this thread has done, not what time passed:
 * it does not depend on what else the machine does.
 */
class LinearTimeTest {
  private static final int SHORT = 8_000;
  private static final int TIMES = 4;

  /** Half way to what a square takes. */
  private static final int MOST_TIMES = 10;

  /** Nanoseconds of which no growth is told: a square takes far longer. */
  private static final long FEW = 50_000_000;

  /** The compiler works while the first ones are done. */
  private static final int TRIES = 6;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Redactor redactor = new Redactor(new byte[] {7});

  static List<String> pieces() {
    return TsvResource.rows(LinearTimeTest.class, "hostile-pieces.txt").stream()
        .map(cells -> cells[0])
        .map(String::translateEscapes)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("pieces")
  void ofText(String piece) {
    assertLinear(piece, redactor::text);
    assertLinear(piece, redactor::url);
    assertLinear(piece, text -> redactor.header("cookie", text));
    assertLinear(piece, text -> redactor.text("=?base64?" + text + "?="));
  }

  /** Headers that are read with patterns. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "forwarded",
        "www-authenticate",
        "x-forwarded-client-cert",
        "referer",
        "baggage",
        "x-user"
      })
  void ofAHeader(String name) {
    for (String piece :
        List.of(
            ".", "=", "a=", "a=\"", "\\", "a,", "a;", " ", "a b", "-----BEGIN", "?a=1&", "a:")) {
      assertLinear(piece, text -> redactor.header(name, text));
    }
  }

  private static void assertLinear(String piece, UnaryOperator<String> redaction) {
    String few = piece.repeat(SHORT / piece.length());
    String many = few.repeat(TIMES);
    double times = 0;
    for (int i = 0; i < TRIES; i++) {
      long most = work(redaction, many);
      times = most < FEW ? 0 : (double) most / work(redaction, few);
      if (times < MOST_TIMES) {
        return;
      }
    }
    fail(TIMES + " times of " + piece + " take " + times + " times the work");
  }

  private static long work(UnaryOperator<String> redaction, String text) {
    long before = THREADS.getCurrentThreadCpuTime();
    redaction.apply(text);
    return THREADS.getCurrentThreadCpuTime() - before;
  }
}
