package io.github.mcpecho.testing.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.testing.CallMatcher;
import io.github.mcpecho.testing.McpEchoServer;
import io.github.mcpecho.testing.TestAuthority;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every behaviour that there is gives a client the same within TLS as without it. */
class FaultsOverTlsTest {
  private static final Json JSON = new Json(Json.DEFAULT_MAX_DEPTH);
  private static final int GIVE_UP_MILLIS = 20_000;
  private static final String ECHO =
      """
      {"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"echo","arguments":{"message":"hi"}}}""";
  private static final String INITIALIZE =
      """
      {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}""";
  private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":8,\"method\":\"tools/list\"}";

  /** They never end by themselves, or wait for an answer. */
  private static final Set<String> ENDLESS = Set.of("stall", "get-stream-open", "ask");

  private static final TestAuthority AUTHORITY = TestAuthority.create();
  private static final McpEchoServer PLAIN = McpEchoServer.start();
  private static final McpEchoServer ENCRYPTED = McpEchoServer.builder().https(AUTHORITY).start();

  @AfterAll
  static void stop() {
    PLAIN.close();
    ENCRYPTED.close();
  }

  static Stream<String> behaviours() {
    return ScriptNote.behaviours().stream()
        .filter(note -> !ENDLESS.contains(note.name()))
        .map(FaultsOverTlsTest::quick);
  }

  private static String quick(ScriptNote note) {
    ObjectNode json = (ObjectNode) JSON.parse(note.example());
    json.replace("delayMs", json.has("delayMs") ? json.numberNode(0) : null);
    json.replace("intervalMs", json.has("intervalMs") ? json.numberNode(0) : null);
    json.remove(List.of(json.has("text") ? "json" : "", "oversize-event"));
    json.properties().removeIf(member -> member.getValue() == null || member.getValue().isNull());
    return JSON.writeString((JsonNode) json);
  }

  @ParameterizedTest
  @MethodSource("behaviours")
  void itIsTheSame(String behaviour) throws Exception {
    for (String message : List.of(ECHO, LIST, INITIALIZE, "")) {
      assertEquals(
          exchange(PLAIN, behaviour, message), exchange(ENCRYPTED, behaviour, message), message);
    }
  }

  private static String exchange(McpEchoServer server, String behaviour, String message)
      throws Exception {
    server.reset();
    server
        .on(CallMatcher.anyRequest())
        .then(BehaviourTable.read("behaviour", JSON.parse(behaviour)));
    var read = new ByteArrayOutputStream();
    String end;
    try (Socket socket = socket(server)) {
      socket.setSoTimeout(GIVE_UP_MILLIS);
      socket.getOutputStream().write(request(message).getBytes(StandardCharsets.UTF_8));
      try {
        socket.getInputStream().transferTo(read);
        end = "ends";
      } catch (IOException e) {
        assertTrue(String.valueOf(e.getMessage()).contains("reset"), e::toString);
        end = "is reset";
      }
    }
    if (end.equals("is reset")) {
      // What came last may be lost.
      return end;
    }
    if (behaviour.contains("random-bytes")) {
      return end + " after " + read.size();
    }
    String base = server.uri().resolve("/").toString();
    String text = read.toString(StandardCharsets.UTF_8).replaceAll("Date: .*\r\n", "");
    return end
        + " after "
        // One of the two URLs is longer.
        + (text.contains(base)
            ? text.replace(base, "BASE/").replaceAll("Content-Length: .*\r\n", "")
            : text);
  }

  private static Socket socket(McpEchoServer server) throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    return server == PLAIN
        ? new Socket(loopback, server.uri().getPort())
        : AUTHORITY.sslContext().getSocketFactory().createSocket(loopback, server.uri().getPort());
  }

  private static String request(String message) {
    return "%s /mcp HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            .formatted(message.isEmpty() ? "GET" : "POST")
        + "Content-Type: application/json\r\nAccept: application/json, text/event-stream\r\n"
        + "Content-Length: %d\r\n\r\n%s".formatted(message.length(), message);
  }
}
