package io.github.mcpecho.diagnosis.cors;

import io.github.mcpecho.internal.redaction.Redactor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The Access-Control header lines that a proxy has to send for a request. */
public final class ExpectedCors {
  private static final String ANY_CLIENT = "<origin of the web client>";
  private static final String METHODS = "GET, POST, OPTIONS";
  private static final String MAX_AGE = "86400";

  private ExpectedCors() {}

  /** Returns names and values in the order they are shown. */
  public static Map<String, String> lines(CorsRequest request, Redactor redactor) {
    var lines = new LinkedHashMap<String, String>();
    String origin = request.meantOrigin(redactor).orElse(ANY_CLIENT);
    lines.put("Access-Control-Allow-Origin", origin);
    lines.put("Access-Control-Allow-Methods", METHODS);
    lines.put("Access-Control-Allow-Headers", String.join(", ", allowed(request)));
    lines.put("Access-Control-Allow-Credentials", "true");
    lines.put("Access-Control-Max-Age", MAX_AGE);
    if (!request.announced()) {
      lines.put("Access-Control-Expose-Headers", String.join(", ", McpCorsHeaders.READ));
      lines.put("Vary", "Origin");
    }
    return lines;
  }

  /** A preflight says what it needs; otherwise it is what clients of any revision need. */
  private static List<String> allowed(CorsRequest request) {
    if (request.announced() && !request.headers().isEmpty()) {
      return request.headers();
    }
    var names = new ArrayList<>(McpCorsHeaders.SENT);
    request.headers().stream().filter(name -> !names.contains(name)).forEach(names::add);
    return names;
  }
}
