package io.github.mcpecho.mcp;

import static io.github.mcpecho.mcp.Calls.json;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The decision table of eras: body and headers to kind of reply, error code and id. {@code META}
 * stands for a complete modern {@code _meta}, {@code META(x)} for one that claims version x.
 */
class EraSelectorTest {
  private static final String TABLE =
      """
      # a request: claim against version header
      {"jsonrpc":"2.0","id":1,"method":"tools/list","params":{META}} | 2026-07-28 | tools/list | ANSWERED | result | 1
      {"jsonrpc":"2.0","id":1,"method":"tools/list","params":{META}} | | tools/list | REJECTED | -32020 | 1
      {"jsonrpc":"2.0","id":1,"method":"tools/list","params":{META}} | 2025-11-25 | tools/list | REJECTED | -32020 | 1
      {"jsonrpc":"2.0","id":1,"method":"tools/list","params":{META(v999.0.0)}} | 2026-07-28 | tools/list | REJECTED | -32020 | 1
      {"jsonrpc":"2.0","id":1,"method":"tools/list","params":{META(v999.0.0)}} | v999.0.0 | tools/list | REJECTED | -32022 | 1
      {"jsonrpc":"2.0","id":1,"method":"tools/list","params":{META(2025-11-25)}} | 2025-11-25 | tools/list | REJECTED | -32022 | 1
      {"jsonrpc":"2.0","id":1,"method":"tools/list","params":{META}} | '  2026-07-28\t' | tools/list | ANSWERED | result | 1
      {"jsonrpc":"2.0","id":1,"method":"tools/list","params":{META}} | 2026-07-28;2026-07-28 | tools/list | REJECTED | -32020 | 1
      # a request: no claim
      {"jsonrpc":"2.0","id":1,"method":"tools/list"} | 2026-07-28 | tools/list | REJECTED | -32602 | 1
      {"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":{}}} | 2026-07-28 | tools/list | REJECTED | -32602 | 1
      {"jsonrpc":"2.0","id":1,"method":"tools/list"} | | | ANSWERED | result | 1
      {"jsonrpc":"2.0","id":1,"method":"tools/list"} | 2024-11-05 | | ANSWERED | result | 1
      {"jsonrpc":"2.0","id":1,"method":"tools/list"} | 2025-11-25;2025-11-25 | | ANSWERED | result | 1
      {"jsonrpc":"2.0","id":1,"method":"tools/list"} | 2025-11-25;2025-06-18 | | REJECTED | -32020 | 1
      {"jsonrpc":"2.0","id":1,"method":"tools/list"} | 2025-11-25, 2025-06-18 | | REJECTED | -32020 | 1
      {"jsonrpc":"2.0","id":1,"method":"tools/list"} | 2026-07-28, 2025-11-25 | | REJECTED | -32020 | 1
      {"jsonrpc":"2.0","id":1,"method":"tools/list"} | 2025-11-25;2026-07-28 | | REJECTED | -32602 | 1
      {"jsonrpc":"2.0","method":"notifications/x"} | 2025-11-25;2025-06-18 | | REJECTED | -32020 |
      {"jsonrpc":"2.0","id":"x","method":"tools/list"} | 2025-04-01 | | REJECTED | -32022 | "x"
      {"jsonrpc":"2.0","id":1,"method":"tools/list"} | v999.0.0 | | REJECTED | -32022 | 1
      {"jsonrpc":"2.0","id":1,"method":"server/discover"} | | | ANSWERED | -32601 | 1
      {"jsonrpc":"2.0","id":1,"method":"server/discover"} | 2025-11-25 | | ANSWERED | -32601 | 1
      {"jsonrpc":"2.0","id":1,"method":"ping","params":{"_meta":{"io.modelcontextprotocol/related-task":{}}}} | | | ANSWERED | result | 1
      {"jsonrpc":"2.0","id":1,"method":"ping","params":{"_meta":{"io.modelcontextprotocol/clientCapabilities":{}}}} | | | ANSWERED | result | 1
      # initialize
      {"jsonrpc":"2.0","id":1,"method":"initialize","params":{META}} | 2026-07-28 | initialize | UNKNOWN_METHOD | -32601 | 1
      {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25"}} | | | ANSWERED | result | 1
      {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25"}} | 2026-07-28 | | REJECTED | -32020 | 1
      {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25",META(2025-11-25)}} | | | ANSWERED | result | 1
      {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","_meta":{"io.modelcontextprotocol/protocolVersion":7}}} | | | ANSWERED | result | 1
      {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","_meta":{"io.modelcontextprotocol/protocolVersion":7}}} | 2026-07-28 | initialize | REJECTED | -32602 | 1
      # notifications and responses
      {"jsonrpc":"2.0","method":"notifications/initialized"} | | | ACCEPTED | |
      {"jsonrpc":"2.0","method":"notifications/anything"} | 2025-06-18 | | ACCEPTED | |
      {"jsonrpc":"2.0","method":"notifications/initialized"} | 2025-04-01 | | REJECTED | -32022 |
      {"jsonrpc":"2.0","method":"notifications/x"} | 2026-07-28 | | ACCEPTED | |
      {"jsonrpc":"2.0","method":"notifications/x","params":{META}} | 2026-07-28 | notifications/x | ACCEPTED | |
      {"jsonrpc":"2.0","method":"notifications/x","params":{META}} | | | ACCEPTED | |
      {"jsonrpc":"2.0","method":"notifications/x","params":{META}} | 2025-11-25 | | REJECTED | -32020 |
      {"jsonrpc":"2.0","method":"notifications/x","params":{META}} | 2026-07-28 | notifications/y | REJECTED | -32020 |
      {"jsonrpc":"2.0","method":"notifications/x","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":7}}} | 2026-07-28 | | REJECTED | -32602 |
      {"jsonrpc":"2.0","id":1,"result":{}} | | | ACCEPTED | |
      {"jsonrpc":"2.0","id":1,"result":{}} | 2026-07-28 | | REJECTED | -32600 |
      # batches
      [] | | | REJECTED | -32600 |
      [{"jsonrpc":"2.0","id":1,"method":"ping"}] | 2024-11-05 | | ANSWERED | |
      [{"jsonrpc":"2.0","id":1,"method":"ping"}] | 2025-03-26 | | ANSWERED | |
      [{"jsonrpc":"2.0","id":1,"method":"ping"}] | 2025-06-18 | | REJECTED | -32600 |
      [{"jsonrpc":"2.0","id":1,"method":"ping"}] | 2025-11-25 | | REJECTED | -32600 |
      [{"jsonrpc":"2.0","id":1,"method":"ping"}] | 2026-07-28 | | REJECTED | -32600 |
      [{"jsonrpc":"2.0","id":1,"method":"ping"}] | 2025-04-01 | | REJECTED | -32022 |
      [{"jsonrpc":"2.0","id":1,"method":"ping"},{"jsonrpc":"2.0","id":2,"method":"ping","params":{META}}] | | | REJECTED | -32600 |
      [{"jsonrpc":"2.0","id":1,"method":"initialize"}] | | | REJECTED | -32600 |
      # the modern envelope, its checks in order
      {"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}} | 2026-07-28 | tools/list | REJECTED | -32602 | 1
      {"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":null,"io.modelcontextprotocol/clientCapabilities":{}}}} | 2026-07-28 | tools/list | REJECTED | -32602 | 1
      {"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":[]}}} | 2026-07-28 | tools/list | REJECTED | -32602 | 1
      {"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{},"io.modelcontextprotocol/clientInfo":{"name":"x"}}}} | 2026-07-28 | tools/list | REJECTED | -32602 | 1
      {"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{},"io.modelcontextprotocol/logLevel":"loud"}}} | 2026-07-28 | tools/list | REJECTED | -32602 | 1
      {"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{},"io.modelcontextprotocol/logLevel":"info"}}} | 2026-07-28 | tools/list | ANSWERED | result | 1
      {"jsonrpc":"2.0","id":1,"method":"tools/list","params":{META}} | 2026-07-28 | | REJECTED | -32020 | 1
      {"jsonrpc":"2.0","id":1,"method":"tools/list","params":{META}} | 2026-07-28 | TOOLS/LIST | REJECTED | -32020 | 1
      {"jsonrpc":"2.0","id":1,"method":"nope","params":{META}} | 2026-07-28 | tools/list | REJECTED | -32020 | 1
      {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{META}} | 2026-07-28 | tools/call | REJECTED | -32020 | 1
      """;

