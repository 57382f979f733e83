package io.github.mcpecho.servlet;

import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.jsonrpc.JsonRpcCodec;
import io.github.mcpecho.internal.jsonrpc.JsonRpcError;
import io.github.mcpecho.mcp.Authorization;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A request that HTTP rules refuse: a status, and a JSON-RPC error without an id. */
final class HttpRejection extends Exception {
  private static final JsonRpcCodec CODEC = new JsonRpcCodec(new Json(Json.DEFAULT_MAX_DEPTH));

  private final int status;
  private final transient JsonRpcError error;
  private final String header;
  private final String headerValue;

  private HttpRejection(
      int status, JsonRpcError error, String reason, String header, String headerValue) {
    // An expected outcome, not a defect: no stack trace.
    super(reason, null, false, false);
    this.status = status;
    this.error = error;
    this.header = header;
    this.headerValue = headerValue;
  }

  static HttpRejection of(int status, String why) {
    return new HttpRejection(status, JsonRpcError.invalidRequest(why), why, "", "");
  }

  /**
   * A refusal that quotes the request.
   *
   * @param reason the same without the quotation, for the log
   */
  static HttpRejection quoting(int status, String why, String reason) {
    return new HttpRejection(status, JsonRpcError.invalidRequest(why), reason, "", "");
  }

  static HttpRejection challenged(Authorization.Refusal refusal) {
    return new HttpRejection(
        refusal.status(),
        JsonRpcError.invalidRequest(refusal.reason()),
        refusal.evidence().isEmpty()
            ? refusal.reason()
            : refusal.reason() + " Evidence: " + refusal.evidence(),
        "WWW-Authenticate",
        refusal.challenge());
  }

  /**
   * A method that the resource does not take.
   *
   * @param allowed those that it does take, as in {@code Allow}
   */
  static HttpRejection methodNotAllowed(String method, String allowed, String rule) {
    String upperCase = method.toUpperCase(Locale.ROOT);
    String why =
        List.of(allowed.split(", ")).contains(upperCase)
            ? rule + "; methods are case-sensitive (RFC 9110 section 9.1), so write " + upperCase
            : rule;
    return new HttpRejection(
        HttpServletResponse.SC_METHOD_NOT_ALLOWED,
        JsonRpcError.invalidRequest(why),
        why,
        "Allow",
        allowed);
  }

  /**
   * More than can be served.
   *
   * @param what there is too much of
   * @param remedy for the operator, empty or with the punctuation before it
   */
  static HttpRejection overloaded(String what, String remedy) {
    return unavailable("Overloaded: too many " + what + " at once, try again" + remedy);
  }

  static HttpRejection stopping() {
    return unavailable("The server stops, try again");
  }

  private static HttpRejection unavailable(String why) {
    return new HttpRejection(
        HttpServletResponse.SC_SERVICE_UNAVAILABLE,
        JsonRpcError.of(JsonRpcError.INTERNAL_ERROR, why),
        why,
        "Retry-After",
        "1");
  }

  /**
   * @param endpoint the path of the MCP endpoint; empty if that is not known
   */
  static HttpRejection nothingHere(String endpoint) {
    return of(
        HttpServletResponse.SC_NOT_FOUND,
        "there is nothing here" + (endpoint.isEmpty() ? "" : ", the MCP endpoint is " + endpoint));
  }

  static HttpRejection internalError() {
    return internalError("a failure");
  }

  /**
   * @param reason which one, for the log
   */
  static HttpRejection internalError(String reason) {
    return new HttpRejection(
        HttpServletResponse.SC_INTERNAL_SERVER_ERROR, JsonRpcError.internalError(), reason, "", "");
  }

  int status() {
    return status;
  }

  /** Returns whether the client may still be sending its body: not if that took too long. */
  boolean isEarly() {
    return status != HttpServletResponse.SC_REQUEST_TIMEOUT
        && status != HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
  }

  /** Returns what the client is told, as a sentence for people. */
  String sentence() {
    String why = error.message().replaceFirst("^Invalid request: ", "");
    return Character.toUpperCase(why.charAt(0)) + why.substring(1) + (why.endsWith(".") ? "" : ".");
  }

  /**
   * Answers the request; never with the container's error page. Writes nothing behind an answer
   * that has begun to leave. Returns the length of what it wrote.
   */
  int answer(HttpServletResponse response) throws IOException {
    return answer(response, "application/json", CODEC.encode(CODEC.error(Optional.empty(), error)));
  }

  /** Answers a browser with a small page, and anybody else in JSON. */
  int answer(CallContext context, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean page =
        context.method().equals("GET") && PageForm.preferredBy(context.headers()) == PageForm.HTML;
    if (page) {
      response.setHeader("Content-Security-Policy", PageEndpoint.POLICY);
      byte[] notice = PageHtml.notice(this, PageLink.toPage(request));
      return answer(response, PageForm.HTML.contentType(), notice);
    }
    return answer(response);
  }

  /** Answers the request with this body, and returns its length. */
  int answer(HttpServletResponse response, String type, byte[] body) throws IOException {
    if (response.isCommitted()) {
      return 0;
    }
    response.resetBuffer();
    if (!header.isEmpty()) {
      response.setHeader(header, headerValue);
    }
    return JsonAnswer.write(response, status, type, body);
  }
}
