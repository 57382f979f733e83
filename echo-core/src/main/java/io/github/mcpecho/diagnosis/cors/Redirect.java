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
 * @param asked where the request went to, as far as it is known
 * @param location empty if it is not known
 * @param readable whether this response allows any origin, which a browser has to see to follow
 * @param leadsToAnswer whether what came next is an answer that a page may read
 */
record Redirect(
    int status, Address asked, String location, boolean readable, boolean leadsToAnswer) {
  private static final Pattern LOGIN =
      Pattern.compile(
          "(?i)(?:^|[/._-])(?:log-?in|sign-?in|sso|saml2?|oauth2?|o2|auth|authorize|accounts|idp"
              + "|cdn-cgi/access)(?:[/._?-]|$)");

  /** Paths of endpoints, if it is not known which one was asked for. */
  private static final Pattern ENDPOINT = Pattern.compile("(?i)(?:^|.*/)(?:mcp|sse|messages?)/");

  /**
   * A URL, or a part of one; what is not known is empty.
   *
   * @param authority in the form it was written in
   */
  private record Address(String scheme, String authority, String path) {
    private static final Pattern FORM =
        Pattern.compile(
            "(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?://([^/?#]*))?([^?#]*).*", Pattern.DOTALL);

    static Address of(String text) {
      Matcher parts = FORM.matcher(text.replace('\\', '/'));
      parts.matches();
      return new Address(part(parts, 1), part(parts, 2), part(parts, 3));
    }

    private static String part(Matcher parts, int group) {
      return Optional.ofNullable(parts.group(group)).orElse("");
    }

    Address withHost(Optional<String> host) {
      return authority.isEmpty() ? new Address(scheme, host.orElse(""), path) : this;
    }

    boolean differsBySlash(Address to) {
      return path.isEmpty()
          ? ENDPOINT.matcher(to.path).matches()
          : !path.equals(to.path) && withSlash(path).equals(withSlash(to.path));
    }

    private static String withSlash(String path) {
      return path.endsWith("/") ? path : path + "/";
    }
  }

  static Redirect of(
      int status,
      Optional<String> target,
      Headers request,
      Headers response,
      boolean leadsToAnswer) {
    return new Redirect(
        status,
        Address.of(target.orElse(""))
            .withHost(request.first("host").or(() -> request.first(":authority"))),
        response.first("location").orElse(""),
        response.contains(CorsResponseJudge.ALLOW_ORIGIN),
        leadsToAnswer);
  }

  /** Returns what is behind a redirect from one URL to another, if the two tell. */
  static Optional<Refusal> cause(String from, String to) {
    return new Redirect(0, Address.of(from), to, false, false).cause();
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
    Address to = Address.of(location);
    if (to.scheme.isEmpty()) {
      return !location.isEmpty() && to.authority.isEmpty();
    }
    boolean mixed =
        to.scheme.equalsIgnoreCase("http")
            && request.origin().filter(page -> page.startsWith("https:")).isPresent();
    return !mixed && (asked.authority.isEmpty() ? leadsToAnswer : isSameHost(to));
  }

  private boolean isSameHost(Address to) {
    String scheme = to.scheme.isEmpty() ? "https" : to.scheme;
    Optional<Origin> target = Origin.parse(scheme + "://" + to.authority);
    return target.isPresent() && Origin.parse(scheme + "://" + asked.authority).equals(target);
  }

  /** Returns what is behind it, if the two addresses tell. */
  Optional<Refusal> cause() {
    Address to = Address.of(location);
    boolean secured = asked.scheme.equalsIgnoreCase("http") && to.scheme.equalsIgnoreCase("https");
    boolean slash = asked.differsBySlash(to);
    boolean samePath = asked.path.length() > 1 && asked.path.equals(to.path);
    if (!(to.authority.isEmpty() || asked.authority.isEmpty() || isSameHost(to))) {
      return samePath ? told("leads to the same path of another host") : Optional.empty();
    }
    if (secured && (slash || samePath)) {
      return told("leads from http to https");
    }
    return slash ? told("changes only the slash at the end of the path") : Optional.empty();
  }

  private static Optional<Refusal> told(String what) {
    return Optional.of(
        new Refusal(
            Optional.of("The redirect " + what + ": the request missed the endpoint by that."),
            "Call the address that the redirect leads to."));
  }

  /** Returns what is behind the redirect of a preflight, if the two addresses tell. */
  Optional<Refusal> causeOfPreflight() {
    return cause()
        .or(
            () ->
                LOGIN.matcher(location).find()
                    ? Optional.of(
                        new Refusal(
                            Optional.of(
                                "The preflight was sent to a login page. It carries no credentials,"
                                    + " so it must not be asked for any."),
                            CorsFinding.CORS_PREFLIGHT_STATUS.fix()))
                    : Optional.empty());
  }

  String shown(Redactor redactor) {
    return "to " + (location.isEmpty() ? "an unknown address" : redactor.url(location));
  }
}