  private final Calls calls = Calls.ofFakeTools();

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = TABLE)
  void messageAndHeadersDecide(
      String body, String versions, String method, Reply.Kind kind, String outcome, String id) {
    Reply reply = calls.post(expand(body), headers(versions, method));
    assertEquals(kind, reply.kind(), reply::text);
    assertEquals(Optional.ofNullable(outcome), outcome(reply), reply::text);
    assertEquals(Optional.ofNullable(id), id(reply), reply::text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25"}} | | | -32022
          {"jsonrpc":"2.0","id":1,"method":"tools/list"} | | | -32020
          {"jsonrpc":"2.0","id":1,"method":"tools/list"} | 2025-11-25 | | -32022
          {"jsonrpc":"2.0","method":"notifications/initialized"} | | | -32020
          [{"jsonrpc":"2.0","id":1,"method":"ping"}] | | | -32020
          {"jsonrpc":"2.0","id":1,"method":"tools/list","params":{META}} | 2026-07-28 | tools/list | result
          """)
  void modernOnlyServerRefusesLegacyMessages(
      String body, String versions, String method, String outcome) {
    var calls =
        new Calls(Calls.settings().versions(EnumSet.of(ProtocolVersion.V2026_07_28)).build());
    assertEquals(
        Optional.of(outcome), outcome(calls.post(expand(body), headers(versions, method))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          {"jsonrpc":"2.0","id":1,"method":"tools/list","params":{META}} | 2026-07-28 | tools/list | -32022
          {"jsonrpc":"2.0","id":1,"method":"tools/list"} | 2026-07-28 | tools/list | -32022
          {"jsonrpc":"2.0","id":1,"method":"initialize","params":{META}} | | | -32022
          {"jsonrpc":"2.0","id":1,"method":"tools/list"} | | | result
          """)
  void legacyOnlyServerRefusesModernMessages(
      String body, String versions, String method, String outcome) {
    var calls =
        new Calls(
            Calls.settings()
                .versions(EnumSet.of(ProtocolVersion.V2025_06_18, ProtocolVersion.V2024_11_05))
                .build());
    assertEquals(
        Optional.of(outcome), outcome(calls.post(expand(body), headers(versions, method))));
  }

  private static String expand(String body) {
    return body.replace("META(", "META:")
        .replaceAll("META:([^)]*)\\)", meta("$1"))
        .replace("META", meta("2026-07-28"));
  }

  private static String meta(String version) {
    return Calls.META.formatted("{}").replace("2026-07-28", version);
  }

  private static String[] headers(String versions, String method) {
    var headers = new ArrayList<String>();
    if (versions != null) {
      List.of(versions.split(";")).forEach(v -> headers.addAll(List.of("MCP-Protocol-Version", v)));
    }
    if (method != null) {
      headers.addAll(List.of("Mcp-Method", method));
    }
    return headers.toArray(String[]::new);
  }

  private static Optional<String> outcome(Reply reply) {
    if (reply.body().length == 0 || json(reply).isArray()) {
      return Optional.empty();
    }
    JsonNode json = json(reply);
    return Optional.of(json.has("result") ? "result" : json.at("/error/code").asText());
  }

  private static Optional<String> id(Reply reply) {
    return reply.body().length == 0
        ? Optional.empty()
        : Optional.ofNullable(json(reply).get("id")).map(JsonNode::toString);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          2025-11-25            |            | -32600
          2025-11-25,2026-07-28 |            | -32600
          2025-11-25,2025-06-18 | 2025-06-18 | -32600
          2025-11-25,2025-03-26 |            |
          2025-11-25,2025-03-26 | 2025-03-26 |
          2025-11-25,2025-03-26 | 2025-11-25 | -32600
          """)
  void aBatchTakesARevisionThatIsServedAndHasBatches(
      String served, String version, String outcome) {
    var versions =
        Arrays.stream(served.split(","))
            .map(name -> ProtocolVersion.of(name).orElseThrow())
            .collect(Collectors.toSet());
    var calls = new Calls(Calls.settings().versions(versions).build());
    Reply reply =
        calls.post("[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}]", headers(version, null));
    assertEquals(Optional.ofNullable(outcome), outcome(reply), reply::text);
  }
}
