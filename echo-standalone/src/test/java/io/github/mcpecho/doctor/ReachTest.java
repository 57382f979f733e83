package io.github.mcpecho.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.http.Header;
import io.github.mcpecho.internal.text.TsvResource;
import io.github.mcpecho.standalone.TestCertificate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who answers, if anybody does. */
@Execution(ExecutionMode.CONCURRENT)
class ReachTest {
  private static final String JSON = "Content-Type: application/json";

  /** The frame that every connection of HTTP/2 begins with (RFC 9113 §3.4). */
  private static final String SETTINGS = "\u0000\u0000\u0000\u0004\u0000\u0000\u0000\u0000\u0000";

  private static final String HTML = "Content-Type: text/html";
  private static final String REFUSED =
      "{\"jsonrpc\":\"2.0\",\"id\":\"mcp-echo-doctor\",\"error\":{\"code\":-32600,\"message\":\"no\"}}";

  private static Examined reach(URI uri) {
    return Examined.by(Doctor.of(uri).only(Leg.REACH).timeout(Duration.ofSeconds(4)));
  }

  static Stream<Arguments> answers() {
    return Stream.of(
        arguments("REACH_CLOSED", StandIn.text("")),
        arguments("REACH_NOT_HTTP", StandIn.text("SSH-2.0-OpenSSH_9.2\r\n")),
        arguments("REACH_NOT_HTTP", StandIn.text("x".repeat(1_000_000))),
        arguments("BACK_HEAD_INVALID", length("-5")),
        arguments("BACK_HEAD_INVALID", length("+2")),
        arguments("BACK_HEAD_INVALID", length("abc")),
        arguments("BACK_HEAD_INVALID", length("")),
        arguments("BACK_HEAD_INVALID", length("9".repeat(24))),
        arguments("BACK_HEAD_INVALID", length("2, 3")),
        arguments("BACK_HEAD_INVALID", length("2\r\nContent-Length: 3")),
        arguments("BACK_HEAD_INVALID", length("0x2")),
        arguments("BACK_HEAD_INVALID", coding("xchunked")),
        arguments("BACK_HEAD_INVALID", coding("chunked, made-up")),
        arguments("REACH_NOT_HTTP", StandIn.text("HTTP/1.1 100 Continue\r\n\r\n".repeat(100))),
        arguments(
            "REACH_HTTP_1_0", StandIn.text("HTTP/1.0 400 No\r\n" + JSON + "\r\n\r\n" + REFUSED)),
        arguments(
            "REACH_NOT_FOUND",
            StandIn.answer(404, "Content-Type: text/plain", "404 page not found")),
        arguments(
            "REACH_GATEWAY_ERROR",
            StandIn.answer(502, HTML, "<html><title>502 Bad Gateway</title>")),
        arguments(
            "REACH_GATEWAY_ERROR",
            StandIn.answer(
                524, HTML, "<html><title>example.com | 524: A timeout occurred</title>")),
        arguments(
            "REACH_GATEWAY_ERROR",
            StandIn.answer(530, HTML + "\nServer: cloudflare", "<html>Error 1033</html>")),
        arguments(
            "REACH_HTML", StandIn.answer(200, HTML, "<!doctype html><title>Our shop</title>")),
        arguments("REACH_OTHER_APPLICATION", StandIn.answer(200, "Content-Type: text/plain", "ok")),
        arguments(
            "REACH_BOT_CHALLENGE",
            StandIn.answer(403, HTML + "\ncf-mitigated: challenge", "<html>")),
        arguments(
            "REACH_BOT_CHALLENGE",
            StandIn.answer(202, HTML + "\nx-amzn-waf-action: challenge", "")),
        arguments(
            "REACH_LOGIN",
            StandIn.answer(
                302, "Location: https://team.cloudflareaccess.com/cdn-cgi/access/login/x", "")),
        arguments("REACH_LOGIN", StandIn.answer(302, "Location: /oauth2/start?rd=%2Fmcp", "")),
        arguments(
            "REACH_LOGIN",
            StandIn.answer(
                302, "Location: https://login.microsoftonline.com/common/oauth2/authorize", "")),
        arguments("REACH_LOGIN", StandIn.answer(302, "Location: /.auth/login/aad", "")),
        arguments(
            "REACH_LOGIN",
            StandIn.answer(
                401, "Content-Type: text/html\nSet-Cookie: _vercel_sso_nonce=abc", "<html>")),
        arguments(
            "REACH_BROWSER_WARNING",
            StandIn.answer(200, HTML + "\nngrok-error-code: ERR_NGROK_6024", "<html>")),
        arguments(
            "REACH_DEFAULT_BACKEND",
            StandIn.answer(404, "ngrok-error-code: ERR_NGROK_3200", "gone")),
        arguments(
            "REACH_DEFAULT_BACKEND",
            StandIn.answer(404, "Content-Type: text/plain", "default backend - 404")),
        arguments(
            "REACH_HEADERS_TOO_LARGE",
            StandIn.answer(
                400, HTML, "<html><h1>400</h1><center>Request Header Or Cookie Too Large")),
        arguments("REACH_HEADERS_TOO_LARGE", StandIn.answer(431, "", "")),
        arguments("REACH_TOO_MANY_REQUESTS", StandIn.answer(429, "Retry-After: 60", "slow down")),
        arguments("REACH_TOO_MANY_REQUESTS", StandIn.answer(429, JSON, REFUSED)),
        arguments("BACK_UNREADABLE", bytes(JSON, gzip(REFUSED))),
        arguments("BACK_UNREADABLE", StandIn.answer(200, JSON + "\nContent-Encoding: br", "x")),
        arguments(
            "BACK_UNREADABLE", StandIn.answer(200, JSON + "\nContent-Encoding: gzip", REFUSED)),
        arguments(
            "BACK_UNREADABLE", bytes(JSON + "\r\nContent-Encoding: gzip", gzip(gzip(REFUSED)))),
        arguments(
            "BACK_UNREADABLE",
            StandIn.answer(200, JSON + "\nContent-Encoding: gzip, gzip", REFUSED)),
        arguments("REACH_NOT_HTTP", StandIn.text("\u0000\u0000\u0012\u0004")),
        arguments("REACH_NOT_HTTP", StandIn.text(SETTINGS)),
        arguments("REACH_DENIED", StandIn.answer(403, "", "")),
        arguments("REACH_DENIED", StandIn.answer(403, JSON, "{\"message\":\"no\"}")),
        arguments("REACH_DENIED", StandIn.answer(403, JSON, "{\"error\":\"denied\"}")),
        arguments(
            "REACH_DENIED", StandIn.answer(403, JSON, "{\"error\":\"no\",\"headers\":{\"a\":1}}")),
        arguments("REACH_SERVER_ERROR", StandIn.answer(500, JSON, "{\"error\":\"boom\"}")),
        arguments("REACH_SERVER_ERROR", StandIn.answer(500, "Content-Type: text/plain", "boom")),
        arguments(
            "REACH_SERVER_ERROR",
            StandIn.answer(500, HTML, "<html><title>500 Error</title></html>")),
        arguments("REACH_OLD_TRANSPORT_BROKEN", oldTransport(405)),
        arguments("REACH_OLD_TRANSPORT_BROKEN", oldTransport(404)),
        arguments("REACH_OLD_TRANSPORT_BROKEN", oldTransport(400)),
        arguments("REACH_OLD_TRANSPORT_BROKEN", opening("event: endpoint\ndata: /messages\n\n")),
        arguments("REACH_OTHER_APPLICATION", StandIn.answer(200, HTML, "")),
        arguments("REACH_OTHER_APPLICATION", StandIn.answer(405, "Allow: GET", "")),
        arguments(
            "REACH_LOGIN",
            StandIn.answer(200, HTML, "<html><form><input name=p class=x type='password'></form>")),
        arguments(
            "REACH_LOGIN", StandIn.answer(403, HTML, "<html><title>Log in to the shop</title>")),
        arguments("REACH_HTML", StandIn.answer(200, HTML, "<html><title>Blogging</title><input>")),
        arguments("BACK_UNREADABLE", bytes(JSON, REFUSED.getBytes(StandardCharsets.UTF_16))),
        arguments(
            "REACH_LOGIN",
            StandIn.answer(401, "WWW-Authenticate: Negotiate\nWWW-Authenticate: NTLM", "")),
        arguments("REACH_REDIRECT", StandIn.answer(307, "Location: /v2/mcp", "")),
        arguments("REACH_REDIRECT", StandIn.answer(302, "Location: ::::", "")),
        arguments("REACH_REDIRECT", StandIn.answer(308, "Location: /mcp", "")),
        arguments("REACH_REDIRECT", StandIn.answer(302, "Location: /mcp?n=1", "")),
        arguments("REACH_REDIRECT_SLASH", StandIn.answer(301, "Location: /mcp/", "")),
        arguments(
            "REACH_REDIRECT_ELSEWHERE",
            StandIn.answer(308, "Location: https://other.example.com/mcp", "")),
        arguments(
            "REACH_REDIRECT_TO_HTTPS", StandIn.answer(301, "Location: https://127.0.0.1/mcp", "")));
  }

