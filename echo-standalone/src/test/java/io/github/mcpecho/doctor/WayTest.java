package io.github.mcpecho.doctor;

import static io.github.mcpecho.doctor.Diagnosis.TextOption.VERBOSE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.mcpecho.EchoSettings;
import io.github.mcpecho.McpEcho;
import io.github.mcpecho.doctor.StandIn.Incoming;
import io.github.mcpecho.http.Header;
import io.github.mcpecho.mcp.McpServer;
import io.github.mcpecho.report.Severity;
import io.github.mcpecho.servlet.HttpSettings;
import io.github.mcpecho.settings.Settings;
import io.github.mcpecho.standalone.EchoHttpServer;
import io.github.mcpecho.standalone.ServerSettings;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A sound server behind a proxy that does one thing wrong: both ends are compared. */
@Execution(ExecutionMode.CONCURRENT)
class WayTest {
  private static final Settings CONFIG =
      ServerSettings.DEFAULTS
          .with(ServerSettings.PORT, 0)
          .with(HttpSettings.ALLOWED_HOSTS, List.of("*"));
  private static final String HTML = "Content-Type: text/html";
  private static final String FORBIDDEN =
      StandIn.response(403, HTML, "<html><title>Forbidden</title>");

  /**
   * Enough for what stands on this machine; {@link #aSoundServerAtBothUrlsIsFine} waits as usual.
   */
  private static final Waits SHORT =
      new Waits(
          Duration.ofMillis(100),
          Duration.ofMillis(700),
          List.of(Duration.ofMillis(500), Duration.ofMillis(1_500)));

