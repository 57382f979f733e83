package io.github.mcpecho.servlet;

import io.github.mcpecho.McpEcho;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.http.FieldList;
import io.github.mcpecho.internal.http.MediaRanges;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/**
 * Answers {@code GET /metrics} in the text format of Prometheus, which every scraper reads, or in
 * OpenMetrics for those that prefer it in {@code Accept}; compressed, if {@code Accept-Encoding}
 * names gzip. Takes nothing else from the request.
 */
public final class MetricsServlet extends HttpServlet {
  private static final String OPEN_METRICS = "application/openmetrics-text";

  private static final Pattern GZIP =
      Pattern.compile("(?i)gzip(?:\\s*;\\s*q=(?:1(?:\\.0{0,3})?|0\\.\\d{0,2}[1-9]\\d{0,2}))?");

  private final Function<ServletContext, RequestMetrics> source;
  private final Map<String, LongAdder> refused = new ConcurrentHashMap<>();
  private volatile boolean draining;

  /**
   * For {@code web.xml}: shows the metrics of the {@link EchoServlet} of the same web application,
   * whichever is initialized first; of the one initialized last if there are several.
   */
  public MetricsServlet() {
    this(context -> WebApplication.in(context).metrics());
  }

  /** Shows these metrics. */
  MetricsServlet(RequestMetrics metrics) {
    this(context -> metrics);
  }

  private MetricsServlet(Function<ServletContext, RequestMetrics> source) {
    this.source = source;
  }

  /**
   * Counts a request that the container refused, so that the endpoint never saw it. Thread-safe.
   *
   * @param status what the container answered
   * @param reason one of few words that the container has for it, and nothing of the request; empty
   *     if it does not say
   */
  public void refused(int status, String reason) {
    String labels = PrometheusText.labels("reason", reason, "status", Integer.toString(status));
    refused.computeIfAbsent(labels, key -> new LongAdder()).increment();
  }

  /** Says from now on that the server is about to stop. */
  void drain() {
    draining = true;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    JsonAnswer.prepare(response);
    switch (request.getMethod()) {
      case "GET", "HEAD" -> write(CallContexts.headers(request), response);
      default ->
          HttpRejection.methodNotAllowed(
                  request.getMethod(), "GET, HEAD", "metrics are asked for with GET")
              .answer(response);
    }
  }

  private void write(Headers request, HttpServletResponse response) throws IOException {
    PrometheusText.Format format = format(request);
    byte[] metrics = metrics(format).getBytes(StandardCharsets.UTF_8);
    response.setHeader("Vary", "Accept, Accept-Encoding");
    if (takesGzip(request) && isForBytes(response)) {
      response.setHeader("Content-Encoding", "gzip");
      metrics = gzip(metrics);
    }
    JsonAnswer.write(response, HttpServletResponse.SC_OK, format.contentType(), metrics);
  }

  private static PrometheusText.Format format(Headers request) {
    MediaRanges ranges = MediaRanges.of(request.all("Accept"));
    return ranges.name(OPEN_METRICS) && ranges.quality(OPEN_METRICS) >= ranges.quality("text/plain")
        ? PrometheusText.Format.OPEN_METRICS
        : PrometheusText.Format.PLAIN;
  }

  private static boolean takesGzip(Headers request) {
    return FieldList.of(request.all("Accept-Encoding")).stream()
        .anyMatch(coding -> GZIP.matcher(coding).matches());
  }

  /** Returns whether nobody in front has taken the writer. */
  private static boolean isForBytes(HttpServletResponse response) throws IOException {
    try {
      response.getOutputStream();
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  private static byte[] gzip(byte[] text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(bytes)) {
      zip.write(text);
    }
    return bytes.toByteArray();
  }

  private String metrics(PrometheusText.Format format) {
    var out = new PrometheusText(format);
    source.apply(getServletContext()).write(out);
    String build =
        PrometheusText.labels("java", Runtime.version().toString(), "version", McpEcho.version());
    return out.gauge(
            "mcp_echo_draining",
            "1 while the server lets its requests end before it stops",
            draining ? 1 : 0)
        .counter(
            "mcp_echo_refused_requests_total",
            "Requests that the container refused before the endpoint saw them",
            refused)
        .head("mcp_echo_build_info", "The version that runs, and its Java", "info")
        .sample("mcp_echo_build_info", build, 1)
        .optional(ProcessMetrics::write)
        .end();
  }
}