  /** The head of a stream comes, and what compresses waits for more events. */
  private static StandIn.Behaviour compressedStream(String coding) {
    return (request, out) -> {
      String type = "Content-Type: text/event-stream\r\nContent-Encoding: " + coding;
      out.write(("HTTP/1.1 200 OK\r\n" + type + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
      Thread.sleep(20_000);
    };
  }

  private static StandIn.Behaviour coding(String coding) {
    return StandIn.text(
        "HTTP/1.1 200 OK\r\n" + JSON + "\r\nTransfer-Encoding: " + coding + "\r\n\r\n{}");
  }

  private static StandIn.Behaviour length(String length) {
    return StandIn.text(
        "HTTP/1.1 200 OK\r\n" + JSON + "\r\nContent-Length: " + length + "\r\n\r\n{}");
  }

  private static StandIn.Behaviour bytes(String headers, byte[] body) {
    return (request, out) -> {
      out.write(("HTTP/1.1 200 OK\r\n" + headers + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
      out.write(body);
    };
  }

  private static byte[] gzip(String text) {
    return gzip(text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] gzip(byte[] plain) {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The stream stays open. */
  private static StandIn.Behaviour oldTransport(int toPost) {
    return opening(": hello\n\nevent: endpoint\ndata: /messages?sessionId=of-a-client\n\n", toPost);
  }

  private static StandIn.Behaviour opening(String events, int toPost) {
    StandIn.Behaviour refusal = StandIn.answer(toPost, HTML, "<pre>Cannot POST /sse</pre>");
    StandIn.Behaviour stream = opening(events);
    return (request, out) ->
        (request.method().equals("POST") ? refusal : stream).answer(request, out);
  }

  private static StandIn.Behaviour opening(String events) {
    return (request, out) -> {
      out.write(
          ("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n" + events)
              .getBytes(StandardCharsets.UTF_8));
      out.flush();
      Thread.sleep(10_000);
    };
  }

  /** Answers in the stream, from the place that it names, as the transport of 2024-11-05 does. */
  private static StandIn.Behaviour oldTransport(String endpoint, int toMessages) {
    var message = new CountDownLatch(1);
    StandIn.Behaviour refusal = StandIn.answer(405, "Allow: GET", "");
    StandIn.Behaviour messages =
        (request, out) -> {
          StandIn.answer(toMessages, "", "").answer(request, out);
          message.countDown();
        };
    StandIn.Behaviour stream =
        (request, out) -> {
          out.write(
              ("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n" + endpoint)
                  .getBytes(StandardCharsets.UTF_8));
          out.flush();
          message.await(10, TimeUnit.SECONDS);
          out.write(("data: " + REFUSED + "\n\n").getBytes(StandardCharsets.UTF_8));
          out.flush();
        };
    return (request, out) ->
        (request.method().equals("GET")
                ? stream
                : request.target().startsWith("/messages") ? messages : refusal)
            .answer(request, out);
  }

  /** Where it works only the age is to be said; where it does not, that matters more. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "REACH_OLD_TRANSPORT | event: endpoint#data: /messages?a=b## | 202 | initialize is answered",
        "REACH_OLD_TRANSPORT | event: endpoint#data: messages## | 200 | initialize is answered",
        "REACH_OLD_TRANSPORT | event: endpoint#data: /messages## | 401 | send messages to",
        "REACH_OLD_TRANSPORT_BROKEN | event: endpoint#data: /messages## | 500 | initialize there: status 500",
        "REACH_OLD_TRANSPORT_BROKEN | event: endpoint#data: /other## | 202 | initialize there: status 405",
        "REACH_OLD_TRANSPORT_BROKEN | event: endpoint#data: http://10.0.0.5:8000/messages## | 202 | another origin",
        "REACH_OLD_TRANSPORT_BROKEN | data: sages?a=b## | 202 | begins with",
        "REACH_OLD_TRANSPORT_BROKEN | '' | 202 | no event endpoint in time"
      })
  void theOldTransportIsWalked(String id, String event, int toMessages, String evidence)
      throws Exception {
    try (StandIn farEnd = StandIn.start(oldTransport(event.replace('#', '\n'), toMessages))) {
      Examined examined = Examined.by(Doctor.of(farEnd.uri()).only(Leg.REACH));

      examined.assertFirst(id, Leg.REACH);
      assertTrue(examined.evidence(id).contains(evidence), examined.evidence(id));
    }
  }

  private static final String OPENED =
      "{\"jsonrpc\":\"2.0\",\"id\":\"mcp-echo-doctor\",\"result\":{\"protocolVersion\":\"2024-11-05\","
          + "\"capabilities\":{\"tools\":{}},\"serverInfo\":{\"name\":\"old\",\"version\":\"1\"}}}";

  private static final String LISTED =
      "{\"jsonrpc\":\"2.0\",\"id\":\"mcp-echo-doctor\",\"result\":{\"tools\":[]}}";

  /**
   * Answers in the stream what this message does not meet.
   *
   * @param fate of the message: a status, no response, or an error as response
   */
  private static StandIn.Behaviour oldServer(String method, String fate) {
    var opened = new AtomicReference<BlockingQueue<String>>();
    return (request, out) -> {
      BlockingQueue<String> responses = opened.get();
      if (request.method().equals("GET")) {
        opened.set(new LinkedBlockingQueue<>());
        opening("event: endpoint\ndata: /messages\n\n", opened.get()).answer(request, out);
      } else if (request.target().equals("/mcp")) {
        StandIn.answer(405, "Allow: GET", "").answer(request, out);
      } else {
        boolean isMet = request.asks(method);
        boolean isRefused = isMet && fate.matches("\\d+");
        StandIn.answer(isRefused ? Integer.parseInt(fate) : 202, "", "").answer(request, out);
        if (isMet && fate.equals("error") || request.asks("tools/call")) {
          responses.add(REFUSED);
        } else if (!isMet && !request.asks("notifications/initialized")) {
          responses.add(request.asks("initialize") ? OPENED : LISTED);
        }
      }
    };
  }

  private static StandIn.Behaviour opening(String first, BlockingQueue<String> then) {
    return (request, out) -> {
      out.write(
          ("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n" + first)
              .getBytes(StandardCharsets.UTF_8));
      out.flush();
      for (String next = then.take(); ; next = then.take()) {
        out.write(("data: " + next + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    };
  }

  /** Who opens the stream and answers the first message may fail at the next. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "REACH_OLD_TRANSPORT | none | 0 | initialize, tools/list, tools/call are answered",
        "REACH_OLD_TRANSPORT | tools/list | 401 | initialize is answered",
        "REACH_OLD_TRANSPORT_BROKEN | tools/list | 500 | tools/list there: status 500",
        "REACH_OLD_TRANSPORT_BROKEN | tools/list | silence | no response comes in the stream",
        "REACH_OLD_TRANSPORT_BROKEN | tools/list | error | initialize is answered; tools/list: {",
        "REACH_OLD_TRANSPORT_BROKEN | tools/call | 404 | tools/list are answered; tools/call there",
        "REACH_OLD_TRANSPORT | tools/call | error | tools/call are answered"
      })
  void aCallIsMadeOverTheOldTransport(String id, String method, String fate, String evidence)
      throws Exception {
    try (StandIn farEnd = StandIn.start(oldServer(method, fate))) {
      Examined examined =
          Examined.by(
              Doctor.of(farEnd.uri())
                  .only(Leg.REACH)
                  .quick()
                  .changed(order -> order.patience = Duration.ofSeconds(2)));

      examined.assertFirst(id, Leg.REACH);
      assertTrue(examined.evidence(id).contains(evidence), examined.evidence(id));
    }
  }

  /** The second is of who asks for no body, and the last of a server that is asked by POST. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "THERE_REQUEST_CHANGED | 405 | Allow: POST | Method Not Allowed",
        "THERE_REQUEST_CHANGED | 405 | Allow: DELETE, POST | ''",
        "THERE_REQUEST_CHANGED | 400 | A: b | Invalid or missing session ID",
        "THERE_REQUEST_CHANGED | 404 | Content-Type: text/html | <pre>Cannot GET /mcp</pre>",
        "THERE_REQUEST_CHANGED | 405 | A: b | Request method 'GET' is not supported",
        "REACH_OTHER_APPLICATION | 405 | Allow: GET | Method Not Allowed",
        "REACH_NOT_FOUND | 404 | A: b | Cannot POST /mcp",
        "PROTOCOL_NO_HANDSHAKE | 400 | A: b | session_id is required"
      })
  void aPostThatArrivesAsGetIsToldFromOneThatIsRefused(
      String id, int status, String header, String text) throws Exception {
    try (StandIn farEnd = StandIn.start(StandIn.answer(status, header, text))) {
      Examined.by(Doctor.of(farEnd.uri()).quick())
          .assertFirst(id, Leg.of(DoctorFinding.valueOf(id)));
    }
  }

  /** Who answers a GET in another way has taken the POST for what it is. */
  @ParameterizedTest
  @ValueSource(ints = {200, 401, 404, 406})
  void whatAGetDoesNotGetIsNotOwedToIt(int toGet) throws Exception {
    StandIn.Behaviour post = StandIn.answer(405, "Allow: POST", "");
    StandIn.Behaviour get = StandIn.answer(toGet, "Allow: POST", "");
    try (StandIn farEnd =
        StandIn.start(
            (request, out) -> (request.method().equals("GET") ? get : post).answer(request, out))) {
      assertFalse(
          Examined.by(Doctor.of(farEnd.uri()).quick()).ids().contains("THERE_REQUEST_CHANGED"));
    }
  }

  /** Nothing more is asked of it, which would take as long again. */
  @Test
  void whoOpensAStreamForAllIsAskedNoMore() throws Exception {
    try (StandIn farEnd = StandIn.start(opening(""))) {
      Examined.by(
              Doctor.of(farEnd.uri())
                  .changed(order -> order.patience = Duration.ofMillis(500))
                  .timeout(Duration.ofSeconds(6)))
          .assertFirst("THERE_REQUEST_CHANGED", Leg.THERE);

      assertEquals(3, farEnd.received().size(), farEnd.received()::toString);
    }
  }

  /** Whoever only starts slowly, and opens its streams before, is heard. */
  @Test
  void aStreamThatIsOpenedForAllAndAnsweredLateIsNoneOfAGet() throws Exception {
    var looked = new CountDownLatch(1);
    try (StandIn farEnd =
        StandIn.start(
            (request, out) -> {
              if (request.asks("initialize")) {
                looked.await();
                StandIn.answer(400, JSON, REFUSED).answer(request, out);
              } else {
                if (request.method().equals("GET")) {
                  looked.countDown();
                }
                opening("").answer(request, out);
              }
            })) {
      Examined examined =
          Examined.by(
              Doctor.of(farEnd.uri())
                  .only(Leg.REACH)
                  .changed(order -> order.patience = Duration.ofSeconds(2))
                  .timeout(Duration.ofSeconds(6)));

      assertEquals(List.of(), examined.ids(), examined.diagnosis()::toText);
    }
  }

  /** What opens a stream for a message that is none waits for no message. */
  @ParameterizedTest
  @CsvSource({"true, THERE_REQUEST_CHANGED", "false, REACH_SILENT"})
  void aStreamThatSaysNothingIsThatOfAGet(boolean isBlind, String id) throws Exception {
    StandIn.Behaviour stream = opening("");
    StandIn.Behaviour refusal = StandIn.answer(400, JSON, REFUSED);
    try (StandIn farEnd =
        StandIn.start(
            (request, out) ->
                (isBlind || request.method().equals("GET") || request.asks("initialize")
                        ? stream
                        : refusal)
                    .answer(request, out))) {
      Examined.by(
              Doctor.of(farEnd.uri())
                  .only(Leg.REACH)
                  .changed(order -> order.patience = Duration.ofMillis(500))
                  .timeout(Duration.ofSeconds(6)))
          .assertFirst(id, Leg.of(DoctorFinding.valueOf(id)));
    }
  }

  /** What the fix says is often there is looked for. */
  @Test
  void aServerBesideTheOldTransportIsNamed() throws Exception {
    StandIn.Behaviour old = oldTransport("event: endpoint\ndata: /messages\n\n", 202);
    try (StandIn farEnd =
        StandIn.start(
            (request, out) ->
                (request.target().equals("/mcp") ? StandIn.answer(400, JSON, REFUSED) : old)
                    .answer(request, out))) {
      String evidence = reach(farEnd.uri().resolve("/sse")).evidence("REACH_OLD_TRANSPORT");

      assertTrue(evidence.endsWith("a server of MCP answers at " + farEnd.uri()), evidence);
    }
  }

  @Test
  void theOldTransportIsNamedWithItsEndpoint() throws Exception {
    try (StandIn farEnd = StandIn.start(oldTransport(405))) {
      String evidence = reach(farEnd.uri()).evidence("REACH_OLD_TRANSPORT_BROKEN");

      assertTrue(
          evidence.contains("http://127.0.0.1:" + farEnd.uri().getPort() + "/messages"), evidence);
      assertFalse(evidence.contains("of-a-client"), evidence);
    }
  }

  /** Nobody asked for it, and nobody said that it must not be (RFC 9110 §12.5.3). */
  @ParameterizedTest
  @ValueSource(strings = {"gzip", "x-gzip", "GZIP"})
  void aCompressedAnswerIsReadAsItIsSaid(String coding) throws Exception {
    try (StandIn farEnd =
        StandIn.start(bytes(JSON + "\r\nContent-Encoding: " + coding, gzip(REFUSED)))) {
      assertEquals(List.of(), reach(farEnd.uri()).ids());
    }
  }

  /** More time does not help where events are held back. */
  @ParameterizedTest
  @CsvSource({"gzip", "br"})
  void aCompressedStreamWithoutEventsIsHeldBack(String coding) throws Exception {
    try (StandIn farEnd = StandIn.start(compressedStream(coding))) {
      Examined.by(
              Doctor.of(farEnd.uri())
                  .only(Leg.REACH)
                  .changed(order -> order.patience = Duration.ofMillis(500))
                  .timeout(Duration.ofSeconds(3)))
          .assertFirst("STREAMS_HELD_BACK", Leg.STREAMS);
    }
  }

  /** A request that is taken for a notification gets no response: no other transport is there. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"text/plain | Accepted", "text/plain | ''", "application/json | ''"})
  void whoAnswersRequestsWith202AloneIsNoOldTransport(String type, String body) throws Exception {
    StandIn.Behaviour taken = StandIn.answer(202, "Content-Type: " + type, body);
    StandIn.Behaviour refused = StandIn.answer(405, "Allow: POST", "");
    try (StandIn farEnd =
        StandIn.start(
            (request, out) ->
                (request.method().equals("POST") ? taken : refused).answer(request, out))) {
      Examined examined = Examined.by(Doctor.of(farEnd.uri()));

      examined.assertFirst("PROTOCOL_NO_HANDSHAKE", Leg.PROTOCOL);
      assertTrue(examined.diagnosis().toText().contains("Fix: Answer a request with 200"));
    }
  }

  static Stream<Arguments> noResponses() {
    return Stream.of(
        arguments(
            "status 200, said to be JSON, and it is not: oops", StandIn.answer(200, JSON, "oops")),
        arguments(
            "status 200, JSON, and no response to the request: null",
            StandIn.answer(200, JSON, "null")),
        arguments("status 200, said to be JSON, and empty", StandIn.answer(200, JSON, "")),
        arguments(
            "status 421 \"Invalid Host header\"",
            StandIn.answer(421, "Content-Type: text/plain", "Invalid Host header")),
        arguments(
            "status 403 \"RBAC: access denied\"",
            StandIn.answer(403, "Content-Type: text/plain", "RBAC: access denied")),
        arguments(
            "status 200, JSON of an API that does not speak JSON-RPC: {\"ok\":true}",
            StandIn.answer(200, JSON, "{\"ok\":true}")),
        arguments(
            "status 200, JSON, and no response to the request: {\"jsonrpc\":\"2.0\"}",
            StandIn.answer(200, JSON, "{\"jsonrpc\":\"2.0\"}")),
        arguments(
            "it is said to be in chunks, and it is not",
            StandIn.text(
                "HTTP/1.1 200 OK\r\n" + JSON + "\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\n")));
  }

  /** GraphQL, REST, OpenAPI: whoever speaks JSON of its own is told from a server that refuses. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "REACH_NOT_FOUND | 404 | application/json | {\"error\":\"Not Found\",\"path\":\"/mcp\"}",
        "REACH_OTHER_APPLICATION | 400 | application/json | {\"message\":\"Bad Request\"}",
        "REACH_OTHER_APPLICATION | 405 | application/json | {\"detail\":\"Method Not Allowed\"}",
        "REACH_OTHER_APPLICATION | 422 | application/json | {\"detail\":[{\"loc\":[\"body\",\"name\"]}]}",
        "REACH_OTHER_APPLICATION | 400 | application/problem+json | {\"title\":\"Bad Request\"}",
        "REACH_OTHER_APPLICATION | 200 | application/json | {\"errors\":[{\"message\":\"no query\"}]}",
        "REACH_OTHER_APPLICATION | 400 | application/graphql-response+json | {\"errors\":[]}",
        "REACH_OTHER_APPLICATION | 200 | application/json | {\"name\":\"my-api\",\"links\":{\"self\":\"/\"}}",
        "REACH_OTHER_APPLICATION | 200 | text/html | {\"openapi\":\"3.0.0\",\"paths\":{}}",
        "REACH_OTHER_APPLICATION | 200 | application/json | []",
      })
  void anApiThatSpeaksNoMcpIsTheOneCause(String id, int status, String type, String body)
      throws Exception {
    try (StandIn api = StandIn.start(StandIn.answer(status, "Content-Type: " + type, body))) {
      Examined examined = Examined.by(Doctor.of(api.uri()));

      assertEquals(List.of(id), examined.ids(), examined.diagnosis()::toText);
      String evidence = examined.evidence(id);
      assertTrue(
          evidence.contains("status " + status + ", JSON of an API that does not speak JSON-RPC"),
          evidence);
    }
  }

  /** Who names the token that is missing is no firewall, whatever the status. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AUTHORIZATION_NOT_401 | {\"error\":\"invalid_token\"}",
        "AUTHORIZATION_NOT_401 | {\"message\":\"Missing Authorization header\"}",
        "REACH_DENIED | {\"message\":\"Forbidden\"}"
      })
  void a403ThatAsksForATokenIsNoFirewall(String id, String body) throws Exception {
    try (StandIn farEnd = StandIn.start(StandIn.answer(403, JSON, body))) {
      Examined examined = Examined.by(Doctor.of(farEnd.uri()));

      assertEquals(List.of(id), examined.ids(), examined.diagnosis()::toText);
    }
  }

  /** A server of MCP that refuses the doctor, or fails, is no other application. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | {\"error\":\"Missing session ID\"}",
        "400 | {\"jsonRpcError\":{\"code\":-32600,\"message\":\"no\"}}",
        "422 | {\"message\":\"a session is required\"}"
      })
  void aServerThatRefusesInJsonOfItsOwnIsNoOtherApplication(int status, String body)
      throws Exception {
    try (StandIn server = StandIn.start(StandIn.answer(status, JSON, body))) {
      Examined.by(Doctor.of(server.uri())).assertFirst("PROTOCOL_NO_HANDSHAKE", Leg.PROTOCOL);
    }
  }

  @Test
  void aModernServerThatRefusesOlderClientsInJsonOfItsOwnIsNoOtherApplication() throws Exception {
    String modern =
        "{\"jsonrpc\":\"2.0\",\"id\":\"mcp-echo-doctor\",\"result\":{\"supportedVersions\":"
            + "[\"2026-07-28\"],\"capabilities\":{}}}";
    StandIn.Behaviour server =
        (request, out) ->
            (request.asks("server/discover")
                    ? StandIn.answer(200, JSON, modern)
                    : StandIn.answer(400, JSON, "{\"error\":\"too old\"}"))
                .answer(request, out);
    try (StandIn farEnd = StandIn.start(server)) {
      Examined examined = Examined.by(Doctor.of(farEnd.uri()).only(Leg.REACH, Leg.PROTOCOL));

      examined.assertFinds("PROTOCOL_ONLY_MODERN");
      assertFalse(examined.ids().contains("REACH_OTHER_APPLICATION"), examined.diagnosis()::toText);
    }
  }

  /** Whoever asks a browser for a name and a password stands in front, and is named once. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Basic realm=\"x\" | <html><hr><center>nginx/1.22.1</center> | nginx: auth_basic off;",
        "Basic realm=\"x\" | <p>This server could not verify that you are | Apache: AuthType None",
        "Basic realm=\"x\" | You need a valid user and password to access this content. | HAProxy: ",
        "Basic realm=\"traefik\" | 401 Unauthorized | Traefik: take the middleware basicAuth",
        "Basic realm=\"x\" | Unauthorized | Let what is in front leave the path",
        "Digest realm=\"x\", nonce=\"y\" | Unauthorized | Let what is in front leave the path",
      })
  void aLoginForPeopleIsOfWhoStandsInFront(String challenge, String body, String fix)
      throws Exception {
    try (StandIn proxy =
        StandIn.start(StandIn.answer(401, HTML + "\nWWW-Authenticate: " + challenge, body))) {
      for (Doctor doctor :
          List.of(
              Doctor.of(proxy.uri()),
              Doctor.of(proxy.uri()).header("Authorization", "Bearer q3Zp1T9vXc7Lw0Ns5Ua2"))) {
        Examined examined = Examined.by(doctor);

        assertEquals(
            List.of("REACH_LOGIN"),
            // What the token itself looks like is said too.
            examined.ids().stream().filter(id -> !id.startsWith("TOKEN_")).toList(),
            examined.diagnosis()::toText);
        assertTrue(examined.diagnosis().toText().contains("Fix: " + fix));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "301 | http://127.0.0.1:1/mcp | repeat a POST as GET, without its body, and drop Authorization on the way to another port",
        "302 | http://other.example.com/mcp | repeat a POST as GET, without its body, and drop Authorization on the way to another host",
        "307 | https://127.0.0.1:1/other | repeat the POST as it was, and drop Authorization on the way to another scheme",
        "308 | http://127.0.0.1:1/mcp | repeat the POST as it was, and drop Authorization on the way to another port",
        "303 | /v2 | repeat a POST as GET",
        "308 | /mcp/ | repeat the POST as it was",
      })
  void aRedirectSaysWhatBecomesOfThePost(int status, String location, String said)
      throws Exception {
    try (StandIn way = StandIn.start(StandIn.answer(status, "Location: " + location, ""))) {
      String text = reach(way.uri()).diagnosis().toText();

      assertTrue(text.contains(said), text);
    }
  }

  /** What came is said, not what it was said to be. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("noResponses")
  void whatIsNoResponseIsDescribed(String said, StandIn.Behaviour behaviour) throws Exception {
    try (StandIn farEnd = StandIn.start(behaviour)) {
      String evidence =
          Examined.by(Doctor.of(farEnd.uri()).only(Leg.PROTOCOL)).diagnosis().findings().stream()
              .map(one -> one.finding().evidence())
              .collect(Collectors.joining("; "));

      assertTrue(evidence.contains(said), evidence);
      assertEquals(evidence.indexOf(said), evidence.lastIndexOf(said), evidence);
    }
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("answers")
  void saysWhoAnswers(String id, StandIn.Behaviour behaviour) throws Exception {
    try (StandIn farEnd = StandIn.start(behaviour)) {
      reach(farEnd.uri()).assertFirst(id, Leg.of(DoctorFinding.valueOf(id)));
    }
  }

  static Stream<Arguments> whoAnswers() {
    return TsvResource.rows(ReachTest.class, "who-answers.tsv").stream()
        .map(
            row ->
                arguments(
                    row[0],
                    row[1],
                    StandIn.answer(
                        Integer.parseInt(row[2]),
                        row[3].equals("-") ? "" : row[3].replace(" | ", "\n"),
                        row[4].equals("-") ? "" : row[4].replace("\\n", "\n"))));
  }

  /** One finding, that of whoever answers, with the fix for it: nothing else is to be mended. */
  @ParameterizedTest(name = "{index} {0} {1}")
  @MethodSource("whoAnswers")
  void whoAnswersInThePlaceOfTheServerIsTheOneCause(
      String id, String product, StandIn.Behaviour behaviour) throws Exception {
    try (StandIn farEnd = StandIn.start(behaviour)) {
      Examined examined =
          Examined.by(Doctor.of(farEnd.uri()).only(Leg.REACH, Leg.PROTOCOL, Leg.AUTHORIZATION));

      examined.assertFirst(id, Leg.REACH);
      assertEquals(List.of(id), examined.ids(), examined.diagnosis()::toText);
      assertTrue(
          examined.evidence(id).startsWith(product.equals("-") ? "status " : product + ", status "),
          examined.evidence(id));
    }
  }

  /** A path that is nearly right, or left out, is the most usual fault of all. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "404 | text/html        | <title>Not Found</title>          | /mcp     | /mcp/",
        "404 | text/html        | <title>Not Found</title>          | /mcp/    | /mcp",
        "404 | text/html        | <title>Not Found</title>          | /api     | /api/mcp",
        "404 | text/html        | <title>Not Found</title>          | /api/mcp | /mcp",
        "404 | text/html        | <title>Not Found</title>          | /mcp     | /sse",
        "404 | text/html        | <title>Not Found</title>          | /v1/mcp  | /",
        "405 | text/html        | <title>Method Not Allowed</title> | /        | /mcp",
        "405 | text/plain       | Method Not Allowed                | /        | /sse",
        "405 | application/json | {'detail':'Method Not Allowed'}   | ''       | /mcp",
        "405 | application/json | {'jsonrpc':'2.0','id':null,'error':{'code':-32600,'message':'no'}} | / | /mcp",
        "405 | application/json | {'jsonrpc':'2.0','id':null,'error':{'code':-32000,'message':'no'}} | /api | /api/mcp",
      })
  void whereNothingIsTheDoctorSaysWhereAServerIs(
      int status, String type, String text, String asked, String served) throws Exception {
    StandIn.Behaviour nothing =
        StandIn.answer(status, "Content-Type: " + type, text.replace('\'', '"'));
    StandIn.Behaviour page = StandIn.answer(200, HTML, "<html><title>Welcome</title>");
    StandIn.Behaviour server =
        served.equals("/sse") ? oldTransport(405) : StandIn.answer(400, JSON, REFUSED);
    try (StandIn farEnd =
        StandIn.start(
            (request, out) ->
                (request.target().equals(served)
                        ? server
                        : status == 405 && request.method().equals("GET") ? page : nothing)
                    .answer(request, out))) {
      URI uri = URI.create(farEnd.uri().resolve("/").toString().replaceFirst("/$", asked));
      Examined examined = Examined.by(Doctor.of(uri).only(Leg.REACH));

      examined.assertFirst("REACH_NOT_FOUND", Leg.REACH);
      assertTrue(
          examined
              .evidence("REACH_NOT_FOUND")
              .endsWith(
                  (served.equals("/sse")
                          ? "; a server of HTTP+SSE, the transport of 2024-11-05,"
                          : "; a server of MCP")
                      + " answers at "
                      + farEnd.uri().resolve(served)),
          examined.evidence("REACH_NOT_FOUND"));
    }
  }

  @Test
  void aWaitThatIsTooLongIsSaid() throws Exception {
    try (StandIn farEnd = StandIn.start(StandIn.answer(503, "Retry-After: 3600", "later"))) {
      Examined examined = reach(farEnd.uri());

      examined.assertFirst("REACH_GATEWAY_ERROR", Leg.REACH);
      assertTrue(examined.evidence("REACH_GATEWAY_ERROR").contains("Retry-After 3600"));
    }
  }

  /** Who has just started says when it is there. */
  @Test
  void aWaitThatIsAskedForIsWaitedAndSaid() throws Exception {
    var calls = new AtomicInteger();
    try (StandIn farEnd =
        StandIn.start(
            (request, out) ->
                StandIn.answer(
                        calls.incrementAndGet() == 1 ? 503 : 400,
                        JSON + "\nRetry-After: 1",
                        REFUSED)
                    .answer(request, out))) {
      Examined examined = Examined.by(Doctor.of(farEnd.uri()).only(Leg.REACH));

      assertEquals(List.of("REPLICAS_PUT_OFF"), examined.ids());
      assertTrue(
          examined.evidence("REPLICAS_PUT_OFF").endsWith("; waited 1 s, as Retry-After says"));
    }
  }

  @Test
  void aNameWithoutAddressIsNamed() {
    Doctor doctor =
        Doctor.of(URI.create("http://no-such-host.invalid/mcp"))
            .changed(
                order ->
                    order.names =
                        host -> {
                          throw new UnknownHostException(host);
                        });

    Examined.by(doctor).assertFirst("REACH_NAME_UNKNOWN", Leg.REACH);
  }

  /** Where IPv6 is off there is no way there, and the address is written alike. */
  @Test
  void anAddressOfIpv6IsWrittenAsInUrls() {
    String text = reach(URI.create("http://[::1]:1/mcp")).diagnosis().toText();

    assertTrue(text.contains("Evidence: [::1] port 1\n"), text);
  }

  @Test
  void aPortWhereNothingListensIsNamed() throws Exception {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }

    Examined examined = Examined.by(Doctor.of(URI.create("http://127.0.0.1:" + port + "/mcp")));

    examined.assertFirst("REACH_REFUSED", Leg.REACH);
    assertEquals(1, examined.ids().size(), "and nothing else is made of it");
    assertTrue(
        examined
            .diagnosis()
            .toText()
            .contains("Fix: Start the server or the proxy on this machine"));
  }

  @Test
  void anAddressThatNobodyRoutesToIsNamed() {
    Doctor doctor =
        Doctor.of(URI.create("http://mcp.example.com/mcp"))
            .connectTo(new InetSocketAddress("255.255.255.255", 80))
            .timeout(Duration.ofSeconds(1));

    Examined.by(doctor).assertFirst("REACH_UNREACHABLE", Leg.REACH);
  }

  @Test
  void silenceHasAnEnd() throws Exception {
    try (StandIn farEnd = StandIn.start((request, out) -> Thread.sleep(60_000))) {
      reach(farEnd.uri()).assertFirst("REACH_SILENT", Leg.REACH);
    }
  }

  @Test
  void anAddressThatDoesNotAnswerIsNamedBesideOneThatDoes() throws Exception {
    try (StandIn farEnd = StandIn.start(StandIn.answer(400, JSON, REFUSED))) {
      InetAddress[] both = {InetAddress.getByName("127.9.9.9"), InetAddress.getLoopbackAddress()};
      URI uri = URI.create("http://two.example.test:" + farEnd.uri().getPort() + "/mcp");

      Examined examined =
          Examined.by(Doctor.of(uri).only(Leg.REACH).changed(order -> order.names = host -> both));

      examined.assertFirst("REACH_ADDRESS_DEAD", Leg.REACH);
      assertTrue(examined.evidence("REACH_ADDRESS_DEAD").contains("127.9.9.9"));
    }
  }

  @ParameterizedTest
  @CsvSource({"false, REACH_WITHOUT_TLS", "true, REACH_TOKEN_IN_THE_CLEAR"})
  void aUrlWithoutTlsIsNamed(boolean token, String id) throws Exception {
    try (StandIn farEnd = StandIn.start(StandIn.answer(400, JSON, REFUSED))) {
      InetAddress[] one = {InetAddress.getLoopbackAddress()};
      URI uri = URI.create("http://mcp.example.test:" + farEnd.uri().getPort() + "/mcp");
      Doctor doctor = Doctor.of(uri).only(Leg.REACH).changed(order -> order.names = host -> one);

      Examined.by(token ? doctor.header("Authorization", "Bearer of-a-user") : doctor)
          .assertFirst(id, Leg.REACH);
    }
  }

  @Test
  void plainHttpOnAPortForTlsIsNamed() throws Exception {
    try (StandIn farEnd = StandIn.start(StandIn.text("HTTP/1.1 400 Bad Request\r\n\r\n"))) {
      URI uri = URI.create("https://localhost:" + farEnd.uri().getPort() + "/mcp");

      reach(uri).assertFirst("REACH_TLS_FAILED", Leg.REACH);
    }
  }

  static Stream<Arguments> weakCertificates() throws Exception {
    TestCertificate weak = TestCertificate.ofRsa("localhost", 1024);
    TestCertificate strong = TestCertificate.ofRsa("localhost", 2048);
    TestCertificate authority = TestCertificate.ofAuthority("authority");
    TestCertificate signed = TestCertificate.of("localhost", -1, 90, authority);
    TestCertificate ofClient = TestCertificate.ofClient("localhost", authority);
    return Stream.of(
        arguments(weak, weak, "REACH_TLS_WEAK", "Issue the certificate anew"),
        arguments(strong, strong, "", ""),
        arguments(signed, authority, "", ""),
        arguments(ofClient, authority, "REACH_TLS_FAILED", "Issue the certificate for servers"));
  }

  @ParameterizedTest(name = "{2} {3}")
  @MethodSource("weakCertificates")
  void aCertificateThatIsWeakOrOfAClientIsTold(
      TestCertificate certificate, TestCertificate trusted, String id, String fix)
      throws Exception {
    try (StandIn farEnd =
        StandIn.start(
            certificate.context().getServerSocketFactory(),
            "https",
            StandIn.answer(400, JSON, REFUSED))) {
      Examined examined =
          Examined.by(Doctor.of(farEnd.uri()).only(Leg.REACH).trusting(trusted.context()));

      assertEquals(id, String.join(" ", examined.ids()), examined.diagnosis()::toText);
      assertTrue(
          examined.diagnosis().findings().stream()
              .allMatch(one -> one.finding().fix().startsWith(fix)),
          examined.diagnosis()::toText);
    }
  }

  /**
   * Who mends one fault of a certificate is to know of the others, and of that first which counts.
   */
  @ParameterizedTest
  @CsvSource({
    "localhost, 0, 90, false, REACH_TLS_UNTRUSTED, it is signed by itself",
    "localhost, -10, 5, false, REACH_TLS_EXPIRED REACH_TLS_UNTRUSTED, valid until ",
    "localhost, 3, 90, false, REACH_TLS_EXPIRED REACH_TLS_UNTRUSTED, valid from ",
    "other.example.com, 0, 90, false, REACH_TLS_OTHER_NAME REACH_TLS_UNTRUSTED, '; it is of other.example.com'",
    "other.example.com, -10, 5, false, REACH_TLS_EXPIRED REACH_TLS_OTHER_NAME REACH_TLS_UNTRUSTED, valid until ",
    "other.example.com, 0, 90, true, REACH_TLS_OTHER_NAME, '; it is of other.example.com'",
    "other.example.com, -10, 5, true, REACH_TLS_EXPIRED REACH_TLS_OTHER_NAME, valid until ",
    "localhost, -10, 5, true, REACH_TLS_EXPIRED, valid until ",
    "localhost, 3, 90, true, REACH_TLS_EXPIRED, valid from ",
    "localhost, -1, 5, true, REACH_TLS_EXPIRES_SOON, valid until ",
    "localhost, -1, 90, true, '', ''"
  })
  void everyFaultOfACertificateIsTold(
      String host, int start, int days, boolean trusted, String ids, String evidence)
      throws Exception {
    TestCertificate certificate = TestCertificate.of(host, start, days);
    try (StandIn farEnd =
        StandIn.start(
            certificate.context().getServerSocketFactory(),
            "https",
            StandIn.answer(400, JSON, REFUSED))) {
      Doctor doctor = Doctor.of(farEnd.uri()).only(Leg.REACH);

      Examined examined = Examined.by(trusted ? doctor.trusting(certificate.context()) : doctor);

      assertEquals(ids, String.join(" ", examined.ids()), examined.diagnosis()::toText);
      assertTrue(examined.diagnosis().toText().contains(evidence), examined.diagnosis()::toText);
    }
  }

  /** Where nobody answers as a server of MCP does, no other leg is fine, and each says why. */
  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("answers")
  void behindABrokenLegNothingIsFine(String id, StandIn.Behaviour behaviour) throws Exception {
    try (StandIn farEnd = StandIn.start(behaviour)) {
      for (Doctor doctor :
          List.of(
              Doctor.of(farEnd.uri()),
              Doctor.of(farEnd.uri()).header("X-Tenant", "7").origin("https://app.example.com"))) {
        Diagnosis diagnosis = Examined.by(doctor.timeout(Duration.ofSeconds(2))).diagnosis();

        assertTrue(
            diagnosis.fine().stream()
                .allMatch(one -> one.leg() == Leg.REACH && !id.startsWith("REACH_")),
            diagnosis::toText);
        List<Leg> silent =
            Stream.of(Leg.values())
                .filter(leg -> diagnosis.mark(leg) == Diagnosis.Mark.UNCHECKED)
                .filter(leg -> diagnosis.unchecked().stream().noneMatch(one -> one.leg() == leg))
                .toList();
        assertEquals(List.of(), silent, diagnosis::toText);
      }
    }
  }

  /** Without a token and with one: what answers is not asked for any, and not fine for that. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anAuthorizationIsOfAServerOfMcp(boolean token) throws Exception {
    try (StandIn farEnd = StandIn.start(StandIn.answer(200, JSON, "{\"mcp\":\"soon\"}"))) {
      Doctor doctor = Doctor.of(farEnd.uri()).only(Leg.REACH, Leg.AUTHORIZATION);
      Diagnosis diagnosis =
          Examined.by(token ? doctor.header("Authorization", "Bearer of-a-user") : doctor)
              .diagnosis();

      assertTrue(
          diagnosis.fine().stream().noneMatch(one -> one.leg() == Leg.AUTHORIZATION),
          diagnosis::toText);
      assertTrue(
          diagnosis.unchecked().stream()
              .anyMatch(one -> one.why().endsWith(", to a request without a token")),
          () -> diagnosis.unchecked().toString());
    }
  }

  @ParameterizedTest
  @CsvSource({"h2 http/1.1, 'HTTP/2 for who asks'", "http/1.1, no HTTP/2", "'', no HTTP/2"})
  void saysWhetherThereIsHttp2(String protocols, String said) throws Exception {
    Diagnosis diagnosis =
        listening(
                parameters ->
                    parameters.setApplicationProtocols(
                        protocols.isEmpty() ? new String[0] : protocols.split(" ")))
            .diagnosis();

    assertTrue(diagnosis.fine().get(0).text().endsWith(said), diagnosis::toText);
  }

  static Stream<Arguments> listeners() {
    return Stream.of(
        arguments("REACH_NOT_HTTP", only("h2"), "no_application_protocol"),
        arguments(
            "REACH_TLS_CLIENT_CERTIFICATE",
            (Consumer<SSLParameters>) parameters -> parameters.setNeedClientAuth(true),
            // Of Java 17 bad_certificate, of 25 certificate_required.
            "certificate"),
        arguments(
            "REACH_TLS_OTHER_NAME",
            (Consumer<SSLParameters>)
                parameters ->
                    parameters.setSNIMatchers(
                        List.of(SNIHostName.createSNIMatcher("other\\.example\\.com"))),
            "unrecognized_name"));
  }

  private static Consumer<SSLParameters> only(String protocol) {
    return parameters -> parameters.setApplicationProtocols(new String[] {protocol});
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("listeners")
  void whatAListenerDemandsIsNamed(String id, Consumer<SSLParameters> demands, String alert)
      throws Exception {
    Examined examined = listening(demands);

    examined.assertFirst(id, Leg.REACH);
    assertTrue(examined.evidence(id).contains(alert), examined.evidence(id));
  }

  /** Reaches a listener of TLS that is set up so. */
  private static Examined listening(Consumer<SSLParameters> demands) throws Exception {
    TestCertificate certificate = TestCertificate.of("mcp.example.com", 0, 90);
    var sockets =
        new ServerSocketFactory() {
          @Override
          public ServerSocket createServerSocket(int port) {
            throw new UnsupportedOperationException();
          }

          @Override
          public ServerSocket createServerSocket(int port, int backlog) {
            throw new UnsupportedOperationException();
          }

          @Override
          public ServerSocket createServerSocket(int port, int backlog, InetAddress address)
              throws IOException {
            var socket =
                (SSLServerSocket)
                    certificate
                        .context()
                        .getServerSocketFactory()
                        .createServerSocket(port, backlog, address);
            SSLParameters parameters = socket.getSSLParameters();
            demands.accept(parameters);
            socket.setSSLParameters(parameters);
            return socket;
          }
        };
    try (StandIn farEnd = StandIn.start(sockets, "https", StandIn.answer(400, JSON, REFUSED))) {
      return Examined.by(
          Doctor.of(URI.create("https://mcp.example.com/mcp"))
              .connectTo(
                  new InetSocketAddress(InetAddress.getLoopbackAddress(), farEnd.uri().getPort()))
              .only(Leg.REACH)
              .trusting(certificate.trust()));
    }
  }

  /** Java says first that there is no path to an authority, and why behind that. */
  @ParameterizedTest
  @CsvSource({"-10, 5, REACH_TLS_EXPIRED, valid until ", "3, 90, REACH_TLS_EXPIRED, valid from "})
  void aCertificateOfATrustedAuthorityIsOnlyExpired(
      int start, int days, String ids, String evidence) throws Exception {
    TestCertificate authority = TestCertificate.of("the authority", -20, 90);
    TestCertificate certificate = TestCertificate.of("localhost", start, days, authority);
    try (StandIn farEnd =
        StandIn.start(
            certificate.context().getServerSocketFactory(),
            "https",
            StandIn.answer(400, JSON, REFUSED))) {
      Examined examined =
          Examined.by(Doctor.of(farEnd.uri()).only(Leg.REACH).trusting(authority.trust()));

      assertEquals(ids, String.join(" ", examined.ids()), examined.diagnosis()::toText);
      assertTrue(examined.diagnosis().toText().contains(evidence), examined.diagnosis()::toText);
    }
  }

  /** Whatever leg is asked for: of a way that nobody is reached on nothing else is said. */
  @ParameterizedTest
  @EnumSource(
      value = Leg.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"DIRECT", "BROWSER"})
  void whoIsNotReachedIsWrongInEveryLeg(Leg leg) throws Exception {
    StandIn closed = StandIn.start(StandIn.text(""));
    closed.close();
    Examined.by(Doctor.of(closed.uri()).only(leg)).assertFirst("REACH_REFUSED", Leg.REACH);
    try (StandIn gateway = StandIn.start(StandIn.answer(502, HTML, "<html>"))) {
      Examined.by(Doctor.of(gateway.uri()).only(leg)).assertFirst("REACH_GATEWAY_ERROR", Leg.REACH);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Leg.class,
      names = {"THERE", "BACK", "SERVER", "STREAMS", "AGENTS", "CONTENT", "REPLICAS", "TIME"})
  void whoSpeaksNoMcpIsWrongInEveryLegThatTalks(Leg leg) throws Exception {
    try (StandIn farEnd = StandIn.start(StandIn.answer(400, JSON, REFUSED))) {
      Examined.by(Doctor.of(farEnd.uri()).only(leg))
          .assertFirst("PROTOCOL_NO_HANDSHAKE", Leg.PROTOCOL);
    }
  }

  /** What was asked for and cannot be looked at is no pass. */
  @Test
  void aLegThatTakesWhatIsNotGivenIsRefused() throws Exception {
    URI uri = URI.create("http://127.0.0.1:1/mcp");
    for (Doctor vain :
        List.of(
            Doctor.of(uri).only(Leg.DIRECT),
            Doctor.of(uri).only(Leg.REACH, Leg.BROWSER),
            Doctor.of(uri).only(Leg.AGENTS).quick())) {
      assertThrows(IllegalStateException.class, vain::examine);
    }
    Examined.by(Doctor.of(uri).only(Leg.DIRECT).direct(uri)).assertFinds("REACH_REFUSED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/"})
  void aRedirectFromHttpsToHttpIsNamed(String slash) throws Exception {
    TestCertificate certificate = TestCertificate.of("localhost", 0, 90);
    try (StandIn farEnd =
        StandIn.start(
            certificate.context().getServerSocketFactory(),
            "https",
            (request, out) ->
                StandIn.answer(302, "Location: http://localhost" + request.target() + slash, "")
                    .answer(request, out))) {
      Examined examined =
          Examined.by(Doctor.of(farEnd.uri()).only(Leg.REACH).trusting(certificate.context()));

      examined.assertFirst("REACH_REDIRECT_TO_HTTP", Leg.REACH);
      assertEquals(
          !slash.isEmpty(), examined.evidence("REACH_REDIRECT_TO_HTTP").contains("by a slash too"));
    }
  }

  /** Past the proxies the URL has another name than the one that they pass on. */
  @Test
  void aHostIsGivenForTheDirectUrlAloneAndIsTheOnlyOneThere() throws Exception {
    try (StandIn farEnd = StandIn.start(StandIn.answer(400, JSON, REFUSED));
        StandIn direct = StandIn.start(StandIn.answer(400, JSON, REFUSED))) {
      Doctor doctor = Doctor.of(farEnd.uri()).direct(direct.uri()).only(Leg.DIRECT);
      Examined.by(doctor.directHeader("Host", "mcp.example.com"));

      assertThrows(IllegalArgumentException.class, () -> doctor.header("host", "a"));
      assertEquals(List.of("mcp.example.com"), hosts(direct));
      assertEquals(List.of(farEnd.uri().getRawAuthority()), hosts(farEnd));
    }
  }

  private static List<String> hosts(StandIn farEnd) {
    return farEnd.received().get(0).headers().stream()
        .filter(header -> header.name().equalsIgnoreCase("Host"))
        .map(Header::value)
        .toList();
  }

  @Test
  void aUrlThatIsNoneIsRefused() throws IOException {
    for (String uri : new String[] {"ftp://a/b", "/mcp", "http://user:pw@a/mcp", "http://a/#x"}) {
      assertThrows(IllegalArgumentException.class, () -> Doctor.of(URI.create(uri)), uri);
    }
  }
}
