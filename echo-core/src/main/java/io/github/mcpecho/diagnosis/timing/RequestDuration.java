package io.github.mcpecho.diagnosis.timing;

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
            .text("Request Started: " + Units.microseconds(started))
            .fact("requestStarted", started.toString())
            .text("Current Time: " + Units.microseconds(ended))
            .fact("currentTime", ended.toString())
            .text(
                "Processing Duration: "
                    + Units.milliseconds(processed)
                    + (isStreamed ? " without the stream" : ""))
            .fact("durationMs", Units.toMillis(processed));
    if (isStreamed) {
      section
          .text("Stream Duration: " + Units.milliseconds(streamed))
          .fact("streamMs", Units.toMillis(streamed))
          .text("Total Duration: " + Units.milliseconds(total));
    }
    return section
        .fact("totalMs", Units.toMillis(total))
        .text("Performance Rating: " + rating.shown + (isStreamed ? ", without the stream" : ""))
        .fact("rating", rating.name().toLowerCase(Locale.ROOT))
        .build();
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
  }
}
