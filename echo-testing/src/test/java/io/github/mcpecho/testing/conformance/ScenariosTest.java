package io.github.mcpecho.testing.conformance;

import static io.github.mcpecho.mcp.ProtocolVersion.V2025_11_25;
import static io.github.mcpecho.mcp.ProtocolVersion.V2026_07_28;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.testing.conformance.Check.Status;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A client that does what it is asked passes each scenario, and each mistake fails its check. */
class ScenariosTest {
  @TestFactory
  Stream<DynamicTest> aRightClientPasses() {
    return Stream.of(V2025_11_25, V2026_07_28)
        .map(ClientConformance::of)
        .flatMap(
            suite ->
                Stream.of(suite.scored(), suite.unscored())
                    .flatMap(Collection::stream)
                    .filter(name -> !name.startsWith("auth/"))
                    .map(
                        name ->
                            DynamicTest.dynamicTest(
                                name,
                                () -> {
                                  Verdict verdict = suite.run(name, new RightClient());
                                  verdict.assertPassed();
                                  assertEquals(List.of(), warnings(verdict));
                                })));
  }

  /** But for coming back late, which a right client does on a machine that is busy. */
  private static List<Check> warnings(Verdict verdict) {
    return verdict.checks().stream()
        .filter(check -> check.status() == Status.WARNING)
        .filter(check -> !check.name().equals("ClientRespectsRetryField"))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "ClientPopulatesMeta, _meta.clientCapabilities,",
    "ClientPopulatesMeta, _meta.protocolVersion, 7",
    "ClientSendsClientInfo, _meta.clientInfo,",
    "ClientSendsVersionHeader, MCP-Protocol-Version,",
    "ClientVersionHeaderMatchesMeta, MCP-Protocol-Version, 2025-11-25",
    "ClientDeclaresRootsCapability, _meta.clientCapabilities, '{\"roots\":true}'",
    "ClientDeclaresSamplingCapability, _meta.clientCapabilities, '{\"sampling\":[]}'",
    "ClientDeclaresElicitationCapability, _meta.clientCapabilities, '{\"elicitation\":null}'",
  })
  void aMistakeInTheMetadata(String check, String member, String value) {
    Set<String> wrong =
        wrong(
            V2026_07_28,
            "request-metadata",
            scenario ->
                new HandMadeClient(scenario, member, value == null ? "" : value)
                    .request("tools/list", "{}"));
    // Whoever names no revision, or another one, does not go on with that of the list either.
    wrong.remove("ClientRetrySupportedVersion");
    assertEquals(Set.of(check), wrong);
  }

  @Test
  void aClientThatGivesUpAtTheFirstRefusalIsWarned() {
    assertEquals(
        Set.of("ClientRetrySupportedVersion"),
        wrong(
            V2026_07_28,
            "request-metadata",
            scenario -> new HandMadeClient(scenario).once("tools/list")));
  }

  @ParameterizedTest
  @CsvSource({
    "ClientMcpMethodHeader_tools_call, Mcp-Method,",
    "ClientMcpMethodHeader_tools_call, Mcp-Method, TOOLS/CALL",
    "ClientMcpNameHeader_tools_call, Mcp-Name,",
    "ClientMcpNameHeader_tools_call, Mcp-Name, another",
    "ClientMcpNameHeader_tools_call, Mcp-Name, =?base64?!?=",
  })
  void aMistakeInTheStandardHeaders(String check, String header, String value) {
    assertEquals(
        Set.of(check),
        wrong(
            V2026_07_28,
            "http-standard-headers",
            scenario ->
                new HandMadeClient(scenario, header, value == null ? "" : value)
                    .call("test_headers", "{}")));
  }

  @Test
  void aMistakeInTheFirstRequestHidesNoOther() {
    assertEquals(
        Set.of("ClientMcpMethodHeader_server_discover", "ClientMcpMethodHeader_tools_list"),
        wrong(
            V2026_07_28,
            "http-standard-headers",
            scenario -> {
              var client = new HandMadeClient(scenario, "Mcp-Method", "");
              assertEquals(
                  "2026-07-28",
                  client.request("server/discover", "{}").at("/supportedVersions/0").asText());
              assertEquals(2, client.request("tools/list", "{}").path("tools").size());
            }));
  }

  @Test
  void whoeverDoesNotEncodeFailsWhatHasToBeEncoded() {
    assertEquals(
        Set.of(
            "ClientCustomHeader_LeadingSpace",
            "ClientCustomHeader_TrailingSpace",
            "ClientCustomHeader_Whitespace",
            "ClientCustomHeader_Tab"),
        wrong(
            V2026_07_28,
            "http-custom-headers",
            new RightClient() {
              @Override
              String encoded(JsonNode value) {
                // Of these no request can be made.
                String text = value.asText();
                return text.matches("[ -~\t]*") ? text : super.encoded(value);
              }
            }));
  }

  @Test
  void whoeverMirrorsEverythingFailsWhatIsNotDesignated() {
    assertEquals(
        Set.of("ClientCustomHeaderNoMirrorNumber", "ClientCustomHeaderNoMirrorUnannotated"),
        wrong(
            V2026_07_28,
            "http-custom-headers",
            new RightClient() {
              @Override
              String header(JsonNode property) {
                return !super.header(property).isEmpty()
                    ? super.header(property)
                    : property.path("type").asText().equals("number") ? "Float-Val" : "Query";
              }
            }));
  }

  @Test
  void whoeverMirrorsNothingFailsAll() {
    Set<String> wrong =
        wrong(
            V2026_07_28,
            "http-custom-headers",
            new RightClient() {
              @Override
              String header(JsonNode property) {
                return "";
              }
            });
    assertEquals(15, wrong.size(), wrong::toString);
  }

  @Test
  void whoeverCallsAnInvalidToolHasNotLeftItOut() {
    assertEquals(
        Set.of("ClientRejectsInvalidTool_invalid_colon_in_name", "ClientKeepsValidTool"),
        wrong(
            V2026_07_28,
            "http-invalid-tool-headers",
            scenario -> {
              var client = new HandMadeClient(scenario);
              client.request("tools/list", "{}");
              client.call("invalid_colon_in_name", "{\"value\":\"x\"}");
            }));
  }

  @Test
  void whoeverFetchesTheSchemaIsSeen() {
    assertEquals(
        Set.of("NoNetworkRefDereference"),
        wrong(
            V2026_07_28,
            "json-schema-ref-no-deref",
            scenario -> {
              JsonNode listed = new HandMadeClient(scenario).request("tools/list", "{}");
              URI.create(listed.at("/tools/0/inputSchema/properties/profile/$ref").asText())
                  .toURL()
                  .openStream()
                  .close();
            }));
  }

  @Test
  void whoeverLosesKeywordsOfTheSchemaIsTold() {
    ScenarioClient losing =
        new RightClient() {
          @Override
          ObjectNode read(ObjectNode schema) {
            schema.remove(List.of("$defs", "allOf", "if"));
            return super.read(schema.put("additionalProperties", true));
          }
        };
    var since2025 =
        Set.of(
            "JsonSchema2020_12Client$DefsPreserved",
            "JsonSchema2020_12ClientAdditionalPropertiesPreserved");
    assertEquals(since2025, wrong(V2025_11_25, "json-schema-2020-12-preservation", losing));
    var since2026 = new TreeSet<>(since2025);
    since2026.add("JsonSchema2020_12ClientCompositionKeywordsPreserved");
    since2026.add("JsonSchema2020_12ClientConditionalKeywordsPreserved");
    since2026.add("JsonSchema2020_12ClientAnchorKeywordPreserved");
    assertEquals(since2026, wrong(V2026_07_28, "json-schema-2020-12-preservation", losing));
  }

  @Test
  void aStateThatWasReadAndWrittenAgainIsAnother() {
    assertEquals(
        Set.of("MRTRClientRequestStateEchoed", "MRTRClientNoStateOmitted"),
        wrong(
            V2026_07_28,
            "sep-2322-client-request-state",
            new RightClient() {
              @Override
              ObjectNode retry(String tool, JsonNode asked) {
                String state = asked.path("requestState").asText("{}");
                return super.retry(tool, asked)
                    .put("requestState", HandMadeClient.json(state).toString());
              }
            }));
  }

  @Test
  void answersBelongToOneCall() {
    assertEquals(
        Set.of(
            "MRTRClientJsonRpcIdDifferent",
            "MRTRClientParallelIsolation",
            "DefaultResultTypeComplete"),
        wrong(
            V2026_07_28,
            "sep-2322-client-request-state",
            scenario -> {
              new RightClient().run(scenario);
              var client = new HandMadeClient(scenario);
              client.call("test_mrtr_echo_state", "{}");
              JsonNode asked = new HandMadeClient(scenario).call("test_mrtr_echo_state", "{}");
              var other = new HandMadeClient(scenario);
              other.request(
                  "tools/call", new RightClient().retry("test_mrtr_echo_state", asked).toString());
              other.request(
                  "tools/call", new RightClient().retry("test_mrtr_unrelated", asked).toString());
              other.request(
                  "tools/call",
                  new RightClient().retry("test_mrtr_no_result_type", asked).toString());
            }));
  }

  @Test
  void aFormThatIsDeclinedHasNoDefaults() {
    assertEquals(
        6,
        wrong(
                V2025_11_25,
                "elicitation-sep1034-client-defaults",
                answering(result -> Json.object().put("action", "decline")))
            .size());
  }

  @Test
  void aFieldWithoutItsDefaultIsTold() {
    assertEquals(
        Set.of("ClientElicitationSEP1034IntegerDefault", "ClientElicitationSEP1034EnumDefault"),
        wrong(
            V2025_11_25,
            "elicitation-sep1034-client-defaults",
            answering(
                result -> {
                  ((ObjectNode) result.get("content")).put("status", "none").remove("age");
                  return result;
                })));
  }

  private static RightClient answering(UnaryOperator<ObjectNode> change) {
    return new RightClient() {
      @Override
      ObjectNode answer(ObjectNode result) {
        return change.apply(result);
      }
    };
  }

  /** What a client does instead of resuming a stream that was closed. */
  private interface Retry {
    void with(HandMadeClient client) throws IOException, InterruptedException;
  }

  private static RightClient retrying(Retry retry) {
    return new RightClient() {
      @Override
      void retry(HandMadeClient client) throws IOException, InterruptedException {
        retry.with(client);
      }
    };
  }

  @Test
  void whoeverComesBackAtOnceAndWithoutTheIdIsTold() {
    assertEquals(
        Set.of("ClientRespectsRetryField", "ClientSendsLastEventId"),
        wrong(
            V2025_11_25,
            "sse-retry",
            retrying(
                client -> {
                  client.callForStream("test_reconnection");
                  client.listen();
                })));
  }

  /** A missing id is a warning, and so is to come back late, as on a machine that is busy. */
  @Test
  void theStreamOfTheSessionIsNoComebackHoweverLateItIsOpened() {
    assertEquals(
        Set.of(),
        named(
            Status.FAILURE,
            V2025_11_25,
            "sse-retry",
            retrying(
                client -> {
                  client.callForStream("test_reconnection");
                  client.listen();
                  Thread.sleep(500);
                  client.listen();
                })));
  }

  @Test
  void whoeverListensAlreadyAndComesBackAtOnceIsTold() {
    assertEquals(
        Set.of("ClientRespectsRetryField", "ClientSendsLastEventId"),
        wrong(
            V2025_11_25,
            "sse-retry",
            retrying(
                client -> {
                  client.listen();
                  client.callForStream("test_reconnection");
                  client.listen();
                })));
  }

  @Test
  void whoeverDoesNotComeBackIsTold() {
    assertEquals(
        Set.of("ClientGracefulReconnect", "ClientRespectsRetryField", "ClientSendsLastEventId"),
        wrong(
            V2025_11_25,
            "sse-retry",
            retrying(
                client -> {
                  client.callForStream("test_reconnection");
                })));
  }

  @Test
  void textIsNoNumber() {
    assertEquals(
        Set.of("ToolAddNumbers"),
        wrong(
            V2025_11_25,
            "tools_call",
            scenario ->
                new HandMadeClient(scenario).connect().call("add_numbers", "{\"a\":\"1\"}")));
  }

  @Test
  void anInitializeWithoutTheClientIsIncomplete() {
    assertEquals(
        Set.of("MCPClientInitialization", "MCPClientInitialized"),
        wrong(
            V2025_11_25,
            "initialize",
            scenario ->
                new HandMadeClient(scenario)
                    .request(
                        "initialize", "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{}}")));
  }

  /** Returns the names of the checks that are neither a success nor skipped. */
  private static Set<String> wrong(
      ProtocolVersion revision, String scenario, ScenarioClient client) {
    return named(Status.WARNING, revision, scenario, client);
  }

  /** Returns the names of the checks that are as bad as the status, or worse. */
  private static Set<String> named(
      Status least, ProtocolVersion revision, String scenario, ScenarioClient client) {
    Verdict verdict = ClientConformance.of(revision).run(scenario, client);
    verdict
        .failure()
        .ifPresent(
            why -> {
              throw new AssertionError(why);
            });
    return verdict.checks().stream()
        .filter(check -> check.status().compareTo(least) >= 0)
        .map(Check::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The official suite is the measure of what fails: CONFORMANCE.md says where it is a SHOULD. */
  @Test
  void theDocumentNamesEachAdviceThatFailsAClient() throws IOException {
    String document = Files.readString(Path.of("CONFORMANCE.md"));
    Set<String> failing =
        Scenarios.files()
            .flatMap(
                file ->
                    file.checks(V2026_07_28).stream()
                        .filter(
                            check ->
                                file.status(check.name(), false, V2026_07_28) == Status.FAILURE))
            .filter(check -> check.rule().contains("SHOULD") && !check.rule().contains("MUST"))
            .map(check -> check.id().replaceAll("(sep1034)-.*", "$1"))
            .collect(Collectors.toCollection(TreeSet::new));

    assertEquals(
        Set.of("client-elicitation-sep1034", "client-sse-graceful-reconnect", "scope-retry-limit"),
        failing);
    for (String id : failing) {
      assertTrue(document.contains("`" + id), id);
    }
  }
}
