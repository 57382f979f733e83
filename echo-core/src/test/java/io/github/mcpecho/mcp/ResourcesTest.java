package io.github.mcpecho.mcp;

import static io.github.mcpecho.mcp.Calls.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code resources/list}, {@code resources/templates/list} and {@code resources/read}. */
class ResourcesTest {
  private static final String KNOWN =
      """
      "known":["test://text","test://folder","test://asks","test://throws","test://item/{id}",\
      "test://item/{other}","file:///docs/{+path}"]""";

  private static final String LEGACY =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":{\"uri\":%s}}";

  private final Calls calls = Offers.calls();

  @Test
  void r01_resourcesAreDeclaredExactlyIfThereAreSome() {
    assertEquals(json("{}"), PromptsTest.capabilities(calls).get("resources"));
    assertFalse(PromptsTest.capabilities(Calls.ofFakeTools()).has("resources"));
    Calls templateAlone =
        new Calls(Calls.settings().resourceTemplate(Offers.templates().get(0)).build());
    assertEquals(json("{}"), PromptsTest.capabilities(templateAlone).get("resources"));
    assertEquals(
        json("[]"),
        json(templateAlone.modern("resources/list", "", "", "{}")).at("/result/resources"));
  }

  @Test
  void r01_whatChangesIsDeclaredToThoseWhoCanBeTold() {
    Resource changing = Offers.changing("test://changing", new AtomicLong());
    Calls subscribable = new Calls(Calls.settings().resource(changing).build());
    assertEquals(
        json("{\"subscribe\":true}"), PromptsTest.capabilities(subscribable).get("resources"));
    assertEquals(json("{}"), PromptsTest.initialize(subscribable, "2025-11-25").get("resources"));
    Calls both = new Calls(Calls.settings().resource(changing).resourceChanges(() -> 1).build());
    assertEquals(
        json("{\"subscribe\":true,\"listChanged\":true}"),
        PromptsTest.capabilities(both).get("resources"));
    Calls nobodyMayListen =
        new Calls(
            Calls.settings().resource(changing).subscriptions(0, Duration.ofHours(1)).build());
    assertEquals(json("{}"), PromptsTest.capabilities(nobodyMayListen).get("resources"));
  }

  @Test
  void r02_resourcesThatAreMadeLateAreMadeOnceWhenSomebodyAsks() {
    AtomicLong made = new AtomicLong();
    Calls server =
        new Calls(
            Calls.settings()
                .resource(Offers.resources().get(0))
                .laterResources(
                    () -> {
                      made.incrementAndGet();
                      return List.of(
                          Resource.of(
                              ResourceDescriptor.of("test://late", "late", "Late."),
                              call -> ResourceResult.text(call.uri(), "text/plain", "late")),
                          Resource.of(
                              ResourceDescriptor.of("test://text", "text", "Is there already."),
                              call -> ResourceOutcome.notFound()));
                    })
                .build());
    assertEquals(json("{}"), PromptsTest.capabilities(server).get("resources"));
    assertEquals("hello", text(Offers.read(server, "test://text")));
    assertEquals(0, made.get());
    assertEquals("late", text(Offers.read(server, "test://late")));
    assertEquals("hello", text(Offers.read(server, "test://text")));
    assertEquals(
        2, json(server.modern("resources/list", "", "", "{}")).at("/result/resources").size());
    assertEquals(1, made.get());
  }

  @Test
  void r02_theListSaysAllThatIsKnownOfAResource() {
    JsonNode list = json(calls.modern("resources/list", "", "", "{}")).at("/result/resources");
    assertEquals(
        json(
            """
            {"uri":"test://text","name":"text","title":"Text","description":"A text.",
            "mimeType":"text/plain","size":5,"annotations":{"audience":["assistant"],"priority":1.0,
            "lastModified":"1970-01-01T00:00:00Z"},"icons":[{"src":"https://example.com/icon.png"}],
            "_meta":{"example.org/own":true}}"""),
        list.get(0));
    assertEquals(
        json("{\"uri\":\"test://folder\",\"name\":\"folder\",\"description\":\"Two at once.\"}"),
        list.get(1));
    assertEquals(4, list.size(), "no template, and not what is hidden");
  }

