package io.github.mcpecho.diagnosis.cors;

import io.github.mcpecho.http.Header;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.http.CallerAttribute;
import io.github.mcpecho.internal.http.CorsHeaders;
import io.github.mcpecho.internal.http.CorsRole;
import io.github.mcpecho.internal.http.FieldList;
import io.github.mcpecho.internal.http.HeaderCatalogue;
import io.github.mcpecho.internal.http.HeaderCategory;
import io.github.mcpecho.internal.http.HeaderKind;
import io.github.mcpecho.internal.http.MediaType;
import io.github.mcpecho.internal.http.Origin;
import io.github.mcpecho.internal.protocol.McpHeaderNames;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.mcp.ToolArguments;
import io.github.mcpecho.report.Finding;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A request that a browser makes across origins.
 *
 * @param origin as the Origin header has it
 * @param method of the request itself, not of its preflight
 * @param headers names of those that need permission, redacted, in lower case, sorted as browsers
 *     do
 * @param credentials whether the script asked for cookies and client certificates to be sent
 * @param announced whether the call itself came with the headers of a preflight
 * @param assumed whether its headers are not known: then they are those that every MCP client sends
 */
record CorsRequest(
    Optional<String> origin,
    String method,
    List<String> headers,
    boolean credentials,
    boolean announced,
    boolean assumed) {
  private static final String REQUEST_METHOD = "access-control-request-method";
  private static final String REQUEST_HEADERS = "access-control-request-headers";

  /** The headers that every client of the newest revision sends and needs permission for. */
  static final List<String> SENT_BY_NEWEST =
      CorsHeaders.SENT.stream()
          .filter(
              name ->
                  Collections.disjoint(
                      HeaderCatalogue.find(name).cors(),
                      EnumSet.of(CorsRole.LEGACY, CorsRole.OPTIONAL, CorsRole.SAFELISTED)))
          .toList();

  /** The headers that clients of every revision send. */
  private static final List<String> SENT_BY_ALL =
      SENT_BY_NEWEST.stream()
          .filter(name -> !name.equalsIgnoreCase(McpHeaderNames.METHOD))
          .filter(name -> !name.equalsIgnoreCase(McpHeaderNames.NAME))
          .toList();

  /** Those that a browser writes in capitals, however a script does (Fetch §2.2.1). */
  private static final Set<String> NORMALIZED =
      Set.of("DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT");

  private static final Set<String> SIMPLE_TYPES =
      Set.of("application/x-www-form-urlencoded", "multipart/form-data", "text/plain");
  private static final int MOST_HEADERS = 100;

  static final String WITHOUT_CREDENTIALS =
      "Credentials not asked for; a bearer token set by the script is none";

  public CorsRequest {
    String capitals = method.toUpperCase(Locale.ROOT);
    method = NORMALIZED.contains(capitals) ? capitals : method;
    headers =
        headers.stream()
            .map(name -> name.strip().toLowerCase(Locale.ROOT))
            .filter(name -> !name.isEmpty() && !HeaderCatalogue.find(name).is(CorsRole.SAFELISTED))
            .distinct()
            .sorted()
            .limit(MOST_HEADERS)
            .toList();
  }

  /** Takes each part from the arguments, else from the paste, else from the call itself. */
  static CorsRequest of(
      ToolArguments arguments,
      Optional<BrowserMessage> message,
      Exchange pasted,
      Headers call,
      Redactor redactor) {
    Headers request = pasted.request();
    Optional<String> method =
        arguments
            .optionalString("method")
            .filter(name -> !name.equalsIgnoreCase("OPTIONS"))
            .or(() -> request.first(REQUEST_METHOD))
            .or(() -> pasted.method().filter(name -> !name.equals("OPTIONS")))
            .or(() -> call.first(REQUEST_METHOD));
    List<String> told =
        Stream.of(
                arguments.strings("requestHeaders"),
                message.map(BrowserMessage::headers).orElse(List.of()),
                requested(request),
                // The headers of a call that is not from a browser say nothing about those of a
                // page.
                call.contains("origin") ? requested(call) : List.<String>of())
            .filter(names -> !names.isEmpty())
            .findFirst()
            .orElse(List.of());
    boolean assumed = told.isEmpty() && !arguments.json().has("requestHeaders");
    return new CorsRequest(
        arguments
            .optionalString("origin")
            .or(() -> request.first("origin"))
            .or(() -> message.flatMap(BrowserMessage::origin))
            .or(() -> call.first("origin")),
        method.orElse("POST"),
        (assumed ? SENT_BY_ALL : told).stream().map(String::strip).map(redactor::name).toList(),
        arguments.booleanOr("credentials", request.contains("cookie") || call.contains("cookie")),
        call.contains(REQUEST_METHOD),
        assumed);
  }

  /** A preflight does not tell whether the request behind it has any (Fetch). */
  boolean mayHaveCredentials() {
    return credentials || announced;
  }

  /** Returns whether the origin is written as RFC 6454 §6.2 does. */
  boolean hasProperOrigin() {
    return origin.filter(Origin::isSerialized).isPresent();
  }

  boolean isOpaque() {
    return origin.filter(Origin.OPAQUE::equals).isPresent();
  }

  /** Returns what is wrong with the way the origin is written, and what was probably meant. */
  Optional<Finding> malformed(Redactor redactor) {
    CorsFinding kind = CorsFinding.CORS_ORIGIN_MALFORMED;
    String fix = meantOrigin(redactor).map(meant -> "Use " + meant + ".").orElse(kind.fix());
    return origin
        .filter(text -> !isOpaque() && !hasProperOrigin())
        .map(text -> kind.found(kind.meaning(), redactor.evidence(text), fix));
  }

  /** Returns the origin itself, or the one in a URL or host that is not secret. */
  Optional<String> meantOrigin(Redactor redactor) {
    return origin
        .filter(Origin::isSerialized)
        .or(
            () ->
                origin
                    .map(redactor::evidence)
                    .flatMap(OriginSpelling::meantBy)
                    .map(Origin::toString));
  }

  private static List<String> requested(Headers headers) {
    List<String> announced = FieldList.of(headers.all(REQUEST_HEADERS));
    return announced.isEmpty()
        ? headers.lines().stream().filter(CorsRequest::needsPermission).map(Header::name).toList()
        : announced;
  }

  /** Headers that proxies add, those of tracing among them, are not the browser's. */
  private static boolean needsPermission(Header header) {
    HeaderKind kind = HeaderCatalogue.find(header.name());
    if (kind.name().equals("content-type")) {
      return MediaType.parse(header.value())
          .filter(type -> SIMPLE_TYPES.contains(type.name()))
          .isEmpty();
    }
    return kind.category() == HeaderCategory.MCP
        || kind.caller().filter(CallerAttribute.CREDENTIAL::equals).isPresent()
        || kind.is(CorsRole.SENT) && !kind.family().equals("tracing");
  }
}
