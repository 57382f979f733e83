package io.github.mcpecho.servlet;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/**
 * Answers {@code GET /metrics} in the text format of Prometheus, which every scraper reads. Takes
 * nothing from the request.
 */
public final class MetricsServlet extends HttpServlet {
  private static final String DRAINING_HELP =
      "1 while the server lets its requests end before it stops";

  private final Function<ServletContext, RequestMetrics> source;
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

  /** Says from now on that the server is about to stop. */
  void drain() {
    draining = true;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    JsonAnswer.prepare(response);
    switch (request.getMethod()) {
      case "GET", "HEAD" -> write(response);
      default ->
          HttpRejection.methodNotAllowed("GET, HEAD", "metrics are asked for with GET")
              .answer(response);
    }
  }

  private void write(HttpServletResponse response) throws IOException {
    var drain = new PrometheusText().gauge("mcp_echo_draining", DRAINING_HELP, draining ? 1 : 0);
    String metrics = source.apply(getServletContext()).text() + drain;
    JsonAnswer.write(
        response,
        HttpServletResponse.SC_OK,
        PrometheusText.CONTENT_TYPE,
        metrics.getBytes(StandardCharsets.UTF_8));
  }
}
