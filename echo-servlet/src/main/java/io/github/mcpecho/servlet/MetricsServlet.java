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
  private final Function<ServletContext, RequestMetrics> source;

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
    String metrics = source.apply(getServletContext()).text();
    JsonAnswer.write(
        response,
        HttpServletResponse.SC_OK,
        PrometheusText.CONTENT_TYPE,
        metrics.getBytes(StandardCharsets.UTF_8));
  }
}
