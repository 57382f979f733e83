package io.github.mcpecho.servlet;

import io.github.mcpecho.mcp.CallContext;
import io.github.mcpecho.mcp.Header;
import io.github.mcpecho.mcp.Headers;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.Optional;

/** Takes plain values out of a servlet request. */
final class CallContexts {
  /**
   * Set by Tomcat's RemoteIpValve and RemoteIpFilter, which remove the X-Forwarded-For they use.
   */
  private static final String FORWARDED = "org.apache.tomcat.request.forwarded";

  private CallContexts() {}

  static CallContext of(HttpServletRequest request, Instant receivedAt) {
    return new CallContext(
        request.getMethod(),
        target(request),
        request.getProtocol(),
        headers(request),
        connection(request),
        receivedAt);
  }

  private static String target(HttpServletRequest request) {
    String query = request.getQueryString();
    return query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
  }

  private static Headers headers(HttpServletRequest request) {
    var lines = new ArrayList<Header>();
    Enumeration<String> names = request.getHeaderNames();
    while (names.hasMoreElements()) {
      String name = names.nextElement();
      Enumeration<String> values = request.getHeaders(name);
      while (values.hasMoreElements()) {
        lines.add(new Header(name, values.nextElement()));
      }
    }
    return Headers.of(lines);
  }

  private static CallContext.Connection connection(HttpServletRequest request) {
    return new CallContext.Connection(
        request.getScheme(),
        request.getServerName(),
        request.getServerPort(),
        request.isSecure(),
        request.getRemoteAddr(),
        Math.max(0, request.getRemotePort()),
        request.getLocalAddr(),
        Math.max(0, request.getLocalPort()),
        Optional.ofNullable(request.getUserPrincipal()).map(Principal::getName),
        Boolean.TRUE.equals(request.getAttribute(FORWARDED)));
  }
}
