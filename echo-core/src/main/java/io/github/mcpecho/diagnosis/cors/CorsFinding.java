package io.github.mcpecho.diagnosis.cors;

import io.github.mcpecho.internal.http.CorsHeaders;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.report.Finding;
import io.github.mcpecho.report.FindingEntry;
import io.github.mcpecho.report.FindingKind;
import io.github.mcpecho.report.Severity;

/** What a browser would object to. */
public enum CorsFinding implements FindingKind {
  CORS_ORIGIN_NULL(
      Severity.WARNING,
      "The origin is null: a sandboxed frame, a file or a redirect. Any site can make "
          + "requests with that origin.",
      "HTML standard, opaque origins; Fetch standard, CORS check "
          + "(https://fetch.spec.whatwg.org/#cors-check)",
      "Serve the web client from an https origin; never allow \"null\"."),
  CORS_ORIGIN_MALFORMED(
      Severity.ERROR,
      "This is no origin as a browser sends it: scheme, host and, unless it is "
          + "the default, port, in lower case and without a path.",
      "RFC 6454 §6.2, §7",
      "Send it as a browser does, for example https://app.example.com."),
  CORS_SAME_ORIGIN(
      Severity.INFO,
      "The origin is that of this server, so a browser needs no CORS headers.",
      "Fetch standard, Origin header (browsers send it with same-origin POST requests too)",
      "Nothing."),
  CORS_ORIGIN_MISSING(
      Severity.ERROR,
      "The response has no Access-Control-Allow-Origin, so the browser hides it from "
          + "the script.",
      "Fetch standard, CORS check (https://fetch.spec.whatwg.org/#cors-check)",
      Fixes.ORIGIN),
  CORS_ORIGIN_DIFFERS(
      Severity.ERROR,
      "Access-Control-Allow-Origin is not the origin of the request, letter by letter.",
      "Fetch standard, CORS check (https://fetch.spec.whatwg.org/#cors-check)",
      Fixes.ORIGIN),
  CORS_ORIGIN_REPEATED(
      Severity.ERROR,
      "Access-Control-Allow-Origin has several values, which equals no origin.",
      "Fetch standard, CORS check (https://fetch.spec.whatwg.org/#cors-check)",
      "Only one place may set it: when the proxy does, switch CORS off in the "
          + "application (Starlette CORSMiddleware, Express cors, Spring CorsConfiguration), or "
          + "remove its header with nginx proxy_hide_header Access-Control-Allow-Origin."),
  CORS_ORIGIN_WILDCARD(
      Severity.INFO,
      "Access-Control-Allow-Origin is *: every web site may read the answers of this server.",
      "Fetch standard, CORS check (https://fetch.spec.whatwg.org/#cors-check)",
      "Name the origins that need it, if the server is not public."),
  CORS_ORIGIN_WILDCARD_CREDENTIALS(
      Severity.ERROR,
      "Access-Control-Allow-Origin is *, which with credentials is no wildcard.",
      "Fetch standard, CORS check (https://fetch.spec.whatwg.org/#cors-check)",
      "Answer with the origin of the request and Vary: Origin, or call fetch without "
          + "credentials: \"include\"; a bearer token needs none."),
  CORS_ORIGIN_NULL_ALLOWED(
      Severity.WARNING,
      "Access-Control-Allow-Origin is null: every site can make requests with that "
          + "origin, from a sandboxed frame.",
      "HTML standard, opaque origins; Fetch standard, CORS check "
          + "(https://fetch.spec.whatwg.org/#cors-check)",
      "Remove \"null\" from the allowed origins."),
  CORS_CREDENTIALS_MISSING(
      Severity.ERROR,
      "The request carries credentials, and the response has no Access-Control-Allow-"
          + "Credentials: true.",
      "Fetch standard, CORS check (https://fetch.spec.whatwg.org/#cors-check)",
      "Traefik headers.accessControlAllowCredentials: true; nginx add_header Access-"
          + "Control-Allow-Credentials true always; Envoy CorsPolicy allow_credentials: true; "
          + "Starlette CORSMiddleware allow_credentials=True; Express cors credentials: true; "
          + "Spring CorsConfiguration setAllowCredentials(true)."
          + " Or call fetch without credentials: \"include\"."),
  CORS_CREDENTIALS_SPELLING(
      Severity.ERROR,
      "Access-Control-Allow-Credentials is not exactly \"true\", in lower case.",
      "Fetch standard, CORS check (https://fetch.spec.whatwg.org/#cors-check)",
      "Write true."),
  CORS_ORIGIN_REFUSED(
      Severity.ERROR,
      "The browser says that Access-Control-Allow-Origin does not allow the origin: it is absent, "
          + "or names another.",
      "Fetch standard, CORS check (https://fetch.spec.whatwg.org/#cors-check)",
      Fixes.ORIGIN),
  CORS_REDIRECTED(
      Severity.ERROR,
      "The request was redirected, mostly to a login page: a browser repeats a POST as a GET "
          + "there, without the body, and across origins without Authorization. What the page "
          + "behind it lacks is not the cause.",
      "Fetch standard, HTTP-redirect fetch (https://fetch.spec.whatwg.org/#http-redirect-fetch)",
      "Answer calls of an API with 401 and WWW-Authenticate in place of a redirect to the login "
          + "page: oauth2-proxy --api-route or --force-json-errors; Traefik forwardAuth and nginx "
          + "auth_request: an address that answers 401; Envoy oauth2 deny_redirect_matcher; "
          + "Cloudflare Access: 401 Response for Service Auth policies; Spring Security "
          + "oauth2ResourceServer or an authenticationEntryPoint; Express and Starlette: send 401 where the session is "
          + "checked. If it is for https or a slash at the end: call the address it leads to."),
  CORS_NOT_ASKED(
      Severity.ERROR,
      "The browser did not let the page ask: a page or an address that is not http or https, a "
          + "public page that asks for a local address, or CORS switched off.",
      "Fetch standard, HTTP fetch; Local Network Access "
          + "(https://wicg.github.io/local-network-access/)",
      "Serve the page over https, and give the browser leave for the local network when it asks; "
          + "open no page from a file."),
  CORS_NO_RESPONSE(
      Severity.ERROR,
      "The browser got no response: the name, the connection, TLS or a certificate failed, or an "
          + "extension blocked the request. CORS headers are not the cause.",
      "Fetch standard, network error (https://fetch.spec.whatwg.org/#concept-network-error)",
      "Open the address in a tab of the same browser: it says what fails. For a certificate of "
          + "one's own, trust it there."),
  CORS_LIST_MALFORMED(
      Severity.ERROR,
      "Access-Control-Allow-Methods or Access-Control-Allow-Headers is no list of names with "
          + "commas between them, so the preflight fails as a whole.",
      "Fetch standard, extract header list values "
          + "(https://fetch.spec.whatwg.org/#extract-header-list-values)",
      "Write names alone, with commas between them: no quotes, brackets, blanks or semicolons."),
  CORS_PREFLIGHT_STATUS(
      Severity.ERROR,
      "The preflight was not answered with a status from 200 to 299. A preflight "
          + "carries no credentials, so it must not be asked for any.",
      "Fetch standard, CORS-preflight fetch (https://fetch.spec.whatwg.org/#cors-"
          + "preflight-fetch)",
      "Answer OPTIONS before authentication: oauth2-proxy --skip-auth-preflight; nginx "
          + "\"if ($request_method = OPTIONS) { return 204; }\" before auth_request, which "
          + "turns OPTIONS into a GET; Traefik: the headers middleware before forwardAuth; "
          + "Envoy: the cors filter before ext_authz and jwt_authn; Starlette CORSMiddleware "
          + "outside of authentication; Express cors before it; Spring Security http.cors()."),
  CORS_PREFLIGHT_REDIRECT(
      Severity.ERROR,
      "The preflight was redirected, and a browser follows no redirect there.",
      "Fetch standard, CORS-preflight fetch (https://fetch.spec.whatwg.org/#cors-"
          + "preflight-fetch)",
      "Call the address that the redirect leads to; the usual causes are http instead "
          + "of https, a slash at the end of the path and a login page."),
  CORS_METHOD_MISSING(
      Severity.ERROR,
      "The method of the request is not among Access-Control-Allow-Methods.",
      "Fetch standard, CORS-preflight fetch (https://fetch.spec.whatwg.org/#cors-"
          + "preflight-fetch)",
      "Add it as it is spelled, for case matters: Traefik headers.accessControlAllowMethods; nginx "
          + "add_header Access-Control-Allow-Methods, with always; Envoy CorsPolicy allow_methods; "
          + "Starlette CORSMiddleware allow_methods; Express cors methods; Spring "
          + "CorsConfiguration setAllowedMethods."),
  CORS_METHOD_WILDCARD_CREDENTIALS(
      Severity.ERROR,
      "Access-Control-Allow-Methods is *, which with credentials is no wildcard.",
      "Fetch standard, CORS-preflight fetch (https://fetch.spec.whatwg.org/#cors-"
          + "preflight-fetch)",
      "Name the methods: GET, POST, OPTIONS."),
  CORS_HEADERS_MISSING(
      Severity.ERROR,
      "The request has headers that are not among Access-Control-Allow-Headers.",
      "Fetch standard, CORS-preflight fetch (https://fetch.spec.whatwg.org/#cors-"
          + "preflight-fetch)",
      Fixes.HEADERS),
  CORS_HEADERS_WILDCARD_CREDENTIALS(
      Severity.ERROR,
      "Access-Control-Allow-Headers is *, which with credentials is no wildcard.",
      "Fetch standard, CORS-preflight fetch (https://fetch.spec.whatwg.org/#cors-"
          + "preflight-fetch)",
      Fixes.HEADERS),
  CORS_AUTHORIZATION_NOT_COVERED(
      Severity.ERROR,
      "Access-Control-Allow-Headers is *, which never covers Authorization. Browsers "
          + "that let it pass are changing.",
      "Fetch standard, CORS non-wildcard request-header name "
          + "(https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name)",
      Fixes.HEADERS),
  CORS_MCP_HEADERS_MISSING(
      Severity.WARNING,
      "Headers that MCP clients send are not among Access-Control-Allow-Headers; this "
          + "request did not need them, others will.",
      "MCP 2026-07-28, basic/transports/streamable-http: Standard Request Headers",
      Fixes.HEADERS),
  CORS_MAX_AGE(
      Severity.INFO,
      "The browser keeps the answer to a preflight for another time than the header "
          + "seems to say.",
      "Fetch standard, Access-Control-Max-Age: 5 seconds if absent; Chromium caps at "
          + "7200, Firefox at 86400",
      "Send "
          + CorsHeaders.MAX_AGE
          + ": Traefik headers.accessControlMaxAge; nginx add_header Access-Control-Max-Age "
          + CorsHeaders.MAX_AGE
          + " always; Envoy CorsPolicy max_age; Starlette CORSMiddleware max_age; Express cors "
          + "maxAge; Spring CorsConfiguration setMaxAge."),
  CORS_VARY_MISSING(
      Severity.WARNING,
      "The response names one origin without Vary: Origin, so a cache may hand it to "
          + "another origin.",
      "Fetch standard, CORS protocol and HTTP caches "
          + "(https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches)",
      "Traefik headers.addVaryHeader: true; nginx add_header Vary Origin always; Envoy "
          + "and Caddy: set the header with the origin; Starlette, Express cors and Spring send it "
          + "when they are given a list of origins."),
  CORS_CHALLENGE_HIDDEN(
      Severity.ERROR,
      "A 401 without CORS headers: the script sees a network error, no status and no "
          + "WWW-Authenticate, so the client cannot start to log in.",
      "RFC 9728 §5.1; Fetch standard, CORS check (https://fetch.spec.whatwg.org/#cors-check)",
      "Put CORS outside of authentication, so that its answers get the headers too: "
          + "nginx add_header … always; Traefik: headers middleware first; Envoy: cors filter"
          + " before ext_authz; Starlette CORSMiddleware added last; Express cors used first; "
          + "Spring Security http.cors()."),
  CORS_CHALLENGE_UNREADABLE(
      Severity.ERROR,
      "WWW-Authenticate is not exposed on the 401, so the client cannot find the "
          + "authorization server.",
      "RFC 9728 §5.1; Fetch standard, Access-Control-Expose-Headers "
          + "(https://fetch.spec.whatwg.org/#http-access-control-expose-headers)",
      Fixes.EXPOSE),
  CORS_CHALLENGE_ABSENT(
      Severity.WARNING,
      "A 401 without WWW-Authenticate tells the client nothing about how to log in.",
      "RFC 9110 §15.5.2; RFC 9728 §5.1",
      "Let the proxy pass on the header of the application, or send WWW-Authenticate: "
          + "Bearer resource_metadata=\"…\"."),
  CORS_CHALLENGE_RENAMED(
      Severity.ERROR,
      "A gateway sends WWW-Authenticate under another name, under which no client looks for it.",
      "RFC 9110 §11.6.1; RFC 9728 §5.1",
      "Send it under its own name."),
  CORS_SESSION_ID_UNREADABLE(
      Severity.ERROR,
      "The response issues an Mcp-Session-Id that the script cannot read, so its next "
          + "request will be refused.",
      "MCP 2025-11-25, basic/transports: Session Management; Fetch standard, Access-"
          + "Control-Expose-Headers (https://fetch.spec.whatwg.org/#http-access-control-"
          + "expose-headers)",
      Fixes.EXPOSE),
  CORS_EXPOSE_WILDCARD_CREDENTIALS(
      Severity.WARNING,
      "Access-Control-Expose-Headers is *, which with credentials is no wildcard.",
      "Fetch standard, Access-Control-Expose-Headers "
          + "(https://fetch.spec.whatwg.org/#http-access-control-expose-headers)",
      Fixes.EXPOSE);

