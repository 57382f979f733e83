package io.github.mcpecho.diagnosis.cors;

import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.http.Origin;
import io.github.mcpecho.internal.redaction.Redactor;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A response that sends the client elsewhere.
 *
 * @param host that the request went to, if it is known
 * @param location empty if it is not known
 * @param readable whether this response allows any origin, which a browser has to see to follow
 */
record Redirect(int status, Optional<String> host, String location, boolean readable) {
  private static final Pattern ABSOLUTE =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):(?://([^/?#]*))?");

  static Redirect of(int status, Headers request, Headers response) {
    return new Redirect(
        status,
        request.first("host").or(() -> request.first(":authority")),
        response.first("location").orElse(""),
        response.contains(CorsResponseJudge.ALLOW_ORIGIN));
  }

  /**
   * Returns whether a browser sends the request there as it was, Authorization and body included,
   * with one more preflight before it (Fetch, HTTP-redirect fetch).
   */
  boolean isFollowed(CorsRequest request) {
    return readable && keeps(request.method()) && staysWithin(request);
  }

  private boolean keeps(String method) {
    return switch (status) {
      case 301, 302 -> !method.equals("POST");
      case 303 -> method.equals("GET") || method.equals("HEAD");
      default -> true;
    };
  }

  /** A page that came by https may send nothing by http (Mixed Content). */
  private boolean staysWithin(CorsRequest request) {
    String to = location.replace('\\', '/');
    if (to.isEmpty() || to.startsWith("//")) {
      return false;
    }
    Matcher absolute = ABSOLUTE.matcher(to);
    if (!absolute.lookingAt()) {
      return true;
    }
    String scheme = absolute.group(1);
    boolean mixed =
        scheme.equalsIgnoreCase("http")
            && request.origin().filter(page -> page.startsWith("https:")).isPresent();
    Optional<Origin> target = Origin.parse(scheme + "://" + absolute.group(2));
    return !mixed
        && target.isPresent()
        && host.flatMap(name -> Origin.parse(scheme + "://" + name)).equals(target);
  }

  /** Returns where it leads, fit to show. */
  String shown(Redactor redactor) {
    return "to " + (location.isEmpty() ? "an unknown address" : redactor.url(location));
  }
}
