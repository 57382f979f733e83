package io.github.mcpecho.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.mcpecho.doctor.StandIn.Incoming;
import io.github.mcpecho.report.Finding;
import io.github.mcpecho.report.Severity;
import io.github.mcpecho.standalone.EchoHttpServer;
import io.github.mcpecho.standalone.ServerSettings;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Revisions, methods and sessions: a sound server with one thing wrong. */
@Execution(ExecutionMode.CONCURRENT)
class ProtocolTest {
  private static final String JSON = "Content-Type: application/json";
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  @AutoClose
  final EchoHttpServer echo =
      EchoHttpServer.start(ServerSettings.DEFAULTS.with(ServerSettings.PORT, 0));

  private static String error(int status, int code) {
    return error(status, code, "no");
  }

  private static String error(int status, int code, String words) {
    return StandIn.response(
        status,
        JSON,
        "{\"jsonrpc\":\"2.0\",\"id\":\"mcp-echo-doctor\",\"error\":{\"code\":"
            + code
            + ",\"message\":\""
            + words
            + "\"}}");
  }

  private static String result(String headers, String result) {
    return StandIn.response(
        200,
        JSON + headers,
        "{\"jsonrpc\":\"2.0\",\"id\":\"mcp-echo-doctor\",\"result\":" + result + "}");
  }

  private static final String UNSUPPORTED =
      StandIn.response(
          400,
          JSON,
          "{\"jsonrpc\":\"2.0\",\"id\":\"mcp-echo-doctor\",\"error\":{\"code\":-32022,"
              + "\"message\":\"no\",\"data\":{\"supported\":[\"2026-07-28\"]}}}");

  private static Optional<String> when(boolean itIsSo, String answer) {
    return itIsSo ? Optional.of(answer) : Optional.empty();
  }

  /** Examines legs of a server that gives some answers by itself. */
  private Examined examined(Function<Incoming, Optional<String>> answers, Leg leg, Leg... others)
      throws Exception {
    try (StandIn way = StandIn.start(StandIn.instead(echo.uri(), answers))) {
      return Examined.by(Doctor.of(way.uri()).only(leg, others));
    }
  }

  private static Function<Incoming, Optional<String>> legacy(
      Function<Incoming, Optional<String>> rest) {
    return request ->
        when(request.holds("2026-07-28"), error(400, -32601)).or(() -> rest.apply(request));
  }

  private static Function<Incoming, Optional<String>> allowing(String names) {
    String cors =
        "Access-Control-Allow-Origin: *\n"
            + "Access-Control-Allow-Methods: POST\n"
            + "Access-Control-Allow-Headers: "
            + names;
    return legacy(
        request ->
            request.method().equals("OPTIONS")
                ? Optional.of(StandIn.response(204, cors, ""))
                : Optional.of(
                    result(
                        "\nAccess-Control-Allow-Origin: *",
                        "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},"
                            + "\"serverInfo\":{\"name\":\"s\",\"version\":\"1\"}}")));
  }

  /** It asks for no token, and speaks no revision that has the other headers. */
  @Test
  void aPageNeedsOnlyTheHeadersThatItSends() throws Exception {
    try (StandIn enough =
            StandIn.start(
                StandIn.instead(echo.uri(), allowing("content-type, mcp-protocol-version")));
        StandIn narrow = StandIn.start(StandIn.instead(echo.uri(), allowing("content-type")))) {
      Examined sound =
          Examined.by(Doctor.of(enough.uri()).only(Leg.BROWSER).origin("https://app.example.com"));
      assertFalse(sound.ids().contains("CORS_HEADERS_MISSING"), sound.diagnosis()::toText);

      Examined.by(Doctor.of(narrow.uri()).only(Leg.BROWSER).origin("https://app.example.com"))
          .assertFinds("CORS_HEADERS_MISSING");
    }
  }

  private static final String OTHER =
      "{\"protocolVersion\":\"REVISION\",\"capabilities\":{},"
          + "\"serverInfo\":{\"name\":\"s\",\"version\":\"1\"}}";

  private static String introduction(String session) {
    return result(
        "\nMcp-Session-Id: " + session,
        "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},\"serverInfo\":{\"name\":\"s\","
            + "\"version\":\"1\"}}");
  }

  private static Function<Incoming, Optional<String>> forOneClient() {
    var handshakes = new AtomicInteger();
    return r ->
        when(
            r.asks("initialize") && handshakes.incrementAndGet() > 1,
            error(400, -32600, "Invalid Request: Server already initialized"));
  }

  /** As who makes doubles of numbers, and has no tools. */
  private static String rounded(StandIn.Incoming request) {
    String id = request.text().replaceFirst("(?s).*?\"id\":(\"[^\"]*\"|\\d+).*", "$1");
    return StandIn.response(
        200,
        JSON,
        "{\"jsonrpc\":\"2.0\",\"id\":"
            + id.replace("9007199254740993", "9007199254740992")
            + ",\"result\":{\"tools\":[],\"resultType\":\"complete\",\"ttlMs\":0,"
            + "\"cacheScope\":\"public\"}}");
  }

