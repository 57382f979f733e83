package io.github.mcpecho.diagnosis.timing;

import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.mcpecho.diagnosis.report.Section;
import io.github.mcpecho.diagnosis.report.Units;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * How long a request has taken, and how much of that was a stream that it asked for. Both are
 * measured with a clock that nobody sets; the wall clock only says when.
 *
 * @param started by the wall clock
 * @param ended by the wall clock
 * @param processed until all was done but the stream
 * @param isStreamed whether a stream was asked for
 */
record RequestDuration(
    Instant started, Instant ended, Duration processed, Duration streamed, boolean isStreamed) {

  Section section() {
    Duration total = processed.plus(streamed);
    Rating rating = Rating.of(processed);
    Section.Builder section =
        Section.titled("performance", "📊 Performance Metrics")
            .field("requestStarted", "Request Started", Units.microseconds(started), text(started))
            .field("currentTime", "Current Time", Units.microseconds(ended), text(ended))
            .field(
                "durationMs",
                "Processing Duration",
                Units.milliseconds(processed) + (isStreamed ? " without the stream" : ""),
                millis(processed));
    if (isStreamed) {
      section
          .field("streamMs", "Stream Duration", Units.milliseconds(streamed), millis(streamed))
          .text("Total Duration: " + Units.milliseconds(total));
    }
    return section
        .fact("totalMs", millis(total))
        .field(
            "rating",
            "Performance Rating",
            rating.shown + (isStreamed ? ", without the stream" : ""),
            TextNode.valueOf(rating.fact()))
        .build();
  }

  private static DoubleNode millis(Duration duration) {
    return DoubleNode.valueOf(Units.toMillis(duration));
  }

  private static TextNode text(Instant time) {
    return TextNode.valueOf(time.toString());
  }

  /** How a duration feels to somebody who waits for it. */
  private enum Rating {
    EXCELLENT(50, "🟢 Excellent (<50ms)"),
    GOOD(200, "🟡 Good (<200ms)"),
    SLOW(1_000, "🟠 Slow (<1000ms)"),
    VERY_SLOW(Long.MAX_VALUE, "🔴 Very slow (≥1000ms)");

    private final long belowMillis;
    private final String shown;

    Rating(long belowMillis, String shown) {
      this.belowMillis = belowMillis;
      this.shown = shown;
    }

    static Rating of(Duration duration) {
      for (Rating rating : values()) {
        if (duration.toMillis() < rating.belowMillis) {
          return rating;
        }
      }
      return VERY_SLOW;
    }

    String fact() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
