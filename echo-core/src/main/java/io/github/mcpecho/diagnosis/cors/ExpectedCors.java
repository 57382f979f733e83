package io.github.mcpecho.diagnosis.cors;

import io.github.mcpecho.internal.http.CorsHeaders;
import io.github.mcpecho.internal.redaction.Redactor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The Access-Control header lines that a proxy has to send for a request. */
final class ExpectedCors {
  private static final String ANY_CLIENT = "<origin of the web client>";
  private static final String METHODS = "GET, POST, OPTIONS";

  private ExpectedCors() {}

  /** Returns names and values in the order they are shown. */
  static Map<String, String> lines(CorsRequest request, Redactor redactor) {
    var lines = new LinkedHashMap<String, String>();
    String origin = request.meantOrigin(redactor).orElse(ANY_CLIENT);
    lines.put("Access-Control-Allow-Origin", origin);
    lines.put("Access-Control-Allow-Methods", METHODS);
    lines.put("Access-Control-Allow-Headers", String.join(", ", headers(request)));
    if (request.mayHaveCredentials()) {
      lines.put("Access-Control-Allow-Credentials", "true");
    }
    lines.put("Access-Control-Max-Age", String.valueOf(CorsHeaders.MAX_AGE));
    if (!request.announced()) {
      lines.put("Access-Control-Expose-Headers", String.join(", ", CorsHeaders.READ));
      lines.put("Vary", "Origin");
    }
    return lines;
  }

  /** Returns what the preflight asks for; without one, what clients of any revision need. */
  private static List<String> headers(CorsRequest request) {
    return request.announced() && !request.headers().isEmpty()
        ? request.headers()
        : anyHeaders(request);
  }

  /** Returns what clients of any revision and this request need. */
  static List<String> anyHeaders(CorsRequest request) {
    return Stream.concat(CorsHeaders.SENT.stream(), request.headers().stream()).distinct().toList();
  }
}