  /** A quarter of it is slow. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final int LATE = 300;

  @AutoClose final EchoHttpServer echo = EchoHttpServer.start(CONFIG);

  private static Arguments there(String id, Leg leg, UnaryOperator<Incoming> change) {
    return arguments(id, leg, change);
  }

  private static UnaryOperator<Incoming> renaming(String name, String other) {
    return request ->
        request.with(
            request.headers().stream()
                .map(h -> h.name().equalsIgnoreCase(name) ? new Header(other, h.value()) : h)
                .toList());
  }

  private static UnaryOperator<Incoming> setting(String name, String value) {
    return request -> request.without(name).with(name, value);
  }

  private static UnaryOperator<Incoming> scheme(String other) {
    return request ->
        setting(
                "Authorization",
                request.header("Authorization").orElse("").replaceFirst("^Bearer ", other))
            .apply(request);
  }

  private static Incoming joined(Incoming request) {
    List<String> values =
        request.headers().stream()
            .filter(header -> header.name().equals("X-Doctor-Twice"))
            .map(Header::value)
            .toList();
    return values.isEmpty()
        ? request
        : setting("X-Doctor-Twice", String.join(", ", values)).apply(request);
  }

  static Stream<Arguments> changesThere() {
    return Stream.of(
        there("THERE_MCP_HEADER_LOST", Leg.THERE, r -> r.without("MCP-Protocol-Version")),
        there("THERE_MCP_HEADER_CHANGED", Leg.THERE, setting("MCP-Protocol-Version", "2025-06-18")),
        there("THERE_MCP_HEADER_CHANGED", Leg.THERE, setting("Mcp-Name", "echo")),
        there("THERE_AUTHORIZATION_LOST", Leg.THERE, r -> r.without("Authorization")),
        there(
            "THERE_AUTHORIZATION_LOST",
            Leg.THERE,
            renaming("Authorization", "X-Original-Authorization")),
        there(
            "THERE_AUTHORIZATION_CHANGED",
            Leg.THERE,
            setting("Authorization", "Bearer of-the-proxy")),
        there("THERE_AUTHORIZATION_CHANGED", Leg.THERE, scheme("")),
        there("THERE_AUTHORIZATION_CHANGED", Leg.THERE, scheme("Token ")),
        there(
            "THERE_AUTHORIZATION_TWICE",
            Leg.THERE,
            request -> request.with("Authorization", "Bearer of-the-proxy")),
        there("THERE_HEADER_LOST", Leg.THERE, r -> r.without("X-Doctor-Canary")),
        there("THERE_HEADER_LOST", Leg.THERE, r -> r.without("X-Doctor-Long")),
        there("THERE_HEADER_LOST", Leg.THERE, r -> r.without("X-Doctor-Twice")),
        there("THERE_HEADER_CHANGED", Leg.THERE, setting("X-Doctor-Canary", "bird")),
        there("THERE_REQUEST_CHANGED", Leg.THERE, setting("Accept", "*/*")),
        there(
            "THERE_HEADER_CHANGED",
            Leg.THERE,
            setting("Accept", "text/event-stream;q=0.5, application/json")),
        there("THERE_HEADER_JOINED", Leg.THERE, WayTest::joined),
        there("THERE_NON_ASCII_LOST", Leg.THERE, r -> r.without("X-Doctor-Letters")),
        there("THERE_UNDERSCORE_LOST", Leg.THERE, r -> r.without("x_doctor_underscore")),
        there(
            "THERE_UNDERSCORE_RENAMED",
            Leg.THERE,
            renaming("x_doctor_underscore", "x-doctor-underscore")),
        there(
            "THERE_ADDRESS_INVENTED",
            Leg.THERE,
            request ->
                setting(
                        "X-Forwarded-For",
                        request.header("X-Forwarded-For").map(v -> v + ", ").orElse("")
                            + "127.0.0.1")
                    .apply(request)),
        there("THERE_FORWARDED_INVENTED", Leg.THERE, setting("X-Forwarded-For", "127.0.0.1")),
        there("THERE_IDENTITY_INVENTED", Leg.THERE, setting("X-Forwarded-User", "alice")),
        there("THERE_PATH_SLASH", Leg.THERE, request -> request.to("/mcp/")),
        there("THERE_QUERY_LOST", Leg.THERE, request -> request.to("/mcp")),
        there(
            "THERE_BODY_REWRITTEN",
            Leg.THERE,
            request -> request.holds("padding") ? request.withBody(request.text() + " ") : request),
        there(
            "THERE_BODY_REWRITTEN",
            Leg.THERE,
            request -> request.withBody(request.text().replace("😀", "\\ud83d\\ude00"))),
        there(
            "THERE_BODY_CHANGED",
            Leg.THERE,
            request -> request.withBody(request.text().replace("😀", "?"))),
        there(
            "THERE_DIGITS_LOST",
            Leg.THERE,
            request ->
                request.withBody(request.text().replace("9007199254740993", "9007199254740992"))),
        there(
            "THERE_BODY_CHANGED",
            Leg.THERE,
            request ->
                request.withBody(
                    request
                        .text()
                        .replace("{\"details\":true}", "{\"details\":true,\"continued\":false}"))),
        there("SERVER_HOST_OTHER", Leg.SERVER, setting("Host", "echo:3000")),
        there("SERVER_SCHEME_OTHER", Leg.SERVER, setting("X-Forwarded-Proto", "https")),
        there("SERVER_PORT_OTHER", Leg.SERVER, setting("Host", "127.0.0.1")),
        there("SERVER_PATH_OTHER", Leg.SERVER, setting("X-Forwarded-Prefix", "/echo")),
        there("SERVER_CLIENT_UNKNOWN", Leg.SERVER, r -> r),
        there(
            "CONTENT_META_LOST",
            Leg.CONTENT,
            request ->
                request.withBody(
                    request
                        .text()
                        .replace(",\"io.github.mcpecho/canary\":\"canary\"", "")
                        .replace("\"io.github.mcpecho/canary\":\"canary\",", ""))));
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("changesThere")
  void whatChangesOnTheWayThereIsFound(String id, Leg leg, UnaryOperator<Incoming> change)
      throws Exception {
    try (StandIn way = StandIn.start(StandIn.passing(echo.uri(), change))) {
      Examined.by(Doctor.of(way.uri()).only(leg).changed(order -> order.waits = SHORT))
          .assertFinds(id);
    }
  }

  /** The far end refuses what misses them, and is talked to in an earlier revision then. */
  @ParameterizedTest
  @ValueSource(strings = {"Mcp-Name", "Mcp-Method", "MCP-Protocol-Version"})
  void aHeaderOfMcpThatIsMissingIsLostAndNotChanged(String name) throws Exception {
    try (StandIn way = StandIn.start(StandIn.passing(echo.uri(), r -> r.without(name)))) {
      Examined examined = Examined.by(Doctor.of(way.uri()).only(Leg.PROTOCOL, Leg.THERE));

      assertEquals(
          List.of("THERE_MCP_HEADER_LOST"),
          examined.ids().stream().filter(id -> id.startsWith("THERE_")).toList(),
          examined.diagnosis()::toText);
      assertFalse(
          examined.diagnosis().toText(VERBOSE).contains("every header arrives as it was sent"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "501, GET POST OPTIONS DELETE, false",
    "501, GET POST OPTIONS DELETE, true",
    "405, GET POST, false",
    "405, GET POST, true"
  })
  void aProxyThatKnowsNoOtherMethodReplacesNoError(int status, String methods, boolean isCompared)
      throws Exception {
    StandIn.Behaviour passes = StandIn.passing(echo.uri(), request -> request);
    StandIn.Behaviour unknown = StandIn.answer(status, HTML, "<html><title>No</title>");
    StandIn.Behaviour way =
        (request, out) ->
            (List.of(methods.split(" ")).contains(request.method()) ? passes : unknown)
                .answer(request, out);
    try (StandIn proxy = StandIn.start(way)) {
      Doctor doctor = Doctor.of(proxy.uri()).only(Leg.BACK).changed(order -> order.waits = SHORT);
      Examined examined = Examined.by(isCompared ? doctor.direct(echo.uri()) : doctor);

      assertEquals(List.of("BACK_ERROR_PAGE"), examined.ids(), examined.diagnosis()::toText);
    }
  }

  /** The server knows of a proxy, and Host says what the client used, or all of it but the port. */
  @ParameterizedTest
  @CsvSource({
    "X-Forwarded-Proto, https, SERVER_SCHEME_OTHER",
    "Host, 127.0.0.1, SERVER_PORT_OTHER",
    "X-Forwarded-Prefix, /echo, SERVER_PATH_OTHER"
  })
  void aHostThatArrivesIsNotLost(String name, String value, String id) throws Exception {
    try (StandIn way =
        StandIn.start(
            StandIn.passing(
                echo.uri(), request -> setting(name, value).apply(request.with("Via", "1.0 p"))))) {
      Examined examined = Examined.by(Doctor.of(way.uri()).only(Leg.SERVER));

      examined.assertFinds(id);
      assertFalse(examined.ids().contains("URL_HOST_LOST"), examined.diagnosis()::toText);
    }
  }

  private static Arguments back(String id, Leg leg, UnaryOperator<String> change) {
    return arguments(id, leg, change);
  }

  static Stream<Arguments> changesBack() {
    return Stream.of(
        back(
            "BACK_CONTENT_TYPE",
            Leg.BACK,
            answer -> answer.replace("application/json", "application/octet-stream")),
        back(
            "BACK_CHARSET",
            Leg.BACK,
            answer ->
                answer
                    .replace("application/json;charset=utf-8", "application/json")
                    .replace("application/json", "application/json; charset=ISO-8859-1")),
        back(
            "CONTENT_OFFER_MISSING",
            Leg.CONTENT,
            answer -> answer.replaceAll("\"result\":(?=\\{[^{}]*\"completion\")", "\"lost\":")),
        back("CONTENT_OFFER_CHANGED", Leg.CONTENT, answer -> answer.replace("iVBORw0KGgo", "xxxx")),
        back("CONTENT_OFFER_CHANGED", Leg.CONTENT, answer -> answer.replace("-32602", "-32000")),
        back("BACK_TEXT_CHANGED", Leg.BACK, answer -> answer.replace("😀", "?")),
        back(
            "BACK_ERROR_REPLACED",
            Leg.BACK,
            answer ->
                answer.startsWith("HTTP/1.1 4")
                    ? "HTTP/1.1 400 Bad\r\n" + HTML + "\r\n\r\n<html><title>Sorry</title>"
                    : answer),
        back(
            "BACK_ERROR_REPLACED",
            Leg.BACK,
            answer ->
                answer.startsWith("HTTP/1.1 413")
                    ? "HTTP/1.1 503 Sorry\r\n" + HTML + "\r\n\r\n<html><title>Sorry</title>"
                    : answer),
        back(
            "BACK_STATUS_CHANGED",
            Leg.BACK,
            answer -> answer.replaceFirst("^HTTP/1.1 4..", "HTTP/1.1 200")),
        back(
            "CONTENT_TOOLS_ADDED",
            Leg.CONTENT,
            answer -> answer.replace("\"tools\":[", "\"tools\":[{\"name\":\"search\"},")),
        back(
            "CONTENT_INPUT_REQUIRED_LOST",
            Leg.REPLICAS,
            answer -> answer.replace("\"requestState\"", "\"dropped\"")),
        back(
            "CONTENT_OFFER_MISSING",
            Leg.CONTENT,
            answer -> answer.replaceAll(",\\{\"type\":\"resource_link\"[^}]*\\}", "")),
        back("CONTENT_CALL_REFUSED", Leg.CONTENT, WayTest::renamed),
        back(
            "CONTENT_STRUCTURED_LOST",
            Leg.CONTENT,
            answer -> answer.replace(",\"structuredContent\":{\"message\":\"canary\"}", "")),
        back(
            "CONTENT_IS_ERROR_LOST",
            Leg.CONTENT,
            answer -> answer.replace("\"isError\":true", "\"isError\":false")),
        back(
            "CONTENT_TOOLS_CHANGED",
            Leg.CONTENT,
            answer -> answer.replace("\"outputSchema\"", "\"dropped\"")),
        back(
            "CONTENT_TOOLS_MISSING",
            Leg.CONTENT,
            answer -> answer.replace("\"name\":\"whoIStheGOAT\"", "\"name\":\"another\"")),
        back(
            "CONTENT_PROGRESS_LOST",
            Leg.STREAMS,
            answer -> answer.replaceAll("data: ?\\{[^\n]*notifications/progress[^\n]*\n", "")),
        back(
            "CONTENT_PROGRESS_TOKEN",
            Leg.STREAMS,
            answer -> answer.replace("mcp-echo-doctor-progress", "another")),
        back("STREAMS_HELD_BACK", Leg.STREAMS, answer -> answer),
        back(
            "STREAMS_COMPRESSED",
            Leg.STREAMS,
            answer ->
                answer.replace(
                    "text/event-stream", "text/event-stream\r\nContent-Encoding: gzip")));
  }

  /** Compresses a stream, with or without passing on each event. */
  private static final class Compressing extends OutputStream {
    private final OutputStream out;
    private final boolean flushing;
    private Optional<GZIPOutputStream> stream = Optional.empty();

    Compressing(OutputStream out, boolean flushing) {
      this.out = out;
      this.flushing = flushing;
    }

    @Override
    public void write(int b) {
      throw new UnsupportedOperationException("blocks only");
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      String text = new String(bytes, from, length, StandardCharsets.UTF_8);
      if (stream.isEmpty() && !text.contains("text/event-stream")) {
        out.write(bytes, from, length);
        return;
      }
      int end = stream.isEmpty() ? text.indexOf("\r\n\r\n") + 4 : 0;
      if (stream.isEmpty()) {
        String head = text.substring(0, end).replaceAll("(?i)transfer-encoding:.*\r\n", "");
        out.write(
            head.replace("\r\n\r\n", "\r\nContent-Encoding: gzip\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        stream = Optional.of(new GZIPOutputStream(out, true));
      }
      String body = text.substring(end).replaceAll("(?m)^[0-9a-fA-F]+\r\n", "");
      stream.get().write(body.replace("\r\n", "").getBytes(StandardCharsets.UTF_8));
      if (flushing) {
        stream.get().flush();
      }
    }

    void finish() throws IOException {
      if (stream.isPresent()) {
        stream.get().finish();
      }
    }
  }

  /** A compressor may pass each event on, and mostly does not. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aCompressedStreamIsHeldBackOnlyIfItIs(boolean flushing) throws Exception {
    StandIn.Behaviour passes = StandIn.passing(echo.uri(), request -> request);
    StandIn.Behaviour compresses =
        (request, out) -> {
          if (request.header("Accept-Encoding").isPresent()) {
            var compressing = new Compressing(out, flushing);
            passes.answer(request, compressing);
            compressing.finish();
          } else {
            passes.answer(request, out);
          }
        };
    try (StandIn way = StandIn.start(compresses)) {
      Examined examined =
          Examined.by(Doctor.of(way.uri()).only(Leg.STREAMS).changed(order -> order.waits = SHORT));

      examined.assertFinds("STREAMS_COMPRESSED");
      assertEquals(
          !flushing, examined.ids().contains("STREAMS_HELD_BACK"), examined.diagnosis()::toText);
    }
  }

  private static String renamed(String answer) {
    return answer.replaceAll(
        "\"name\":\"(?=echo\"|printHeader|authC|requestT)", "\"name\":\"srv__");
  }

  /** A list by other names is one cause, whatever else fails for it. */
  @Test
  void aToolThatCannotBeCalledByTheNameOfTheListIsTheOneCause() throws Exception {
    try (StandIn way = StandIn.start(StandIn.returning(echo.uri(), WayTest::renamed))) {
      Examined examined = Examined.by(Doctor.of(way.uri()).changed(order -> order.waits = SHORT));

      examined.assertFirst("CONTENT_CALL_REFUSED", Leg.CONTENT);
      assertEquals(List.of("CONTENT_CALL_REFUSED"), examined.ids(), examined.diagnosis()::toText);
      assertTrue(
          examined
              .evidence("CONTENT_CALL_REFUSED")
              .endsWith("; printHeader is taken, and not listed"));
    }
  }

  @Test
  void aGatewayThatNamesToolsAnewAndBackIsNoFault() throws Exception {
    StandIn.Behaviour back = StandIn.returning(echo.uri(), WayTest::renamed);
    StandIn.Behaviour gateway =
        (request, out) ->
            back.answer(
                request
                    .with(
                        request.headers().stream()
                            .map(h -> new Header(h.name(), h.value().replace("srv__", "")))
                            .toList())
                    .withBody(request.text().replace("srv__", "")),
                out);
    try (StandIn way = StandIn.start(gateway)) {
      Examined examined = Examined.by(Doctor.of(way.uri()).only(Leg.CONTENT));

      examined.assertFinds("CONTENT_RENAMED");
      assertFalse(examined.ids().contains("CONTENT_CALL_REFUSED"));
      assertFalse(examined.ids().contains("CONTENT_OFFER_MISSING"));
    }
  }

  /** Without structuredContent nothing that arrived can be compared: that is no flaky server. */
  @Test
  void whatADroppedReportHidesIsNoOtherFault() throws Exception {
    try (StandIn way =
        StandIn.start(
            StandIn.returning(
                echo.uri(), answer -> answer.replace("\"structuredContent\":", "\"gone\":")))) {
      Examined examined =
          Examined.by(Doctor.of(way.uri()).only(Leg.THERE, Leg.CONTENT, Leg.REPLICAS));

      assertEquals(
          List.of("CONTENT_STRUCTURED_LOST"), examined.ids(), examined.diagnosis()::toText);
    }
  }

  /** The messages are sound, and who asks by a page of this origin is told the one reason. */
  @Test
  void anOriginThatTheServerRefusesIsOneFinding() throws Exception {
    Examined examined =
        Examined.by(Doctor.of(echo.uri()).only(Leg.BROWSER).origin("https://app.example.com"));

    assertEquals(List.of("CORS_PREFLIGHT_STATUS"), examined.ids(), examined.diagnosis()::toText);
    assertTrue(
        examined
            .diagnosis()
            .toText()
            .contains("to MCP_ECHO_ALLOWED_ORIGINS, and to MCP_ECHO_CORS_ORIGINS"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changesBack")
  void whatChangesOnTheWayBackIsFound(String id, Leg leg, UnaryOperator<String> change)
      throws Exception {
    try (StandIn way = StandIn.start(StandIn.returning(echo.uri(), change))) {
      Examined.by(Doctor.of(way.uri()).only(leg).changed(order -> order.waits = SHORT))
          .assertFinds(id);
    }
  }

  private static Arguments refusing(
      String id, Leg leg, Function<Incoming, Optional<String>> answers) {
    return arguments(id, leg, answers);
  }

  private static Optional<String> forbidden(boolean itIsSo) {
    return itIsSo ? Optional.of(FORBIDDEN) : Optional.empty();
  }

  private static int head(Incoming request) {
    return request.headers().stream()
        .mapToInt(header -> header.name().length() + header.value().length() + 4)
        .sum();
  }

  private static boolean hasLine(Incoming request, int bytes) {
    return request.headers().stream().anyMatch(header -> header.value().length() > bytes);
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        refusing(
            "THERE_CANARY_REFUSED",
            Leg.THERE,
            request -> forbidden(request.header("X-Doctor-Canary").isPresent())),
        refusing("THERE_HEAD_LIMIT", Leg.THERE, r -> forbidden(head(r) > 20_000)),
        refusing("THERE_HEAD_LIMIT_LOW", Leg.THERE, r -> forbidden(head(r) > 8_000)),
        refusing("THERE_HEADER_LIMIT", Leg.THERE, r -> forbidden(hasLine(r, 8_000))),
        refusing("THERE_HEADER_LIMIT_LOW", Leg.THERE, r -> forbidden(hasLine(r, 2_000))),
        refusing("THERE_BODY_REFUSED", Leg.THERE, r -> forbidden(r.body().length > 10_000)),
        refusing("THERE_BODY_LIMIT_LOW", Leg.THERE, r -> forbidden(r.body().length > 100_000)),
        refusing("THERE_BODY_LIMIT", Leg.THERE, r -> forbidden(r.body().length > 1_048_576)),
        refusing(
            "THERE_CHUNKS_REFUSED",
            Leg.THERE,
            request -> forbidden(request.header("Transfer-Encoding").isPresent())),
        refusing(
            "THERE_COMPRESSED_REFUSED",
            Leg.THERE,
            request -> forbidden(request.header("Content-Encoding").isPresent())),
        refusing("THERE_QUERY_REFUSED", Leg.THERE, r -> forbidden(r.target().contains("?"))),
        refusing(
            "AGENTS_REFUSED",
            Leg.AGENTS,
            r -> forbidden(r.header("User-Agent").orElse("").contains("Claude"))),
        refusing("AGENTS_BODY_REFUSED", Leg.AGENTS, r -> forbidden(r.holds("/etc/passwd"))),
        refusing(
            "CORS_PREFLIGHT_STATUS", Leg.BROWSER, r -> forbidden(r.method().equals("OPTIONS"))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void whatIsRefusedOnTheWayIsFound(
      String id, Leg leg, Function<Incoming, Optional<String>> answers) throws Exception {
    try (StandIn way = StandIn.start(StandIn.instead(echo.uri(), answers))) {
      Examined.by(Doctor.of(way.uri()).only(leg).origin("https://app.example.com")).assertFinds(id);
    }
  }

  @Test
  void whoLetsInOthersAndNotTheDoctorIsFound() throws Exception {
    Function<Incoming, Optional<String>> others =
        r -> forbidden(r.header("User-Agent").orElse("").startsWith("mcp-echo"));
    try (StandIn way = StandIn.start(StandIn.instead(echo.uri(), others))) {
      Examined examined = Examined.by(Doctor.of(way.uri()));

      examined.assertFirst("AGENTS_REFUSED", Leg.AGENTS);
      assertTrue(examined.evidence("AGENTS_REFUSED").contains("Claude gets a result"));
    }
  }

  @Test
  void aPathThatChangesIsFound() throws Exception {
    try (StandIn way = StandIn.start(StandIn.passing(echo.uri(), request -> request.to("/mcp")))) {
      URI uri = way.uri().resolve("/echo/mcp");

      Examined.by(Doctor.of(uri).only(Leg.THERE)).assertFinds("THERE_PATH_CHANGED");
    }
  }

  @Test
  void aServerThatDoesNotAskForItIsHeldBack() throws Exception {
    StandIn.Behaviour lumps = StandIn.returning(echo.uri(), answer -> answer);
    StandIn.Behaviour passes = StandIn.passing(echo.uri(), request -> request);
    StandIn.Behaviour asItIsAsked =
        (request, out) ->
            (request.holds("\"bufferingHeader\":false") ? lumps : passes).answer(request, out);
    try (StandIn way = StandIn.start(asItIsAsked)) {
      Examined.by(Doctor.of(way.uri()).only(Leg.STREAMS).changed(order -> order.waits = SHORT))
          .assertFirst("STREAMS_HELD_BACK_UNASKED", Leg.STREAMS);
    }
  }

  /** Nothing was cut, and more time does not help. */
  @Test
  void eventsThatRunTogetherAreNotCut() throws Exception {
    try (StandIn way =
        StandIn.start(StandIn.returning(echo.uri(), answer -> answer.replace("\n\n", "\n")))) {
      Examined examined =
          Examined.by(Doctor.of(way.uri()).only(Leg.STREAMS).changed(order -> order.waits = SHORT));

      examined.assertFirst("STREAMS_EVENT_BROKEN", Leg.STREAMS);
      assertFalse(examined.ids().contains("STREAMS_CUT"), examined.diagnosis()::toText);
    }
  }

  /** What nothing has come of was not cut by a wait. */
  @Test
  void aStreamWithoutABodyIsToldFromOneThatIsCut() throws Exception {
    try (StandIn way =
        StandIn.start(
            StandIn.instead(
                echo.uri(),
                r ->
                    r.holds("idleMs")
                        ? Optional.of(StandIn.response(200, "Content-Type: text/event-stream", ""))
                        : Optional.empty()))) {
      Examined examined =
          Examined.by(Doctor.of(way.uri()).only(Leg.STREAMS).changed(order -> order.waits = SHORT));

      examined.assertFirst("STREAMS_CUT", Leg.STREAMS);
      assertTrue(examined.diagnosis().toText().contains("its body is empty"));
    }
  }

  @Test
  void aStreamThatIsCutInSilenceIsFound() throws Exception {
    try (StandIn way = StandIn.start(cutting(400))) {
      Examined examined =
          Examined.by(Doctor.of(way.uri()).only(Leg.STREAMS).changed(order -> order.waits = SHORT));

      examined.assertFirst("STREAMS_CUT", Leg.STREAMS);
      assertTrue(
          examined
              .evidence("STREAMS_CUT")
              .matches(
                  "[0-9]+ of [0-9]+ events? and no answer came until the stream ended, after [0-9]+"
                      + " ms(, in a silence of [0-9]+ ms that the doctor asked for)?"),
          () -> examined.evidence("STREAMS_CUT"));
    }
  }

  @Test
  void noSilenceIsNotFine() {
    Diagnosis diagnosis =
        Examined.by(Doctor.of(echo.uri()).only(Leg.STREAMS).idle(Duration.ofSeconds(1)))
            .diagnosis();

    assertTrue(
        diagnosis.fine().stream().noneMatch(one -> one.text().contains("0 s of silence")),
        diagnosis::toText);
    assertTrue(
        diagnosis.unchecked().stream().anyMatch(one -> one.what().equals("long silence")),
        diagnosis::toText);
  }

  @Test
  void theLongestSilenceIsFound() throws Exception {
    try (StandIn way = StandIn.start(cutting(1_000))) {
      Examined.by(
              Doctor.of(way.uri())
                  .only(Leg.STREAMS)
                  .changed(order -> order.waits = SHORT)
                  .idle(Duration.ofSeconds(2)))
          .assertFinds("STREAMS_SILENCE_LIMIT");
    }
  }

  @Test
  void aStreamThatMayNotLastIsFound() throws Exception {
    StandIn.Behaviour passes = StandIn.passing(echo.uri(), request -> request);
    StandIn.Behaviour limited =
        (request, out) -> {
          if (!request.holds("\"events\":2,\"intervalMs\":1000")) {
            passes.answer(request, out);
            return;
          }
          var thread = new Thread(() -> answer(passes, request, out));
          thread.setDaemon(true);
          thread.start();
          thread.join(700);
        };
    try (StandIn way = StandIn.start(limited)) {
      Examined examined =
          Examined.by(
              Doctor.of(way.uri())
                  .only(Leg.STREAMS)
                  .changed(order -> order.waits = SHORT)
                  .idle(Duration.ofSeconds(2)));

      examined.assertFirst("STREAMS_LIFE_LIMIT", Leg.STREAMS);
    }
  }

  private static void answer(StandIn.Behaviour behaviour, Incoming request, OutputStream out) {
    try {
      behaviour.answer(request, out);
    } catch (Exception e) {
      // The stand-in has ended the connection.
    }
  }

  @Test
  void streamsThatFailTogetherAreFound() throws Exception {
    StandIn.Behaviour passes = StandIn.passing(echo.uri(), request -> request);
    var running = new AtomicInteger();
    StandIn.Behaviour limited =
        (request, out) -> {
          if (running.incrementAndGet() > 2) {
            out.write(StandIn.response(503, "", "").getBytes(StandardCharsets.UTF_8));
          } else {
            passes.answer(request, out);
          }
          running.decrementAndGet();
        };
    try (StandIn way = StandIn.start(limited)) {
      Examined.by(Doctor.of(way.uri()).only(Leg.STREAMS).changed(order -> order.waits = SHORT))
          .assertFinds("STREAMS_MANY_FAIL");
    }
  }

  @Test
  void streamsThatComeOneByOneAreFound() throws Exception {
    StandIn.Behaviour passes = StandIn.passing(echo.uri(), request -> request);
    var turn = new ReentrantLock();
    StandIn.Behaviour inTurn =
        (request, out) -> {
          turn.lock();
          try {
            passes.answer(request, out);
          } finally {
            turn.unlock();
          }
        };
    try (StandIn way = StandIn.start(inTurn)) {
      Examined.by(Doctor.of(way.uri()).only(Leg.STREAMS).changed(order -> order.waits = SHORT))
          .assertFinds("STREAMS_ONE_BY_ONE");
    }
  }

  /** The stand-in reads on from the server, and throws away what nobody reads. */
  @Test
  void aHangUpThatStaysOnTheWayIsFound() throws Exception {
    StandIn.Behaviour passes = StandIn.passing(echo.uri(), request -> request);
    StandIn.Behaviour readsOn = (request, out) -> passes.answer(request, new UnclosedStream(out));
    try (StandIn way = StandIn.start(readsOn)) {
      Examined.by(Doctor.of(way.uri()).only(Leg.STREAMS).changed(order -> order.waits = SHORT))
          .assertFinds("STREAMS_HANG_UP_UNSEEN");
    }
  }

  /** Swallows what its reader does not take. */
  private static final class UnclosedStream extends OutputStream {
    private final OutputStream out;

    UnclosedStream(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      try {
        out.write(bytes, from, length);
      } catch (IOException e) {
        // Nobody reads.
      }
    }
  }

  static Stream<Arguments> slowServers() {
    return Stream.of(arguments(50, Leg.STREAMS), arguments(400, Leg.PROTOCOL));
  }

  /** It is in the middle of an answer when the time of the examination is over. */
  @ParameterizedTest(name = "{0} ms, {1}")
  @MethodSource("slowServers")
  void aServerThatIsOnlySlowIsNotFoundWrong(int millis, Leg leg) throws Exception {
    StandIn.Behaviour passes = StandIn.passing(echo.uri(), request -> request);
    var waits = new Waits(Duration.ofMillis(100), Duration.ofSeconds(5), List.of());
    try (StandIn way =
        StandIn.start(
            (request, out) -> {
              Thread.sleep(millis);
              passes.answer(request, out);
            })) {
      Diagnosis diagnosis =
          Examined.by(
                  Doctor.of(way.uri())
                      .only(leg)
                      .changed(order -> order.waits = waits)
                      .timeout(Duration.ofMillis(2_000)))
              .diagnosis();

      diagnosis.assertNoErrors();
      assertTrue(
          diagnosis.toText(VERBOSE).contains("s of this examination are over"), diagnosis::toText);
    }
  }

  /** Two servers in turn, one of which knows the session. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void whoIsRefusedInTurnIsNotRefusedForItsNameOrItsMessage(int turn) throws Exception {
    var asked = new AtomicInteger(turn);
    String lost =
        StandIn.response(
            400,
            "Content-Type: application/json",
            "{\"jsonrpc\":\"2.0\",\"id\":null,"
                + "\"error\":{\"code\":-32000,\"message\":\"No valid session ID provided\"}}");
    try (StandIn way =
        StandIn.start(
            StandIn.instead(
                echo.uri(),
                request ->
                    request.asks("tools/list") && asked.incrementAndGet() % 2 == 0
                        ? Optional.of(lost)
                        : Optional.empty()))) {
      Examined examined = Examined.by(Doctor.of(way.uri()).only(Leg.AGENTS));

      assertEquals(List.of(), examined.ids(), examined.diagnosis()::toText);
      assertEquals(2, examined.diagnosis().unchecked().size(), examined.diagnosis()::toText);
    }
  }

  /** Is a proxy that waits no longer than this for more of an answer. */
  private StandIn.Behaviour cutting(int millis) {
    return (request, out) -> {
      try (var socket = new Socket(echo.uri().getHost(), echo.port())) {
        socket.setSoTimeout(millis);
        var head = new StringBuilder(request.method() + " " + request.target() + " HTTP/1.1\r\n");
        request.headers().forEach(h -> head.append(h.name() + ": " + h.value() + "\r\n"));
        socket
            .getOutputStream()
            .write(
                (head + "Connection: close\r\n\r\n" + request.text())
                    .getBytes(StandardCharsets.UTF_8));
        var in = new BufferedInputStream(socket.getInputStream());
        for (int next = in.read(); next >= 0; next = in.read()) {
          out.write(next);
        }
      }
    };
  }

  @Test
  void serversWithKeysOfTheirOwnAreFound() throws Exception {
    try (EchoHttpServer other = EchoHttpServer.start(CONFIG)) {
      var calls = new AtomicInteger();
      List<StandIn.Behaviour> servers =
          List.of(
              StandIn.passing(echo.uri(), request -> request),
              StandIn.passing(other.uri(), request -> request));
      try (StandIn way =
          StandIn.start(
              (request, out) -> servers.get(calls.incrementAndGet() % 2).answer(request, out))) {
        Examined.by(Doctor.of(way.uri()).only(Leg.REPLICAS)).assertFinds("REPLICAS_KEYS_DIFFER");
        Examined.by(Doctor.of(way.uri()).only(Leg.REPLICAS)).assertFinds("REPLICAS_STATE_REFUSED");
      }
    }
  }

  static Stream<Arguments> secondServers() {
    return Stream.of(
        arguments("REPLICAS_VERSIONS_DIFFER", (UnaryOperator<String>) WayTest::older),
        arguments(
            "REPLICAS_SETTINGS_DIFFER",
            (UnaryOperator<String>)
                answer ->
                    answer.replaceFirst(
                        "(\"MCP_ECHO_TOOL_TIMEOUT\":\\{\"value\":\")[0-9]+", "$17")),
        arguments(
            "REPLICAS_CLOCKS_DIFFER",
            (UnaryOperator<String>)
                answer ->
                    answer.replaceAll(
                        "\"currentTime\":\"[^\"]*", "\"currentTime\":\"2001-01-01T00:00:00Z")));
  }

  private static String older(String answer) {
    return answer.replaceAll("(\"version\":\")[0-9][^\"]*", "$10.1");
  }

  /** Two servers in turn, one of which is not like the other. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("secondServers")
  void serversThatAreNotAlikeAreFound(String id, UnaryOperator<String> second) throws Exception {
    try (EchoHttpServer other =
        EchoHttpServer.start(
            CONFIG,
            McpEcho.builder().with(EchoSettings.KEY, "another key of another server").build())) {
      var calls = new AtomicInteger();
      List<StandIn.Behaviour> servers =
          List.of(
              StandIn.passing(echo.uri(), request -> request),
              StandIn.returning(other.uri(), second));
      try (StandIn way =
          StandIn.start(
              (request, out) -> servers.get(calls.incrementAndGet() % 2).answer(request, out))) {
        Examined.by(Doctor.of(way.uri()).only(Leg.REPLICAS)).assertFinds(id);
      }
    }
  }

  /** Nothing is lost on the way of what a server was told not to serve. */
  @Test
  void whatIsNotServedOnPurposeIsNotMissing() {
    McpServer narrow =
        McpEcho.builder()
            .with(EchoSettings.SERVES, Set.of("tools"))
            .with(EchoSettings.DISABLED_TOOLS, List.of("whoIStheGOAT"))
            .build();
    try (EchoHttpServer server = EchoHttpServer.start(CONFIG, narrow)) {
      Examined examined = Examined.by(Doctor.of(server.uri()).only(Leg.CONTENT));

      assertEquals(List.of(), examined.ids(), examined.diagnosis()::toText);
      assertEquals(
          List.of("whoIStheGOAT"),
          examined.diagnosis().unchecked().stream()
              .map(Diagnosis.Unchecked::what)
              .filter(what -> what.startsWith("who"))
              .toList());
    }
  }

  @Test
  void serversWithOneKeyAreFine() throws Exception {
    var one = new ArrayList<EchoHttpServer>();
    for (int i = 0; i < 2; i++) {
      one.add(
          EchoHttpServer.start(
              CONFIG, McpEcho.builder().with(EchoSettings.KEY, "the key of both servers").build()));
    }
    var calls = new AtomicInteger();
    try (EchoHttpServer first = one.get(0);
        EchoHttpServer second = one.get(1);
        StandIn way =
            StandIn.start(
                (request, out) ->
                    StandIn.passing(
                            (calls.incrementAndGet() % 2 == 0 ? first : second).uri(), r -> r)
                        .answer(request, out))) {
      Examined examined = Examined.by(Doctor.of(way.uri()).only(Leg.REPLICAS));

      assertEquals(Diagnosis.Mark.FINE, examined.diagnosis().mark(Leg.REPLICAS));
      assertTrue(examined.diagnosis().toText(VERBOSE).contains("2 servers answer, with one key"));
      assertTrue(
          examined
              .diagnosis()
              .toText(VERBOSE)
              .contains("a call that one server has begun is continued by another"));
    }
  }

  private static final String INTERNAL_ERROR =
      StandIn.response(
          200,
          "Content-Type: application/json",
          "{\"jsonrpc\":\"2.0\",\"id\":\"mcp-echo-doctor\",\"error\":{\"code\":"
              + " -32603,\"message\":\"no\"}}");

  static Stream<Arguments> sometimes() {
    return Stream.of(
        arguments("REPLICAS_SOME_FAIL", StandIn.response(500, HTML, "<html>")),
        arguments("REPLICAS_SOME_FAIL", StandIn.response(503, HTML, "<html>")),
        arguments("REPLICAS_SOME_FAIL", INTERNAL_ERROR),
        arguments("REPLICAS_RATE_LIMITED", StandIn.response(429, "Retry-After: 0", "")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("sometimes")
  void aCallThatWorksSometimesIsFound(String id, String answer) throws Exception {
    var calls = new AtomicInteger();
    try (StandIn way =
        StandIn.start(
            StandIn.instead(
                echo.uri(),
                request ->
                    request.holds("printHeader") && calls.incrementAndGet() % 2 == 0
                        ? Optional.of(answer)
                        : Optional.empty()))) {
      Examined examined = Examined.by(Doctor.of(way.uri()).only(Leg.REPLICAS));

      examined.assertFinds(id);
      assertEquals(
          answer.contains("Retry-After"), examined.evidence(id).contains("Retry-After: 0"));
    }
  }

  static Stream<Arguments> broken() {
    return Stream.of(
            StandIn.response(404, "Content-Type: text/plain", "404 page not found"),
            StandIn.response(404, HTML, "<html><title>Not Found</title>"),
            StandIn.response(500, "Content-Type: text/plain", "Internal Server Error"),
            StandIn.response(502, HTML, "<html><title>502 Bad Gateway</title>"),
            INTERNAL_ERROR,
            "")
        .flatMap(answer -> Stream.of(arguments(answer, 2, 1), arguments(answer, 3, 0)));
  }

  /** Whoever is first is taken for what it says, until another one is met. */
  static Stream<Arguments> brokenLater() {
    return Stream.of(
            StandIn.response(200, "", ""),
            StandIn.response(401, "Content-Type: application/json", "{\"error\":\"no\"}"))
        .map(answer -> arguments(answer, 2, 1));
  }

  /** One server of several is broken: all that it answers has this one cause. */
  @ParameterizedTest(name = "{index} every {1}, after {2}")
  @MethodSource({"broken", "brokenLater"})
  void oneOfSeveralServersThatFailsIsTheOneCause(String answer, int servers, int first)
      throws Exception {
    var calls = new AtomicInteger(first);
    StandIn.Behaviour passes =
        StandIn.passing(echo.uri(), request -> request.with("X-Forwarded-For", "127.0.0.1"));
    try (StandIn way =
        StandIn.start(
            (request, out) ->
                (calls.getAndIncrement() % servers == 0 ? StandIn.text(answer) : passes)
                    .answer(request, out))) {
      Examined examined = Examined.by(Doctor.of(way.uri()).changed(order -> order.waits = SHORT));

      examined.assertFirst("REPLICAS_SOME_FAIL", Leg.REPLICAS);
      assertEquals(
          List.of("REPLICAS_SOME_FAIL"),
          examined.diagnosis().findings().stream()
              .filter(one -> one.finding().severity() != Severity.INFO)
              .map(one -> one.finding().id())
              .toList(),
          examined.diagnosis()::toText);
      assertEquals(
          List.of(),
          examined.diagnosis().unchecked().stream()
              .filter(one -> one.why().contains("requests of this examination"))
              .toList());
      assertTrue(examined.diagnosis().requests() <= 300);
    }
  }

  /** Who refuses all alike has no rule by name. */
  @ParameterizedTest
  @CsvSource({"503, false", "500, false", "403, true"})
  void aRefusalOfAllNamesAlikeIsARuleIfItDeniesThem(int status, boolean isRule) throws Exception {
    try (StandIn way =
        StandIn.start(
            StandIn.instead(
                echo.uri(),
                request ->
                    request.header("User-Agent").filter(n -> n.contains("doctor")).isEmpty()
                        ? Optional.of(StandIn.response(status, HTML, "<html>"))
                        : Optional.empty()))) {
      Examined examined = Examined.by(Doctor.of(way.uri()).only(Leg.AGENTS));

      assertEquals(isRule, examined.ids().contains("AGENTS_REFUSED"), examined.diagnosis()::toText);
    }
  }

  @Test
  void aLongHeaderThatIsRefusedIsOneCause() throws Exception {
    try (StandIn way =
        StandIn.start(
            StandIn.instead(
                echo.uri(),
                request ->
                    request.headers().stream().mapToInt(h -> h.value().length()).sum() > 3_500
                        ? Optional.of(StandIn.response(431, HTML, "<h1>431</h1>"))
                        : Optional.empty()))) {
      Examined examined = Examined.by(Doctor.of(way.uri()).only(Leg.THERE));

      examined.assertFirst("THERE_HEADER_LIMIT_LOW", Leg.THERE);
      assertFalse(examined.ids().contains("THERE_CANARY_REFUSED"), examined.diagnosis()::toText);
    }
  }

  /** Whose page it is that comes for an error shows where the way is shorter. */
  @ParameterizedTest
  @CsvSource({"true, BACK_ERROR_REPLACED", "false, BACK_ERROR_PAGE"})
  void aPageForAnErrorIsOfTheProxiesIfNoneComesPastThem(boolean isJsonPast, String id)
      throws Exception {
    String json = "Content-Type: application/json";
    String list = "{\"jsonrpc\":\"2.0\",\"id\":\"%s\",\"result\":%s}";
    String introduction =
        "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{\"tools\":{}},"
            + "\"serverInfo\":{\"name\":\"s\",\"version\":\"1\"}}";
    String page = StandIn.response(400, HTML, "<html><title>400</title>");
    String error =
        StandIn.response(
            400,
            json,
            "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32700,\"message\":\"no\"}}");
    Function<String, StandIn.Behaviour> server =
        refusal ->
            (request, out) ->
                StandIn.text(
                        request.asks("initialize")
                            ? StandIn.response(200, json, list.formatted(Messages.ID, introduction))
                            : request.asks("tools/list")
                                ? StandIn.response(
                                    200, json, list.formatted(Messages.ID, "{\"tools\":[]}"))
                                : request.asks("notifications/initialized")
                                    ? StandIn.response(202, "", "")
                                    : refusal)
                    .answer(request, out);
    try (StandIn way = StandIn.start(server.apply(page));
        StandIn past = StandIn.start(server.apply(isJsonPast ? error : page))) {
      Examined.by(Doctor.of(way.uri()).only(Leg.BACK).direct(past.uri())).assertFinds(id);
    }
  }

  /** What replaces errors does so with all of them, and is told once. */
  @Test
  void errorsThatAreReplacedAreOneFinding() throws Exception {
    try (StandIn way =
        StandIn.start(
            StandIn.returning(
                echo.uri(),
                answer ->
                    answer.matches("(?s)HTTP/1.1 4.*")
                        ? "HTTP/1.1 "
                            + answer.substring(9, 12)
                            + " Oops\r\n"
                            + HTML
                            + "\r\n\r\n<html><title>Oops</title>"
                        : answer))) {
      Examined examined = Examined.by(Doctor.of(way.uri()).only(Leg.PROTOCOL, Leg.BACK));

      assertEquals(
          List.of("BACK_ERROR_REPLACED"),
          examined.diagnosis().findings().stream()
              .filter(one -> one.finding().severity() != Severity.INFO)
              .map(one -> one.finding().id())
              .toList(),
          examined.diagnosis()::toText);
      assertTrue(examined.evidence("BACK_ERROR_REPLACED").contains("broken JSON"));
    }
  }

  @Test
  void toolsThatArePastTheProxiesAloneAreMissing() throws Exception {
    try (StandIn way =
        StandIn.start(
            StandIn.instead(
                echo.uri(),
                request ->
                    request.asks("tools/list")
                        ? Optional.of(
                            StandIn.response(
                                200,
                                "Content-Type: application/json",
                                "{\"jsonrpc\":\"2.0\",\"id\":\"mcp-echo-doctor\",\"result\":"
                                    + "{\"tools\":[{\"name\":\"gateway-echo\"}]}}"))
                        : Optional.empty()))) {
      Examined examined = Examined.by(Doctor.of(way.uri()).only(Leg.DIRECT).direct(echo.uri()));

      assertTrue(examined.evidence("CONTENT_TOOLS_MISSING").contains("authContext"));
      assertFalse(examined.evidence("CONTENT_TOOLS_MISSING").contains(" echo"));
    }
  }

  /** Nothing else is judged by an answer that did not come again. */
  @Test
  void aRequestThatIsUnavailableForAMomentIsNoRefusal() throws Exception {
    var calls = new AtomicInteger();
    try (StandIn way =
        StandIn.start(
            StandIn.instead(
                echo.uri(),
                request ->
                    calls.incrementAndGet() % 7 == 4
                        ? Optional.of(StandIn.response(503, HTML, "<html><title>503</title>"))
                        : Optional.empty()))) {
      Examined examined =
          Examined.by(Doctor.of(way.uri()).only(Leg.THERE, Leg.BACK, Leg.AGENTS, Leg.REPLICAS));

      assertEquals(
          List.of("REPLICAS_SOME_UNAVAILABLE"), examined.ids(), examined.diagnosis()::toText);
      assertTrue(
          examined
              .evidence("REPLICAS_SOME_UNAVAILABLE")
              .matches("[0-9]+ of [0-9]+ requests: status 503 .*"));
    }
  }

  static Stream<Arguments> unfinished() {
    String json = "HTTP/1.1 200 As It Is\r\nContent-Type: application/json\r\n";
    return Stream.of(
        arguments(
            "a last chunk that is missing",
            (UnaryOperator<String>)
                body ->
                    json
                        + "Transfer-Encoding: chunked\r\n\r\n"
                        + Integer.toHexString(body.length() + 50)
                        + "\r\n"
                        + body,
            "the last one is missing"),
        arguments(
            "a length that is too large",
            (UnaryOperator<String>)
                body -> json + "Content-Length: " + (body.length() + 10) + "\r\n\r\n" + body,
            "it announces "),
        arguments(
            "a length that is too small",
            (UnaryOperator<String>)
                body -> json + "Content-Length: " + (body.length() - 5) + "\r\n\r\n" + body,
            "and the JSON goes on"));
  }

  private static String half(String text) {
    return text.substring(0, text.length() / 2);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unfinished")
  void anAnswerThatIsCutShortIsFound(String name, UnaryOperator<String> framed, String evidence)
      throws Exception {
    String sound =
        "{\"jsonrpc\":\"2.0\",\"id\":\"mcp-echo-doctor\",\"result\":{\"protocolVersion\":\"2025-11-25\","
            + "\"capabilities\":{},\"serverInfo\":{\"name\":\"s\",\"version\":\"1\"}}}";
    try (StandIn farEnd = StandIn.start(StandIn.text(framed.apply(sound)))) {
      Examined examined = Examined.by(Doctor.of(farEnd.uri()).only(Leg.REACH));

      examined.assertFirst("BACK_CUT_SHORT", Leg.BACK);
      assertTrue(examined.evidence("BACK_CUT_SHORT").contains(evidence));
    }
  }

  static Stream<Arguments> halves() {
    String json = "HTTP/1.1 200 As It Is\r\nContent-Type: application/json\r\n";
    return Stream.of(
        arguments(
            "half of a body",
            (UnaryOperator<String>)
                body -> json + "Content-Length: " + body.length() + "\r\n\r\n" + half(body),
            "it announces "),
        arguments(
            "half of a chunk",
            (UnaryOperator<String>)
                body ->
                    json
                        + "Transfer-Encoding: chunked\r\n\r\n"
                        + Integer.toHexString(body.length())
                        + "\r\n"
                        + half(body),
            "the last one is missing"),
        arguments(
            "half of an event",
            (UnaryOperator<String>)
                body ->
                    json.replace("application/json", "text/event-stream")
                        + "Transfer-Encoding: chunked\r\n\r\n"
                        + Integer.toHexString(body.length())
                        + "\r\ndata: "
                        + half(body),
            "the last one is missing"));
  }

  /** What nobody can read is no server that refuses. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("halves")
  void halfAnAnswerIsTheOneCause(String name, UnaryOperator<String> framed, String evidence)
      throws Exception {
    String sound = "{\"jsonrpc\":\"2.0\",\"id\":\"mcp-echo-doctor\",\"result\":{}}";
    try (StandIn farEnd = StandIn.start(StandIn.text(framed.apply(sound)))) {
      Examined examined = Examined.by(Doctor.of(farEnd.uri()));

      assertEquals(List.of("BACK_CUT_SHORT"), examined.ids(), examined.diagnosis()::toText);
      assertTrue(examined.evidence("BACK_CUT_SHORT").contains(evidence));
    }
  }

  /** Small answers pass, and a long one does not: a proxy that cannot keep it. */
  @Test
  void aLongAnswerThatIsCutShortIsFound() throws Exception {
    StandIn.Behaviour whole = StandIn.returning(echo.uri(), answer -> answer);
    StandIn.Behaviour cutting =
        (request, out) -> {
          var answer = new ByteArrayOutputStream();
          whole.answer(request, answer);
          out.write(answer.toByteArray(), 0, Math.min(4_000, answer.size()));
        };
    try (StandIn way = StandIn.start(cutting)) {
      Examined.by(Doctor.of(way.uri()).quick()).assertFirst("BACK_CUT_SHORT", Leg.BACK);
    }
  }

  static Stream<UnaryOperator<String>> types() {
    String page = "\r\nContent-Type: text/html";
    return Stream.of(
        answer -> answer.replaceFirst("\r\n\r\n", page + "\r\n\r\n"),
        answer -> answer.replaceFirst("\r\n", page + "\r\n"),
        answer -> answer.replaceFirst("(?i)(\\r\\ncontent-type: [^\\r]*)", "$1$1"),
        answer -> answer.replaceFirst("(?i)\\r\\ncontent-type: [^\\r]*", page));
  }

  /** Each client takes another one of two lines; what follows from it is no fault of its own. */
  @ParameterizedTest
  @MethodSource("types")
  void aTypeThatTheWayPutsInIsTheOneCause(UnaryOperator<String> change) throws Exception {
    try (StandIn way = StandIn.start(StandIn.returning(echo.uri(), change))) {
      Examined quick = Examined.by(Doctor.of(way.uri()).quick());
      quick.assertFirst("BACK_CONTENT_TYPE", Leg.BACK);

      Examined whole =
          Examined.by(
              Doctor.of(way.uri())
                  .only(Leg.PROTOCOL, Leg.BACK, Leg.STREAMS)
                  .changed(order -> order.waits = SHORT));
      assertEquals(
          List.of("BACK_CONTENT_TYPE"),
          // The stand-in reads answers to their end before it passes them on.
          whole.ids().stream().filter(id -> !id.startsWith("STREAMS_HELD_BACK")).toList(),
          whole.diagnosis()::toText);
    }
  }

  @Test
  void aTypeThatStreamsAloneLoseIsFound() throws Exception {
    try (StandIn way =
        StandIn.start(
            StandIn.returning(
                echo.uri(), answer -> answer.replaceFirst("text/event-stream", "text/plain")))) {
      Examined examined =
          Examined.by(Doctor.of(way.uri()).only(Leg.STREAMS).changed(order -> order.waits = SHORT));

      assertEquals(List.of("BACK_CONTENT_TYPE"), examined.ids(), examined.diagnosis()::toText);
      assertEquals("text/plain", examined.evidence("BACK_CONTENT_TYPE"));
    }
  }

  /** One address is one address, however the server writes it. */
  @Test
  void aClientThatTheServerKnowsInAnotherNotationIsWhereItIs() throws Exception {
    try (StandIn way =
        StandIn.start(
            StandIn.returning(
                echo.uri(),
                answer ->
                    answer.replace(
                        "\"ipAddress\":\"127.0.0.1\"", "\"ipAddress\":\"[::ffff:7f00:1]\"")))) {
      String text =
          Examined.by(Doctor.of(way.uri()).only(Leg.SERVER))
              .diagnosis()
              .toText(Diagnosis.TextOption.VERBOSE);

      assertTrue(text.contains("takes this client to be at 127.0.0.1, as it is"), text);
    }
  }

  /** The stand-in ends each connection after one answer, and says nothing of it. */
  @Test
  void aConnectionThatDiesInSilenceIsFound() throws Exception {
    try (StandIn way =
        StandIn.start(
            StandIn.returning(
                echo.uri(), answer -> answer.replaceAll("(?i)\r\nConnection: close", "")))) {
      Examined.by(Doctor.of(way.uri()).only(Leg.REPLICAS))
          .assertFinds("REPLICAS_CONNECTION_DROPPED");
    }
  }

  @Test
  void aClockThatIsWrongIsFound() throws Exception {
    try (StandIn way =
        StandIn.start(
            StandIn.returning(
                echo.uri(),
                answer ->
                    answer
                        .replaceAll("(?i)\r\nDate: [^\r]*", "")
                        .replaceFirst("\r\n", "\r\nDate: Tue, 03 Jun 2008 11:05:30 GMT\r\n")))) {
      Examined.by(Doctor.of(way.uri()).only(Leg.TIME)).assertFirst("TIME_CLOCKS_DIFFER", Leg.TIME);
    }
  }

  @Test
  void aSlowWayIsFound() throws Exception {
    StandIn.Behaviour passes = StandIn.passing(echo.uri(), request -> request);
    try (StandIn way =
        StandIn.start(
            (request, out) -> {
              Thread.sleep(request.asks("tools/list") ? LATE : 0);
              passes.answer(request, out);
            })) {
      Examined.by(
              Doctor.of(way.uri())
                  .only(Leg.TIME)
                  .changed(order -> order.patience = PATIENCE)
                  .quick())
          .assertFirst("TIME_SLOW", Leg.TIME);
    }
  }

  /** In the time of a few answers it is said that they are late, and every leg is looked at. */
  @ParameterizedTest
  @ValueSource(strings = {"", "tools/list"})
  void whoIsAlwaysLateIsToldBeforeTheTimeIsOver(String method) throws Exception {
    StandIn.Behaviour passes = StandIn.passing(echo.uri(), request -> request);
    try (StandIn way =
        StandIn.start(
            (request, out) -> {
              Thread.sleep(method.isEmpty() || request.asks(method) ? LATE : 0);
              passes.answer(request, out);
            })) {
      Diagnosis diagnosis =
          Examined.by(
                  Doctor.of(way.uri())
                      .only(Leg.REACH, Leg.PROTOCOL, Leg.BACK, Leg.TIME)
                      .changed(order -> order.patience = PATIENCE)
                      .timeout(Duration.ofSeconds(14)))
              .diagnosis();

      String text = diagnosis.toText(VERBOSE);
      assertEquals(Diagnosis.Mark.WARNING, diagnosis.mark(Leg.TIME), text);
      assertEquals(Diagnosis.Mark.FINE, diagnosis.mark(Leg.BACK), text);
      assertTrue(text.contains("the time is not enough: a longer --timeout"), text);
      assertFalse(text.contains("s of this examination are over"), text);
    }
  }

  /** Who has to start first is waited for, and it is said. */
  @Test
  void aFirstAnswerThatIsSlowIsSaid() throws Exception {
    StandIn.Behaviour passes = StandIn.passing(echo.uri(), request -> request);
    var calls = new AtomicInteger();
    try (StandIn way =
        StandIn.start(
            (request, out) -> {
              Thread.sleep(calls.incrementAndGet() == 1 ? LATE : 0);
              passes.answer(request, out);
            })) {
      Examined examined =
          Examined.by(
              Doctor.of(way.uri())
                  .only(Leg.REACH, Leg.TIME)
                  .changed(order -> order.patience = PATIENCE));

      assertTrue(examined.evidence("TIME_FIRST_SLOW").endsWith("later answers were quick"));
      examined.assertNothingAboveInfo();
    }
  }

  /** Nothing but the handshake came, and that was slow. */
  @Test
  void aSlowHandshakeIsFoundThoughTheTimeIsOver() throws Exception {
    StandIn.Behaviour passes = StandIn.passing(echo.uri(), request -> request);
    try (StandIn way =
        StandIn.start(
            (request, out) -> {
              Thread.sleep(request.asks("initialize") ? LATE : 0);
              Thread.sleep(request.holds("2026-07-28") ? 60_000 : 0);
              passes.answer(request, out);
            })) {
      Examined.by(
              Doctor.of(way.uri())
                  .changed(order -> order.patience = PATIENCE)
                  .timeout(PATIENCE)
                  .quick())
          .assertFirst("TIME_SLOW", Leg.TIME);
    }
  }

  /** What cannot be compared is not alike, and a revision that neither knows is no fault. */
  @ParameterizedTest
  @CsvSource({"400, 400, FINE", "404, 403, UNCHECKED"})
  void whatIsRefusedAtBothUrlsIsAlikeOnlyIfSomethingWorks(int here, int there, Diagnosis.Mark mark)
      throws Exception {
    try (StandIn way = refusing(here);
        StandIn past = refusing(there)) {
      Diagnosis diagnosis =
          Examined.by(Doctor.of(way.uri()).direct(past.uri()).only(Leg.DIRECT)).diagnosis();

      assertEquals(mark, diagnosis.mark(Leg.DIRECT), diagnosis::toText);
    }
  }

  /** Of status 400 it refuses the newest revision alone, else all. */
  private StandIn refusing(int status) throws Exception {
    return StandIn.start(
        StandIn.instead(
            echo.uri(),
            request ->
                status != 400 || request.holds("2026-07-28")
                    ? Optional.of(StandIn.response(status, "Content-Type: text/plain", "no"))
                    : Optional.empty()));
  }

  private static Arguments direct(
      String id,
      Function<Incoming, Optional<String>> here,
      Function<Incoming, Optional<String>> there) {
    return arguments(id, here, there);
  }

  static Stream<Arguments> differences() {
    String challenge = "WWW-Authenticate: Bearer resource_metadata=\"https://a/b\"";
    Function<Incoming, Optional<String>> nothing = request -> Optional.empty();
    Function<Incoming, Optional<String>> asking =
        request -> Optional.of(StandIn.response(401, challenge, ""));
    return Stream.of(
        direct("DIRECT_WORKS", request -> Optional.of(FORBIDDEN), nothing),
        direct("DIRECT_FAILS_TOO", r -> Optional.of(FORBIDDEN), r -> Optional.of(FORBIDDEN)),
        direct(
            "DIRECT_CHALLENGE_LOST", request -> Optional.of(StandIn.response(401, "", "")), asking),
        direct(
            "DIRECT_CHALLENGE_LOST",
            request -> Optional.of(StandIn.response(302, "Location: /login", "")),
            asking),
        direct(
            "DIRECT_TOOLS_DIFFER",
            request ->
                request.asks("tools/list")
                    ? Optional.of(
                        StandIn.response(
                            200,
                            "Content-Type: application/json",
                            "{\"jsonrpc\":\"2.0\",\"id\":\"mcp-echo-doctor\",\"result\":{\"tools\":[]}}"))
                    : Optional.empty(),
            nothing));
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("differences")
  void whatIsOtherPastTheProxiesIsFound(
      String id,
      Function<Incoming, Optional<String>> here,
      Function<Incoming, Optional<String>> there)
      throws Exception {
    try (StandIn way = StandIn.start(StandIn.instead(echo.uri(), here));
        StandIn past = StandIn.start(StandIn.instead(echo.uri(), there))) {
      assertEquals(
          Leg.DIRECT,
          Examined.by(Doctor.of(way.uri()).only(Leg.DIRECT).direct(past.uri())).leg(id));
    }
  }

  /** Nothing listens, and so breaks nothing either. */
  @Test
  void aProxyThatIsNotThereIsOneError() throws Exception {
    StandIn closed = StandIn.start(StandIn.answer(200, "", ""));
    closed.close();
    Examined examined = Examined.by(Doctor.of(closed.uri()).only(Leg.DIRECT).direct(echo.uri()));

    assertEquals(List.of("REACH_REFUSED"), examined.ids());
    assertTrue(
        examined.diagnosis().fine().stream().anyMatch(one -> one.leg() == Leg.DIRECT),
        examined.diagnosis()::toText);
  }

  /** A list that is refused is not one without tools. */
  @Test
  void aListThatIsRefusedIsToldFromAnEmptyOne() throws Exception {
    try (StandIn way =
        StandIn.start(
            StandIn.instead(
                echo.uri(),
                r -> r.asks("tools/list") ? Optional.of(FORBIDDEN) : Optional.empty()))) {
      String evidence =
          Examined.by(Doctor.of(way.uri()).only(Leg.DIRECT).direct(echo.uri()))
              .evidence("DIRECT_TOOLS_DIFFER");

      assertTrue(evidence.startsWith("here the list is refused: status 403"), evidence);
    }
  }

  @Test
  void aHeaderThatWasGivenAndDoesNotArriveIsTheCause() throws Exception {
    try (StandIn way = StandIn.start(StandIn.passing(echo.uri(), r -> r.without("x_tenant")))) {
      Examined examined =
          Examined.by(
              Doctor.of(way.uri()).only(Leg.THERE).header("x_tenant", "a").header("X-Team", "b"));

      examined.assertFirst("THERE_GIVEN_HEADER_LOST", Leg.THERE);
      assertEquals("x_tenant", examined.evidence("THERE_GIVEN_HEADER_LOST"));
    }
    Examined sound = Examined.by(Doctor.of(echo.uri()).only(Leg.THERE).header("x_tenant", "a"));
    assertEquals(List.of(), sound.ids(), sound.diagnosis()::toText);
  }

  /** Headers, bodies, streams, texts: what is wrong here is asked again past the proxies. */
  @Test
  void whatIsRightPastTheProxiesIsTheirDoing() throws Exception {
    StandIn.Behaviour worse =
        StandIn.returning(
            echo.uri(),
            answer -> answer.replace("😀", "?").replaceAll("\r\nCache-Control: .*", ""));
    try (StandIn way = StandIn.start(worse);
        StandIn alike = StandIn.start(worse)) {
      Doctor doctor = Doctor.of(way.uri()).only(Leg.BACK, Leg.DIRECT);

      Examined proxies = Examined.by(doctor.direct(echo.uri()));
      assertEquals("BACK_TEXT_CHANGED", proxies.evidence("DIRECT_RIGHT_THERE"));
      Examined server = Examined.by(doctor.direct(alike.uri()));
      assertEquals("BACK_TEXT_CHANGED", server.evidence("DIRECT_WRONG_THERE"));
      assertFalse(server.ids().contains("DIRECT_RIGHT_THERE"), server.diagnosis()::toText);
    }
  }

  @Test
  void aHeaderOfTheAnswerThatIsLostOnTheWayBackIsFound() throws Exception {
    StandIn.Behaviour passes = StandIn.passing(echo.uri(), request -> request);
    StandIn.Behaviour adds =
        StandIn.returning(
            echo.uri(), answer -> answer.replaceFirst("\r\n", "\r\nMcp-Session-Id: a\r\n"));
    try (StandIn way = StandIn.start(passes);
        StandIn past = StandIn.start(adds)) {
      Examined examined = Examined.by(Doctor.of(way.uri()).only(Leg.DIRECT).direct(past.uri()));

      assertEquals("mcp-session-id", examined.evidence("DIRECT_HEADERS_REMOVED"));
    }
  }

  @Test
  void aSoundServerAtBothUrlsIsFine() {
    Examined examined =
        Examined.by(
            Doctor.of(echo.uri()).direct(echo.uri()).header("Authorization", "Bearer of-the-user"));

    examined.assertNothingAboveInfo();
    for (Leg leg : List.of(Leg.REACH, Leg.THERE, Leg.BACK, Leg.SERVER, Leg.STREAMS, Leg.DIRECT)) {
      assertEquals(
          Diagnosis.Mark.FINE, examined.diagnosis().mark(leg), examined.diagnosis()::toText);
    }
    assertTrue(examined.diagnosis().took().compareTo(Duration.ofSeconds(30)) < 0);
    assertTrue(examined.diagnosis().requests() < 150);
  }

  @Test
  void quickSendsTwentyRequestsAtMost() {
    Examined examined = Examined.by(Doctor.of(echo.uri()).quick());

    examined.assertNothingAboveInfo();
    assertTrue(examined.diagnosis().requests() <= 20);
    assertEquals(Diagnosis.Mark.FINE, examined.diagnosis().mark(Leg.THERE));
  }
}
