package io.github.mcpecho.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.mcpecho.standalone.EchoHttpServer;
import io.github.mcpecho.standalone.ServerSettings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers that say the right thing in a form that clients do not take. */
class FormTest {
  private static final String JSON = "Content-Type: application/json\r\n";
  private static final String EVENTS = "Content-Type: text/event-stream\r\n";
  private static final String RESULT =
      "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},"
          + "\"serverInfo\":{\"name\":\"s\",\"version\":\"1\"}}";

  @AutoClose
  final EchoHttpServer echo =
      EchoHttpServer.start(ServerSettings.DEFAULTS.with(ServerSettings.PORT, 0));

  private static String envelope(String members) {
    return "{" + members.replace('\'', '"') + ",\"result\":" + RESULT + "}";
  }

  private static String sound() {
    return envelope("'jsonrpc':'2.0','id':'mcp-echo-doctor'");
  }

  private static String answer(String head, String body) {
    return "HTTP/1.1 200 OK\r\n" + head + "\r\n" + body;
  }

  private static Arguments response(String finding, String evidence, String members) {
    return arguments(finding, evidence, answer(JSON, envelope(members)));
  }

  private static Arguments head(String finding, String evidence, String lines) {
    return arguments(finding, evidence, answer(JSON + lines, sound()));
  }

  private static Arguments stream(String finding, String evidence, String body) {
    return arguments(finding, evidence, answer(EVENTS, body));
  }

  static Stream<Arguments> responses() {
    String envelope = "PROTOCOL_ENVELOPE_INVALID";
    return Stream.of(
        response("", "", "'jsonrpc':'2.0','id':'mcp-echo-doctor'"),
        response(envelope, "jsonrpc has to be \"2.0\", and is missing", "'id':'mcp-echo-doctor'"),
        response(
            envelope,
            "jsonrpc has to be \"2.0\", and is 2.0",
            "'jsonrpc':2.0,'id':'mcp-echo-doctor'"),
        response(
            envelope,
            "jsonrpc has to be \"2.0\", and is \"1.0\"",
            "'jsonrpc':'1.0','id':'mcp-echo-doctor'"),
        response(
            envelope,
            "both result and error",
            "'jsonrpc':'2.0','id':'mcp-echo-doctor','error':null"),
        response(
            envelope,
            "both a response and a method",
            "'jsonrpc':'2.0','id':'mcp-echo-doctor','method':'initialize'"),
        response(
            "PROTOCOL_ID_CHANGED", "sent \"mcp-echo-doctor\", got 1", "'jsonrpc':'2.0','id':1"),
        response(
            "PROTOCOL_ID_CHANGED",
            "sent \"mcp-echo-doctor\", got null",
            "'jsonrpc':'2.0','id':null"),
        response("PROTOCOL_ID_CHANGED", "sent \"mcp-echo-doctor\", got none", "'jsonrpc':'2.0'"));
  }

  static Stream<Arguments> heads() {
    String length = "Content-Length: " + sound().length() + "\r\n";
    String chunk = Integer.toHexString(sound().length()) + "\r\n" + sound() + "\r\n0\r\n\r\n";
    String chunked = "Transfer-Encoding: chunked\r\n";
    String session = "Mcp-Session-Id: a\r\n";
    String finding = "BACK_HEAD_INVALID";
    return Stream.of(
        head("", "", length),
        head("", "", length + "Set-Cookie: a=b\r\nSet-Cookie: c=d\r\n"),
        head("", "", length + session),
        head("", "", length + "X-Trace: a\r\n".repeat(50)),
        head("", "", length + ("X-Trace: " + "a".repeat(1_000) + "\r\n").repeat(16)),
        head(
            "BACK_HEAD_TOO_LARGE",
            JSON.length() + length.length() + 17 * 1_011 + " bytes of header lines",
            length + ("X-Trace: " + "a".repeat(1_000) + "\r\n").repeat(17)),
        head(
            finding,
            "a name that is none, or a blank before its colon (RFC 9112 §5.1)",
            length + "X-Trace : a\r\n"),
        head(finding, "Mcp-Session-Id on 2 lines", length + session + session),
        head(finding, "Content-Length on 2 lines", length + length),
        arguments("", "", answer(JSON + chunked, chunk)),
        arguments(
            finding,
            "both Content-Length and Transfer-Encoding (RFC 9112 §6.2)",
            answer(JSON + length + chunked, chunk)),
        arguments(finding, "Transfer-Encoding on 2 lines", answer(JSON + chunked + chunked, chunk)),
        arguments(
            finding,
            "its lines end in LF without CR (RFC 9112 §2.2)",
            answer(JSON + length, sound()).replace("\r", "")),
        arguments(
            finding,
            "its lines end in LF without CR (RFC 9112 §2.2)",
            answer(JSON + length.replace("\r", ""), sound())));
  }

