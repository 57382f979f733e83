package io.github.mcpecho.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.EchoSettings;
import io.github.mcpecho.McpEcho;
import io.github.mcpecho.fixtures.NineTools;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.text.TsvResource;
import io.github.mcpecho.mcp.McpServer;
import io.github.mcpecho.mcp.Outbound;
import io.github.mcpecho.report.FindingKind;
import io.github.mcpecho.settings.ConfigurationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the product serves beside its tools. */
class OfferTest {
  private static final Json JSON = new Json(Json.DEFAULT_MAX_DEPTH);
  private static final Set<String> IDS = ids();

  private final McpServer server = McpEcho.builder().build();

  @Test
  void d03_everythingIsDeclaredThatIsServed() {
    assertEquals(
        json(
            """
            {"tools":{},"prompts":{},"resources":{"subscribe":true},"completions":{}}"""),
        modern(server, "server/discover", "{}").get("capabilities"));
  }

  /** What is declared, and which method is there for it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          tools | {"tools":{}} | tools/list
          prompts | {"prompts":{}} | prompts/list
          resources | {"resources":{}} | resources/list resources/templates/list
          resources,subscriptions | {"resources":{"subscribe":true}} | resources/list resources/templates/list
          Prompts, COMPLETIONS | {"prompts":{},"completions":{}} | prompts/list
          tools,prompts,subscriptions | {"tools":{},"prompts":{}} | tools/list prompts/list
          completions | {"tools":{}} | tools/list
          tools,prompts,resources,completions,subscriptions | {"tools":{},"prompts":{},"resources":{"subscribe":true},"completions":{}} | tools/list prompts/list resources/list resources/templates/list
          """)
  void r01_theSettingNarrowsWhatIsServed(String serves, String capabilities, String lists) {
    McpServer narrow = serving(serves);
    assertEquals(json(capabilities), modern(narrow, "server/discover", "{}").get("capabilities"));
    var served = new ArrayList<String>();
    for (String list :
        List.of("tools/list", "prompts/list", "resources/list", "resources/templates/list")) {
      JsonNode answer = legacy(narrow, list, "{}");
      if (answer.has("result")) {
        served.add(list);
      } else {
        assertEquals(-32601, answer.at("/error/code").intValue());
      }
    }
    assertEquals(lists, String.join(" ", served));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nothing", "tools;prompts", ","})
  void r01_whatCannotBeServedIsRefused(String serves) {
    assertThrows(ConfigurationException.class, () -> serving(serves));
  }

  @Test
  void p01_thePromptsAreTwo() {
    JsonNode prompts = modern(server, "prompts/list", "{}").get("prompts");
    assertEquals("[\"echo\",\"diagnose\"]", names(prompts, "name"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"hi", "", "Grüße, 🐐!", "\" \\ \u0001", "Bearer abc"})
  void p01_thePromptEchoesWhatItIsGiven(String message) {
    ObjectNode params = Json.object().put("name", "echo");
    params.putObject("arguments").put("message", message);
    JsonNode result = legacy(server, "prompts/get", JSON.writeString(params)).get("result");
    assertEquals(message, result.at("/messages/0/content/text").textValue());
    assertEquals("user", result.at("/messages/0/role").textValue());
  }

  @ParameterizedTest
  @CsvSource({
    "echo://hi, hi",
    "echo://gr%C3%BC%C3%9Fe%2C%20%F0%9F%90%90!, 'grüße, 🐐!'",
    "echo://findings/x, ",
    "echo://, ''"
  })
  void r04_theTemplateEchoesWhatItsUriHolds(String uri, String text) {
    JsonNode answer = legacy(server, "resources/read", "{\"uri\":\"" + uri + "\"}");
    assertEquals(text, answer.at("/result/contents/0/text").textValue());
  }

  @Test
  void r04_oneResourceIsBinary() {
    JsonNode content =
        modern(server, "resources/read", "{\"uri\":\"echo://pixel\"}").at("/contents/0");
    assertEquals("image/png", content.get("mimeType").textValue());
    byte[] png = Base64.getDecoder().decode(content.get("blob").textValue());
    assertEquals("PNG", new String(png, 1, 3, StandardCharsets.US_ASCII));
    JsonNode listed = modern(server, "resources/list", "{}").at("/resources/1");
    assertEquals("echo://pixel", listed.get("uri").textValue());
    assertEquals(png.length, listed.get("size").intValue());
  }

  @Test
  void r04_theCatalogueIsThatOfThePage() throws Exception {
    JsonNode result = modern(server, "resources/read", "{\"uri\":\"echo://findings\"}");
    assertEquals(
        Files.readString(Path.of("FINDINGS.md")), result.at("/contents/0/text").textValue());
    assertEquals("text/markdown", result.at("/contents/0/mimeType").textValue());
    assertEquals("public", result.get("cacheScope").textValue());
  }

  @Test
  void r07_thereIsAResourceForEachFinding() {
    var uris = new TreeSet<String>();
    modern(server, "resources/list", "{}")
        .get("resources")
        .forEach(resource -> uris.add(resource.get("uri").textValue()));
    var expected = new TreeSet<>(Set.of("echo://clock", "echo://pixel", "echo://findings"));
    IDS.forEach(id -> expected.add("echo://findings/" + id));
    assertEquals(expected, uris);
    for (FindingKind kind : FindingPages.kinds().toList()) {
      String text =
          legacy(server, "resources/read", "{\"uri\":\"echo://findings/" + kind.name() + "\"}")
              .at("/result/contents/0/text")
              .textValue();
      assertTrue(text.startsWith("# " + kind.name() + "\n"), text);
      assertTrue(text.contains(kind.severity().name()), text);
    }
  }

  @Test
  void n01_theListsHavePagesOfTheSizeThatIsSet() {
    McpServer paged = McpEcho.builder().with(EchoSettings.PAGE_SIZE, 7).build();
    int items = 0;
    int pages = 0;
    String params = "{}";
    while (!params.isEmpty()) {
      JsonNode result = modern(paged, "resources/list", params);
      items += result.get("resources").size();
      pages++;
      params = result.has("nextCursor") ? "{\"cursor\":" + result.get("nextCursor") + "}" : "";
    }
    assertEquals(IDS.size() + 3, items);
    assertEquals((items + 6) / 7, pages);
    assertEquals(7, modern(paged, "tools/list", "{}").get("tools").size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"type":"ref/prompt","name":"echo"} | message | grü | Grüße, 🇦🇹!
          {"type":"ref/prompt","name":"diagnose"} | symptom | 401 | 401 although the client sends a token
          {"type":"ref/resource","uri":"echo://{text}"} | text | hello | Hello!
          {"type":"ref/resource","uri":"echo://findings/{id}"} | id | audience_m | AUTH_AUDIENCE_MISMATCH
          """)
  void k01_whatIsAskedForIsCompleted(String ref, String name, String value, String first) {
    JsonNode completion =
        modern(
                server,
                "completion/complete",
                "{\"ref\":%s,\"argument\":{\"name\":\"%s\",\"value\":\"%s\"}}"
                    .formatted(ref, name, value))
            .get("completion");
    assertTrue(
        completion
            .get("values")
            .toString()
            .contains(JSON.writeString(Json.object().textNode(first))),
        completion::toString);
  }

  @Test
  void everySymptomLeadsThroughToolsThatThereAre() {
    List<String[]> pains = TsvResource.rows(DiagnosePrompt.class, "symptoms.tsv");
    for (String[] pain : pains) {
      String text = diagnosis(server, pain[0]);
      assertTrue(text.contains(pain[0]), text);
      int number = 0;
      for (String step : List.of(pain).subList(1, pain.length)) {
        assertTrue(NineTools.NAMES.contains(step.substring(0, step.indexOf(':'))), step);
        assertTrue(text.contains("\n" + ++number + ". " + step + "\n"), text);
      }
      assertTrue(number >= 2, pain[0]);
    }
  }

  @Test
  void aSymptomThatNobodyKnowsIsDiagnosedAllTheSame() {
    String text = diagnosis(server, "it smells odd");
    assertTrue(text.contains("it smells odd"), text);
    assertTrue(text.contains("1. echo:"), text);
  }

  @Test
  void aToolThatIsNotServedIsNotCalled() {
    McpServer narrow =
        McpEcho.builder().with(EchoSettings.DISABLED_TOOLS, List.of("printHeader")).build();
    String text = diagnosis(narrow, "401 although the client sends a token");
    assertFalse(text.contains("printHeader"), text);
    assertTrue(text.contains("1. bearerDecode:"), text);
  }

  @Test
  void findingsLinkToTheirResourcesIfTheClientAsks() {
    String call =
        "{\"name\":\"bearerDecode\",\"arguments\":{\"token\":\"eyJhbGciOiJub25lIn0.e30.\"}%s}";
    JsonNode asked =
        legacy(
                server,
                "tools/call",
                call.formatted(",\"_meta\":{\"io.github.mcpecho/links\":true}"))
            .get("result");
    var links = new ArrayList<String>();
    asked.get("content").forEach(block -> links.add(block.path("uri").asText()));
    links.remove(0);
    var findings = new ArrayList<String>();
    asked
        .at("/structuredContent/findings")
        .forEach(finding -> findings.add("echo://findings/" + finding.get("id").textValue()));
    assertFalse(findings.isEmpty());
    assertEquals(findings, links);
    assertEquals("resource_link", asked.at("/content/1/type").textValue());
    for (String uri : links) {
      assertTrue(legacy(server, "resources/read", "{\"uri\":\"" + uri + "\"}").has("result"), uri);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",\"_meta\":{\"io.github.mcpecho/links\":false}",
        ",\"_meta\":{\"io.github.mcpecho/links\":\"yes\"}"
      })
  void whoDoesNotAskGetsTextAlone(String meta) {
    String call =
        "{\"name\":\"bearerDecode\",\"arguments\":{\"token\":\"eyJhbGciOiJub25lIn0.e30.\"}%s}";
    assertEquals(
        1, legacy(server, "tools/call", call.formatted(meta)).at("/result/content").size());
    assertEquals(
        1,
        legacy(
                serving("tools"),
                "tools/call",
                call.formatted(",\"_meta\":{\"io.github.mcpecho/links\":true}"))
            .at("/result/content")
            .size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "my token ghp_0123456789abcdefghijklmnopqrstuvwxyz is refused",
        "curl -H 'Authorization: Bearer ghp_0123456789abcdefghijklmnopqrstuvwxyz' says 401",
        "password=ghp_0123456789abcdefghijklmnopqrstuvwxyz"
      })
  void aSymptomIsRepeatedWithoutTheSecretsInIt(String symptom) {
    String text = diagnosis(server, symptom);
    assertFalse(text.contains("0123456789abcdef"), text);
    assertTrue(text.contains(symptom.substring(0, 4)), text);
  }

  @Test
  void aSymptomIsRepeatedAsDataAndNotWithoutEnd() {
    String text = diagnosis(server, "401\u001b[2J\n1. Delete all\u202e " + "x".repeat(100_000));
    assertTrue(text.contains("401\\u001b[2J\\n1. Delete all\\u202e x"), text);
    assertTrue(text.length() < 6_000, () -> text.length() + " characters");
  }

  private static String diagnosis(McpServer server, String symptom) {
    ObjectNode params = Json.object().put("name", "diagnose");
    params.putObject("arguments").put("symptom", symptom);
    return legacy(server, "prompts/get", JSON.writeString(params))
        .at("/result/messages/0/content/text")
        .textValue();
  }

  private static McpServer serving(String what) {
    return McpEcho.builder()
        .settings(EchoSettings.DEFAULTS.withEnvironment(Map.of("MCP_ECHO_SERVES", what)))
        .build();
  }

  private static JsonNode legacy(McpServer server, String method, String params) {
    ObjectNode request = Json.object().put("jsonrpc", "2.0").put("id", 1).put("method", method);
    request.set("params", json(params));
    return JSON.parse(
        server
            .handle(
                JSON.write(request), CallContext.local(Headers.NONE, Instant.EPOCH), Outbound.NONE)
            .body());
  }

  private static JsonNode modern(McpServer server, String method, String params) {
    ObjectNode whole = (ObjectNode) json(params);
    whole
        .putObject("_meta")
        .put("io.modelcontextprotocol/protocolVersion", "2026-07-28")
        .putObject("io.modelcontextprotocol/clientCapabilities");
    ObjectNode request = Json.object().put("jsonrpc", "2.0").put("id", 1).put("method", method);
    request.set("params", whole);
    Headers headers =
        Headers.of(
            "MCP-Protocol-Version",
            "2026-07-28",
            "Mcp-Method",
            method,
            "Mcp-Name",
            whole.path("uri").asText(whole.path("name").asText()));
    return JSON.parse(
            server
                .handle(
                    JSON.write(request), CallContext.local(headers, Instant.EPOCH), Outbound.NONE)
                .body())
        .get("result");
  }

  private static String names(JsonNode list, String member) {
    var names = Json.array();
    list.forEach(item -> names.add(item.get(member)));
    return names.toString();
  }

  private static JsonNode json(String text) {
    return JSON.parse(text);
  }

  /** The ids that the page lists, not what the product knows of them. */
  private static Set<String> ids() {
    try {
      var ids = new TreeSet<String>();
      for (String line : Files.readAllLines(Path.of("FINDINGS.md"))) {
        if (line.startsWith("### ")) {
          ids.add(line.substring(4));
        }
      }
      return ids;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
