package io.github.mcpecho.servlet;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Links that hold whatever prefix a proxy has taken away: they are relative. */
final class PageLink {
  private PageLink() {}

  /**
   * Returns a link from where this request was sent to.
   *
   * @param path within the web application
   */
  static String to(String path, HttpServletRequest request) {
    String from = request.getServletPath() + Optional.ofNullable(request.getPathInfo()).orElse("");
    long folders = from.chars().skip(1).filter(c -> c == '/').count();
    return "./" + "../".repeat((int) folders) + path.substring(1);
  }

  /** Returns the link to the page, nothing if none is mapped in this web application. */
  static Optional<String> toPage(HttpServletRequest request) {
    return Optional.ofNullable(request.getServletContext())
        .map(ServletContext::getServletRegistrations)
        .map(Map::values)
        .stream()
        .flatMap(Collection::stream)
        .filter(servlet -> PageServlet.class.getName().equals(servlet.getClassName()))
        .map(ServletRegistration::getMappings)
        .flatMap(Collection::stream)
        .findFirst()
        .map(pattern -> pattern.isEmpty() ? "/" : pattern.replace("*", ""))
        .map(path -> to(path, request));
  }
}
