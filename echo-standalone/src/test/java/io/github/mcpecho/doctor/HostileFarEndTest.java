package io.github.mcpecho.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.node.TextNode;
import io.github.mcpecho.McpEcho;
import io.github.mcpecho.standalone.EchoHttpServer;
import io.github.mcpecho.standalone.ServerSettings;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A far end that wants to hang, flood or mislead the doctor. */
@Execution(ExecutionMode.CONCURRENT)
class HostileFarEndTest {
  /** Who keeps the doctor waiting does so to the end of it. */
  private static final Duration TIME = Duration.ofMillis(400);

  private static final String JSON = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
  private static final String EVENTS = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";

  private static void write(OutputStream out, String text) throws Exception {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static StandIn.Behaviour forever(String start, String again, int pauseMillis) {
    return (request, out) -> {
      write(out, start);
      while (true) {
        write(out, again);
        Thread.sleep(pauseMillis);
      }
    };
  }

  static Stream<Arguments> attacks() {
    return Stream.of(
        arguments("an endless stream", forever(EVENTS, "data: {}\n\n".repeat(500), 0)),
        arguments("an endless comment", forever(EVENTS, ":", 0)),
        arguments("an endless event", forever(EVENTS + "data: ", "x".repeat(4_000), 0)),
        arguments(
            "a gigabyte",
            forever(JSON + "Content-Length: 1000000000\r\n\r\n", " ".repeat(4_000), 0)),
        arguments(
            "a length beyond all numbers",
            StandIn.text(JSON + "Content-Length: 99999999999999999999\r\n\r\n{}")),
        arguments("a negative length", StandIn.text(JSON + "Content-Length: -5\r\n\r\n{}")),
        arguments(
            "chunks of one byte",
            forever(JSON + "Transfer-Encoding: chunked\r\n\r\n", "1\r\n \r\n".repeat(100), 0)),
        arguments(
            "a chunk that is none",
            StandIn.text(JSON + "Transfer-Encoding: chunked\r\n\r\nzz\r\n")),
        arguments("a slow drip in the head", forever("HTTP/1.1 200 OK\r\nX: ", "x", 20)),
        arguments("a slow drip in the body", forever(JSON + "\r\n", " ", 20)),
        arguments("an endless head", forever("HTTP/1.1 200 OK\r\n", "X-Y: z\r\n".repeat(500), 0)),
        arguments(
            "deep JSON",
            StandIn.answer(200, "Content-Type: application/json", "[".repeat(500_000))),
        arguments(
            "deep objects",
            StandIn.answer(200, "Content-Type: application/json", "{\"a\":".repeat(200_000))),
        arguments(
            "a huge number",
            StandIn.answer(200, "Content-Type: application/json", "{\"result\":1e999999999}")),
        arguments(
            "a result of the wrong type",
            StandIn.answer(
                200, "Content-Type: application/json", "{\"result\":[[],1,null],\"id\":{}}")),
        arguments(
            "tools of the wrong type",
            StandIn.answer(
                200,
                "Content-Type: application/json",
                "{\"result\":{\"protocolVersion\":\"2025-11-25\",\"serverInfo\":7,\"tools\":{\"name\":[]},"
                    + "\"nextCursor\":\"again\"}}")),
        arguments(
            "an answer in many encodings",
            StandIn.answer(
                200,
                "Content-Type: text/html; charset=utf-7\nContent-Encoding: br",
                "\u0000\uffff")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("attacks")
  void isBounded(String name, StandIn.Behaviour behaviour) throws Exception {
    try (StandIn farEnd = StandIn.start(behaviour)) {
      Diagnosis diagnosis = Examined.by(Doctor.of(farEnd.uri()).timeout(TIME)).diagnosis();

      assertTrue(diagnosis.took().compareTo(Duration.ofSeconds(20)) < 0, diagnosis::toText);
      assertTrue(diagnosis.toText().length() < 60_000);
      assertTrue(diagnosis.requests() <= 150);
      // A pipeline must not take it for a server that works.
      assertThrows(AssertionError.class, diagnosis::assertNoErrors, diagnosis::toText);
    }
  }

  /** A server that works until it is asked for something. */
  @Test
  void whoFallsSilentAfterTheHandshakeIsNotFine() throws Exception {
    String sound =
        "{\"jsonrpc\":\"2.0\",\"id\":\"mcp-echo-doctor\",\"result\":{\"protocolVersion\":\"2025-11-25\","
            + "\"capabilities\":{},\"serverInfo\":{\"name\":\"s\",\"version\":\"1\"}}}";
    StandIn.Behaviour beginning = StandIn.answer(200, "Content-Type: application/json", sound);
    StandIn.Behaviour silence = forever(JSON + "\r\n", " ", 20);
    StandIn.Behaviour behaviour =
        (request, out) -> (request.asks("initialize") ? beginning : silence).answer(request, out);
    try (StandIn farEnd = StandIn.start(behaviour)) {
      Diagnosis diagnosis =
          Examined.by(Doctor.of(farEnd.uri()).timeout(TIME.multipliedBy(2)).only(Leg.BACK))
              .diagnosis();

      assertThrows(AssertionError.class, diagnosis::assertNoErrors, diagnosis::toText);
    }
  }

  /**
   * It lets itself be taken for mcp-echo first, so that it is asked for streams and settings too.
   */
  @ParameterizedTest(name = "{0}")
  @MethodSource("attacks")
  void isBoundedByWhoSaysThatItIsMcpEcho(String name, StandIn.Behaviour attack) throws Exception {
    String sound =
        "{\"jsonrpc\":\"2.0\",\"id\":\"mcp-echo-doctor\",\"result\":{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},"
            + "\"supportedVersions\":[\"2026-07-28\"],\"serverInfo\":{\"name\":\"mcp-echo\",\"version\":\""
            + McpEcho.version()
            + "\"},\"tools\":[{\"name\":\"printHeader\"},{\"name\":\"authContext\"},"
            + "{\"name\":\"requestTiming\"}]}}";
    StandIn.Behaviour beginning = StandIn.answer(200, "Content-Type: application/json", sound);
    StandIn.Behaviour behaviour =
        (request, out) ->
            (request.holds("tools/call") || request.method().equals("GET") ? attack : beginning)
                .answer(request, out);
    try (StandIn farEnd = StandIn.start(behaviour)) {
      Diagnosis diagnosis =
          Examined.by(
                  Doctor.of(farEnd.uri())
                      .timeout(TIME)
                      .only(Leg.STREAMS, Leg.CONTENT, Leg.REPLICAS, Leg.TIME, Leg.SERVER))
              .diagnosis();

      assertTrue(diagnosis.took().compareTo(Duration.ofSeconds(20)) < 0, diagnosis::toText);
      assertTrue(diagnosis.toText().length() < 60_000);
      assertTrue(diagnosis.requests() <= 150);
    }
  }

  /** All that it says stands in some report: nothing of it may be obeyed by who shows it. */
  @Test
  void nothingThatItSaysIsObeyed() throws Exception {
    String evil = "\u001b[2J\u001b]0;owned\u0007 \u202e <script>&\"' `x` |\r\n";
    String json =
        "{\"jsonrpc\":\"2.0\",\"id\":\"mcp-echo-doctor\",\"result\":{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},"
            + "\"serverInfo\":{\"name\":"
            + Messages.JSON.writeString(TextNode.valueOf(evil))
            + ",\"version\":\"1\"},\"tools\":[]}}";
    try (StandIn farEnd =
            StandIn.start(StandIn.answer(200, "Content-Type: application/json", json));
        StandIn page =
            StandIn.start(
                StandIn.answer(
                    500,
                    "Content-Type: text/html\nServer: x\u001b[31m",
                    "<html><title>" + evil + "</title>"))) {
      for (StandIn one : new StandIn[] {farEnd, page}) {
        Diagnosis diagnosis =
            Examined.by(Doctor.of(one.uri()).timeout(Duration.ofSeconds(5))).diagnosis();
        for (String report :
            new String[] {
              diagnosis.toText(), diagnosis.toMarkdown(), diagnosis.toJson(), diagnosis.toJUnitXml()
            }) {
          assertFalse(report.contains("\u001b") || report.contains("\u202e"), report);
        }
        assertFalse(diagnosis.toJUnitXml().contains("<script>"));
        assertFalse(diagnosis.toMarkdown().contains("\n<script>"));
      }
    }
  }

  @Test
  void aLieIsWhatTheFarEndSays() throws Exception {
    String report =
        "{\"jsonrpc\":\"2.0\",\"id\":\"mcp-echo-doctor\",\"result\":{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},"
            + "\"serverInfo\":{\"name\":\"mcp-echo\",\"version\":\"1\"},\"tools\":[{\"name\":\"printHeader\"},"
            + "{\"name\":\"authContext\"},{\"name\":\"requestTiming\"}],\"structuredContent\":{\"headers\":[],"
            + "\"externalUrl\":{\"resource\":\"https://evil.example.com/mcp\"},\"findings\":[{\"id\":"
            + "\"HEADER_DUPLICATED\",\"evidence\":\"run rm -rf\"},{\"id\":\"NO_SUCH\",\"evidence\":\"x\"}]}}}";
    try (StandIn farEnd =
        StandIn.start(StandIn.answer(200, "Content-Type: application/json", report))) {
      Examined examined = Examined.by(Doctor.of(farEnd.uri()).only(Leg.SERVER, Leg.THERE));

      assertEquals("the far end says: run rm -rf", examined.evidence("HEADER_DUPLICATED"));
      assertFalse(examined.ids().contains("NO_SUCH"));
      assertTrue(examined.evidence("THERE_AUTHORIZATION_LOST").startsWith("the far end says"));
    }
  }

  /** A far end that says back what it was told must not make a report tell it. */
  @Test
  void theUsersSecretsStandInNoReport() throws Exception {
    String secret = "correct horse battery staple";
    StandIn.Behaviour mirror =
        (request, out) ->
            write(
                out,
                StandIn.response(
                    400,
                    "Content-Type: application/json",
                    Messages.JSON.writeString(
                        Messages.JSON.parse(
                            "{\"jsonrpc\":\"2.0\",\"id\":\"mcp-echo-doctor\",\"error\":{\"code\":-32600,\"message\":\"you said "
                                + request.header("X-Tenant").orElse("")
                                + " and "
                                + request.header("Authorization").orElse("")
                                + "\"}}"))));
    try (StandIn farEnd = StandIn.start(mirror);
        EchoHttpServer echo =
            EchoHttpServer.start(ServerSettings.DEFAULTS.with(ServerSettings.PORT, 0))) {
      for (URI uri : new URI[] {farEnd.uri(), echo.uri()}) {
        Diagnosis diagnosis =
            Examined.by(
                    Doctor.of(uri)
                        .header("X-Tenant", secret)
                        .header("Authorization", "Bearer " + secret.replace(' ', '-'))
                        .only(Leg.PROTOCOL, Leg.THERE, Leg.AUTHORIZATION, Leg.SERVER))
                .diagnosis();
        String all =
            diagnosis.toText()
                + diagnosis.toJson()
                + diagnosis.toMarkdown()
                + diagnosis.toJUnitXml();

        assertFalse(all.contains(secret) || all.contains(secret.replace(' ', '-')), all);
      }
    }
  }
}
