package io.github.mcpecho.servlet;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Writes the <a
 * href="https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format">text
 * format</a> of Prometheus. Not thread-safe.
 */
final class PrometheusText {
  static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private static final int NANO_DIGITS = 9;

  private final StringBuilder text = new StringBuilder();

  PrometheusText gauge(String name, String help, long value) {
    return head(name, help, "gauge").line(name, "", value + ".0");
  }

  PrometheusText counter(String name, String help, Map<ExchangeLabels, LongAdder> counts) {
    head(name, help, "counter");
    byText(counts).forEach((labels, count) -> line(name, labels, count.sum() + ".0"));
    return this;
  }

  PrometheusText histogram(String name, String help, Map<ExchangeLabels, DurationCounts> series) {
    head(name, help, "histogram");
    byText(series).forEach((labels, durations) -> histogram(name, labels, durations));
    return this;
  }

  private void histogram(String name, String labels, DurationCounts durations) {
    List<Long> counts = durations.counts();
    long sum = 0;
    for (int i = 0; i < counts.size(); i++) {
      sum += counts.get(i);
      String bound =
          i < DurationCounts.BOUNDS.size() ? seconds(DurationCounts.BOUNDS.get(i)) : "+Inf";
      line(name + "_bucket", labels + ",le=\"" + bound + "\"", Long.toString(sum));
    }
    line(name + "_count", labels, Long.toString(sum));
    line(name + "_sum", labels, seconds(Duration.ofNanos(durations.sumNanos())));
  }

  private PrometheusText head(String name, String help, String type) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
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

  private static <T> Map<String, T> byText(Map<ExchangeLabels, T> series) {
    var sorted = new TreeMap<String, T>();
    series.forEach((labels, value) -> sorted.put(text(labels), value));
    return sorted;
  }

  private static String text(ExchangeLabels labels) {
    String status =
        labels.status() == 0 ? "" : pair("status", Integer.toString(labels.status())) + ",";
    return pair("method", labels.method()) + "," + status + pair("tool", labels.tool());
  }

  private static String pair(String name, String value) {
    String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return name + "=\"" + escaped + "\"";
  }

  private static String seconds(Duration duration) {
    BigDecimal seconds = BigDecimal.valueOf(duration.toNanos(), NANO_DIGITS).stripTrailingZeros();
    return seconds.toPlainString();
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
