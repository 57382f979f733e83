package io.github.mcpecho.servlet;

import io.prometheus.metrics.exporter.servlet.jakarta.PrometheusMetricsServlet;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Function;

/** Answers {@code GET /metrics} in the text formats of Prometheus. */
public final class MetricsServlet extends HttpServlet {
  private final Function<ServletContext, RequestMetrics> source;
  private RequestMetrics metrics;

  /** For {@code web.xml}: shows the metrics of the endpoint of the same web application. */
  public MetricsServlet() {
    this(context -> WebApplication.in(context).metrics());
  }

  /** Shows these metrics. */
  public MetricsServlet(RequestMetrics metrics) {
    this(context -> metrics);
  }

  private MetricsServlet(Function<ServletContext, RequestMetrics> source) {
    this.source = source;
  }

  @Override
  public void init() {
    metrics = source.apply(getServletContext());
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    JsonAnswer.prepare(response);
    switch (request.getMethod()) {
      // Made for each scrape: what it needs is loaded then, and not while the server starts.
      case "GET", "HEAD" ->
          new PrometheusMetricsServlet(metrics.registry()).service(request, response);
      default ->
          HttpRejection.methodNotAllowed("GET, HEAD", "metrics are asked for with GET")
              .answer(response);
    }
  }
}
