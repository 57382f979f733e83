package io.github.mcpecho.testing;

import io.github.mcpecho.diagnosis.clients.ClientConduct;
import io.github.mcpecho.diagnosis.clients.ClientFinding;
import io.github.mcpecho.diagnosis.clients.ClientRequest;
import io.github.mcpecho.diagnosis.clients.Outcome;
import io.github.mcpecho.diagnosis.headers.HeaderVerdicts;
import io.github.mcpecho.diagnosis.headers.McpHeaderFinding;
import io.github.mcpecho.diagnosis.headers.McpHeaders;
import io.github.mcpecho.diagnosis.request.HeaderFinding;
import io.github.mcpecho.diagnosis.tokens.CredentialFinding;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Header;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.jsonrpc.JsonRpcCodec;
import io.github.mcpecho.internal.jsonrpc.JsonRpcMessage;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.report.Finding;
import io.github.mcpecho.report.FindingKind;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.server.Request;

/** Makes plain values of a request, and judges it. Thread-safe. */
final class CallReader {
  private static final String INSTANCE = "the test server";

  /**
   * What {@link ClientConduct} judges too, by the revision that the client speaks, what RFC 9110
   * §11.1 allows a client, and what holds for the tools of the echo server alone: another's may
   * have mirrored parameters, and the server that has them refuses what differs.
   */
  private static final Set<FindingKind> OF_CONDUCT =
      Set.of(
          HeaderFinding.ACCEPT_MISSING,
          HeaderFinding.ACCEPT_INCOMPLETE,
          HeaderFinding.ACCEPT_WILDCARD,
          CredentialFinding.AUTH_SCHEME_CASE,
          McpHeaderFinding.MCP_PARAM_UNUSED,
          McpHeaderFinding.MCP_VERSION_MISSING,
          McpHeaderFinding.MCP_METHOD_WITHOUT_NAME,
          McpHeaderFinding.MCP_HEADERS_WITHOUT_ENVELOPE);

  /** The test server may keep sessions and resume streams of the revisions that have them. */
  private static final Set<FindingKind> OF_STATELESS =
      Set.of(McpHeaderFinding.MCP_SESSION_ID_IGNORED, McpHeaderFinding.MCP_LAST_EVENT_ID_IGNORED);

  private final JsonRpcCodec codec;
  private final Clock clock;
  private final String endpoint;
  private final Redactor redactor;
  private final ClientConduct conduct;

  /**
   * @param endpoint its path; what goes elsewhere is not for MCP to judge
   * @param conduct what the clients of one server have done so far
   */
  CallReader(Clock clock, String endpoint, Redactor redactor, ClientConduct conduct) {
    this.clock = clock;
    this.endpoint = endpoint;
    this.codec = new JsonRpcCodec(new Json(Json.DEFAULT_MAX_DEPTH), redactor::evidence);
    this.redactor = redactor;
    this.conduct = conduct;
  }

  /**
   * Reads and judges a request.
   *
   * @param sentAfter the earliest moment when the client can have sent it, as {@link
   *     System#nanoTime}
   * @param streamable whether the endpoint speaks Streamable HTTP, not the transport before it
   */
  RecordedCall read(Replayed request, long sentAfter, boolean streamable) {
    CallContext context = context(request);
    byte[] body = request.body();
    ClientRequest read =
        request.isComplete()
            ? ClientRequest.read(context, body, codec)
            : ClientRequest.withoutBody(context);
    var outcome = new Outcome();
    var findings = new ArrayList<>(HeaderVerdicts.of(context, redactor));
    String path = request.getHttpURI().getPath();
    boolean toEndpoint = endpoint.equals(path) || (endpoint + "/").equals(path);
    boolean post = context.method().equals("POST");
    if (toEndpoint || read.call().isPresent()) {
      findings.addAll(headers(context, read.call()).findings());
    }
    // What is asked of a call is not asked of a token endpoint.
    findings.removeIf(
        finding ->
            OF_CONDUCT.contains(finding.kind())
                || finding.kind() == CredentialFinding.AUTH_SCHEME_UNUSED && !toEndpoint
                || OF_STATELESS.contains(finding.kind()) && !read.isModern());
    // The transport of 2024-11-05 has its messages below the endpoint, and no rule about Accept.
    boolean onStream = !streamable && post && path.startsWith(endpoint + "/");
    if (toEndpoint || onStream) {
      findings.addAll(conduct.judge(read, outcome, sentAfter, streamable));
    }
    // Metadata, icons and probes alone give nobody a token.
    boolean asks = post || request.getHttpURI().getQuery() != null;
    if (!toEndpoint && !onStream && asks) {
      // What was refused for want of a token may be tried again after an authorization that failed.
      conduct.forgetRefusals();
    }
    if (path.equals(ClientRequest.CANARY)) {
      findings.add(ClientFinding.CLIENT_REFERENCE_FETCHED.found(path));
    }
    if (!streamable && !(toEndpoint && post)) {
      findings.removeIf(finding -> finding.kind() == ClientFinding.CLIENT_ACCEPT);
    }
    Optional<ProtocolVersion> revision = conduct.revision(read, streamable);
    return new RecordedCall(
        context, body, read.call(), batch(read), revision, findings, outcome, sentAfter);
  }

  private McpHeaders headers(CallContext context, Optional<JsonRpcMessage.Call> message) {
    return new McpHeaders(
        context,
        message.map(JsonRpcMessage.Call::method),
        message.map(JsonRpcMessage.Call::params).orElseGet(Json::object),
        redactor,
        INSTANCE);
  }

  ClientConduct conduct() {
    return conduct;
  }

  private static List<JsonRpcMessage.Call> batch(ClientRequest request) {
    return request.messages().stream()
        .filter(message -> request.isBatch() && message instanceof JsonRpcMessage.Call)
        .map(JsonRpcMessage.Call.class::cast)
        .toList();
  }

  Redactor redactor() {
    return redactor;
  }

  List<Finding> redacted(List<Finding> findings) {
    return findings.stream()
        .map(
            finding ->
                new Finding(
                    finding.kind(),
                    finding.message(),
                    redactor.evidence(finding.evidence()),
                    finding.fix(),
                    finding.rule()))
        .toList();
  }

  CallContext context(Request request) {
    var lines = new ArrayList<Header>();
    request.getHeaders().forEach(field -> lines.add(new Header(field.getName(), field.getValue())));
    return new CallContext(
        request.getMethod(),
        request.getHttpURI().getPathQuery(),
        request.getConnectionMetaData().getProtocol(),
        Headers.of(lines),
        connection(request),
        clock.instant());
  }

  private static CallContext.Connection connection(Request request) {
    return CallContext.Connection.builder()
        .scheme(request.getHttpURI().getScheme())
        .server(Request.getServerName(request), Request.getServerPort(request))
        .secure(request.isSecure())
        .remote(Request.getRemoteAddr(request), Request.getRemotePort(request))
        .local(Request.getLocalAddr(request), Request.getLocalPort(request))
        .build();
  }
}
