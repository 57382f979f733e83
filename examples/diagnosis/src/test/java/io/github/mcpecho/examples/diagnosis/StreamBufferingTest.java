package io.github.mcpecho.examples.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.standalone.EchoHttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    List<Event> unaided =
        probeBehind(
            "stream-unasked",
            Request.message(
                """
                {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"requestTiming",\
                "arguments":{"events":3,"intervalMs":1000,"bufferingHeader":false},\
                "_meta":{"progressToken":"p"}}}"""));
    assertTrue(isLump(unaided), unaided::toString);
  }

  @Test
  void aProxyThatDoesAsItIsAskedDeliversEachEventAtOnce() throws Exception {
    List<Event> events = probeBehind("mended");

    assertFalse(isLump(events), events::toString);
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
        Instant now = Instant.now();
        Matcher sent = SENT.matcher(line);
        if (line.startsWith("data:") && line.contains("notifications/progress") && sent.find()) {
          events.add(new Event(Instant.parse(sent.group(1).replace("\"", "")), now));
        }
      }
    }
    return events;
  }

  private static Iterable<String> lines(Socket socket) throws IOException {
    var reader =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    return () -> reader.lines().iterator();
  }
}
