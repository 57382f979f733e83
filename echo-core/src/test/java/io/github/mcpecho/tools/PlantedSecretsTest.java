package io.github.mcpecho.tools;

import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.jsonrpc.Json;
import io.github.mcpecho.jsonrpc.JsonRpcMessage;
import io.github.mcpecho.mcp.CallContext;
import io.github.mcpecho.mcp.Cancellation;
import io.github.mcpecho.mcp.ClientInput;
import io.github.mcpecho.mcp.Header;
import io.github.mcpecho.mcp.Headers;
import io.github.mcpecho.mcp.Progress;
import io.github.mcpecho.mcp.Tool;
import io.github.mcpecho.mcp.ToolArguments;
import io.github.mcpecho.mcp.ToolCall;
import io.github.mcpecho.mcp.ToolResult;
import io.github.mcpecho.tools.redaction.Redactor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Plants secrets in every place of a request and looks for them in what the tools answer, text and
 * structured content. Of a JWT the first seven characters may show, of everything else nothing.
 */
class PlantedSecretsTest {
  private static final String SEED = "20260728";
  private static final Redactor REDACTOR = new Redactor(new byte[] {4, 2});
  private static final List<Tool> TOOLS =
      List.of(new PrintHeaderTool(REDACTOR), new CorsAnalysisTool(REDACTOR));

  @Property(tries = 1_000, seed = SEED, edgeCases = EdgeCasesMode.NONE)
  void noHeaderShowsASecretOfAKnownShape(
      @ForAll("secrets") PlantedSecret secret,
      @ForAll("names") String name,
      @ForAll("surroundings") String surroundings) {
    String value = surroundings.replace("?", secret.text());
    assertHidden(secret, context("/mcp", Headers.of(name, value)), Json.object());
  }

  @Property(tries = 500, seed = SEED, edgeCases = EdgeCasesMode.NONE)
  void headersThatAreSecretByNameShowNothingAtAll(
      @ForAll("shapeless") PlantedSecret secret, @ForAll("secretNames") String name) {
    assertHidden(secret, context("/mcp", Headers.of(name, secret.text())), Json.object());
  }

  @Property(tries = 1_000, seed = SEED, edgeCases = EdgeCasesMode.NONE)
  void aSecretSentAsTheNameOfAHeaderStaysHidden(@ForAll("secrets") PlantedSecret secret) {
    var headers =
        Headers.of(List.of(new Header(secret.text(), "1"), new Header(secret.text(), "2")));
    assertHidden(secret, context("/mcp", headers), Json.object());
  }

  @Property(tries = 1_000, seed = SEED, edgeCases = EdgeCasesMode.NONE)
  void theRequestLineAndTheContainerShowNoSecret(@ForAll("secrets") PlantedSecret secret) {
    for (String target : List.of("/mcp?x=", "//mcp/?", "/mcp#", "/mcp/")) {
      assertHidden(secret, context(target + secret.text(), Headers.NONE), Json.object());
    }
    var connection =
        new CallContext.Connection(
            "http",
            secret.text(),
            80,
            false,
            "127.0.0.1",
            1,
            "127.0.0.1",
            80,
            Optional.of(secret.text()));
    var context =
        new CallContext(
            secret.text(), "/mcp", "HTTP/1.1", Headers.of("Host", "a"), connection, Instant.EPOCH);
    assertHidden(secret, context, Json.object());
  }

  @Property(tries = 1_000, seed = SEED, edgeCases = EdgeCasesMode.NONE)
  void argumentsAndMetadataShowNoSecret(@ForAll("secrets") PlantedSecret secret) {
    var context =
        context("/mcp", Headers.of("Mcp-Method", "a", "Mcp-Name", "b", "Traceparent", "c"));
    ObjectNode arguments = Json.object().put("details", true);
    arguments.putArray("expect").add(secret.text());
    arguments.put("origin", secret.text()).put("method", secret.text());
    arguments.putArray("requestHeaders").add(secret.text());
    arguments.put("responseHeaders", "Access-Control-Allow-Origin: " + secret.text());
    assertHidden(secret, context, arguments);
    arguments
        .putObject("responseHeaders")
        .put("www-authenticate", secret.text())
        .put("set-cookie", secret.text())
        .put("vary", secret.text())
        .put("Access-Control-Allow-Headers", secret.text())
        .put("Access-Control-Expose-Headers", secret.text())
        .put(secret.text(), secret.text());
    arguments.put("status", 401);
    assertHidden(secret, context, arguments);
    ObjectNode meta =
        Json.object()
            .put("io.modelcontextprotocol/protocolVersion", secret.text())
            .put("traceparent", secret.text());
    assertHidden(secret, context, Json.object().put("details", true), meta);
  }

