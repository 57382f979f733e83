package io.github.mcpecho.servlet;

import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.http.CorsHeaders;
import io.github.mcpecho.internal.http.FieldList;
import io.github.mcpecho.internal.http.Origin;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Lets pages of listed origins read answers (<a
 * href="https://fetch.spec.whatwg.org/#http-cors-protocol">the CORS protocol</a>). With no origin
 * listed it sets nothing: then the proxy in front owns CORS, and two owners would break it.
 */
final class Cors {
  private final OriginPatterns origins;

  Cors(List<String> origins) {
    this.origins = OriginPatterns.of(origins);
  }

  /** Returns the origins whose pages may send requests and read the answers. */
  OriginPatterns origins() {
    return origins;
  }

  void answer(Headers request, HttpServletResponse response) {
    if (origins.isEmpty()) {
      return;
    }
    response.addHeader("Vary", "Origin");
    allowedOrigin(request)
        .ifPresent(
            origin -> {
              response.setHeader("Access-Control-Allow-Origin", origin);
              response.setHeader(
                  "Access-Control-Expose-Headers", String.join(", ", CorsHeaders.READ));
            });
  }

  /** Lets pages send this method, and the headers that they ask for as far as MCP knows them. */
  void answerPreflight(String method, Headers request, HttpServletResponse response) {
    if (allowedOrigin(request).isEmpty()) {
      return;
    }
    response.setHeader("Access-Control-Allow-Methods", method);
    response.setHeader("Access-Control-Max-Age", String.valueOf(CorsHeaders.MAX_AGE));
    List<String> names =
        FieldList.of(request.all("Access-Control-Request-Headers")).stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .filter(CorsHeaders::isSent)
            .distinct()
            .toList();
    response.setHeader(
        "Access-Control-Allow-Headers",
        String.join(", ", names.isEmpty() ? CorsHeaders.SENT : names));
  }

  private Optional<String> allowedOrigin(Headers headers) {
    List<String> lines = headers.all("Origin");
    if (lines.size() != 1 || origins.isEmpty()) {
      return Optional.empty();
    }
    return Origin.parse(lines.get(0)).filter(origins::allows).map(origin -> lines.get(0));
  }
}
