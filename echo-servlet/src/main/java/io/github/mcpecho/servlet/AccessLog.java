package io.github.mcpecho.servlet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.diagnosis.urls.ClientAddress;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.http.TraceContext;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.jsonrpc.MalformedJsonException;
import io.github.mcpecho.internal.protocol.McpHeaderNames;
import io.github.mcpecho.internal.text.SafeText;
import io.github.mcpecho.mcp.Exchange;
import io.github.mcpecho.mcp.McpServer;
import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.mcp.Redaction;
import io.github.mcpecho.mcp.Reply;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * A line for each request, if somebody wants them: a JSON object that says who asked for what, and
 * what became of it. It holds no query, no body, and of the headers only an id and an address.
 */
final class AccessLog {
  private static final System.Logger LOG = System.getLogger(HttpSettings.ACCESS_LOGGER);

  /** IPv4 or IPv6, with a port or without. */
  private static final Pattern ADDRESS =
      Pattern.compile(
          "[0-9]{1,3}(?:\\.[0-9]{1,3}){3}(?::[0-9]{1,5})?"
              + "|\\[[0-9a-fA-F:.]{2,45}](?::[0-9]{1,5})?|(?=.*:)[0-9a-fA-F:.]{2,45}");

  private static final Pattern PARAMETERS = Pattern.compile("(?s)[?#;].*");
  private static final Json JSON = new Json(Json.DEFAULT_MAX_DEPTH);

  /** Always with milliseconds, also when they are 0. */
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

  /** Nobody who names no trace pays for a second look at the message. */
  private static final String TRACE_PARENT = "\"traceparent\"";

  private final McpServer server;
  private final boolean wanted;
  private final RequestIds ids;

  /** Sends what it takes from requests through the redaction of this server. */
  AccessLog(McpServer server, boolean wanted, LongSupplier random) {
    this.server = server;
    this.wanted = wanted;
    this.ids = new RequestIds(server::redacted, random);
  }

  /** Returns the id of a request that a line will be written for, nothing if none will be. */
  Optional<String> requestId(Headers headers) {
    return isOn() ? Optional.of(ids.of(headers)) : Optional.empty();
  }

  /**
   * Returns the trace that a message names in its {@code _meta} if its headers named no request,
   * and a line will be written.
   */
  Optional<String> traceId(Headers headers, byte[] message) {
    return isOn() && ids.sent(headers).isEmpty() ? traceId(message) : Optional.empty();
  }

  private boolean isOn() {
    return wanted && LOG.isLoggable(System.Logger.Level.INFO);
  }

  private static Optional<String> traceId(byte[] message) {
    if (!new String(message, StandardCharsets.ISO_8859_1).contains(TRACE_PARENT)) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(JSON.parse(message).at("/params/_meta/traceparent").textValue())
          .flatMap(TraceContext::traceId);
    } catch (MalformedJsonException e) {
      return Optional.empty();
    }
  }

  /**
   * @param requestId as {@link #requestId} returned it; that of the message comes in its place
   * @param bytes of the answer's body, as they were handed to the container
   * @param why what kept the request from its answer, empty if nothing did
   */
  void finished(String requestId, Exchange exchange, long bytes, String why) {
    LOG.log(System.Logger.Level.INFO, "{0}", line(requestId, exchange, bytes, why));
  }

  private String line(String requestId, Exchange exchange, long bytes, String why) {
    CallContext context = exchange.context();
    ObjectNode line = Json.object();
    line.put("time", TIME.format(context.receivedAt()));
    put(line, "instance", server.instance());
    Optional<String> named = traceId(exchange.body());
    boolean isByMessage = named.isPresent() && ids.sent(context.headers()).isEmpty();
    line.put("requestId", isByMessage ? named.get() : requestId);
    RequestIds.traceId(context.headers()).or(() -> named).ifPresent(id -> line.put("trace", id));
    put(line, "client", address(ClientAddress.of(context, Redaction.NONE)));
    put(line, "peer", address(ClientAddress.ofPeer(context, Redaction.NONE)));
    put(line, "verb", server.redacted(context.method()));
    put(line, "path", server.redacted(path(context.target())));
    line.put("status", exchange.status());
    line.put("micros", exchange.duration().toNanos() / 1_000);
    if (exchange.body().length > 0) {
      line.put("bodyBytes", exchange.body().length);
    }
    if (bytes > 0 && !context.method().equals("HEAD")) {
      line.put("bytes", bytes);
    }
    put(line, "revision", revision(context.headers()));
    exchange.reply().ifPresent(reply -> describe(reply, line));
    put(line, "why", why);
    return JSON.writeString(line);
  }

  /** Anybody can send text in place of an address. */
  private String address(ClientAddress client) {
    String address = client.address();
    return ADDRESS.matcher(address).matches()
        ? server.redaction().header("X-Forwarded-For", address)
        : "";
  }

  private static void describe(Reply reply, ObjectNode line) {
    put(line, "method", reply.method());
    put(line, "tool", reply.tool());
    if (reply.errorCode().isPresent()) {
      line.put("error", reply.errorCode().getAsInt());
    } else if (reply.isError()) {
      line.put("failed", true);
    }
  }

  /** What JSON escapes, a reader of the line would make whole again; so this comes first. */
  private static void put(ObjectNode line, String name, String value) {
    if (!value.isEmpty()) {
      line.put(name, SafeText.escape(value));
    }
  }

  /** What the header says, if it is a revision: the message may say another one, and be refused. */
  private static String revision(Headers headers) {
    return headers
        .first(McpHeaderNames.PROTOCOL_VERSION)
        .flatMap(ProtocolVersion::of)
        .map(ProtocolVersion::wireName)
        .orElse("");
  }

  private static String path(String target) {
    return PARAMETERS.matcher(target).replaceFirst("");
  }
}
