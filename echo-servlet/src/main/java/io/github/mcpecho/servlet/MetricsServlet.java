package io.github.mcpecho.servlet;

import io.prometheus.metrics.exporter.servlet.jakarta.PrometheusMetricsServlet;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers {@code GET /metrics} in the text formats of Prometheus. */
public final class MetricsServlet extends HttpServlet {
  private final PrometheusMetricsServlet exporter;

  /** Shows these metrics. */
  public MetricsServlet(RequestMetrics metrics) {
    this.exporter = new PrometheusMetricsServlet(metrics.registry());
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    JsonAnswer.prepare(response);
    switch (request.getMethod()) {
      case "GET", "HEAD" -> exporter.service(request, response);
      default ->
          HttpRejection.methodNotAllowed("GET, HEAD", "metrics are asked for with GET")
              .answer(response);
    }
  }
}