  static Stream<Arguments> servers() {
    return Stream.of(
        row("PROTOCOL_NO_HANDSHAKE", Leg.PROTOCOL, r -> Optional.of(error(400, -32600))),
        row(
            "PROTOCOL_CHOSEN_REVISION_REFUSED",
            Leg.PROTOCOL,
            r ->
                when(
                    r.asks("notifications/initialized"),
                    error(400, -32000, "Unsupported protocol version"))),
        row(
            "PROTOCOL_CHOSEN_REVISION_REFUSED",
            Leg.PROTOCOL,
            legacy(
                r ->
                    when(
                        r.asks("notifications/initialized")
                            && r.header("MCP-Protocol-Version").isEmpty(),
                        error(200, -32600, "Missing MCP-Protocol-Version header")))),
        row("PROTOCOL_DIGITS_LOST", Leg.PROTOCOL, r -> when(r.asks("tools/list"), rounded(r))),
        row("PROTOCOL_NO_LEGACY", Leg.PROTOCOL, r -> when(r.asks("initialize"), UNSUPPORTED)),
        row(
            "PROTOCOL_NOT_NEGOTIATED",
            Leg.PROTOCOL,
            legacy(
                r ->
                    when(
                        r.asks("initialize") && !r.holds("2024-11-05"),
                        error(400, -32602, "Unsupported protocol version")))),
        row(
            "PROTOCOL_NOT_NEGOTIATED",
            Leg.PROTOCOL,
            legacy(
                r ->
                    when(
                        r.asks("initialize") && r.holds("2025-11-25"),
                        StandIn.response(
                            400,
                            "Content-Type: text/plain",
                            "Bad Request: Unsupported protocol version")))),
        row(
            "PROTOCOL_NOT_NEGOTIATED",
            Leg.PROTOCOL,
            legacy(
                r ->
                    when(
                        r.asks("initialize") && r.holds("2025-11-25"),
                        StandIn.response(400, JSON, "{\"error\":\"unsupported version\"}")))),
        row(
            "PROTOCOL_ONLY_LEGACY",
            Leg.PROTOCOL,
            legacy(r -> when(r.asks("initialize") && r.holds("2024-11-05"), UNSUPPORTED))),
        row(
            "PROTOCOL_ONLY_HANDSHAKE",
            Leg.PROTOCOL,
            r ->
                when(
                    r.holds("2026-07-28") && !r.asks("server/discover"),
                    error(400, -32000, "Mcp-Session-Id header is required"))),
        row("PROTOCOL_ONE_HANDSHAKE", Leg.PROTOCOL, legacy(forOneClient())),
        row(
            "PROTOCOL_OTHER_VERBS",
            Leg.PROTOCOL,
            legacy(
                r ->
                    when(r.asks("initialize"), introduction("a"))
                        .or(() -> when(r.method().equals("DELETE"), error(404, -32001))))),
        row(
            "PROTOCOL_GET",
            Leg.PROTOCOL,
            r -> when(r.method().equals("GET"), error(400, -32000, "no session"))),
        row(
            "PROTOCOL_UNKNOWN_SESSION_STATUS",
            Leg.PROTOCOL,
            legacy(
                r ->
                    when(r.asks("initialize"), introduction("a"))
                        .or(
                            () ->
                                when(
                                    r.header("Mcp-Session-Id")
                                        .filter(id -> !id.equals("a"))
                                        .isPresent(),
                                    error(400, -32000))))),
        row(
            "PROTOCOL_UNKNOWN_REVISION",
            Leg.PROTOCOL,
            legacy(
                r ->
                    when(
                        r.asks("initialize") && r.holds("2099-01-01"),
                        result("", OTHER.replace("REVISION", "2099-01-01"))))),
        row("THERE_REQUEST_CHANGED", Leg.THERE, r -> Optional.of(error(406, -32000))),
        row("THERE_REQUEST_CHANGED", Leg.THERE, r -> Optional.of(error(415, -32000))),
        row("THERE_REQUEST_CHANGED", Leg.THERE, r -> Optional.of(error(400, -32700))),
        row(
            "THERE_REQUEST_CHANGED",
            Leg.THERE,
            r -> Optional.of(error(400, -32000, "Client must accept both"))),
        row(
            "PROTOCOL_NO_HANDSHAKE",
            Leg.PROTOCOL,
            r -> Optional.of(error(r.asks("initialize") ? 406 : 400, -32000))),
        row(
            "PROTOCOL_ID_CHANGED",
            Leg.PROTOCOL,
            r ->
                Optional.of(
                    StandIn.response(
                        200,
                        JSON,
                        "{\"jsonrpc\":\"2.0\",\"id\":999,\"result\":{\"protocolVersion\":"
                            + "\"2025-11-25\",\"capabilities\":{}}}"))),
        row(
            "PROTOCOL_NO_HANDSHAKE",
            Leg.PROTOCOL,
            r ->
                Optional.of(
                    r.asks("initialize")
                        ? result("", OTHER.replace("REVISION", "2024-10-07"))
                        : error(400, -32601))),
        row(
            "PROTOCOL_NEWER_REVISION",
            Leg.PROTOCOL,
            r -> Optional.of(result("", OTHER.replace("REVISION", "2099-01-01")))),
        row(
            "PROTOCOL_NEWER_REVISION",
            Leg.PROTOCOL,
            r ->
                Optional.of(
                    StandIn.response(
                        400,
                        JSON,
                        "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32022,\"message\":\"no\","
                            + "\"data\":{\"supported\":[\"2099-01-01\"]}}}"))),
        row(
            "PROTOCOL_NEWER_REVISION",
            Leg.PROTOCOL,
            r ->
                Optional.of(
                    r.asks("server/discover")
                        ? result("", "{\"supportedVersions\":[\"2099-01-01\"],\"capabilities\":{}}")
                        : error(404, -32601))),
        row(
            "PROTOCOL_RESULT_INVALID",
            Leg.PROTOCOL,
            r -> Optional.of(result("", "{\"capabilities\":{}}"))),
        row("PROTOCOL_NEWEST_UNANSWERED", Leg.PROTOCOL, r -> when(r.holds("2026-07-28"), "")),
        row(
            "PROTOCOL_NEWEST_UNANSWERED",
            Leg.PROTOCOL,
            r -> when(r.holds("2026-07-28"), StandIn.response(502, "", ""))),
        row(
            "PROTOCOL_NEWEST_UNANSWERED",
            Leg.PROTOCOL,
            r ->
                when(
                    r.asks("server/discover"),
                    StandIn.response(403, JSON, "{\"error\":\"not allowed by policy\"}"))),
        row(
            "PROTOCOL_ONLY_LEGACY",
            Leg.PROTOCOL,
            r -> when(r.holds("2026-07-28"), StandIn.response(400, "", ""))),
        row(
            "PROTOCOL_ONLY_LEGACY",
            Leg.PROTOCOL,
            r -> when(r.holds("2026-07-28"), StandIn.response(405, "", ""))),
        row(
            "PROTOCOL_ONLY_LEGACY",
            Leg.PROTOCOL,
            r -> when(r.holds("2026-07-28"), StandIn.response(422, JSON, "{}"))),
        row(
            "PROTOCOL_ONLY_MODERN",
            Leg.PROTOCOL,
            r -> when(r.asks("initialize"), error(400, -32601))),
        row("PROTOCOL_ONLY_LEGACY", Leg.PROTOCOL, legacy(r -> Optional.empty())),
        row(
            "PROTOCOL_NOTIFICATION_STATUS",
            Leg.PROTOCOL,
            r -> when(r.asks("notifications/initialized"), StandIn.response(200, "", ""))),
        row(
            "PROTOCOL_NOTIFICATION_ANSWERED",
            Leg.PROTOCOL,
            r -> when(r.asks("notifications/initialized"), StandIn.response(200, JSON, "null"))),
        row(
            "PROTOCOL_NOTIFICATION_ANSWERED",
            Leg.PROTOCOL,
            r -> when(r.asks("notifications/initialized"), error(200, -32600))),
        row(
            "PROTOCOL_NOTIFICATION_REFUSED",
            Leg.PROTOCOL,
            r -> when(r.asks("notifications/initialized"), StandIn.response(400, "", ""))),
        row(
            "PROTOCOL_UNKNOWN_METHOD",
            Leg.PROTOCOL,
            r -> when(r.asks("doctor/unknown"), error(400, -32600))),
        row(
            "PROTOCOL_UNKNOWN_METHOD_PARAMS",
            Leg.PROTOCOL,
            legacy(r -> when(r.asks("doctor/unknown"), error(200, -32602)))),
        row(
            "PROTOCOL_UNKNOWN_METHOD",
            Leg.PROTOCOL,
            r -> when(r.asks("doctor/unknown"), error(200, -32602))),
        row(
            "PROTOCOL_UNKNOWN_METHOD_STATUS",
            Leg.PROTOCOL,
            r -> when(r.asks("doctor/unknown"), error(200, -32601))),
        row(
            "PROTOCOL_UNKNOWN_REVISION",
            Leg.PROTOCOL,
            r -> when(r.holds("2099-01-01"), result("", "{\"tools\":[]}"))),
        row(
            "PROTOCOL_UNKNOWN_REVISION",
            Leg.PROTOCOL,
            r -> when(r.holds("2099-01-01"), error(400, -32022))),
        row(
            "PROTOCOL_HEADER_NOT_COMPARED",
            Leg.PROTOCOL,
            r ->
                when(
                    r.header("Mcp-Method").filter("prompts/list"::equals).isPresent(),
                    result("", "{\"tools\":[]}"))),
        row(
            "PROTOCOL_HEADER_MISMATCH",
            Leg.PROTOCOL,
            r ->
                when(
                    r.header("Mcp-Method").filter("prompts/list"::equals).isPresent(),
                    error(400, -32600))),
        row(
            "PROTOCOL_HEADER_MISMATCH",
            Leg.PROTOCOL,
            r ->
                when(
                    r.header("Mcp-Method").filter("prompts/list"::equals).isPresent(),
                    error(200, -32020))),
        row(
            "PROTOCOL_UNKNOWN_VERSION_HEADER",
            Leg.PROTOCOL,
            r ->
                when(
                    r.header("MCP-Protocol-Version").filter("2099-01-01"::equals).isPresent(),
                    result("", "{\"tools\":[]}"))),
        row(
            "PROTOCOL_ID_CHANGED",
            Leg.PROTOCOL,
            r ->
                when(
                    r.holds("\"id\":4711"),
                    result("", "{\"tools\":[]}").replace("mcp-echo-doctor", "4711-as-a-text-"))),
        row(
            "PROTOCOL_ID_CHANGED",
            Leg.PROTOCOL,
            r ->
                when(
                    r.holds("\"id\":\"4712\""),
                    result("", "{\"tools\":[]}").replace("\"mcp-echo-doctor\"", "4712"))),
        row("PROTOCOL_PING", Leg.PROTOCOL, legacy(r -> when(r.asks("ping"), error(200, -32601)))),
        row(
            "PROTOCOL_GET",
            Leg.PROTOCOL,
            r -> when(r.method().equals("GET"), StandIn.response(200, "", "hello"))),
        row(
            "PROTOCOL_OTHER_VERBS",
            Leg.PROTOCOL,
            r -> when(r.method().equals("DELETE"), StandIn.response(502, "", ""))),
        row(
            "PROTOCOL_OTHER_VERBS",
            Leg.PROTOCOL,
            r -> when(r.method().equals("OPTIONS"), StandIn.response(302, "Location: /", ""))),
        row("PROTOCOL_OTHER_VERBS", Leg.PROTOCOL, r -> when(r.method().equals("OPTIONS"), "")),
        row(
            "PROTOCOL_OTHER_VERBS",
            Leg.PROTOCOL,
            r ->
                when(
                    r.method().equals("OPTIONS"),
                    StandIn.response(
                        200, "Allow: GET, POST\nContent-Type: text/html", "<h1>The shop</h1>"))),
        row(
            "PROTOCOL_BATCH",
            Leg.PROTOCOL,
            r -> when(r.text().startsWith("["), error(400, -32600))),
        row(
            "PROTOCOL_SESSIONS",
            Leg.PROTOCOL,
            legacy(
                r ->
                    when(r.asks("initialize"), introduction("of-this-server"))
                        .or(() -> when(r.asks("tools/list"), result("", "{\"tools\":[]}"))))),
        row(
            "PROTOCOL_SESSION_LOST",
            Leg.PROTOCOL,
            legacy(
                r ->
                    when(r.asks("initialize"), introduction("of-another-server"))
                        .or(() -> when(r.asks("tools/list"), error(404, -32001))))),
        row(
            "THERE_MCP_HEADER_CHANGED",
            Leg.THERE,
            r -> when(r.holds("2026-07-28"), error(400, -32020, "it does not match the body"))),
        row(
            "THERE_MCP_HEADER_LOST",
            Leg.THERE,
            r ->
                Optional.of(
                    r.holds("2026-07-28")
                        ? error(400, -32020, "Header mismatch: Mcp-Method")
                        : error(400, -32022))),
        row(
            "BACK_ERROR_REPLACED",
            Leg.BACK,
            r ->
                when(
                    r.asks("doctor/unknown"),
                    StandIn.response(404, "Content-Type: text/html", "<html><title>Oops"))));
  }