  @Test
  void r03_templatesAreListedApart() {
    JsonNode result = json(calls.modern("resources/templates/list", "", "", "{}")).get("result");
    assertEquals(
        json(
            """
            {"uriTemplate":"test://item/{id}","name":"item","title":"Item",
            "description":"One of many.","mimeType":"text/plain"}"""),
        result.at("/resourceTemplates/0"));
    assertEquals(3, result.get("resourceTemplates").size());
  }

  @Test
  void r04_aTextIsRead() {
    assertEquals(
        json(
            """
            {"contents":[{"uri":"test://text","mimeType":"text/plain","text":"hello"}],
            "ttlMs":60000,"cacheScope":"public","resultType":"complete","_meta":
            {"io.modelcontextprotocol/serverInfo":{"name":"test","title":"Test","version":"1.2.3"}}}"""),
        json(Offers.read(calls, "test://text")).get("result"));
    assertEquals(
        json(
            "{\"contents\":[{\"uri\":\"test://text\",\"mimeType\":\"text/plain\",\"text\":\"hello\"}]}"),
        json(calls.post(LEGACY.formatted("resources/read", "\"test://text\""))).get("result"));
  }

  @Test
  void r04_severalContentsAreReadAtOnceBytesAmongThem() {
    assertEquals(
        json(
            """
            [{"uri":"test://folder/a","text":"a"},
            {"uri":"test://folder/b","mimeType":"application/octet-stream","blob":"AQID"}]"""),
        json(Offers.read(calls, "test://folder")).at("/result/contents"));
  }

