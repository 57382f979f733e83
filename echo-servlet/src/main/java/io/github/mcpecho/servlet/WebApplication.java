package io.github.mcpecho.servlet;

import io.github.mcpecho.McpEcho;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.mcp.Authorization;
import io.github.mcpecho.mcp.ExchangeListener;
import io.github.mcpecho.mcp.McpServer;
import io.github.mcpecho.settings.ConfigurationException;
import io.github.mcpecho.settings.Settings;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the servlets of one server share.
 *
 * @param metrics hears of the endpoint's requests
 * @param servesAnyHost whether the endpoint's guard lets every Host in
 */
record WebApplication(
    McpServer server,
    McpEndpoint endpoint,
    MetadataEndpoint metadata,
    PageEndpoint page,
    RequestMetrics metrics,
    boolean servesAnyHost) {
  private static final System.Logger LOG = System.getLogger(WebApplication.class.getName());
  private static final String ATTRIBUTE = WebApplication.class.getName();

  static WebApplication of(McpServer server, Settings settings, boolean loopback) {
    return of(server, settings, loopback, CallContexts::headers);
  }

  static WebApplication of(
      McpServer server,
      Settings settings,
      boolean loopback,
      Function<HttpServletRequest, Headers> headers) {
    OriginGuard guard = OriginGuard.of(settings, loopback);
    var metrics = new RequestMetrics();
    metrics.serves(server.toolNames());
    var listener = ExchangeListener.all(List.of(metrics, server.exchangeListener()));
    var endpoint =
        new McpEndpoint(
            server,
            settings,
            guard,
            headers,
            listener,
            BodyMemory.fitting(settings.get(HttpSettings.MAX_BODY_BYTES)),
            () -> ThreadLocalRandom.current().nextLong());
    var metadata = new MetadataEndpoint(server, settings, guard);
    var page = new PageEndpoint(server, settings, guard, headers);
    return new WebApplication(server, endpoint, metadata, page, metrics, guard.servesAnyHost());
  }

  /**
   * Starts to serve in a web application, where servlets that the container made find this. Warns
   * if any Host is served, and if clients cannot reach the resource metadata without a proxy.
   */
  void serveIn(ServletContext context) {
    synchronized (context) {
      context.setAttribute(ATTRIBUTE, this);
    }
    if (servesAnyHost) {
      LOG.log(
          System.Logger.Level.WARNING,
          "Any Host is served, so a web page can reach this server by DNS rebinding: list the hosts"
              + " that clients use in MCP_ECHO_ALLOWED_HOSTS, or * if something in front checks"
              + " them");
    }
    String path = context.getContextPath();
    if (server.authorization().isPresent() && !path.isEmpty()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "Challenge mode under the context path {0}: clients look for the resource metadata at the"
              + " root of the host, below {1}{0}, where this web application cannot answer. Let the"
              + " proxy in front pass that on to {0}{1}{0}, or deploy at the root",
          path,
          Authorization.METADATA_PATH);
    }
  }

  /**
   * Returns the one that serves in a web application; without one, the first that asks makes it,
   * from the environment and init parameters.
   *
   * @throws ConfigurationException if these cannot be used
   */
  static WebApplication in(ServletContext context) {
    synchronized (context) {
      if (context.getAttribute(ATTRIBUTE) instanceof WebApplication made) {
        return made;
      }
      Settings settings =
          HttpSettings.DEFAULTS
              .withEnvironment(System.getenv())
              .withInitParameters(parameters(context));
      WebApplication made = of(McpEcho.builder().settings(settings).build(), settings, false);
      context.setAttribute(ATTRIBUTE, made);
      return made;
    }
  }

  /**
   * Returns the path of the MCP endpoint, which the init parameter {@code endpoint} of a servlet
   * beside it tells if it is not {@code /mcp}.
   *
   * @throws ConfigurationException if that is no path
   */
  static String endpoint(ServletConfig servlet) {
    String path = Optional.ofNullable(servlet.getInitParameter("endpoint")).orElse("/mcp");
    if (!path.startsWith("/")) {
      throw new ConfigurationException(
          "The init parameter endpoint is the path of the MCP endpoint, such as /mcp");
    }
    return servlet.getServletContext().getContextPath() + path;
  }

  /** Returns the paths to which the endpoint is mapped. */
  static List<String> endpoints(ServletContext context) {
    return echoServlets(context)
        .flatMap(servlet -> servlet.getMappings().stream())
        .filter(mapping -> mapping.startsWith("/"))
        .map(mapping -> context.getContextPath() + mapping.replaceFirst("/\\*$", ""))
        .sorted()
        .toList();
  }

  private static Stream<? extends ServletRegistration> echoServlets(ServletContext context) {
    return context.getServletRegistrations().values().stream()
        .filter(servlet -> EchoServlet.class.getName().equals(servlet.getClassName()));
  }

  /** Whichever servlet is asked first, those of the endpoint count. */
  private static Map<String, String> parameters(ServletContext context) {
    Set<Map<String, String>> ofServlets =
        echoServlets(context)
            .map(ServletRegistration::getInitParameters)
            .collect(Collectors.toSet());
    if (ofServlets.size() > 1) {
      throw new ConfigurationException(
          "The EchoServlets of a web application are one server: give them the same init"
              + " parameters, or give these to the web application");
    }
    var parameters = new HashMap<String, String>();
    for (String name : Collections.list(context.getInitParameterNames())) {
      parameters.put(name, context.getInitParameter(name));
    }
    ofServlets.forEach(parameters::putAll);
    return parameters;
  }
}