  static Stream<Arguments> bodies() {
    String event = "data: " + sound() + "\n";
    return Stream.of(
        stream("", "", event + "\n"),
        stream("", "", "event: message\n" + event + "\n"),
        stream("", "", ": hello\nid: 1\nretry: 5\n\n" + event + "\n"),
        stream("", "", ("event:message\n" + event + "\n").replace("\n", "\r\n")),
        stream("", "", ("event:message\n" + event + "\n").replace("\n", "\r")),
        stream("PROTOCOL_ENVELOPE_INVALID", "2 responses to one request", (event + "\n").repeat(2)),
        stream("", "", "\uFEFF" + event + "\n"),
        stream("", "", "\uFEFFevent: message\n" + event + "\n"),
        stream("", "", "id: 1\ndata:\n\n" + event + "\n"),
        stream("", "", "event: keepalive\ndata: {\"at\":1}\n\n" + event + "\n"),
        stream("STREAMS_EVENT_FOREIGN", "Starting…", "data: Starting…\n\n" + event + "\n"),
        stream(
            "STREAMS_EVENT_FOREIGN",
            "{\"type\":\"heartbeat\"}",
            "data: {\"type\":\"heartbeat\"}\n\n" + event + "\n"),
        stream("STREAMS_EVENT_NAME", "event: result", "\uFEFFevent: result\n" + event + "\n"),
        stream("STREAMS_EVENT_NAME", "event: result", "event: result\n" + event + "\n"),
        stream("STREAMS_EVENT_NAME", "event: Message", "event: Message\n" + event + "\n"),
        stream(
            "STREAMS_EVENT_BROKEN",
            "the data of an event begins with data:, as an event does",
            "data: " + event + "\n"),
        stream(
            "STREAMS_EVENT_BROKEN",
            "the data of an event begins with data:, as an event does",
            "data: event: message\n\ndata: " + event + "\n"),
        stream(
            "STREAMS_EVENT_BROKEN",
            "the data of an event begins with data:, as an event does",
            "data: event: message\ndata: " + event + "\n"),
        stream(
            "STREAMS_EVENT_BROKEN",
            "no empty line is between two messages",
            "data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\"}\n" + event + "\n"),
        stream(
            "STREAMS_EVENT_BROKEN",
            "no empty line is between two messages",
            ("event: message\ndata:{\"method\":\"notifications/message\"}\nevent: message\n"
                    + event)
                .replace("\n", "\r\n")),
        stream("BACK_CUT_SHORT", "the last event is not ended by an empty line", event),
        stream(
            "STREAMS_EVENT_BROKEN",
            "the event ends in a backslash and an n, and not in an end of a line",
            (event + "\n").replace("\n", "\\n")),
        stream(
            "BACK_CUT_SHORT",
            "the last event is not ended by an empty line",
            (": hello\n\nid: 1\n" + event).replace("\n", "\r\n")),
        arguments(
            "BACK_CONTENT_TYPE",
            "application/json, and it is a stream of events",
            answer(JSON, "event: message\n" + event + "\n")),
        arguments(
            "BACK_CONTENT_TYPE",
            "application/json, and it is a stream of events",
            answer(JSON, ": hello\n\nid: 1\n" + event + "\n")),
        arguments(
            "BACK_CONTENT_TYPE",
            "application/octet-stream, and it is a stream of events",
            answer("Content-Type: application/octet-stream\r\n", event + "\n")),
        arguments(
            "BACK_CONTENT_TYPE",
            "text/event-stream, and it is JSON without data: before it",
            answer(EVENTS, sound())),
        arguments(
            "PROTOCOL_SESSION_ID_INVALID",
            "8 characters",
            answer(JSON + "Mcp-Session-Id: user 1 a\r\n", sound())),
        stream(
            "STREAMS_EVENT_BROKEN",
            "the data of an event is no JSON: {\"jsonrpc\":\"2.0\",",
            event.replace("\"2.0\",", "\"2.0\",\n") + "\n"),
        arguments(
            "BACK_BYTE_ORDER_MARK",
            "it begins with the bytes EF BB BF",
            answer(JSON, "\uFEFF" + sound())));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource({"responses", "heads", "bodies"})
  void whatClientsDoNotTakeIsTheOneCause(String finding, String evidence, String answer)
      throws Exception {
    try (StandIn way =
        StandIn.start(
            StandIn.instead(
                echo.uri(), r -> r.asks("initialize") ? Optional.of(answer) : Optional.empty()))) {
      Examined examined = Examined.by(Doctor.of(way.uri()).only(Leg.REACH, Leg.PROTOCOL).quick());
      List<String> ids =
          examined.ids().stream()
              .filter(id -> !id.equals("PROTOCOL_SESSIONS") && !id.equals("PROTOCOL_ONLY_MODERN"))
              .toList();

      assertEquals(finding, String.join(" ", ids), examined.diagnosis()::toText);
      assertEquals(
          evidence,
          finding.isEmpty() ? "" : examined.evidence(finding),
          examined.diagnosis()::toText);
    }
  }

  /** A text of ISO 8859-1 that is said to be JSON. */
  @Test
  void bytesThatAreNoUtf8AreFound() throws Exception {
    byte[] latin =
        answer(JSON, sound().replace("\"s\"", "\"Grüße\"")).getBytes(StandardCharsets.ISO_8859_1);
    try (StandIn way =
        StandIn.start(
            (request, out) -> {
              if (request.asks("initialize")) {
                out.write(latin);
              } else {
                StandIn.passing(echo.uri(), one -> one).answer(request, out);
              }
            })) {
      assertEquals(
          "it holds bytes that are no UTF-8",
          Examined.by(Doctor.of(way.uri()).only(Leg.REACH).quick()).evidence("BACK_CHARSET"));
    }
  }

  static Stream<Arguments> lists() {
    String tools = "{\"tools\":{}}";
    return Stream.of(
        arguments(tools, refusal(-32603), true),
        arguments(tools, refusal(-32601), true),
        arguments("{}", refusal(-32601), false),
        arguments(tools, StandIn.response(200, "Content-Type: application/json", "{\"jso"), true),
        arguments(tools, StandIn.response(200, "Content-Type: application/json", "null"), true),
        arguments(tools, StandIn.response(200, "Content-Type: application/json", ""), true),
        arguments(tools, StandIn.response(200, "Content-Type: text/event-stream", ""), true),
        arguments(tools, StandIn.response(200, "Content-Type: text/html", "<html>no"), true),
        arguments(tools, StandIn.response(202, "", ""), true),
        arguments(tools, StandIn.response(204, "", ""), true));
  }

  private static String refusal(int code) {
    return answer(
        JSON,
        "{\"jsonrpc\":\"2.0\",\"id\":\"mcp-echo-doctor\",\"error\":{\"code\":"
            + code
            + ",\"message\":\"no\"}}");
  }

  /** Who says that it has tools lists them. */
  @ParameterizedTest
  @MethodSource("lists")
  void aListThatDoesNotComeIsFound(String capabilities, String list, boolean found)
      throws Exception {
    String handshake =
        answer(JSON, sound().replace("\"capabilities\":{}", "\"capabilities\":" + capabilities));
    try (StandIn way =
        StandIn.start(
            StandIn.instead(
                echo.uri(),
                r ->
                    r.asks("initialize")
                        ? Optional.of(handshake)
                        : r.asks("tools/list")
                            ? Optional.of(list)
                            : r.asks("server/discover")
                                ? Optional.of(refusal(-32601))
                                : Optional.empty()))) {
      Examined examined = Examined.by(Doctor.of(way.uri()).only(Leg.BACK));

      assertEquals(
          found, examined.ids().contains("CONTENT_LIST_REFUSED"), examined.diagnosis()::toText);
      assertFalse(
          examined.ids().stream().anyMatch(id -> id.startsWith("REACH_")),
          examined.diagnosis()::toText);
    }
  }

  /** What mends a list that is no JSON shows where it breaks. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{'tools':[],'score':NaN} | Write the response by a library of JSON",
        "{'tools':[],'scores':[1,-Infinity]} | Write the response by a library of JSON",
        "{'tools':[],} | Write the response by a library of JSON",
        "{'tools':[]}} | Let nothing but the response stand in the body"
      })
  void whyAListIsNoJsonIsSaid(String result, String fix) throws Exception {
    String handshake =
        answer(JSON, sound().replace("\"capabilities\":{}", "\"capabilities\":{\"tools\":{}}"));
    String list =
        answer(
            JSON,
            "{\"jsonrpc\":\"2.0\",\"id\":\"mcp-echo-doctor\",\"result\":"
                + result.replace('\'', '"')
                + "}");
    try (StandIn way =
        StandIn.start(
            StandIn.instead(
                echo.uri(),
                r ->
                    r.asks("initialize")
                        ? Optional.of(handshake)
                        : r.asks("tools/list")
                            ? Optional.of(list)
                            : r.asks("server/discover")
                                ? Optional.of(refusal(-32601))
                                : Optional.empty()))) {
      Examined examined = Examined.by(Doctor.of(way.uri()).only(Leg.BACK));

      examined.assertFinds("CONTENT_LIST_REFUSED");
      assertTrue(
          examined.diagnosis().findings().stream()
              .anyMatch(one -> one.finding().fix().startsWith(fix)),
          examined.diagnosis()::toText);
    }
  }

  static Stream<Arguments> otherLists() {
    String prompts = "{\"prompts\":{}}";
    String resources = "{\"tools\":{},\"resources\":{}}";
    String page = StandIn.response(500, "Content-Type: text/html", "<h1>500</h1>");
    String challenge = StandIn.response(401, "WWW-Authenticate: Bearer", "");
    return Stream.of(
        arguments(prompts, "prompts/list", refusal(-32603), "CONTENT_LIST_REFUSED"),
        arguments(prompts, "prompts/list", refusal(-32601), "CONTENT_LIST_REFUSED"),
        arguments(resources, "resources/list", refusal(-32603), "CONTENT_LIST_REFUSED"),
        arguments(resources, "resources/list", page, "CONTENT_LIST_REFUSED"),
        arguments(prompts, "prompts/list", list("null"), "PROTOCOL_RESULT_INVALID"),
        arguments(prompts, "prompts/list", list("[{}]"), "PROTOCOL_RESULT_INVALID"),
        arguments(
            prompts,
            "prompts/list",
            list("[{\"name\":\"a\",\"arguments\":null}]"),
            "PROTOCOL_RESULT_INVALID"),
        arguments(
            prompts,
            "prompts/list",
            list("[{\"name\":\"a\",\"arguments\":[{\"name\":\"b\",\"required\":\"yes\"}]}]"),
            "PROTOCOL_RESULT_INVALID"),
        arguments(
            prompts,
            "prompts/list",
            list("[{\"name\":\"a\",\"arguments\":[{\"name\":\"b\",\"required\":true}]}]"),
            ""),
        arguments(prompts, "prompts/list", list("[]"), ""),
        arguments(prompts, "prompts/list", challenge, ""),
        arguments(prompts, "resources/list", refusal(-32601), ""),
        arguments(
            resources,
            "resources/templates/list",
            answer(JSON, sound().replace(RESULT, "{\"resource_templates\":[]}")),
            "PROTOCOL_RESULT_INVALID"),
        arguments(resources, "resources/templates/list", refusal(-32601), ""),
        arguments("{\"tools\":{}}", "prompts/list", refusal(-32601), ""));
  }

  private static String list(String prompts) {
    return answer(JSON, sound().replace(RESULT, "{\"prompts\":" + prompts + "}"));
  }

  /** Who says that it has prompts or resources lists them. */
  @ParameterizedTest
  @MethodSource("otherLists")
  void aListOfPromptsOrResourcesThatDoesNotComeIsFound(
      String capabilities, String method, String list, String id) throws Exception {
    String handshake =
        answer(JSON, sound().replace("\"capabilities\":{}", "\"capabilities\":" + capabilities));
    String sound =
        answer(
            JSON,
            sound()
                .replace(
                    RESULT,
                    "{\"tools\":[],\"prompts\":[],\"resources\":[],\"resourceTemplates\":[]}"));
    Map<String, String> answers =
        Map.of("initialize", handshake, "server/discover", refusal(-32601), method, list);
    try (StandIn way =
        StandIn.start(
            StandIn.instead(
                echo.uri(),
                r ->
                    answers.entrySet().stream()
                        .filter(one -> r.asks(one.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .or(() -> r.asks("tools/list") ? Optional.of(sound) : Optional.empty())))) {
      Examined examined = Examined.by(Doctor.of(way.uri()).only(Leg.BACK));

      assertEquals(id, String.join(" ", examined.ids()), examined.diagnosis()::toText);
    }
  }
}
