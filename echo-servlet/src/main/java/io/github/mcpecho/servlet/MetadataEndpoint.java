package io.github.mcpecho.servlet;

import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.mcp.Authorization;
import io.github.mcpecho.mcp.McpServer;
import io.github.mcpecho.settings.Settings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;

/** Serves resource metadata. Its guard is that of the endpoint; it needs no token. */
final class MetadataEndpoint {
  private static final String ALLOW = "GET, HEAD, OPTIONS";

  private final Optional<Authorization> authorization;
  private final Cors cors;
  private final HttpRules rules;
  private final Clock clock;

  MetadataEndpoint(McpServer server, Settings settings, OriginGuard guard) {
    this.authorization = server.authorization();
    this.cors = Cors.of(settings);
    this.rules = new HttpRules(settings, guard, cors, server);
    this.clock = server.clock();
  }

  /**
   * @param endpoint the path of the MCP endpoint
   */
  void serve(String endpoint, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    // Not to be kept: it tells the URL that this very request gives away.
    JsonAnswer.prepare(response);
    CallContext context = CallContexts.of(request, clock.instant());
    cors.answer(context.headers(), response);
    try {
      answer(metadata(endpoint, request, context), context, response);
    } catch (HttpRejection rejection) {
      rejection.answer(response);
    }
  }

  private void answer(byte[] metadata, CallContext context, HttpServletResponse response)
      throws HttpRejection, IOException {
    switch (context.method()) {
      case "GET", "HEAD" -> JsonAnswer.write(response, HttpServletResponse.SC_OK, metadata);
      case "OPTIONS" -> {
        response.setHeader("Allow", ALLOW);
        cors.answerPreflight("GET", context.headers(), response);
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
      }
      default ->
          throw HttpRejection.methodNotAllowed(
              context.method(), ALLOW, "resource metadata is asked for with GET");
    }
  }

  private byte[] metadata(String endpoint, HttpServletRequest request, CallContext context)
      throws HttpRejection {
    if (authorization.isEmpty()) {
      throw notFound("there is no resource metadata, since nobody is asked for a token here");
    }
    rules.checkOrigin(request, context.headers());
    return authorization
        .get()
        .metadata(context.withEndpoint(endpoint), pathBehind(request))
        .orElseThrow(() -> notFound("there is no resource metadata of this path"));
  }

  private static HttpRejection notFound(String why) {
    return HttpRejection.of(HttpServletResponse.SC_NOT_FOUND, why);
  }

  /** Returns the path behind the well-known one, however the servlet is mapped to it. */
  private static String pathBehind(HttpServletRequest request) {
    String path = request.getServletPath() + Optional.ofNullable(request.getPathInfo()).orElse("");
    return path.startsWith(Authorization.METADATA_PATH)
        ? path.substring(Authorization.METADATA_PATH.length())
        : "";
  }
}
