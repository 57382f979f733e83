package io.github.mcpecho.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.jsonrpc.Json;
import io.github.mcpecho.jsonrpc.JsonRpcCodec;
import io.github.mcpecho.jsonrpc.JsonRpcException;
import io.github.mcpecho.jsonrpc.JsonRpcMessage;
import io.github.mcpecho.mcp.CallContext;
import io.github.mcpecho.mcp.Header;
import io.github.mcpecho.mcp.Headers;
import io.github.mcpecho.report.Finding;
import io.github.mcpecho.tools.headers.HeaderVerdicts;
import io.github.mcpecho.tools.headers.McpHeaders;
import io.github.mcpecho.tools.redaction.Redactor;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.Request;

/** Makes plain values of a request, and judges it. Thread-safe. */
final class CallReader {
  private static final String INSTANCE = "the test server";

  private final JsonRpcCodec codec = new JsonRpcCodec(new Json(Json.DEFAULT_MAX_DEPTH));
  private final Clock clock;
  private final Redactor redactor;

  CallReader(Clock clock, Redactor redactor) {
    this.clock = clock;
    this.redactor = redactor;
  }

  RecordedCall read(Request request, byte[] body) {
    CallContext context = context(request);
    Optional<JsonRpcMessage.Call> message = message(body);
    return new RecordedCall(context, body, message, findings(context, message));
  }

  private List<Finding> findings(CallContext context, Optional<JsonRpcMessage.Call> message) {
    var findings = new ArrayList<>(HeaderVerdicts.of(context, redactor));
    if (message.isPresent() && message.get() instanceof JsonRpcMessage.Request request) {
      findings.addAll(new McpHeaders(context.headers(), request, redactor, INSTANCE).findings());
    }
    return findings;
  }

  private Optional<JsonRpcMessage.Call> message(byte[] body) {
    try {
      JsonNode json = codec.parse(body);
      return json.isObject() && codec.message(json, body) instanceof JsonRpcMessage.Call call
          ? Optional.of(call)
          : Optional.empty();
    } catch (JsonRpcException e) {
      return Optional.empty();
    }
  }

  private CallContext context(Request request) {
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
    return new CallContext.Connection(
        request.getHttpURI().getScheme(),
        Request.getServerName(request),
        Request.getServerPort(request),
        request.isSecure(),
        Request.getRemoteAddr(request),
        Request.getRemotePort(request),
        Request.getLocalAddr(request),
        Request.getLocalPort(request),
        Optional.empty());
  }
}