  @Test
  void r04_aTemplateReadsWhatItsVariablesName() {
    assertEquals("a b", text(Offers.read(calls, "test://item/a%20b")));
    assertEquals("guide/start.md", text(Offers.read(calls, "file:///docs/guide/start.md")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"test://nothing", "test://item/none", "test://item/hidden", "other:x"})
  void r05_anUnknownResourceIsAnErrorOfTheEraAndNeverEmpty(String uri) {
    Reply modern = Offers.read(calls, uri);
    assertEquals(
        json(
            "{\"code\":-32602,\"message\":\"Resource not found: %s\",\"data\":{%s,\"uri\":\"%s\"}}"
                .formatted(uri, KNOWN, uri)),
        json(modern).get("error"));
    assertEquals(Reply.Kind.ANSWERED, modern.kind());
    for (String revision : List.of("2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25")) {
      Reply legacy =
          calls.post(
              LEGACY.formatted("resources/read", "\"" + uri + "\""),
              "MCP-Protocol-Version",
              revision);
      assertEquals(
          json(
              "{\"code\":-32002,\"message\":\"Resource not found: %s\",\"data\":{%s,\"uri\":\"%s\"}}"
                  .formatted(uri, KNOWN, uri)),
          json(legacy).get("error"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///docs/../etc/passwd",
        "file:///docs/%2e%2e/etc/passwd",
        "file:///docs/..%2f..%2fetc/passwd",
        "file:///docs//etc/passwd",
        "file:///docs/a%00.txt",
        "file:///docs/%252e%252e%252fetc",
        "file:///docs/..%5c..%5cetc",
        "file:///docs/..;/etc/../..",
        "test://item/.."
      })
  void r06_nothingOutsideOfItsRootExists(String uri) {
    assertEquals("Resource not found: " + uri, message(Offers.read(calls, uri)));
    assertEquals(
        -32002,
        json(calls.post(LEGACY.formatted("resources/read", "\"" + uri + "\"")))
            .at("/error/code")
            .intValue());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          7 | uri must be a string
          null | uri must be a string
          {} | uri must be a string
          "" | uri is no URI (RFC 3986), it has no scheme such as https:
          "nothing" | uri is no URI (RFC 3986), it has no scheme such as https:
          "test://ä" | uri is no URI (RFC 3986), character 8 must be percent-encoded
          "test://a b" | uri is no URI (RFC 3986), character 9 must be percent-encoded
          "test://\\u0000" | uri is no URI (RFC 3986), character 8 must be percent-encoded
          "test://%" | uri is no URI (RFC 3986), character 8 must be percent-encoded
          """)
  void r06_whatIsNoUriIsInvalidInEveryEra(String uri, String why) {
    JsonNode answer = json(calls.post(LEGACY.formatted("resources/read", uri)));
    assertEquals(-32602, answer.at("/error/code").intValue());
    assertEquals("Invalid params: " + why, answer.at("/error/message").textValue());
  }

  @Test
  void r06_anEndlessUriIsRefusedInAFewWords() {
    Reply reply =
        calls.post(LEGACY.formatted("resources/read", "\"test://" + "a".repeat(100_000) + "\""));
    assertEquals(-32602, json(reply).at("/error/code").intValue());
    assertEquals(true, reply.text().length() < 1_000, reply::text);
  }

  @Test
  void r06_aResourceThatClientsCouldNotUseIsRefused() {
    for (String uri : List.of("", "nothing", "test://a b", "test://{id}", "{id}", "test://{")) {
      McpServerBuilder server =
          Calls.settings()
              .resource(Resource.of(ResourceDescriptor.of(uri, "n", "d"), call -> null));
      assertThrows(IllegalArgumentException.class, server::build, uri);
    }
    for (String uri : List.of("test://a", "test://{a}{b}", "test://{?a}", "{a}")) {
      McpServerBuilder server =
          Calls.settings()
              .resourceTemplate(
                  ResourceTemplate.of(ResourceDescriptor.of(uri, "n", "d"), call -> null));
      assertThrows(IllegalArgumentException.class, server::build, uri);
    }
    McpServerBuilder twice = Offers.settings().resource(Offers.resources().get(0));
    assertEquals(
        "Two resources are at test://text",
        assertThrows(IllegalArgumentException.class, twice::build).getMessage());
  }

  /** RFC 3986 section 3.1; a client that has parsed a URI may write its scheme small. */
  @Test
  void r06_aSchemeIsTheSameInAnyCase() {
    assertEquals("7", text(Offers.read(calls, "TEST://item/7")));
    assertEquals("hello", text(Offers.read(calls, "Test://text")));
    assertEquals(
        "Resource not found: test://TEXT (did you mean test://text?)",
        message(Offers.read(calls, "test://TEXT")));
    Calls capital =
        new Calls(
            Calls.settings()
                .resource(
                    Resource.of(
                        ResourceDescriptor.of("Shop://terms", "n", "d"),
                        call -> ResourceResult.text(call.uri(), "text/plain", "no")))
                .build());
    JsonNode read = json(Offers.read(capital, "shop://terms")).at("/result/contents/0");
    assertEquals("no", read.get("text").textValue());
    assertEquals("shop://terms", read.get("uri").textValue());
    McpServerBuilder twice =
        Offers.settings()
            .resource(Resource.of(ResourceDescriptor.of("TEST://text", "n", "d"), call -> null));
    assertThrows(IllegalArgumentException.class, twice::build);
  }

  @Test
  void r05_aResourceThatIsGoneIsNotWhatWasMeant() {
    Calls gone =
        new Calls(
            Calls.settings()
                .resource(
                    Resource.of(
                        ResourceDescriptor.of("test://gone", "n", "d"),
                        call -> ResourceOutcome.notFound()))
                .build());
    assertEquals("Resource not found: test://gone", message(Offers.read(gone, "test://gone")));
  }

  @Test
  void r07_theFirstTemplateThatFitsReadsAndAResourceGoesBeforeAll() {
    assertEquals("7", text(Offers.read(calls, "test://item/7")));
    assertEquals("seen", text(Offers.read(calls, "test://item/hidden", Offers.KEY, "x")));
  }

  @ParameterizedTest
  @CsvSource({
    "resources/subscribe, 2024-11-05",
    "resources/subscribe, 2025-11-25",
    "resources/unsubscribe, 2025-11-25"
  })
  void r08_nobodySubscribesWithoutASession(String method, String revision) {
    Reply reply =
        calls.post(LEGACY.formatted(method, "\"test://text\""), "MCP-Protocol-Version", revision);
    assertEquals(-32601, json(reply).at("/error/code").intValue());
    assertEquals(Reply.Kind.ANSWERED, reply.kind());
  }

  @ParameterizedTest
  @ValueSource(strings = {"resources/subscribe", "resources/unsubscribe"})
  void r09_theMethodsOfSessionsAreGone(String method) {
    Reply reply = calls.modern(method, "", "\"uri\":\"test://text\"", "{}");
    assertEquals(-32601, json(reply).at("/error/code").intValue());
    assertEquals(Reply.Kind.UNKNOWN_METHOD, reply.kind());
  }

  @Test
  void p06_aResourceAsksAndIsReadWithTheAnswer() {
    JsonNode asked = json(Offers.read(calls, "test://asks")).get("result");
    assertEquals("input_required", asked.get("resultType").textValue());
    assertFalse(asked.has("ttlMs"));
    Reply read =
        Offers.readWith(
            calls,
            "test://asks",
            ",\"inputResponses\":{\"topic\":{\"action\":\"accept\",\"content\":{\"topic\":\"tea\"}}}");
    assertEquals("tea", text(read));
    // It depends on what is no part of the key that caches know it by.
    assertEquals(0, json(read).at("/result/ttlMs").intValue());
    assertEquals("private", json(read).at("/result/cacheScope").textValue());
    assertEquals(
        -32602,
        json(calls.post(LEGACY.formatted("resources/read", "\"test://asks\"")))
            .at("/error/code")
            .intValue());
  }

  @Test
  void p07_theHeaderRepeatsTheUri() {
    Reply reply =
        calls.modern(
            "resources/read", "", "\"uri\":\"test://text\"", "{}", "Mcp-Name", "test://folder");
    assertEquals(-32020, json(reply).at("/error/code").intValue());
    assertEquals(
        "hello",
        text(
            calls.modern(
                "resources/read",
                "",
                "\"uri\":\"test://text\"",
                "{}",
                "Mcp-Name",
                "=?base64?dGVzdDovL3RleHQ=?=")));
  }

  @Test
  void n02_aResourceSaysForHowLongAndForWhomItIs() {
    assertEquals("60000 public", caching(Offers.read(calls, "test://text")));
    assertEquals("0 private", caching(Offers.read(calls, "test://folder")));
    assertEquals(
        "60000 private", caching(Offers.read(calls, "test://item/hidden", Offers.KEY, "x")));
  }

  @Test
  void r05_aFailureIsInternalAndKeepsItsDetails() {
    Reply reply = Offers.read(calls, "test://throws");
    assertEquals(-32603, json(reply).at("/error/code").intValue());
    assertFalse(reply.text().contains(Offers.SECRET));
  }

  @Test
  void r05_aResourceHasContents() {
    assertThrows(IllegalArgumentException.class, ResourceResult::of);
  }

  @Test
  void aTemplateIsTestedWithoutAServer() throws Exception {
    assertEquals(
        ResourceResult.text("test://item/7", "text/plain", "7"),
        Offers.templates().get(0).read(ResourceCall.of("test://item/7", Map.of("id", "7"))));
    assertFalse(
        ResourceCall.of("a:hunter2", Map.of("id", "hunter2")).toString().contains("hunter2"));
    assertEquals(
        "test://item/a%2Fb", Offers.templates().get(0).descriptor().uri(Map.of("id", "a/b")));
    assertEquals(
        Json.object()
            .put("type", "resource_link")
            .put("uri", "test://text")
            .put("name", "text")
            .put("description", "A text.")
            .put("mimeType", "text/plain"),
        Offers.resources().get(0).descriptor().link().toJson());
  }

  private static String caching(Reply reply) {
    JsonNode result = json(reply).get("result");
    return result.get("ttlMs") + " " + result.get("cacheScope").textValue();
  }

  private static String text(Reply reply) {
    return json(reply).at("/result/contents/0/text").textValue();
  }

  private static String message(Reply reply) {
    return json(reply).at("/error/message").textValue();
  }
}
