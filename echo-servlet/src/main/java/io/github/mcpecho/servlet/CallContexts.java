package io.github.mcpecho.servlet;

import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Header;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.http.TlsSession;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Takes plain values out of a servlet request. */
final class CallContexts {
  /**
   * Set by Tomcat's RemoteIpValve and RemoteIpFilter, which remove the X-Forwarded-For they use.
   */
  private static final String FORWARDED = "org.apache.tomcat.request.forwarded";

  /** Set by Spring in the context of a web application that it has made or runs in. */
  private static final String SPRING = "org.springframework.web.context.WebApplicationContext.ROOT";

  private static final String PREFIX = "X-Forwarded-";

  /** Jakarta Servlet 6.1 §3.10. */
  private static final String CIPHER_SUITE = "jakarta.servlet.request.cipher_suite";

  private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";

  /** That of Servlet 6.1, and Tomcat's before it. */
  private static final List<String> TLS_PROTOCOL =
      List.of(
          "jakarta.servlet.request.secure_protocol",
          "org.apache.tomcat.util.net.secure_protocol_version");

  private CallContexts() {}

  static CallContext of(HttpServletRequest request, Instant receivedAt) {
    return of(request, CallContexts::headers, receivedAt, System.nanoTime());
  }

  /** Takes the headers from where they stand in the order they were sent in. */
  static CallContext of(
      HttpServletRequest request,
      Function<HttpServletRequest, Headers> headers,
      Instant receivedAt,
      long receivedNanos) {
    return new CallContext(
        request.getMethod(),
        target(request),
        request.getProtocol(),
        headers.apply(request),
        connection(request),
        receivedAt,
        receivedNanos);
  }

  private static String target(HttpServletRequest request) {
    String query = request.getQueryString();
    return query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
  }

  /** The servlet API tells the lines of one name, and of no order among the names. */
  static Headers headers(HttpServletRequest request) {
    var lines = new ArrayList<Header>();
    Enumeration<String> names = request.getHeaderNames();
    while (names.hasMoreElements()) {
      String name = names.nextElement();
      Enumeration<String> values = request.getHeaders(name);
      while (values.hasMoreElements()) {
        lines.add(new Header(name, values.nextElement()));
      }
    }
    return Headers.grouped(lines);
  }

  private static CallContext.Connection connection(HttpServletRequest request) {
    ServletRequest received = received(request);
    List<String> hidden = hidden(request, received);
    boolean applied =
        Boolean.TRUE.equals(request.getAttribute(FORWARDED))
            || (!hidden.isEmpty() && !view(request).equals(view(received)));
    CallContext.Connection.Builder connection =
        CallContext.Connection.builder()
            .scheme(request.getScheme())
            .server(request.getServerName(), request.getServerPort())
            .secure(request.isSecure())
            .remote(request.getRemoteAddr(), Math.max(0, request.getRemotePort()))
            .local(request.getLocalAddr(), Math.max(0, request.getLocalPort()))
            .container(container(request))
            .forwardedApplied(applied)
            .hiddenHeaders(hidden);
    tls(request).ifPresent(connection::tls);
    Optional.ofNullable(request.getUserPrincipal())
        .map(Principal::getName)
        .ifPresent(connection::userPrincipal);
    return connection.build();
  }

  /** What a proxy says of its own connection has no cipher suite. */
  private static Optional<TlsSession> tls(ServletRequest request) {
    if (request.isSecure() && request.getAttribute(EchoServlets.TLS) instanceof TlsSession told) {
      return Optional.of(told);
    }
    if (!request.isSecure()
        || !(request.getAttribute(CIPHER_SUITE) instanceof String cipherSuite)) {
      return Optional.empty();
    }
    String protocol =
        TLS_PROTOCOL.stream()
            .map(request::getAttribute)
            .filter(String.class::isInstance)
            .map(String.class::cast)
            .findFirst()
            .orElse("");
    Optional<X509Certificate> certificate =
        request.getAttribute(CERTIFICATES) instanceof X509Certificate[] chain && chain.length > 0
            ? Optional.of(chain[0])
            : Optional.empty();
    return Optional.of(
        new TlsSession(protocol, cipherSuite, Optional.empty(), Optional.empty(), certificate));
  }

  /** A request that was not made by a container may have no context. */
  private static String container(HttpServletRequest request) {
    return Optional.ofNullable(request.getServletContext())
        .map(
            at ->
                at.getAttribute(SPRING) == null
                    ? at.getServerInfo()
                    : at.getServerInfo() + ", Spring")
        .orElse("");
  }

  /** The request as the container made it: a filter that changes one wraps it. */
  private static ServletRequest received(ServletRequest request) {
    return request instanceof ServletRequestWrapper wrapper
        ? received(wrapper.getRequest())
        : request;
  }

  private static List<String> hidden(HttpServletRequest request, ServletRequest received) {
    if (received == request || !(received instanceof HttpServletRequest whole)) {
      return List.of();
    }
    return Collections.list(whole.getHeaderNames()).stream()
        .filter(CallContexts::isForwarded)
        .filter(name -> request.getHeader(name) == null)
        .toList();
  }

  private static boolean isForwarded(String name) {
    return name.equalsIgnoreCase("Forwarded")
        || name.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
  }

  private static List<Object> view(ServletRequest request) {
    return Arrays.asList(
        request.getScheme(),
        request.getServerName(),
        request.getServerPort(),
        request.getRemoteAddr());
  }
}