  /** By 404 alone a client learns that it has to begin anew; who looks at no id refuses none. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "404 | {'jsonrpc':'2.0','id':null,'error':{'code':-32001,'message':'no'}} | false",
        "404 | not found | false",
        "200 | {'jsonrpc':'2.0','id':'mcp-echo-doctor','result':{'tools':[]}} | false",
        "200 | {'jsonrpc':'2.0','id':'mcp-echo-doctor','error':{'code':-32001,'message':'no'}} | true",
        "200 | {'error':'Session not found'} | true",
        "400 | {'error':'Session not found'} | true",
        "401 | {'error':'invalid_token'} | true",
        "403 | no | true",
        "202 | | true"
      })
  void aSessionThatIsUnknownOrEndedIsRefusedWith404(int status, String body, boolean found)
      throws Exception {
    String answer = StandIn.response(status, JSON, body == null ? "" : body.replace('\'', '"'));
    for (boolean isEnded : new boolean[] {false, true}) {
      var sessions = new AtomicInteger();
      var ended = new CopyOnWriteArrayList<String>();
      Function<Incoming, Optional<String>> server =
          r -> {
            String session = r.header("Mcp-Session-Id").orElse("");
            if (r.method().equals("DELETE")) {
              ended.add(session);
              return Optional.of(StandIn.response(200, "", ""));
            }
            boolean isKnown = isEnded ? !ended.contains(session) : session.startsWith("known");
            return when(r.asks("initialize"), introduction("known" + sessions.incrementAndGet()))
                .or(() -> when(!isKnown, answer))
                .or(() -> when(r.asks("tools/list"), result("", "{\"tools\":[]}")));
          };
      Examined examined = examined(legacy(server), Leg.PROTOCOL);

      assertEquals(
          found,
          examined.ids().contains("PROTOCOL_UNKNOWN_SESSION_STATUS"),
          examined.diagnosis()::toText);
    }
  }

  /** What is wrong with an error is told as what is wrong with a result. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "404 | 'id':'mcp-echo-doctor','error':{'code':-32601,'message':'no'} | |",
        "404 | 'id':null,'error':{'code':-32601,'message':'no'} | |",
        "404 | 'id':'mcp-echo-doctor','error':{'code':'-32601','message':'no'} | PROTOCOL_ENVELOPE_INVALID | an error without a number as its code, or without a message",
        "404 | 'id':'mcp-echo-doctor','error':{'code':-32601} | PROTOCOL_ENVELOPE_INVALID | an error without a number as its code, or without a message",
        "404 | 'id':'mcp-echo-doctor','error':{'code':-32601,'message':null} | PROTOCOL_ENVELOPE_INVALID | an error without a number as its code, or without a message",
        "200 | 'id':'mcp-echo-doctor' | PROTOCOL_ENVELOPE_INVALID | neither result nor error",
        "404 | 'id':'mcp-echo-doctor','_meta':{} | PROTOCOL_ENVELOPE_INVALID | neither result nor error",
        "200 | 'id':null,'error':{'code':-32601,'message':'no'} | PROTOCOL_ID_CHANGED | sent \"mcp-echo-doctor\", got null",
        "200 | 'error':{'code':-32601,'message':'no'} | PROTOCOL_ID_CHANGED | sent \"mcp-echo-doctor\", got none",
        "200 | 'id':1,'error':{'code':-32601,'message':'no'} | PROTOCOL_ID_CHANGED | sent \"mcp-echo-doctor\", got 1"
      })
  void anErrorThatClientsThrowAwayIsFound(int status, String members, String id, String evidence)
      throws Exception {
    String answer =
        StandIn.response(status, JSON, "{\"jsonrpc\":\"2.0\"," + members.replace('\'', '"') + "}");
    Examined examined = examined(r -> when(r.asks("doctor/unknown"), answer), Leg.PROTOCOL);

    if (id == null) {
      assertEquals(List.of(), examined.ids(), examined.diagnosis()::toText);
    } else {
      assertEquals(evidence, examined.evidence(id));
      assertFalse(examined.ids().contains("BACK_ERROR_REPLACED"), examined.diagnosis()::toText);
    }
  }

  /** Some ask for a token behind the handshake and the lists alone. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401 | WWW-Authenticate: Bearer | {\"error\":\"invalid_token\"} | false",
        "401 | WWW-Authenticate: Bearer realm=\"x\" | <html><title>Sign in</title> | false",
        "403 | WWW-Authenticate: Bearer error=\"insufficient_scope\" | no | false",
        "401 | X-None: 1 | <html><title>Sign in</title> | true",
        "401 | WWW-Authenticate: Basic | <html><title>Sign in</title> | true",
        "403 | X-None: 1 | <html><title>Forbidden</title> | true"
      })
  void aChallengeOfTheServerIsNoErrorOfSomebodyElse(
      int status, String header, String body, boolean found) throws Exception {
    String answer = StandIn.response(status, "Content-Type: text/html\n" + header, body);
    Examined examined =
        examined(r -> when(r.asks("doctor/unknown") || r.asks("ping"), answer), Leg.PROTOCOL);

    assertEquals(
        found ? List.of("BACK_ERROR_REPLACED") : List.of(),
        examined.ids().stream().filter(id -> !found || !id.equals("PROTOCOL_BATCH")).toList(),
        examined.diagnosis()::toText);
  }

  /** Clients compare results with the schema; what they throw away is no sound answer. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "initialize | {'protocolVersion':'2025-11-25'} | capabilities has to be object, and is missing",
        "initialize | {'protocolVersion':'2025-11-25','capabilities':{},'serverInfo':{'name':'s'}} | serverInfo/version has to be text, and is missing",
        "initialize | {'protocolVersion':'2025-11-25','capabilities':[],'serverInfo':{'name':'s','version':'1'}} | capabilities has to be object, and is array",
        "server/discover | {'supportedVersions':['2026-07-28']} | capabilities has to be object, and is missing",
        "initialize | {'protocolVersion':'2025-11-25','capabilities':{}} | serverInfo has to be"
            + " object, and is missing",
        "initialize |"
            + " {'protocolVersion':'2025-11-25','capabilities':{'tools':[]},'serverInfo':{'name':'s','version':'1'}}"
            + " | capabilities/tools has to be object, or left out, and is array",
        "initialize |"
            + " {'protocolVersion':'2025-11-25','capabilities':{'tools':true},'serverInfo':{'name':'s','version':'1'}}"
            + " | capabilities/tools has to be object, or left out, and is boolean",
        "initialize |"
            + " {'protocolVersion':'2025-11-25','capabilities':{},'serverInfo':{'name':'s','version':'1'},'instructions':null}"
            + " | instructions has to be text, or left out, and is null",
        "initialize | [] | the result has to be object, and is array",
        "tools/list | [{'name':'a'}] | the result has to be object, and is array",
        "tools/list | 'none' | the result has to be object, and is string",
        "tools/list | {'tools':null} | tools has to be array, and is null",
        "tools/list | {} | tools has to be array, and is missing",
        "tools/list | {'tools':[{'name':'a','inputSchema':{'type':'object'}},{'name':'b'}]} | tools/*/inputSchema has to be object, and is missing",
        "tools/list | {'tools':[{'name':'a','inputSchema':{'type':'array'}}]} | tools/*/inputSchema/type has to be \"object\", and is string",
        "server/discover | {'supportedVersions':['2026-07-28'],'capabilities':{}} | resultType has to be text, and is missing",
        "server/discover | {'supportedVersions':['2026-07-28'],'capabilities':{},'resultType':'complete'} | ttlMs has to be number from 0, and is missing",
        "tools/list | {'tools':[],'resultType':'complete','ttlMs':'5'} | ttlMs has to be number from 0, and is string",
        "tools/list | {'tools':[],'resultType':'complete','ttlMs':-1} | ttlMs has to be number from 0, and is -1",
        "tools/list | {'tools':[{'name':'a','icons':[{'mimeType':'image/png'}],'inputSchema':{'type':'object'}}]} | tools/*/icons/*/src has to be text, and is missing",
        "tools/list | {'tools':[{'name':'a','icons':[{'src':'x','sizes':'48x48'}],'inputSchema':{'type':'object'}}]} | tools/*/icons/*/sizes has to be array, or left out, and is string",
        "tools/list | {'tools':[],'resultType':'complete','ttlMs':5} | cacheScope has to be \"public\" or \"private\", and is missing",
        "tools/list | {'tools':[],'resultType':'complete','ttlMs':5,'cacheScope':'shared'} | cacheScope has to be \"public\" or \"private\", and is string",
        "tools/list | {'tools':[{'name':'a','description':null,'inputSchema':{'type':'object'}}]} | tools/*/description has to be text, or left out, and is null",
        "tools/list | {'tools':[{'name':'a','title':null,'inputSchema':{'type':'object'}}]} | tools/*/title has to be text, or left out, and is null",
        "tools/list | {'tools':[{'name':'a','inputSchema':{'type':'object','properties':[]}}]} | tools/*/inputSchema/properties has to be object, or left out, and is array",
        "tools/list | {'tools':[{'name':'a','inputSchema':{'type':'object','required':null}}]} | tools/*/inputSchema/required has to be array, or left out, and is null",
        "tools/list | {'tools':[{'name':'a','inputSchema':{'type':'object','required':[1]}}]} | tools/*/inputSchema/required/* has to be text, and is number",
        "tools/list | {'tools':[{'name':'a','outputSchema':[],'inputSchema':{'type':'object'}}]} | tools/*/outputSchema has to be object, or left out, and is array",
        "tools/list | {'tools':[{'name':'a','inputSchema':{'type':'object'}}],'nextCursor':null} | nextCursor has to be text, or left out, and is null",
        "tools/list | {'tools':[{'name':'a','annotations':{'readOnlyHint':'true'},'inputSchema':{'type':'object'}}]} | tools/*/annotations/readOnlyHint has to be true or false, or left out, and is string",
        "tools/list | {'tools':[{'name':'a','annotations':{'openWorldHint':null},'inputSchema':{'type':'object'}}]} | tools/*/annotations/openWorldHint has to be true or false, or left out, and is null",
        "tools/list | {'tools':[{'name':'a','inputSchema':{'type':'object'}}],'nextCursor':25} | nextCursor has to be text, or left out, and is number"
      })
  void aResultThatClientsThrowAwayIsFound(String method, String result, String evidence)
      throws Exception {
    String answer = result("", result.replace('\'', '"'));
    try (StandIn way =
        StandIn.start(StandIn.instead(echo.uri(), r -> when(r.asks(method), answer)))) {
      assertEquals(
          method + ": " + evidence,
          Examined.by(Doctor.of(way.uri()).only(Leg.PROTOCOL, Leg.BACK).quick())
              .evidence("PROTOCOL_RESULT_INVALID"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "a, a, true",
    "a, b\\u001b[2J, true",
    "a, grüße.x/y, false",
    "a, A, false",
    "a, get weather!, true",
    "a, 'b,c', true",
    "a, b.c-d_e, false",
    "a, '', true"
  })
  void aNameThatIsNoneIsFound(String one, String other, boolean found) throws Exception {
    String tool = "{\"name\":\"%s\",\"inputSchema\":{\"type\":\"object\"}}";
    String list = "{\"tools\":[" + tool.formatted(one) + "," + tool.formatted(other) + "]}";
    try (StandIn way =
        StandIn.start(
            StandIn.instead(echo.uri(), r -> when(r.asks("tools/list"), result("", list))))) {
      Examined examined = Examined.by(Doctor.of(way.uri()).only(Leg.BACK).quick());

      assertEquals(
          found, examined.ids().contains("CONTENT_TOOL_NAMES"), examined.diagnosis()::toText);
    }
  }

  /** A handshake fails in one way, and that is what is to be mended. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{'jsonrpc':'2.0','id':'mcp-echo-doctor','result':{'protocolVersion':'2025-01-01','capabilities':{},'serverInfo':{'name':'s','version':'1'}}} | such as 2025-11-25",
        "{'jsonrpc':'2.0','id':'mcp-echo-doctor','result':{'protocolVersion':'%v%','capabilities':{},'serverInfo':{'name':'s','version':'1'}}} | such as 2025-11-25",
        "{'code':0,'data':{'jsonrpc':'2.0','id':'mcp-echo-doctor','result':{}}} | in no envelope",
        "{'jsonrpc':'2.0','id':'mcp-echo-doctor','error':{'code':-32601,'message':'no'}} | know initialize",
        "{'jsonrpc':'2.0','id':'mcp-echo-doctor','error':{'code':-32000,'message':'no'}} | Read what the server says",
        "<b>Warning</b>: on line 3 {'jsonrpc':'2.0','id':'mcp-echo-doctor','result':{}} | nothing but the response",
        "{'jsonrpc':'2.0','method':'ping'} {'jsonrpc':'2.0','id':'mcp-echo-doctor','result':{}} | nothing but the response",
        "{'jsonrpc':'2.0','id':null,'error':{'code':-32000,'message':'Missing sessionId parameter'}} | HTTP+SSE"
      })
  void whatMendsAHandshakeIsSaid(String answer, String fix) throws Exception {
    String initialize = StandIn.response(200, JSON, answer.replace('\'', '"'));
    Examined examined =
        examined(
            r -> Optional.of(r.asks("initialize") ? initialize : error(400, -32000)), Leg.PROTOCOL);

    assertTrue(
        examined.diagnosis().findings().stream()
            .map(Diagnosis.Located::finding)
            .filter(one -> one.id().equals("PROTOCOL_NO_HANDSHAKE"))
            .anyMatch(one -> one.fix().contains(fix)),
        examined.diagnosis()::toText);
  }

  /** A list has a second page, and that is another one. */
  @ParameterizedTest
  @CsvSource({
    "refused, 'status 400, error -32602 \"no\"'",
    "same, the first page again",
    "other, ''"
  })
  void theSecondPageOfAListIsAskedFor(String second, String problem) throws Exception {
    String page = "{\"tools\":[{\"name\":\"%s\",\"inputSchema\":{\"type\":\"object\"}}]%s}";
    String first = page.formatted("a", ",\"nextCursor\":\"two\"");
    Map<String, String> pages =
        Map.of(
            "refused", error(400, -32602),
            "same", result("", first),
            "other", result("", page.formatted("b", "")));
    Examined examined =
        examined(
            r ->
                when(r.holds("\"cursor\":\"two\""), pages.get(second))
                    .or(() -> when(r.asks("tools/list"), result("", first))),
            Leg.BACK);

    assertEquals(
        problem.isEmpty()
            ? List.of()
            : List.of("tools/list with the cursor of its first page: " + problem),
        examined.diagnosis().findings().stream()
            .map(Diagnosis.Located::finding)
            .filter(one -> one.id().equals("CONTENT_PAGE_LOST"))
            .map(Finding::evidence)
            .toList());
  }

  /** An empty cursor is one since 2026-07-28; before, some clients take it for one. */
  @ParameterizedTest
  @CsvSource({
    "legacy, same, CONTENT_CURSOR_EMPTY",
    "legacy, other, CONTENT_CURSOR_EMPTY",
    "modern, same, CONTENT_PAGE_LOST",
    "modern, refused, CONTENT_PAGE_LOST",
    "modern, other, ''"
  })
  void anEmptyCursorIsJudgedByTheRevision(String era, String second, String id) throws Exception {
    String page =
        "{\"resultType\":\"complete\",\"ttlMs\":1,\"cacheScope\":\"private\","
            + "\"tools\":[{\"name\":\"%s\",\"inputSchema\":{\"type\":\"object\"}}]%s}";
    String first = page.formatted("a", ",\"nextCursor\":\"\"");
    Map<String, String> pages =
        Map.of(
            "refused", error(400, -32602),
            "same", result("", first),
            "other", result("", page.formatted("b", "")));
    Function<Incoming, Optional<String>> lists =
        r ->
            when(r.holds("\"cursor\":\"\""), pages.get(second))
                .or(() -> when(r.asks("tools/list"), result("", first)));
    Examined examined = examined(era.equals("legacy") ? legacy(lists) : lists, Leg.BACK);

    assertEquals(id, String.join(" ", examined.ids()), examined.diagnosis()::toText);
  }

  /** Sessions, and requests of the server, ended with 2026-07-28. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "modern | \"id\":1, | X-None: 1 | PROTOCOL_SERVER_REQUEST",
        "legacy | \"id\":1, | X-None: 1 | ''",
        "modern | '' | X-None: 1 | ''",
        "modern | '' | Mcp-Session-Id: abc | PROTOCOL_SESSION_UNASKED",
        "legacy | '' | Mcp-Session-Id: abc | ''"
      })
  void whatEndedWithARevisionIsFound(String era, String id, String header, String found)
      throws Exception {
    String list =
        StandIn.response(
            200,
            "Content-Type: text/event-stream\n" + header,
            "data: {\"jsonrpc\":\"2.0\","
                + id
                + "\"method\":\"ping\"}\n\n"
                + "data: {\"jsonrpc\":\"2.0\",\"id\":\"mcp-echo-doctor\",\"result\":{\"tools\":[],"
                + "\"resultType\":\"complete\",\"ttlMs\":1,\"cacheScope\":\"private\"}}\n\n");
    Function<Incoming, Optional<String>> lists = r -> when(r.asks("tools/list"), list);
    Examined examined = examined(era.equals("legacy") ? legacy(lists) : lists, Leg.BACK);

    assertEquals(found, String.join(" ", examined.ids()), examined.diagnosis()::toText);
  }

  /** Who does not answer has not answered wrong. */
  @ParameterizedTest
  @CsvSource({
    "\"method\":\"doctor/unknown\", 'unknown methods, ids, batches, ping'",
    "\"method\":\"ping\", 'unknown methods, ids, batches, ping'",
    "2099-01-01, 'unknown revisions, headers that lie'",
  })
  void whatIsNotAnsweredIsNotJudged(String part, String left) throws Exception {
    Examined examined =
        examined(r -> when(r.holds(part) && !r.text().startsWith("["), ""), Leg.PROTOCOL);

    assertEquals(List.of(), examined.ids(), examined.diagnosis()::toText);
    assertTrue(
        examined.diagnosis().unchecked().stream()
            .filter(one -> one.what().equals(left))
            .anyMatch(one -> one.why().contains("closed without an answer")),
        examined.diagnosis()::toText);
  }

  /** What a hop gives up to wait for takes its time, for every revision again. */
  @ParameterizedTest
  @CsvSource({"504, false", "503, true"})
  void whoKeepsOneWaitingIsNotAskedForEveryRevision(int status, boolean isAsked) throws Exception {
    try (StandIn way = StandIn.start(StandIn.answer(status, JSON, "{\"message\":\"no\"}"))) {
      Examined.by(Doctor.of(way.uri())).assertFirst("REACH_GATEWAY_ERROR", Leg.REACH);

      assertEquals(isAsked, way.received().stream().anyMatch(r -> r.holds("2024-11-05")));
    }
  }

  /** Where nothing is answered after it, that is all to be said. */
  @ParameterizedTest
  @ValueSource(ints = {202, 404, 405, 500, 502})
  void whoAnswersTheHandshakeAloneIsNotJudgedFurther(int status) throws Exception {
    String initialized =
        result(
            "",
            "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},"
                + "\"serverInfo\":{\"name\":\"s\",\"version\":\"1\"}}");
    String refused = StandIn.response(status, "Content-Type: text/plain", "no");
    try (StandIn farEnd =
        StandIn.start(
            (request, out) ->
                StandIn.text(request.asks("initialize") ? initialized : refused)
                    .answer(request, out))) {
      Examined examined = Examined.by(Doctor.of(farEnd.uri()));

      examined.assertFirst("PROTOCOL_ONLY_HANDSHAKE", Leg.PROTOCOL);
      assertEquals(
          1,
          examined.diagnosis().findings().stream()
              .filter(one -> one.finding().severity() != Severity.INFO)
              .count(),
          examined.diagnosis()::toText);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tools/list", "notifications/initialized"})
  void aMessageThatIsNotAnsweredIsNamed(String method) throws Exception {
    StandIn.Behaviour passes = StandIn.instead(echo.uri(), legacy(request -> Optional.empty()));
    try (StandIn way =
        StandIn.start(
            (request, out) -> {
              Thread.sleep(request.asks(method) ? 60_000 : 0);
              passes.answer(request, out);
            })) {
      Examined examined =
          Examined.by(
              Doctor.of(way.uri()).changed(order -> order.patience = Duration.ofSeconds(1)));

      examined.assertFirst("PROTOCOL_SILENT", Leg.PROTOCOL);
      assertTrue(examined.evidence("PROTOCOL_SILENT").startsWith(method));
      assertFalse(examined.ids().contains("REACH_SILENT"), examined.diagnosis()::toText);
    }
  }

  /** Clients send so many requests before their first call has come back. */
  @ParameterizedTest
  @CsvSource({"5, REPLICAS_RATE_LIMIT_LOW", "40, REPLICAS_RATE_LIMITED"})
  void aLimitThatEndsItAllIsAnErrorWhereItIsLow(int passing, String id) throws Exception {
    var calls = new AtomicInteger();
    try (StandIn way =
        StandIn.start(
            StandIn.instead(
                echo.uri(),
                r ->
                    when(
                        calls.incrementAndGet() > passing,
                        StandIn.response(429, "Retry-After: 3600", ""))))) {
      Examined examined = Examined.by(Doctor.of(way.uri()));

      examined.assertFinds(id);
      assertEquals(id.endsWith("LOW"), examined.diagnosis().hasErrors());
    }
  }

  /** A pace that the far end bears is found, and all is looked at. */
  @ParameterizedTest
  @ValueSource(strings = {"Retry-After: 0", "A: b"})
  void whoCountsRequestsIsAskedMoreSlowly(String header) throws Exception {
    var calls = new AtomicInteger();
    try (StandIn way =
        StandIn.start(
            StandIn.instead(
                echo.uri(),
                r ->
                    when(
                        calls.incrementAndGet() % 12 == 0 && calls.get() < 60,
                        StandIn.response(429, header, ""))))) {
      Examined examined = Examined.by(Doctor.of(way.uri()).only(Leg.PROTOCOL, Leg.AGENTS));

      examined.assertNothingAboveInfo();
      assertTrue(examined.evidence("REPLICAS_RATE_LIMITED").contains("then one every "));
      assertEquals(Diagnosis.Mark.FINE, examined.diagnosis().mark(Leg.AGENTS));
    }
  }

  /** Who is refused while all are is not refused for a name. */
  @ParameterizedTest
  @CsvSource({"3, FINE", "1000, ERROR"})
  void aLimitOfAllIsNoneOfAName(int refused, Diagnosis.Mark mark) throws Exception {
    var calls = new AtomicInteger();
    var met = new AtomicBoolean();
    try (StandIn way =
        StandIn.start(
            StandIn.instead(
                echo.uri(),
                r -> {
                  boolean isNamed = r.header("User-Agent").orElse("").contains("python");
                  met.compareAndSet(false, isNamed);
                  boolean isCounted = met.get() && (isNamed || mark == Diagnosis.Mark.FINE);
                  return when(
                      isCounted && calls.incrementAndGet() <= refused,
                      StandIn.response(429, "Retry-After: 0", ""));
                }))) {
      Examined examined = Examined.by(Doctor.of(way.uri()).only(Leg.AGENTS));

      assertEquals(mark, examined.diagnosis().mark(Leg.AGENTS), examined.diagnosis()::toText);
    }
  }

  /** One connection of several says that something is wrong, and what depends on whether all do. */
  @ParameterizedTest
  @CsvSource({"1, REPLICAS_SOME_FAIL, REPLICAS", "100, REACH_CLOSED, BACK"})
  void aConnectionThatIsClosedIsToldAsThat(int closed, String id, Leg leg) throws Exception {
    var calls = new AtomicInteger();
    Examined examined =
        examined(
            r -> when(r.asks("tools/list") && calls.incrementAndGet() <= closed, ""), Leg.BACK);

    examined.assertFirst(id, leg);
    assertFalse(examined.ids().contains("REACH_SILENT"), examined.diagnosis()::toText);
  }

  private static Arguments row(String id, Leg leg, Function<Incoming, Optional<String>> answers) {
    return arguments(id, leg, answers);
  }

  /** Who takes its time is asked for several answers at once. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("servers")
  void oneThingThatIsWrongIsFoundBySeveralRequestsAtOnceToo(
      String id, Leg leg, Function<Incoming, Optional<String>> answers) throws Exception {
    try (StandIn way = StandIn.start(StandIn.instead(echo.uri(), answers))) {
      Examined examined =
          Examined.by(
              Doctor.of(way.uri())
                  .only(Leg.PROTOCOL)
                  .changed(order -> order.leisurely = Duration.ZERO));

      assertEquals(leg, examined.leg(id));
    }
  }

  /** As many as DOCTOR.md says, and all of them are used. */
  @Test
  void noMoreRequestsAreUnderWayThanIsSaid() throws Exception {
    var open = new AtomicInteger();
    var most = new AtomicInteger();
    StandIn.Behaviour passes = StandIn.passing(echo.uri(), request -> request);
    StandIn.Behaviour counted =
        (request, out) -> {
          var answer = new ByteArrayOutputStream();
          most.accumulateAndGet(open.incrementAndGet(), Math::max);
          try {
            passes.answer(request, answer);
          } finally {
            open.decrementAndGet();
          }
          out.write(answer.toByteArray());
        };
    try (StandIn way = StandIn.start(counted)) {
      Examined examined =
          Examined.by(
              Doctor.of(way.uri())
                  .only(Leg.PROTOCOL, Leg.BACK, Leg.AGENTS)
                  .changed(order -> order.leisurely = Duration.ZERO));

      assertEquals(List.of(), examined.ids(), examined.diagnosis()::toText);
      assertTrue(most.get() > 1 && most.get() <= 7, () -> most.get() + " at once");
    }
  }

  /** A limit on requests at once is none on requests. */
  @Test
  void whatIsRefusedOfSeveralAtOnceIsSentAlone() throws Exception {
    var open = new AtomicInteger();
    var refused = new AtomicInteger();
    var fourAtOnce = new CountDownLatch(4);
    StandIn.Behaviour passes = StandIn.passing(echo.uri(), request -> request);
    StandIn.Behaviour limited =
        (request, out) -> {
          boolean isOver = open.incrementAndGet() > 3;
          var answer = new ByteArrayOutputStream();
          try {
            if (!request.header("User-Agent").orElse("").startsWith("mcp-echo-doctor")) {
              fourAtOnce.countDown();
              fourAtOnce.await(10, TimeUnit.SECONDS);
            }
            refused.addAndGet(isOver ? 1 : 0);
            (isOver ? StandIn.answer(503, "", "") : passes).answer(request, answer);
          } finally {
            open.decrementAndGet();
          }
          out.write(answer.toByteArray());
        };
    try (StandIn way = StandIn.start(limited)) {
      Examined examined =
          Examined.by(
              Doctor.of(way.uri())
                  .only(Leg.AGENTS)
                  .changed(order -> order.leisurely = Duration.ZERO));

      assertTrue(refused.get() > 0);
      assertEquals(List.of(), examined.ids(), examined.diagnosis()::toText);
    }
  }

  /** Who never begins to answer a GET keeps nobody waiting, and is told. */
  @Test
  void aGetWhoseAnswerNeverBeginsIsFound() throws Exception {
    StandIn.Behaviour passes = StandIn.instead(echo.uri(), request -> Optional.empty());
    try (StandIn way =
        StandIn.start(
            (request, out) -> {
              Thread.sleep(request.method().equals("GET") ? 60_000 : 0);
              passes.answer(request, out);
            })) {
      Doctor doctor =
          Doctor.of(way.uri())
              .only(Leg.PROTOCOL)
              .changed(order -> order.patience = Duration.ofMillis(800));

      assertEquals(
          "GET: no answer (nothing for 800 ms)", Examined.by(doctor).evidence("PROTOCOL_GET"));
    }
  }

  /** It is the server of a client that has a token, and of one that has none. */
  @ParameterizedTest
  @CsvSource({"true, PROTOCOL_NEWEST_UNANSWERED", "false, PROTOCOL_ONLY_LEGACY"})
  void aHandshakeThatAsksForATokenThatIsGivenIsNotAnswered(boolean given, String id)
      throws Exception {
    String refusal = StandIn.response(401, JSON, "{\"error\":{\"code\":401}}");
    try (StandIn way =
        StandIn.start(StandIn.instead(echo.uri(), r -> when(r.asks("server/discover"), refusal)))) {
      Doctor doctor = Doctor.of(way.uri()).only(Leg.PROTOCOL);

      Examined.by(given ? doctor.header("Authorization", "Bearer of-a-test") : doctor)
          .assertFinds(id);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("servers")
  void oneThingThatIsWrongIsFound(String id, Leg leg, Function<Incoming, Optional<String>> answers)
      throws Exception {
    Examined examined = examined(answers, Leg.PROTOCOL);

    assertEquals(leg, examined.leg(id));
  }

  private static final String INFO =
      "\"capabilities\":{\"tools\":{}},\"serverInfo\":{\"name\":\"s\",\"version\":\"1\"}}";

  private static final String TOOLS =
      "{\"tools\":[{\"name\":\"%s\",\"inputSchema\":{\"type\":\"object\"}}]}";

  /** A server of 2025-11-25 with one tool, which is not mcp-echo. */
  private static Optional<String> another(Incoming r) {
    return when(r.asks("initialize"), result("", "{\"protocolVersion\":\"2025-11-25\"," + INFO))
        .or(() -> when(r.asks("tools/list"), result("", TOOLS.formatted("echo"))))
        .or(() -> when(r.asks("server/discover"), error(400, -32601)));
  }

  /** Some refuse by the method of a message; what a server says of an unknown tool is its own. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "403 | text/html | <html><title>403 Forbidden</title> | REACH_DENIED",
        "403 | text/plain | error code: 1020 | REACH_DENIED",
        "403 | application/json | {\"message\":\"Forbidden\"} | ",
        "403 | application/json | {\"error\":\"no policy allows this tool\"} | ",
        "402 | application/json | {\"x402Version\":1,\"error\":\"payment required\",\"accepts\":[]} | ",
        "404 | application/json | {\"detail\":\"no tool\"} | ",
        "500 | text/plain | Internal Server Error | ",
        "200 | application/json | {\"jsonrpc\":\"2.0\",\"id\":\"mcp-echo-doctor\",\"error\":{\"code\":-32602,\"message\":\"no\"}} | ",
        "403 | application/json | {\"jsonrpc\":\"2.0\",\"id\":\"mcp-echo-doctor\",\"error\":{\"code\":-32000,\"message\":\"no\"}} | "
      })
  void whoRefusesCallsInThePlaceOfAServerIsFound(int status, String type, String body, String id)
      throws Exception {
    String refusal = StandIn.response(status, "Content-Type: " + type, body);
    Examined examined =
        examined(r -> when(r.asks("tools/call"), refusal).or(() -> another(r)), Leg.PROTOCOL);

    assertEquals(
        id == null ? List.of() : List.of(id),
        examined.ids().stream().filter(one -> one.startsWith("REACH_")).toList(),
        examined.diagnosis()::toText);
  }

  /** A deployment that is half done, without a server that says what arrives. */
  @ParameterizedTest
  @CsvSource({"tools/list, true", "server/discover, true", "ping, false"})
  void serversInTurnThatAreNotAlikeAreFound(String method, boolean found) throws Exception {
    var calls = new AtomicInteger();
    Function<Incoming, Optional<String>> server =
        r -> {
          boolean isOther = r.asks(method) && calls.incrementAndGet() % 2 == 0;
          return when(isOther && r.asks("tools/list"), result("", TOOLS.formatted("other")))
              .or(
                  () ->
                      when(
                          isOther && r.asks("server/discover"),
                          result("", "{\"supportedVersions\":[\"2026-07-28\"]," + INFO)))
              .or(() -> another(r));
        };
    Examined examined = examined(server, Leg.TIME);

    assertEquals(
        found, examined.ids().contains("REPLICAS_VERSIONS_DIFFER"), examined.diagnosis()::toText);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 409, 500, 501})
  void aListThatFailsIsFoundWhateverElseIsAnswered(int status) throws Exception {
    String failed = StandIn.response(status, "Content-Type: text/plain", "oops");
    Examined examined =
        examined(legacy(r -> when(r.asks("tools/list"), failed)), Leg.PROTOCOL, Leg.BACK);

    examined.assertFirst("CONTENT_LIST_REFUSED", Leg.CONTENT);
    assertFalse(
        examined.ids().contains("PROTOCOL_UNKNOWN_VERSION_HEADER"), examined.diagnosis()::toText);
  }

  /** Who is silent to other methods of HTTP keeps nobody waiting, and is told. */
  @Test
  void aMethodOfHttpThatIsNotAnsweredIsNamed() throws Exception {
    StandIn.Behaviour passes = StandIn.instead(echo.uri(), request -> Optional.empty());
    try (StandIn way =
        StandIn.start(
            (request, out) -> {
              Thread.sleep(request.method().equals("OPTIONS") ? 60_000 : 0);
              passes.answer(request, out);
            })) {
      String evidence =
          Examined.by(Doctor.of(way.uri()).only(Leg.PROTOCOL)).evidence("PROTOCOL_OTHER_VERBS");

      assertEquals("OPTIONS: no answer (nothing for 1500 ms)", evidence);
    }
  }

  static Stream<Arguments> sessions() {
    String given = introduction("of-another-server");
    return Stream.of(
        arguments("PROTOCOL_SESSION_LOST", given, saying(404, "Session not found")),
        arguments("THERE_MCP_HEADER_LOST", given, saying(400, "Mcp-Session-Id header is required")),
        arguments("THERE_MCP_HEADER_LOST", given, saying(400, "No valid session ID provided")),
        arguments(
            "BACK_SESSION_ID_LOST",
            given.replace("\r\nMcp-Session-Id: of-another-server", ""),
            saying(400, "Bad Request: Mcp-Session-Id header is required")),
        arguments("PROTOCOL_SESSION_LOST", given, naming(404, "Session not found")),
        arguments("THERE_MCP_HEADER_LOST", given, naming(400, "Bad Request: Missing session ID")),
        arguments(
            "BACK_SESSION_ID_LOST",
            given.replace("\r\nMcp-Session-Id: of-another-server", ""),
            naming(400, "Bad Request: Missing session ID")));
  }

  private static String saying(int status, String message) {
    return StandIn.response(
        status,
        JSON,
        "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32000,\"message\":\""
            + message
            + "\"}}");
  }

  /** The SDK for Python gives errors of sessions an id of its own. */
  private static String naming(int status, String message) {
    return saying(status, message).replace("\"id\":null", "\"id\":\"se\"");
  }

  /** A client takes the id of the response to initialize, and sends no cookie. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Set-Cookie: AWSALB=pod1; Path=/ | '' | AWS Application Load Balancer routes by a cookie",
        "Set-Cookie: INGRESSCOOKIE=a | '' | ingress-nginx routes by a cookie",
        "Set-Cookie: theme=dark | '' | or keep none.",
        "X-A: b | Mcp-Session-Id: of-the-second-answer | Give one Mcp-Session-Id with the response",
        "X-A: b | Mcp-Session-Id: of-another-server | or keep none."
      })
  void whyASessionGetsLostIsInTheFix(String greeting, String later, String fix) throws Exception {
    String given =
        introduction("of-another-server").replace("\r\n\r\n", "\r\n" + greeting + "\r\n\r\n");
    Function<Incoming, Optional<String>> server =
        legacy(
            r ->
                when(r.asks("initialize"), given)
                    .or(
                        () ->
                            when(
                                r.asks("notifications/initialized"),
                                StandIn.response(202, later, "")))
                    .or(() -> when(r.method().equals("POST"), saying(404, "Session not found"))));
    Examined examined = examined(server, Leg.PROTOCOL);

    examined.assertFirst("PROTOCOL_SESSION_LOST", Leg.PROTOCOL);
    String text = examined.diagnosis().toText();
    assertTrue(text.contains(fix), text);
    assertEquals(text.contains("routes by a cookie"), fix.contains("cookie"), text);
  }

  /** What a cache has kept is the answer to another request, and no server gave it that id. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Age: 12 | BACK_CACHED",
        "X-Cache: Hit from cloudfront | BACK_CACHED",
        "CF-Cache-Status: HIT | BACK_CACHED",
        "Cache-Status: ExampleCache; hit; ttl=3 | BACK_CACHED",
        "X-Varnish: 32770 3 | BACK_CACHED",
        "X-Cache: Miss from cloudfront | PROTOCOL_ID_CHANGED",
        "CF-Cache-Status: DYNAMIC | PROTOCOL_ID_CHANGED",
        "X-Varnish: 32770 | PROTOCOL_ID_CHANGED",
        "Age: 0 | PROTOCOL_ID_CHANGED"
      })
  void whatACacheHasKeptIsNoIdThatTheServerChanged(String header, String id) throws Exception {
    Examined examined =
        examined(
            r -> when(r.holds("\"id\":4711"), result("\n" + header, "{\"tools\":[]}")),
            Leg.PROTOCOL);

    examined.assertFirst(id, id.startsWith("BACK") ? Leg.BACK : Leg.PROTOCOL);
  }

  /** What fails for want of a session has no finding of its own. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("sessions")
  void aSessionThatGetsLostIsTheOneCause(String id, String introduction, String refusal)
      throws Exception {
    Function<Incoming, Optional<String>> server =
        legacy(
            r ->
                when(r.asks("initialize"), introduction)
                    .or(() -> when(r.method().equals("POST"), refusal)));
    try (StandIn way = StandIn.start(StandIn.instead(echo.uri(), server))) {
      Examined examined = Examined.by(Doctor.of(way.uri()));

      assertEquals(id, examined.ids().get(0), examined.diagnosis()::toText);
      assertEquals(
          1,
          examined.diagnosis().findings().stream()
              .filter(one -> one.finding().severity() != Severity.INFO)
              .count(),
          examined.diagnosis()::toText);
    }
  }

  /** Who answers 400 to a session of another server answers some requests in time. */
  @Test
  void whatSomeServersOfSeveralKnowIsNoHeaderThatIsLost() throws Exception {
    var calls = new AtomicInteger();
    String unknown = saying(400, "No valid session ID provided");
    Function<Incoming, Optional<String>> servers =
        legacy(
            r ->
                when(r.asks("initialize"), introduction("of-one-of-them"))
                    .or(() -> when(calls.incrementAndGet() % 6 != 0, unknown))
                    .or(() -> when(r.asks("tools/list"), result("", "{\"tools\":[]}"))));
    try (StandIn way = StandIn.start(StandIn.instead(echo.uri(), servers))) {
      Examined.by(Doctor.of(way.uri()).only(Leg.PROTOCOL))
          .assertFirst("PROTOCOL_SESSION_LOST", Leg.PROTOCOL);
    }
  }

  /** One server of several knows the session; one that is broken refuses the handshake too. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "404 | text/plain | Session not found | 2 | false | PROTOCOL_SESSION_LOST",
        "404 | text/plain | session not found | 3 | false | PROTOCOL_SESSION_LOST",
        "404 | text/html | <html>Not Found | 2 | false | PROTOCOL_SESSION_LOST",
        "404 | application/json | {\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32603,\"message\":\"no\"}} | 2 | false | PROTOCOL_SESSION_LOST",
        "400 | text/plain | Bad Request | 2 | false | PROTOCOL_SESSION_LOST",
        "401 | text/plain | Unauthorized: Session not found | 2 | false | PROTOCOL_SESSION_LOST",
        "401 | application/json | {\"error\":\"no\"} | 3 | false | PROTOCOL_SESSION_LOST",
        "404 | text/plain | 404 page not found | 2 | true | REPLICAS_SOME_FAIL",
        "500 | text/plain | oops | 2 | false | REPLICAS_SOME_FAIL"
      })
  void aSessionThatOneServerOfSeveralKnowsIsNoServerThatFails(
      int status, String type, String body, int servers, boolean isBroken, String id)
      throws Exception {
    var calls = new AtomicInteger();
    String refusal = StandIn.response(status, "Content-Type: " + type, body);
    Function<Incoming, Optional<String>> server =
        legacy(
            r ->
                when(
                        (isBroken && r.method().equals("POST")
                                || r.header("Mcp-Session-Id").isPresent())
                            && calls.incrementAndGet() % servers != 0,
                        refusal)
                    .or(() -> when(r.asks("initialize"), introduction("of-one-of-them")))
                    .or(() -> when(r.asks("tools/list"), result("", "{\"tools\":[]}"))));
    try (StandIn way = StandIn.start(StandIn.instead(echo.uri(), server))) {
      Examined examined = Examined.by(Doctor.of(way.uri()));

      assertEquals(id, examined.ids().get(0), examined.diagnosis()::toText);
      assertEquals(
          id.equals("REPLICAS_SOME_FAIL"),
          examined.ids().contains("REPLICAS_SOME_FAIL"),
          examined.diagnosis()::toText);
      assertFalse(
          id.equals("PROTOCOL_SESSION_LOST") && examined.ids().contains("PROTOCOL_SESSIONS"),
          examined.diagnosis()::toText);
    }
  }

  /** Who never answers takes nothing as it has to, and no page comes in. */
  @ParameterizedTest
  @ValueSource(strings = {"OPTIONS", "GET", "DELETE"})
  void aMethodThatIsNeverAnsweredIsNotFine(String method) throws Exception {
    try (StandIn way =
        StandIn.start(StandIn.instead(echo.uri(), r -> when(r.method().equals(method), "")))) {
      Examined examined =
          Examined.by(
              Doctor.of(way.uri())
                  .only(Leg.PROTOCOL, Leg.BROWSER)
                  .origin("https://app.example.com"));

      assertTrue(
          examined.diagnosis().fine().stream().noneMatch(one -> one.text().startsWith("takes GET")),
          examined.diagnosis()::toText);
      assertEquals(
          method.equals("OPTIONS"),
          examined.ids().contains("CORS_NO_RESPONSE"),
          examined.diagnosis()::toText);
    }
  }

  /** What a server of others refuses needs no report of mcp-echo. */
  @ParameterizedTest
  @CsvSource({"411, true", "200, false"})
  void aBodyInChunksThatIsRefusedIsFound(int status, boolean found) throws Exception {
    Function<Incoming, Optional<String>> server =
        r ->
            when(status != 200 && r.header("Transfer-Encoding").isPresent(), error(status, -32600))
                .or(() -> when(r.asks("tools/list"), result("", "{\"tools\":[]}")));
    Examined examined = examined(server, Leg.THERE);

    assertEquals(
        found, examined.ids().contains("THERE_CHUNKS_REFUSED"), examined.diagnosis()::toText);
  }

  /** A cache may hand to every page what is the same for every page. */
  @ParameterizedTest
  @CsvSource({"https://app.example.com, false", "its own, true"})
  void anAnswerThatFollowsTheOriginNeedsVary(String allowed, boolean found) throws Exception {
    Function<Incoming, Optional<String>> server =
        r ->
            r.header("Origin")
                .map(
                    origin ->
                        introduction("a")
                            .replace(
                                "\r\n\r\n",
                                "\r\nAccess-Control-Allow-Origin: "
                                    + (found ? origin : allowed)
                                    + "\r\n\r\n"));
    try (StandIn way = StandIn.start(StandIn.instead(echo.uri(), server))) {
      Examined examined =
          Examined.by(Doctor.of(way.uri()).only(Leg.BROWSER).origin("https://app.example.com"));

      assertEquals(
          found, examined.ids().contains("CORS_VARY_MISSING"), examined.diagnosis()::toText);
      if (found) {
        assertTrue(examined.evidence("CORS_VARY_MISSING").contains("https://doctor.invalid"));
      }
    }
  }

  /** A handshake may pass a gate that nothing else does. */
  @Test
  void whoAnswersInThePlaceOfTheServerAfterTheHandshakeIsTheCause() throws Exception {
    String page = StandIn.response(200, "Content-Type: text/html", "<html><title>Sorry</title>");
    Function<Incoming, Optional<String>> gate =
        legacy(
            r ->
                when(r.asks("initialize"), introduction("a"))
                    .or(
                        () ->
                            when(
                                r.asks("notifications/initialized"), StandIn.response(202, "", "")))
                    .or(() -> Optional.of(page)));
    try (StandIn way = StandIn.start(StandIn.instead(echo.uri(), gate))) {
      Examined examined = Examined.by(Doctor.of(way.uri()));

      examined.assertFirst("REACH_HTML", Leg.REACH);
      assertFalse(examined.ids().contains("THERE_HEADER_LIMIT_LOW"), examined.diagnosis()::toText);
    }
  }

  /** Many answer to each request in a stream that they leave open. */
  @Test
  void streamsThatStayOpenAreNotWaitedFor() throws Exception {
    try (StandIn way = StandIn.start(streams(r -> Optional.empty(), 20_000))) {
      Examined examined =
          Examined.by(
              Doctor.of(way.uri()).only(Leg.REACH, Leg.PROTOCOL).timeout(Duration.ofSeconds(5)));

      assertEquals(
          Diagnosis.Mark.FINE,
          examined.diagnosis().mark(Leg.PROTOCOL),
          examined.diagnosis()::toText);
      assertEquals(List.of(), examined.diagnosis().unchecked());
    }
  }

  /** A client may wait for the end of the stream. */
  @ParameterizedTest
  @CsvSource({"20000, true", "0, false"})
  void aStreamThatStaysOpenAfterItsResponseIsFound(int millis, boolean found) throws Exception {
    Function<Incoming, Optional<String>> lists =
        r -> when(r.asks("tools/list"), result("", "{\"tools\":[]}"));
    try (StandIn way = StandIn.start(streams(legacy(lists), millis))) {
      Examined examined = Examined.by(Doctor.of(way.uri()).only(Leg.STREAMS));

      assertEquals(
          found, examined.ids().contains("STREAMS_STAYS_OPEN"), examined.diagnosis()::toText);
    }
  }

  /** Answers in streams that stay open for so long. */
  private StandIn.Behaviour streams(Function<Incoming, Optional<String>> answers, int millis) {
    StandIn.Behaviour passes = StandIn.instead(echo.uri(), answers);
    return (request, out) -> {
      var whole = new ByteArrayOutputStream();
      passes.answer(request, whole);
      String answer = whole.toString(StandardCharsets.UTF_8);
      int end = answer.indexOf("\r\n\r\n");
      if (!answer.startsWith("HTTP/1.1 200") || answer.contains("text/event-stream")) {
        out.write(whole.toByteArray());
        return;
      }
      out.write(
          ("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: "
                  + answer.substring(end + 4)
                  + "\n\n")
              .getBytes(StandardCharsets.UTF_8));
      out.flush();
      Thread.sleep(millis);
    };
  }

  /** A client hears of an event when an empty line ends it. */
  @Test
  void anEventThatIsNotEndedInAStreamThatGoesOnIsFound() throws Exception {
    StandIn.Behaviour stream =
        (request, out) -> {
          out.write(
              ("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: "
                      + introduction("a").replaceFirst("(?s).*\r\n\r\n", "")
                      + "\n")
                  .getBytes(StandardCharsets.UTF_8));
          out.flush();
          Thread.sleep(20_000);
        };
    try (StandIn farEnd = StandIn.start(stream)) {
      Examined examined =
          Examined.by(
              Doctor.of(farEnd.uri())
                  .changed(order -> order.patience = Duration.ofMillis(500))
                  .timeout(PATIENCE));

      examined.assertFirst("STREAMS_EVENT_BROKEN", Leg.STREAMS);
      assertFalse(examined.ids().contains("REACH_SILENT"), examined.diagnosis()::toText);
    }
  }

  /** Others talk on the same stream: what is theirs is no answer, and no end. */
  @Test
  void aResponseToSomebodyElseIsReadPast() throws Exception {
    String foreign =
        "data: {\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{\"protocolVersion\":\"2024-11-05\"}}\n\n"
            + "data: {\"jsonrpc\":\"2.0\",\"id\":\"ping-1\",\"method\":\"ping\"}\n\n";
    String own =
        "data:"
            + " {\"jsonrpc\":\"2.0\",\"id\":\"mcp-echo-doctor\",\"result\":{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},\"serverInfo\":{\"name\":\"s\",\"version\":\"1\"}}}\n\n";
    StandIn.Behaviour stream =
        (request, out) -> {
          for (String part :
              List.of("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n", foreign, own)) {
            out.write(part.getBytes(StandardCharsets.UTF_8));
            out.flush();
            Thread.sleep(20);
          }
          Thread.sleep(10_000);
        };
    try (StandIn farEnd = StandIn.start(stream)) {
      Examined examined = Examined.by(Doctor.of(farEnd.uri()).only(Leg.REACH));

      assertEquals(List.of(), examined.ids(), examined.diagnosis()::toText);
      assertEquals("s 1", examined.diagnosis().farEnd().orElseThrow());
    }
  }

  /** A page of an earlier revision ends its session by DELETE, which its browser asks about. */
  @Test
  void aPageThatMayNotEndItsSessionIsFound() throws Exception {
    String allowed =
        "Access-Control-Allow-Origin: *\nAccess-Control-Max-Age: 600\n"
            + "Access-Control-Allow-Headers: authorization,content-type,mcp-method,mcp-name,"
            + "mcp-protocol-version,mcp-session-id\nAccess-Control-Allow-Methods: POST";
    Function<Incoming, Optional<String>> sessions =
        legacy(
            r ->
                when(r.method().equals("OPTIONS"), StandIn.response(204, allowed, ""))
                    .or(() -> when(r.asks("initialize"), introduction("of-this-server"))));
    try (StandIn way = StandIn.start(StandIn.instead(echo.uri(), sessions))) {
      Examined examined =
          Examined.by(Doctor.of(way.uri()).only(Leg.BROWSER).origin("https://app.example.com"));

      examined.assertFinds("CORS_METHOD_MISSING");
      assertTrue(examined.evidence("CORS_METHOD_MISSING").contains("DELETE"));
    }
  }

  /** Express and others answer what no client sends with a page: nobody is harmed by it. */
  @Test
  void aPageForWhatNoClientSendsIsNoErrorOfAServerOfOthers() throws Exception {
    String page = StandIn.response(404, "Content-Type: text/html", "<html><title>Error</title>");
    Function<Incoming, Optional<String>> express =
        legacy(
            r ->
                when(r.method().equals("PUT"), page)
                    .or(() -> when(r.asks("initialize"), introduction("of-this-server")))
                    .or(() -> when(r.asks("tools/list"), result("", "{\"tools\":[]}"))));
    Examined examined = examined(express, Leg.BACK);

    assertEquals(List.of("BACK_ERROR_PAGE"), examined.ids(), examined.diagnosis()::toText);
  }

  /** A client leaves if it is offered a revision that is newer than its own. */
  @Test
  void theReportSaysWhichClientsComeIn() throws Exception {
    Function<Incoming, Optional<String>> newest =
        legacy(r -> when(r.asks("initialize"), introduction("a")));
    try (StandIn way = StandIn.start(StandIn.instead(echo.uri(), newest))) {
      Diagnosis diagnosis = Examined.by(Doctor.of(way.uri()).only(Leg.PROTOCOL)).diagnosis();

      assertEquals(
          List.of(
              new Diagnosis.Client("of 2024-11-05", false, "is offered 2025-11-25"),
              new Diagnosis.Client("of 2025-03-26", false, "is offered 2025-11-25"),
              new Diagnosis.Client("of 2025-06-18", false, "is offered 2025-11-25"),
              new Diagnosis.Client("of 2025-11-25", true, "speaks 2025-11-25"),
              new Diagnosis.Client("of 2026-07-28", false, "status 400, error -32601 \"no\""),
              new Diagnosis.Client("of both, falling back", true, "speaks 2025-11-25")),
          diagnosis.clients());
    }
    assertTrue(
        Examined.by(Doctor.of(echo.uri()).only(Leg.PROTOCOL)).diagnosis().clients().stream()
            .allMatch(Diagnosis.Client::comesIn));
  }

  @Test
  void aSoundServerIsFine() {
    Examined examined = Examined.by(Doctor.of(echo.uri()).only(Leg.PROTOCOL));

    assertEquals(
        Diagnosis.Mark.FINE, examined.diagnosis().mark(Leg.PROTOCOL), examined.diagnosis()::toText);
  }
}
