package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Session ids pass through, and are never made. */
class SessionsTest {
  private static final String ID = "550e8400-e29b-41d4-a716-446655440000";

  @AutoClose final EchoHttpServer server = Servers.start(Servers.CONFIG, Servers.greeter());

  final Client client = new Client(server.uri());

  @Test
  void g10_anIdThatArrivesIsSentBack() throws Exception {
    assertEquals(List.of(ID), ids(client.postJson(Client.GREET, "mcp-session-id", ID)));
  }

  @Test
  void g10_noneIsMade() throws Exception {
    assertEquals(List.of(), ids(client.postJson(Client.GREET)));
  }

  @Test
  void h08_theModernRevisionHasNone() throws Exception {
    assertEquals(
        List.of(),
        ids(
            client.postJson(
                Client.GREET, "Mcp-Session-Id", ID, "MCP-Protocol-Version", "2026-07-28")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"two words", "a\tb", ""})
  void whatIsNoIdIsNotSentBack(String value) throws Exception {
    assertEquals(List.of(), ids(client.postJson(Client.GREET, "Mcp-Session-Id", value)));
  }

  @Test
  void anEndlessIdIsNotSentBack() throws Exception {
    assertEquals(
        List.of(), ids(client.postJson(Client.GREET, "Mcp-Session-Id", "x".repeat(1_025))));
  }

  @Test
  void twoIdsAreNotSentBack() throws Exception {
    assertEquals(
        List.of(), ids(client.postJson(Client.GREET, "Mcp-Session-Id", ID, "Mcp-Session-Id", ID)));
  }

  private static List<String> ids(HttpResponse<String> response) {
    return response.headers().allValues("Mcp-Session-Id");
  }
}