  private final FindingEntry entry;

  CorsFinding(Severity severity, String meaning, String rule, String fix) {
    entry = new FindingEntry(severity, meaning, rule, fix);
  }

  @Override
  public FindingEntry entry() {
    return entry;
  }

  /** Returns whether it is that the client was sent elsewhere. */
  boolean isRedirect() {
    return this == CORS_REDIRECTED || this == CORS_PREFLIGHT_REDIRECT;
  }

  /** Returns this finding with a fix that names the origin and the headers of this request. */
  Finding found(CorsRequest request, String evidence, Redactor redactor) {
    String origin =
        request.meantOrigin(redactor).map(redactor::evidence).orElse(Fixes.EXAMPLE_ORIGIN);
    return found(
        meaning(),
        evidence,
        fix()
            .replace(Fixes.EXAMPLE_ORIGIN, origin)
            .replace(Fixes.SENT, String.join(", ", ExpectedCors.anyHeaders(request))));
  }

  private static final class Fixes {
    static final String EXAMPLE_ORIGIN = "https://app.example.com";
    static final String SENT = String.join(", ", CorsHeaders.SENT);

    static final String ORIGIN =
        "Allow "
            + EXAMPLE_ORIGIN
            + ": Traefik headers.accessControlAllowOriginList; nginx add_header "
            + "Access-Control-Allow-Origin "
            + EXAMPLE_ORIGIN
            + " always; Envoy CorsPolicy allow_origin_string_match, exact; Caddy header "
            + "Access-Control-Allow-Origin; Starlette CORSMiddleware allow_origins; Express cors "
            + "origin; Spring CorsConfiguration setAllowedOrigins.";

    static final String HEADERS =
        "Allow "
            + SENT
            + ", each by its name: Traefik headers.accessControlAllowHeaders; nginx add_header "
            + "Access-Control-Allow-Headers, with always; Envoy CorsPolicy allow_headers; Caddy "
            + "header Access-Control-Allow-Headers; Starlette CORSMiddleware allow_headers; "
            + "Express cors allowedHeaders; Spring CorsConfiguration setAllowedHeaders.";

    static final String EXPOSE =
        "Expose "
            + String.join(", ", CorsHeaders.READ)
            + ": Traefik headers.accessControlExposeHeaders; nginx add_header "
            + "Access-Control-Expose-Headers, with always (or it is left off a 401); Envoy "
            + "CorsPolicy expose_headers; Caddy header Access-Control-Expose-Headers; Starlette "
            + "CORSMiddleware expose_headers; Express cors exposedHeaders; Spring "
            + "CorsConfiguration setExposedHeaders.";
  }
}