  @Provide
  Arbitrary<PlantedSecret> secrets() {
    return PlantedSecret.ofAnyShape();
  }

  @Provide
  Arbitrary<PlantedSecret> shapeless() {
    return PlantedSecret.withoutShape();
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.of(
        "Authorization",
        "Proxy-Authorization",
        "Cookie",
        "X-User-Id",
        "X_User_Id",
        "X-Forwarded-User",
        "X-Auth-Request-Groups",
        "X-Auth-Request-Redirect",
        "X-Forwarded-For",
        "X-Forwarded-Host",
        "X-Forwarded-Proto",
        "Forwarded",
        "Via",
        "X-Original-Uri",
        "Referer",
        "Origin",
        "Host",
        "User-Agent",
        "Accept",
        "Content-Type",
        "Connection",
        "Traceparent",
        "Tracestate",
        "Baggage",
        "X-Request-Id",
        "Mcp-Session-Id",
        "Mcp-Protocol-Version",
        "Mcp-Method",
        "Mcp-Name",
        "Mcp-Param-Region",
        "Mcp-Tenant",
        "Last-Event-Id",
        "X-Mcp-Toolname",
        "X-Api-Key",
        "X-Ms-Client-Principal",
        "X-Forwarded-Client-Cert",
        "X-Ssl-Client-S-Dn",
        "X-Jwt-Assertion",
        "Www-Authenticate",
        "X-Envoy-Original-Path",
        "Access-Control-Request-Method",
        "Access-Control-Request-Headers",
        "If-None-Match",
        "X-Anything",
        "x_any_thing",
        "q");
  }

  @Provide
  Arbitrary<String> secretNames() {
    return Arbitraries.of(
        "Authorization",
        "Proxy-Authorization",
        "Cookie",
        "Set-Cookie",
        "X-Auth-Token",
        "X_AUTH_TOKEN",
        "X-Api-Key",
        "Api-Key",
        "Mcp-Session-Id",
        "X-Mcp-Session-Id",
        "Dpop",
        "Baggage",
        "Signature",
        "X-Forwarded-Access-Token",
        "X-Auth-Request-Access-Token",
        "X-Ms-Token-Aad-Access-Token",
        "Cf-Access-Client-Secret",
        "X-Fc-Security-Token",
        "X-Fc-Access-Key-Secret",
        "X-Vault-Token",
        "X-Amz-Security-Token",
        "X-Goog-Iap-Jwt-Assertion",
        "X-Tenant-Secret",
        "X-Auth-Password",
        "Mcp-Param-Api-Key",
        "X-Ms-Client-Principal",
        "X-Userinfo");
  }

  @Provide
  Arbitrary<String> surroundings() {
    return Arbitraries.of(
        "?",
        "a ?",
        "a=b; c=?",
        "a, ? , b",
        "\"?\"",
        "'?'",
        "(?)",
        "[?]",
        "<?>",
        "x:?",
        "x=?",
        "x/?",
        "?/x",
        "? ?",
        "%20?",
        "\\n?",
        "{\"a\":\"?\"}",
        "for=?;proto=https",
        "1.1 ?",
        "a|?",
        "é?",
        "\t?");
  }

  private static CallContext context(String target, Headers headers) {
    return new CallContext(
        "POST", target, "HTTP/1.1", headers, CallContext.Connection.LOOPBACK, Instant.EPOCH);
  }

  private static void assertHidden(
      PlantedSecret secret, CallContext context, ObjectNode arguments) {
    assertHidden(secret, context, arguments.put("details", true), Json.object());
  }

  private static void assertHidden(
      PlantedSecret secret, CallContext context, ObjectNode arguments, ObjectNode meta) {
    ObjectNode params = Json.object().put("name", "tool");
    params.set("_meta", meta);
    var call =
        new ToolCall(
            new ToolArguments(arguments),
            context,
            new JsonRpcMessage.Request(IntNode.valueOf(1), "tools/call", params),
            ClientInput.NONE,
            Progress.SILENT,
            Cancellation.NEVER);
    for (Tool tool : TOOLS) {
      String answer = answer(tool, call);
      assertFalse(secret.isIn(answer), answer);
    }
  }

  private static String answer(Tool tool, ToolCall call) {
    try {
      return ((ToolResult) tool.call(call)).toString();
    } catch (Exception e) {
      throw new AssertionError("A tool answers, whatever it is asked", e);
    }
  }
}
