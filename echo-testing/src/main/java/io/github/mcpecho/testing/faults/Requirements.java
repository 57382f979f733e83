package io.github.mcpecho.testing.faults;

import static java.util.stream.Collectors.joining;

import io.github.mcpecho.http.Header;
import io.github.mcpecho.internal.http.Token;
import io.github.mcpecho.internal.redaction.QuotedInput;
import java.time.Duration;
import java.util.stream.IntStream;

/** Checks of the settings of behaviours. */
final class Requirements {
  /** As long as a connection of the test server may be silent. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private Requirements() {}

  static int atLeast(int least, int number, String what) {
    if (number < least) {
      throw new IllegalArgumentException("At least " + least + " " + what + ", not " + number);
    }
    return number;
  }

  static int between(int least, int most, int number, String what) {
    if (number > most) {
      throw new IllegalArgumentException("At most " + most + " " + what + ", not " + number);
    }
    return atLeast(least, number, what);
  }

  /** Accepts what may be the status of a final answer (RFC 9110 §15). */
  static int finalStatus(int status) {
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException("A status is 200 to 599, not " + status);
    }
    return status;
  }

  static int oneOf(int number, String what, int... allowed) {
    if (IntStream.of(allowed).noneMatch(each -> each == number)) {
      String all = IntStream.of(allowed).mapToObj(String::valueOf).collect(joining(", "));
      throw new IllegalArgumentException(
          "The status of %s is one of %s, not %d".formatted(what, all, number));
    }
    return number;
  }

  /**
   * Accepts a name, a value or a reason phrase that is no more than that: behind a line end would
   * stand a header of its own, or a body. Whoever wants one writes the head byte for byte.
   */
  static String oneLine(String text) {
    if (text.indexOf('\r') >= 0 || text.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("A line of the head has no line end inside");
    }
    return text;
  }

  static Header header(String name, String value) {
    if (!Token.is(oneLine(name))) {
      throw new IllegalArgumentException(
          "No name of a header: %s; such as X-Trace".formatted(QuotedInput.of(name)));
    }
    return new Header(name, oneLine(value));
  }

  static Duration bounded(Duration time) {
    if (time.isNegative() || time.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("A time is 0 to 10 minutes, not " + time);
    }
    return time;
  }
}
