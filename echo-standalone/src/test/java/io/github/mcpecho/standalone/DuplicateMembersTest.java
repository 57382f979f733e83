package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A message in which a member stands twice: it is JSON, but readers disagree on what it says. */
class DuplicateMembersTest {
  @AutoClose final EchoHttpServer server = EchoHttpServer.start(Servers.CONFIG);

  static Stream<Arguments> duplicates() {
    String token = "ghp_16C7e42F292c6912E7710c838347Ae178B4a";
    return Stream.of(
        Arguments.of(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":2,\"method\":\"ping\"}", "25: \\\"id\\\""),
        Arguments.of("{\"jsonrpc\":\"2.0\",\"a\\u0062\":1,\"ab\":2}", "30: \\\"ab\\\""),
        Arguments.of("[{\"jsonrpc\":\"2.0\",\"\":1,\"\":2}]", "24: \\\"\\\""),
        Arguments.of("{\"a\\nb\":1,\"a\\nb\":2}", "11: \\\"a\\\\nb\\\""),
        Arguments.of(
            "{\"%1$s\":1,\"%1$s\":2}".formatted("x".repeat(500)),
            "507: \\\"" + "x".repeat(100) + "… (500 characters)\\\""),
        Arguments.of("{\"%1$s\":1,\"%1$s\":2}".formatted(token), "47: \\\"§\\\""));
  }

  @ParameterizedTest
  @MethodSource("duplicates")
  void trial_g11_areInvalidRequestsThatNameTheMember(String body, String column) throws Exception {
    HttpResponse<String> response = new Client(server.uri()).postJson(body);

    assertEquals(400, response.statusCode());
    assertEquals(
        "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32600,\"message\":\"Invalid request: a member name"
            + " stands twice in one object at line 1, column "
            + column
            + "\"}}",
        response.body().replaceAll("\\(40 characters, fingerprint [0-9a-f]{8}\\)", "§"));
  }
}
