package io.github.mcpecho.diagnosis.cors;

import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.http.FieldList;
import io.github.mcpecho.mcp.ToolArguments;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A response that was pasted.
 *
 * @param status empty if it was not given
 * @param preflight whether it answers a preflight, not the request itself
 * @param redirect what it, or the response before it, is if it sent the client elsewhere
 * @param body as far as it was pasted; mostly empty
 */
record CorsResponse(
    Optional<Integer> status,
    Headers headers,
    boolean preflight,
    Optional<Redirect> redirect,
    String body) {
  static final String WILDCARD = "*";
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  /**
   * Takes each part from the arguments, else from the paste.
   *
   * @param before the earlier response that sent the client here, if one did
   */
  static CorsResponse of(
      ToolArguments arguments, Exchange pasted, Optional<Redirect> before, CorsRequest request) {
    Headers headers = pasted.response();
    Optional<String> method =
        arguments.optionalString("method").filter("OPTIONS"::equalsIgnoreCase);
    boolean announced = pasted.request().contains("access-control-request-method");
    boolean looks =
        headers.contains("access-control-allow-methods")
            || headers.contains("access-control-allow-headers");
    Optional<Integer> status =
        arguments.json().has("status")
            ? Optional.of(arguments.requiredInt("status"))
            : pasted.status();
    status.ifPresent(pasted::setStatus);
    boolean preflight =
        arguments.booleanOr(
            "preflight",
            method
                .or(pasted::method)
                .map("OPTIONS"::equalsIgnoreCase)
                .orElse(
                    announced
                        || looks && !headers.contains("mcp-session-id")
                        || refusesAnother(status, headers, request.method())));
    // One that no browser follows decides.
    Optional<Redirect> redirect =
        before.filter(one -> !one.isFollowed(request)).or(pasted::redirect).or(() -> before);
    return new CorsResponse(status, headers, preflight, redirect, pasted.body());
  }

  /** Returns whether a 405 cannot answer this method, since Allow names it (RFC 9110 §15.5.6). */
  private static boolean refusesAnother(Optional<Integer> status, Headers headers, String method) {
    return status.filter(code -> code == 405).isPresent()
        && FieldList.of(headers.all("allow")).stream().anyMatch(method::equalsIgnoreCase);
  }

  /**
   * Returns whether all that is known is the status of a preflight, and by that alone it fails: of
   * its headers nothing can be said.
   */
  boolean isStatusOfFailedPreflight() {
    return preflight && headers.size() == 0 && status.filter(code -> !isOk(code)).isPresent();
  }

  /** Returns whether a browser follows a response of this status (Fetch §2.2.3). */
  static boolean isRedirect(int status) {
    return REDIRECTS.contains(status);
  }

  /** Returns whether it is an ok status, which a preflight needs (Fetch). */
  static boolean isOk(int status) {
    return status >= 200 && status < 300;
  }

  /** Returns what is behind the answer, if its status, its headers or its body tell. */
  Optional<Refusal> refusal() {
    return status.flatMap(code -> Refusal.of(preflight, code, headers, body));
  }

  /** Returns the value as Fetch reads it: all lines of the name, joined. */
  Optional<String> value(String name) {
    List<String> lines = headers.all(name);
    return lines.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", lines));
  }

  /** Returns the elements of a list header, in lower case if case does not matter. */
  List<String> list(String name, boolean ignoreCase) {
    return FieldList.of(headers.all(name)).stream()
        .map(element -> ignoreCase ? element.toLowerCase(Locale.ROOT) : element)
        .toList();
  }

  /**
   * Returns whether a list of names in lower case allows a header. An asterisk in it does so
   * without credentials only, and never for Authorization (Fetch).
   */
  static boolean allows(List<String> listed, String name, CorsRequest request) {
    return listed.contains(name)
        || listed.contains(WILDCARD) && !request.credentials() && !name.equals("authorization");
  }
}
