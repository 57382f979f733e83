package io.github.mcpecho.servlet;

import io.github.mcpecho.http.Headers;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lets pages of listed origins read answers (<a
 * href="https://fetch.spec.whatwg.org/#http-cors-protocol">the CORS protocol</a>). With no origin
 * listed it sets nothing: then the proxy in front owns CORS, and two owners would break it.
 */
final class Cors {
  private static final Set<String> REQUEST_HEADERS =
      Set.of(
          "accept",
          "authorization",
          "content-type",
          "dpop",
          "last-event-id",
          "mcp-method",
          "mcp-name",
          "mcp-protocol-version",
          "mcp-session-id",
          "traceparent",
          "tracestate");
  private static final String PARAMETER_PREFIX = "mcp-param-";
  private static final String MAX_AGE_SECONDS = "7200";

  private final OriginPatterns origins;

  Cors(List<String> origins) {
    this.origins = OriginPatterns.of(origins);
  }

  /** Returns whether pages of this origin may send requests and read the answers. */
  boolean allows(Headers headers) {
    return allowedOrigin(headers).isPresent();
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
                  "Access-Control-Expose-Headers",
                  "Mcp-Session-Id, Retry-After, WWW-Authenticate, X-Request-Id");
            });
  }

  /** Lets pages send this method, and the headers that they ask for as far as MCP knows them. */
  void answerPreflight(String method, Headers request, HttpServletResponse response) {
    if (!allows(request)) {
      return;
    }
    response.setHeader("Access-Control-Allow-Methods", method);
    response.setHeader("Access-Control-Max-Age", MAX_AGE_SECONDS);
    String names =
        request.all("Access-Control-Request-Headers").stream()
            .flatMap(list -> Stream.of(list.split(",")))
            .map(name -> name.strip().toLowerCase(Locale.ROOT))
            .filter(Cors::isMcpHeader)
            .distinct()
            .collect(Collectors.joining(", "));
    response.setHeader(
        "Access-Control-Allow-Headers",
        names.isEmpty() ? String.join(", ", sorted(REQUEST_HEADERS)) : names);
  }

  private Optional<String> allowedOrigin(Headers headers) {
    List<String> lines = headers.all("Origin");
    if (lines.size() != 1 || origins.isEmpty()) {
      return Optional.empty();
    }
    return Origin.parse(lines.get(0)).filter(origins::allows).map(origin -> lines.get(0));
  }

  private static boolean isMcpHeader(String name) {
    return REQUEST_HEADERS.contains(name)
        || name.startsWith(PARAMETER_PREFIX) && name.matches("[a-z0-9!#$%&'*+.^_`|~-]{1,128}");
  }

  private static List<String> sorted(Set<String> names) {
    return Arrays.asList(names.stream().sorted().toArray(String[]::new));
  }
}
