package io.github.mcpecho.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.diagnosis.headers.PrintHeaderTool;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.redaction.Redactor;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of W3C Trace Context, for headers and for {@code _meta}. */
class TraceContextTest {
  private static final String SOUND = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private final PrintHeaderTool tool = new PrintHeaderTool(new Redactor(new byte[] {1}), "pod-7");

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01 | true",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00 | true",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-ff | true",
        "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01 | true",
        "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-comes | true",
        "fe-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01- | true",
        "00-00000000000000000000000000000001-0000000000000001-01 | true",
        "00-xyz-abc-01 | false",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01 | false",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01 | false",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00F067AA0BA902B7-01 | false",
        "0A-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01 | false",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01 | false",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01 | false",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more | false",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01- | false",
        "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01.more | false",
        "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-012 | false",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7 | false",
        "00-4bf92f3577b34da6-00f067aa0ba902b7-01 | false",
        "00-4bf92f35-77b3-4da6-a3ce-929d0e0e4736-00f067aa0ba902b7-01 | false",
        "00_4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7_01 | false",
        "4bf92f3577b34da6a3ce929d0e0e4736 | false",
        "Root=1-5759e988-bd862e3fe1be46a994272793 | false",
        "0 | false",
        "'' | false",
        "undefined | false",
        "${TRACEPARENT} | false"
      })
  void v20_aTraceparentIsReadOrReported(String parent, boolean sound) {
    List<String> expected = sound ? List.of() : List.of("TRACEPARENT_MALFORMED");

    assertEquals(expected, findings(Headers.of("traceparent", parent), Json.object()));
    assertEquals(expected, findings(Headers.NONE, Json.object().put("traceparent", parent)));
  }

  @Test
  void v20_aTraceparentThatIsNoStringOrCameTwiceIsReported() {
    assertEquals(
        List.of("TRACEPARENT_MALFORMED"),
        findings(Headers.NONE, Json.object().put("traceparent", 7)));
    assertEquals(
        List.of("TRACEPARENT_MALFORMED"),
        findings(Headers.of("traceparent", SOUND, "Traceparent", SOUND), Json.object()));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "rojo=00f067aa0ba902b7,congo=t61rcWkgMzE | true",
        "fw529a3039@dt=FfffffffC3RlbmFudElk | true",
        "rojo=1 , congo=2 | true",
        "rojo=1,,congo=2 | true",
        "0rojo=1 | true",
        "`` | true",
        "rojo | false",
        "=1 | false",
        "Rojo=1 | false",
        "rojo=1=2 | false",
        "rojo= | false",
        "rojo=1,rojo=2 | false",
        "rojo=ü | false"
      })
  void v20_aTracestateIsReadOrReported(String state, boolean sound) {
    List<String> expected = sound ? List.of() : List.of("TRACESTATE_MALFORMED");
    Headers headers = Headers.of("traceparent", SOUND, "tracestate", state);
    ObjectNode meta = Json.object().put("traceparent", SOUND).put("tracestate", state);

    assertEquals(expected, findings(headers, Json.object()));
    assertEquals(expected, findings(Headers.NONE, meta));
  }

  @Test
  void v20_aTracestateHasAtMostThirtyTwoMembersInAllItsLines() {
    assertEquals(List.of(), findings(state(16, 16), Json.object()));
    assertEquals(List.of("TRACESTATE_MALFORMED"), findings(state(16, 17), Json.object()));
  }

  @Test
  void v20_aTracestateWithoutATraceparentIsReported() {
    assertEquals(
        List.of("TRACESTATE_ALONE"), findings(Headers.of("tracestate", "a=1"), Json.object()));
    assertEquals(
        List.of("TRACESTATE_ALONE"),
        findings(Headers.NONE, Json.object().put("tracestate", "a=1")));
  }

  @Test
  void v20_headerAndMetaAreCompared() {
    ObjectNode meta = Json.object().put("traceparent", SOUND);
    String other = SOUND.replace("4bf9", "5bf9");

    assertEquals(List.of(), findings(Headers.of("traceparent", SOUND), meta));
    assertEquals(List.of("MCP_TRACE_DISAGREES"), findings(Headers.of("traceparent", other), meta));
  }

  @Test
  void v20_aSecretInATraceparentIsNotShown() {
    String secret = "ghp_" + "84a0acfff43510ba5c23115049f82e616917";
    ToolRun run = run(Headers.of("traceparent", secret), Json.object().put("traceparent", secret));

    assertTrue(run.findings().contains("TRACEPARENT_MALFORMED"), run.text());
    assertEquals(-1, run.text().indexOf(secret.substring(4, 12)), run.text());
    assertEquals(-1, run.facts().toString().indexOf(secret.substring(4, 12)));
  }

  private static Headers state(int first, int second) {
    return Headers.of(
        "traceparent",
        SOUND,
        "tracestate",
        members("a", first),
        "tracestate",
        members("b", second));
  }

  private static String members(String prefix, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> prefix + i + "=1")
        .collect(Collectors.joining(","));
  }

  private List<String> findings(Headers headers, ObjectNode meta) {
    return run(headers, meta).findings().stream().filter(id -> id.contains("TRACE")).toList();
  }

  private ToolRun run(Headers headers, ObjectNode meta) {
    return ToolRun.of(tool, CallContext.local(headers, Instant.EPOCH), Json.object(), meta);
  }
}
