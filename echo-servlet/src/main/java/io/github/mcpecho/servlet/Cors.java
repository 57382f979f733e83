package io.github.mcpecho.servlet;

import io.github.mcpecho.http.Header;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.http.CorsHeaders;
import io.github.mcpecho.internal.http.FieldList;
import io.github.mcpecho.internal.http.Origin;
import io.github.mcpecho.settings.Settings;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Lets pages of listed origins read answers (<a
 * href="https://fetch.spec.whatwg.org/#http-cors-protocol">the CORS protocol</a>). With no origin
 * listed it sets nothing: then the proxy in front owns CORS, and two owners would break it.
 * Immutable.
 */
public final class Cors {
  private final OriginPatterns origins;

  private Cors(List<String> origins) {
    this.origins = OriginPatterns.of(origins);
  }

  /** Returns that of the origins in {@link HttpSettings#CORS_ORIGINS}. */
  public static Cors of(Settings settings) {
    return new Cors(settings.get(HttpSettings.CORS_ORIGINS));
  }

  /** Returns the origins whose pages may send requests and read the answers. */
  OriginPatterns origins() {
    return origins;
  }

  /** Returns the header lines that an answer to a request with these headers has for this. */
  public Headers headers(Headers request) {
    if (origins.isEmpty()) {
      return Headers.NONE;
    }
    var lines = new ArrayList<Header>();
    lines.add(new Header("Vary", "Origin"));
    allowedOrigin(request)
        .ifPresent(
            origin -> {
              lines.add(new Header("Access-Control-Allow-Origin", origin));
              lines.add(
                  new Header("Access-Control-Expose-Headers", String.join(", ", CorsHeaders.READ)));
            });
    return Headers.of(lines);
  }

  /**
   * Returns the further header lines of the answer to a preflight: pages may send these methods,
   * and the headers that they ask for as far as MCP knows them.
   *
   * @param methods separated by commas
   */
  public Headers preflightHeaders(String methods, Headers request) {
    if (allowedOrigin(request).isEmpty()) {
      return Headers.NONE;
    }
    List<String> names =
        FieldList.of(request.all("Access-Control-Request-Headers")).stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .filter(CorsHeaders::isSent)
            .distinct()
            .toList();
    return Headers.of(
        "Access-Control-Allow-Methods",
        methods,
        "Access-Control-Max-Age",
        String.valueOf(CorsHeaders.MAX_AGE),
        "Access-Control-Allow-Headers",
        String.join(", ", names.isEmpty() ? CorsHeaders.SENT : names));
  }

  void answer(Headers request, HttpServletResponse response) {
    headers(request).forEach(line -> response.addHeader(line.name(), line.value()));
  }

  void answerPreflight(String method, Headers request, HttpServletResponse response) {
    preflightHeaders(method, request)
        .forEach(line -> response.addHeader(line.name(), line.value()));
  }

  private Optional<String> allowedOrigin(Headers headers) {
    List<String> lines = headers.all("Origin");
    if (lines.size() != 1 || origins.isEmpty()) {
      return Optional.empty();
    }
    return Origin.parse(lines.get(0)).filter(origins::allows).map(origin -> lines.get(0));
  }
}
