package io.github.mcpecho.servlet;

import static jakarta.servlet.http.HttpServletResponse.SC_BAD_REQUEST;
import static jakarta.servlet.http.HttpServletResponse.SC_FORBIDDEN;
import static jakarta.servlet.http.HttpServletResponse.SC_NOT_ACCEPTABLE;
import static jakarta.servlet.http.HttpServletResponse.SC_NOT_IMPLEMENTED;
import static jakarta.servlet.http.HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE;
import static jakarta.servlet.http.HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE;

import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.http.MediaType;
import io.github.mcpecho.mcp.Authorization;
import io.github.mcpecho.mcp.McpServer;
import io.github.mcpecho.settings.Settings;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What a request must be before its body is read, in the order of the checks. */
final class HttpRules {
  static final String ALLOW = "POST, OPTIONS";

  /** What nearly every client sends, byte for byte: spares the parsing. */
  private static final List<String> USUAL_CONTENT_TYPE = List.of("application/json");

  private static final String AS_CURL_DOES =
      "; what came is application/x-www-form-urlencoded, which curl -d sends unless told otherwise:"
          + " add -H 'Content-Type: application/json'";

  private final OriginGuard guard;
  private final OriginGuard loopbackPort;
  private final boolean strict;
  private final int maxBodyBytes;
  private final Cors cors;
  private final UnaryOperator<String> redaction;
  private final Optional<Authorization> authorization;

  /** Takes from the server what a refusal may quote, and who may come in. */
  HttpRules(Settings settings, OriginGuard guard, Cors cors, McpServer server) {
    this.guard = guard;
    this.loopbackPort = OriginGuard.ofLoopbackPort(settings);
    this.strict = settings.get(HttpSettings.STRICT);
    this.maxBodyBytes = settings.get(HttpSettings.MAX_BODY_BYTES);
    this.cors = cors;
    this.redaction = server::redacted;
    this.authorization = server.authorization();
  }

  void checkOrigin(HttpServletRequest request, Headers headers) throws HttpRejection {
    boolean isLoopbackPort = request.getAttribute(EchoServlets.LOOPBACK_PORT) != null;
    OriginGuard asked = isLoopbackPort ? loopbackPort : guard;
    Optional<String> refusal = asked.refusal(headers, cors.origins(), redaction);
    if (refusal.isPresent()) {
      throw asked.malformedHost(headers, redaction).isPresent()
          ? HttpRejection.quoting(SC_BAD_REQUEST, refusal.get(), "Host is not one host")
          : HttpRejection.quoting(SC_FORBIDDEN, refusal.get(), "Host or Origin is not allowed");
    }
  }

  /**
   * Refuses a request without the credentials that the server asks for, before anything else is
   * said of it. Only the guard comes first: no token makes the request of a foreign page welcome,
   * and a Host that is not served would become the URL in the challenge and the audience that the
   * token has to have. A preflight never has credentials (Fetch §3.2.2) and is not asked for them.
   */
  void checkAuthorization(CallContext context) throws HttpRejection {
    if (authorization.isPresent()) {
      Optional<Authorization.Refusal> refusal = authorization.get().refusal(context);
      if (refusal.isPresent()) {
        throw HttpRejection.challenged(refusal.get());
      }
    }
  }

  /** Returns what the client can read. */
  ResponseForm check(CallContext context) throws HttpRejection {
    if (!context.method().equals("POST")) {
      String rule = "this endpoint takes POST, with a JSON-RPC message as the body";
      throw HttpRejection.methodNotAllowed(
          context.method(),
          ALLOW,
          asksForWebSocket(context.headers()) ? "WebSocket is not spoken here: " + rule : rule);
    }
    // The container takes the chunks apart, and leaves what is in them as it is.
    checkOnly(
        "chunked",
        context.headers().all("Transfer-Encoding"),
        SC_NOT_IMPLEMENTED,
        "the only transfer coding is chunked (RFC 9112 section 6.1)");
    checkContentType(context.headers().all("Content-Type"));
    checkOnly(
        "identity",
        context.headers().all("Content-Encoding"),
        SC_UNSUPPORTED_MEDIA_TYPE,
        "a body with a Content-Encoding is not read here: send the JSON as it is");
    return responseForm(context.headers().all("Accept"));
  }

  /** RFC 6455 §4.1. */
  private static boolean asksForWebSocket(Headers headers) {
    return headers.all("Upgrade").stream().anyMatch("websocket"::equalsIgnoreCase);
  }

  /** Refuses a body that says it is too long. */
  void checkLength(long contentLength) throws HttpRejection {
    if (contentLength > maxBodyBytes) {
      throw bodyTooLong(maxBodyBytes, "; Content-Length is " + contentLength);
    }
  }

  /**
   * A body that is too long.
   *
   * @param came how long it is, behind a punctuation mark; empty if nobody knows
   */
  static HttpRejection bodyTooLong(int maxBytes, String came) {
    return HttpRejection.of(
        SC_REQUEST_ENTITY_TOO_LARGE,
        "the body is longer than "
            + maxBytes
            + " bytes, which "
            + HttpSettings.MAX_BODY_BYTES
            + " may raise"
            + came);
  }

  /** A refusal for the values of a header, which are quoted to the client and not in the log. */
  private HttpRejection refused(int status, String rule, List<String> values) {
    String came =
        values.isEmpty()
            ? "none came"
            : "what came is " + redaction.apply(String.join(", ", values));
    return HttpRejection.quoting(status, rule + "; " + came, rule);
  }

  private void checkContentType(List<String> values) throws HttpRejection {
    if (values.equals(USUAL_CONTENT_TYPE)) {
      return;
    }
    Optional<MediaType> type =
        values.size() == 1 ? MediaType.parse(values.get(0)) : Optional.<MediaType>empty();
    if (type.isEmpty() || !type.get().is("application/json")) {
      String rule = "Content-Type must be application/json, sent once";
      boolean ofForms = type.filter(one -> one.is("application/x-www-form-urlencoded")).isPresent();
      throw ofForms
          ? HttpRejection.quoting(SC_UNSUPPORTED_MEDIA_TYPE, rule + AS_CURL_DOES, rule)
          : refused(SC_UNSUPPORTED_MEDIA_TYPE, rule, values);
    }
    if (type.get().isOtherThanUtf8()) {
      throw refused(
          SC_UNSUPPORTED_MEDIA_TYPE,
          "the only charset of JSON is utf-8 (RFC 8259 section 8.1)",
          values);
    }
  }

  private void checkOnly(String allowed, List<String> values, int status, String rule)
      throws HttpRejection {
    for (String value : values) {
      if (!value.strip().equalsIgnoreCase(allowed)) {
        throw refused(status, rule, values);
      }
    }
  }

  private ResponseForm responseForm(List<String> values) throws HttpRejection {
    if (strict && !ResponseForm.namesBoth(values)) {
      throw refused(
          SC_NOT_ACCEPTABLE,
          "Accept must name application/json and text/event-stream, as "
              + HttpSettings.STRICT
              + " asks for",
          values);
    }
    return ResponseForm.accepted(values)
        .orElseThrow(
            () ->
                refused(
                    SC_NOT_ACCEPTABLE,
                    "Accept must name application/json or text/event-stream, best both",
                    values));
  }
}
