package io.github.mcpecho.servlet;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Writes the <a
 * href="https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format">text
 * format</a> of Prometheus, or <a
 * href="https://prometheus.io/docs/specs/om/open_metrics_spec/">OpenMetrics</a>. Not thread-safe.
 */
final class PrometheusText {
  /** The two formats, which differ in the names of counters, the end, and exemplars. */
  enum Format {
    PLAIN("text/plain; version=0.0.4; charset=utf-8"),
    OPEN_METRICS("application/openmetrics-text; version=1.0.0; charset=utf-8");

    private final String contentType;

    Format(String contentType) {
      this.contentType = contentType;
    }

    String contentType() {
      return contentType;
    }
  }

  private static final Logger LOG = System.getLogger(PrometheusText.class.getName());
  private static final int NANO_DIGITS = 9;
  private static final int MILLI_DIGITS = 3;

  private final StringBuilder text = new StringBuilder();
  private final Format format;

  PrometheusText(Format format) {
    this.format = format;
  }

  /** Returns labels, of names and values in turn. */
  static String labels(String... namesAndValues) {
    var labels = new StringBuilder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      String value = namesAndValues[i + 1];
      String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
      labels.append(i == 0 ? "" : ",").append(namesAndValues[i]).append("=\"").append(escaped);
      labels.append('"');
    }
    return labels.toString();
  }

  PrometheusText gauge(String name, String help, double value) {
    return head(name, help, "gauge").sample(name, "", value);
  }

  /** Writes a counter; its name ends with {@code _total}. */
  PrometheusText counter(String name, String help, double value) {
    return head(name, help, "counter").sample(name, "", value);
  }

  /** Writes a counter of several, by their labels. */
  PrometheusText counter(String name, String help, Map<String, LongAdder> counts) {
    head(name, help, "counter");
    new TreeMap<>(counts).forEach((labels, count) -> sample(name, labels, count.sum()));
    return this;
  }

  PrometheusText histogram(String name, String help, Map<String, DurationCounts> series) {
    head(name, help, "histogram");
    new TreeMap<>(series).forEach((labels, durations) -> histogram(name, labels, durations));
    return this;
  }

  private void histogram(String name, String labels, DurationCounts durations) {
    List<Long> counts = durations.counts();
    long sum = 0;
    for (int i = 0; i < counts.size(); i++) {
      sum += counts.get(i);
      String bound =
          i < DurationCounts.BOUNDS.size() ? seconds(DurationCounts.BOUNDS.get(i)) : "+Inf";
      // As OpenMetrics wants it: the same series in both formats.
      String number = bound.contains(".") || bound.equals("+Inf") ? bound : bound + ".0";
      String exemplar = format == Format.PLAIN ? "" : exemplar(durations.exemplar(i));
      line(name + "_bucket", labels + ",le=\"" + number + "\"", sum + exemplar);
    }
    line(name + "_count", labels, Long.toString(sum));
    line(name + "_sum", labels, seconds(Duration.ofNanos(durations.sumNanos())));
  }

  private static String exemplar(Optional<DurationCounts.Exemplar> exemplar) {
    return exemplar
        .map(
            one ->
                " # {"
                    + labels("trace_id", one.traceId())
                    + "} "
                    + seconds(Duration.ofNanos(one.nanos()))
                    + " "
                    + seconds(one.at()))
        .orElse("");
  }

  /**
   * Begins a family, whose samples follow.
   *
   * @param type as OpenMetrics calls it
   */
  PrometheusText head(String name, String help, String type) {
    boolean plain = format == Format.PLAIN;
    String family = plain ? name : name.replaceFirst("_(?:total|info)$", "");
    String word = plain && type.equals("info") ? "gauge" : type;
    text.append("# HELP ").append(family).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(family).append(' ').append(word).append('\n');
    return this;
  }

  /** Writes one number of the family that was begun. */
  PrometheusText sample(String name, String labels, double value) {
    return line(name, labels, Double.toString(value));
  }

  /** Writes a part that another class of the platform has to be there for, or nothing of it. */
  PrometheusText optional(Consumer<PrometheusText> part) {
    int begin = text.length();
    try {
      part.accept(this);
    } catch (RuntimeException | LinkageError e) {
      text.setLength(begin);
      LOG.log(Level.DEBUG, "This runtime does not tell a part of the metrics", e);
    }
    return this;
  }

  private PrometheusText line(String name, String labels, String value) {
    text.append(name);
    if (!labels.isEmpty()) {
      text.append('{').append(labels).append('}');
    }
    text.append(' ').append(value).append('\n');
    return this;
  }

  private static String seconds(Duration duration) {
    return plain(BigDecimal.valueOf(duration.toNanos(), NANO_DIGITS));
  }

  private static String seconds(Instant instant) {
    return plain(BigDecimal.valueOf(instant.toEpochMilli(), MILLI_DIGITS));
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }

  String end() {
    return format == Format.PLAIN ? text.toString() : text + "# EOF\n";
  }
}
