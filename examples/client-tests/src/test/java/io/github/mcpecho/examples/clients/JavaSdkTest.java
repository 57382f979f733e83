package io.github.mcpecho.examples.clients;

import static io.github.mcpecho.mcp.ProtocolVersion.V2025_03_26;
import static io.github.mcpecho.mcp.ProtocolVersion.V2025_06_18;
import static io.github.mcpecho.mcp.ProtocolVersion.V2025_11_25;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.fixtures.NineTools;
import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.testing.McpEchoServer;
import io.github.mcpecho.testing.junit.McpEchoExtension;
import io.github.mcpecho.testing.junit.McpEras;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the official Java SDK sees of the server, which sees no rule broken by it. */
class JavaSdkTest {
  @RegisterExtension
  final McpEchoExtension echo = McpEchoExtension.create().assertingConformantClient();

  private McpSyncClient client;

  @BeforeEach
  void connect() {
    client =
        McpClient.sync(transport(echo.server()))
            // The client then checks each structuredContent against the tool's outputSchema.
            .enableCallToolSchemaCaching(true)
            .build();
  }

  @AfterEach
  void disconnect() {
    client.close();
  }

  @Test
  void theNewestRevisionThatTheSdkKnowsIsAgreedOn() {
    assertEquals("2025-11-25", client.initialize().protocolVersion());
  }

  @Test
  void nineToolsAreListed() {
    assertEquals(NineTools.NAMES, client.listTools().tools().stream().map(Tool::name).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "printHeader, 📋 HTTP Headers Analysis (",
    "authContext, 🔐 Authentication Context Analysis",
    "requestTiming, ⏱️ Request Timing Analysis",
    "corsAnalysis, 🌐 CORS Analysis",
    "environmentDump, 🔧 Environment Configuration (Sanitized)",
    "healthProbe, 🏥 System Health Report",
    "whoIStheGOAT, 🐐 Excellence Analysis: "
  })
  void eachToolAnswers(String tool, String beginning) {
    CallToolResult result = call(tool, Map.of());

    assertTrue(text(result).startsWith(beginning), text(result));
  }

  @Test
  void echoAnswers() {
    assertEquals(
        "!ÜÄÖ", text(call("echo", Map.of("message", "öäü!", "reverse", true, "uppercase", true))));
  }

  @Test
  void bearerDecodeAnswers() {
    // {"alg":"none"}.{"sub":"jane"} and no signature
    CallToolResult result =
        call("bearerDecode", Map.of("token", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJqYW5lIn0."));

    assertTrue(text(result).startsWith("🔍 JWT Token Analysis (Unverified)"), text(result));
  }

  /** The client hands each notification to some thread, so the order may be lost there. */
  @Test
  void progressArrives() throws InterruptedException {
    var seen = new LinkedBlockingQueue<ProgressNotification>();
    try (McpSyncClient curious =
        McpClient.sync(transport(echo.server())).progressConsumer(seen::add).build()) {
      CallToolResult result =
          curious.callTool(
              CallToolRequest.builder("requestTiming")
                  .arguments(Map.of("events", 3, "intervalMs", 20))
                  .progressToken("timing")
                  .build());

      assertTrue(text(result).startsWith("⏱️ Request Timing Analysis"), text(result));
      var events = new TreeSet<Double>();
      for (int event = 1; event <= 3; event++) {
        ProgressNotification progress = seen.poll(20, TimeUnit.SECONDS);
        assertEquals("timing", progress.progressToken());
        assertEquals(3, progress.total());
        events.add(progress.progress());
      }
      assertEquals(Set.of(1.0, 2.0, 3.0), events);
    }
  }

  @Test
  void aWrongArgumentIsAResultThatNamesIt() {
    CallToolResult result = call("echo", Map.of("message", 7));

    assertEquals(true, result.isError());
    assertTrue(text(result).contains("message"), text(result));
  }

  @Test
  void anUnknownToolIsAProtocolError() {
    McpError error = assertThrows(McpError.class, () -> call("noSuchTool", Map.of()));

    assertEquals(-32602, error.getJsonRpcError().code());
  }

  @Test
  void promptsAreListedAndMade() {
    assertEquals(
        List.of("echo", "diagnose"),
        client.listPrompts().prompts().stream().map(McpSchema.Prompt::name).toList());
    var message =
        client
            .getPrompt(
                McpSchema.GetPromptRequest.builder("echo")
                    .arguments(Map.of("message", "Grüße!"))
                    .build())
            .messages()
            .get(0);
    assertEquals(McpSchema.Role.USER, message.role());
    assertEquals("Grüße!", ((TextContent) message.content()).text());
  }

  @Test
  void resourcesAndTemplatesAreListedAndRead() {
    assertTrue(
        client.listResources().resources().stream()
            .anyMatch(resource -> resource.uri().equals("echo://findings")));
    assertTrue(
        client.listResourceTemplates().resourceTemplates().stream()
            .anyMatch(template -> template.uriTemplate().equals("echo://{text}")));
    assertEquals("a b", ((McpSchema.TextResourceContents) read("echo://a%20b")).text());
    assertEquals("image/png", ((McpSchema.BlobResourceContents) read("echo://pixel")).mimeType());
  }

  @Test
  void anUnknownResourceIsAProtocolError() {
    McpError error = assertThrows(McpError.class, () -> read("echo://findings/NO_SUCH"));

    assertEquals(-32002, error.getJsonRpcError().code());
  }

  @Test
  void argumentsAreCompleted() {
    var symptom = new McpSchema.CompleteRequest.CompleteArgument("symptom", "CORS");
    var request =
        McpSchema.CompleteRequest.builder(
                McpSchema.PromptReference.builder("diagnose").build(), symptom)
            .build();

    assertEquals(
        List.of("a browser client is blocked by CORS"),
        client.completeCompletion(request).completion().values());
  }

  @ParameterizedTest
  @McpEras(
      value = {V2025_11_25, V2025_06_18, V2025_03_26},
      conformant = true)
  void everyRevisionIsSpoken(McpEchoServer server, ProtocolVersion revision) {
    try (McpSyncClient itsClient = McpClient.sync(transport(server)).build()) {
      assertEquals(revision.wireName(), itsClient.initialize().protocolVersion());
      assertEquals(NineTools.NAMES.size(), itsClient.listTools().tools().size());
      itsClient.ping();
      var hello = CallToolRequest.builder("echo").arguments(Map.of("message", "Hello!")).build();
      assertEquals("Hello!", text(itsClient.callTool(hello)));
    }
  }

  private static HttpClientStreamableHttpTransport transport(McpEchoServer server) {
    return HttpClientStreamableHttpTransport.builder(server.uri().toString()).build();
  }

  private CallToolResult call(String tool, Map<String, Object> arguments) {
    return client.callTool(CallToolRequest.builder(tool).arguments(arguments).build());
  }

  private McpSchema.ResourceContents read(String uri) {
    return client
        .readResource(McpSchema.ReadResourceRequest.builder(uri).build())
        .contents()
        .get(0);
  }

  private static String text(CallToolResult result) {
    return ((TextContent) result.content().get(0)).text();
  }
}
