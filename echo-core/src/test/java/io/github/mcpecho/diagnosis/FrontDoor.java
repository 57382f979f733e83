package io.github.mcpecho.diagnosis;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.EchoSettings;
import io.github.mcpecho.McpEcho;
import io.github.mcpecho.fixtures.NineTools;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Header;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.mcp.McpServer;
import io.github.mcpecho.mcp.Outbound;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** A whole server, and everything that comes out of it: replies, notifications, log records. */
public final class FrontDoor implements AutoCloseable {
  static final List<String> TOOLS = NineTools.NAMES;

  private static final String META = "io.modelcontextprotocol/";
  private static final String MODERN = "2026-07-28";
  private static final Json JSON = new Json(Json.DEFAULT_MAX_DEPTH);

  private final McpServer server;
  private final Logger logger = Logger.getLogger("io.github.mcpecho");
  private final Level level = logger.getLevel();
  private final Everything everything = new Everything();

  public FrontDoor(Map<String, String> environment) {
    this(McpEcho.builder().settings(EchoSettings.DEFAULTS.withEnvironment(environment)));
  }

  public FrontDoor(McpEcho.Builder echo) {
    server =
        echo.clock(Clock.fixed(ToolRun.NOW, ZoneOffset.UTC)).systemProbe(FixedProbe.BRIEF).build();
    logger.addHandler(everything);
    logger.setLevel(Level.ALL);
  }

  /** Returns the params of a call without arguments; {@code echo} gets its message. */
  public static ObjectNode params(String tool) {
    ObjectNode params = Json.object().put("name", tool);
    if (tool.equals("echo")) {
      params.putObject("arguments").put("message", "Hello");
    }
    return params;
  }

  /** Sends a request as a client of a session-based revision does, and returns what came out. */
  public String legacy(String method, ObjectNode params, CallContext context) {
    return send(method, params, context);
  }

  /** Sends a request as a client of the stateless revision does, and returns what came out. */
  public String modern(String method, ObjectNode params, CallContext context) {
    ObjectNode whole = params.deepCopy();
    ObjectNode meta = whole.withObjectProperty("_meta");
    meta.put(META + "protocolVersion", MODERN).putObject(META + "clientCapabilities");
    var lines = new ArrayList<Header>(context.headers().lines());
    lines.add(new Header("MCP-Protocol-Version", MODERN));
    lines.add(new Header("Mcp-Method", method));
    if (params.path("name").isTextual()) {
      lines.add(new Header("Mcp-Name", params.path("name").textValue()));
    }
    return send(method, whole, with(context, lines));
  }

  private String send(String method, ObjectNode params, CallContext context) {
    ObjectNode request = Json.object().put("jsonrpc", "2.0").put("id", 1).put("method", method);
    request.set("params", params);
    everything.text.setLength(0);
    byte[] body = server.handle(JSON.write(request), context, everything.outbound).body();
    return everything.text + new String(body, StandardCharsets.UTF_8);
  }

  private static CallContext with(CallContext context, List<Header> lines) {
    return new CallContext(
        context.method(),
        context.target(),
        context.protocol(),
        Headers.of(lines),
        context.connection(),
        context.receivedAt());
  }

  @Override
  public void close() {
    logger.removeHandler(everything);
    logger.setLevel(level);
  }

  private static final class Everything extends Handler {
    private final StringBuffer text = new StringBuffer();

    private final Outbound outbound =
        new Outbound() {
          @Override
          public void send(byte[] message) {
            text.append(new String(message, StandardCharsets.UTF_8)).append('\n');
          }

          @Override
          public void keepAlive() {}

          @Override
          public boolean isOpen() {
            return true;
          }
        };

    @Override
    public void publish(LogRecord logged) {
      var written = new StringWriter().append(logged.getMessage()).append('\n');
      if (logged.getThrown() != null) {
        logged.getThrown().printStackTrace(new PrintWriter(written, true));
      }
      text.append(written).append(Arrays.toString(logged.getParameters())).append('\n');
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
