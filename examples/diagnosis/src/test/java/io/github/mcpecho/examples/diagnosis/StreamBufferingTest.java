package io.github.mcpecho.examples.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.standalone.EchoHttpServer;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Row 9: events that the server sends one by one arrive in one lump. */
@Tag("nginx")
class StreamBufferingTest {
  private static final int EVENTS = 3;
  private static final Pattern SENT = Pattern.compile("sent (\\S+Z)");
  private static final Request PROBE =
      Request.message(
          """
          {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"requestTiming",\
          "arguments":{"events":3,"intervalMs":1000},"_meta":{"progressToken":"p"}}}""");

  private static final Request UNAIDED =
      Request.message(
          """
          {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"requestTiming",\
          "arguments":{"events":3,"intervalMs":1000,"bufferingHeader":false},\
          "_meta":{"progressToken":"p"}}}""");

  @AutoClose final EchoHttpServer echo = Echo.start();

  @Test
  void aProxyThatBuffersDeliversTheFirstEventAfterTheLastWasSent() throws Exception {
    List<Event> events = probeBehind("stream-held-back");

    assertTrue(isLump(events), events::toString);
  }

  /** What a server meets that sends no X-Accel-Buffering. */
  @Test
  void trial_w01_aProxyAsItComesHoldsBackWhatDoesNotAskForMore() throws Exception {
    assertFalse(isLump(probeBehind("stream-unasked")));

    List<Event> unaided = probeBehind("stream-unasked", UNAIDED);
    assertTrue(isLump(unaided), unaided::toString);
  }

  @Test
  void aProxyThatDoesAsItIsAskedDeliversEachEventAtOnce() throws Exception {
    List<Event> events = probeBehind("mended");

    assertFalse(isLump(events), events::toString);
  }

  @Test
  void trial_w01_aProxyThatCompressesEventsHoldsThemBackUntilItIsToldNotToBuffer()
      throws Exception {
    Compressible helped = compressible("stream-compressed", PROBE);
    Compressible unaided = compressible("stream-compressed", UNAIDED);
    Compressible mended = compressible("stream-uncompressed", UNAIDED);

    assertEquals(List.of("gzip", "gzip", ""), encodings(helped, unaided, mended));
    assertFalse(isLump(helped.events()), helped::toString);
    assertTrue(isLump(unaided.events()), unaided::toString);
    assertFalse(isLump(mended.events()), mended::toString);
  }

  /** What came to a client that takes gzip. */
  private record Compressible(String encoding, List<Event> events) {}

  private static List<String> encodings(Compressible... all) {
    return Stream.of(all).map(Compressible::encoding).toList();
  }

  private Compressible compressible(String situation, Request probe) throws Exception {
    try (Nginx proxy = Nginx.start(situation, echo)) {
      HttpResponse<InputStream> response =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + proxy.port() + "/mcp"))
                      .header("Content-Type", "application/json")
                      .header("Accept", "application/json, text/event-stream")
                      .header("Accept-Encoding", "gzip")
                      .POST(BodyPublishers.ofString(probe.body()))
                      .build(),
                  BodyHandlers.ofInputStream());
      String encoding = response.headers().firstValue("Content-Encoding").orElse("");
      var events = new ArrayList<Event>();
      try (InputStream body = response.body();
          InputStream text = encoding.equals("gzip") ? new GZIPInputStream(body) : body) {
        // A reader would wait for more than the line that has come.
        var line = new ByteArrayOutputStream();
        for (int next = text.read(); next >= 0; next = text.read()) {
          line.write(next);
          if (next == '\n') {
            event(line.toString(StandardCharsets.UTF_8)).ifPresent(events::add);
            line.reset();
          }
        }
      }
      return new Compressible(encoding, events);
    }
  }

  /** An event and the time of its arrival; both times are of this machine's clock. */
  private record Event(Instant sent, Instant arrived) {}

  private static boolean isLump(List<Event> events) {
    assertEquals(EVENTS, events.size());
    return events.get(0).arrived().isAfter(events.get(EVENTS - 1).sent());
  }

  private List<Event> probeBehind(String situation) throws Exception {
    return probeBehind(situation, PROBE);
  }

  private List<Event> probeBehind(String situation, Request probe) throws Exception {
    var events = new ArrayList<Event>();
    try (Nginx proxy = Nginx.start(situation, echo);
        Socket socket =
            proxy.sockets().createSocket(InetAddress.getLoopbackAddress(), proxy.port())) {
      socket.getOutputStream().write(probe.bytes());
      for (String line : lines(socket)) {
        event(line).ifPresent(events::add);
      }
    }
    return events;
  }

  /** Reads a line that has come just now. */
  private static Optional<Event> event(String line) {
    Instant now = Instant.now();
    Matcher sent = SENT.matcher(line);
    return line.startsWith("data:") && line.contains("notifications/progress") && sent.find()
        ? Optional.of(new Event(Instant.parse(sent.group(1).replace("\"", "")), now))
        : Optional.empty();
  }

  private static Iterable<String> lines(Socket socket) throws IOException {
    var reader =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    return () -> reader.lines().iterator();
  }
}
