package io.github.mcpecho.doctor;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.TextNode;
import io.github.mcpecho.fixtures.PlantedSecret;
import io.github.mcpecho.fixtures.SecretGenerator;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A secret in any place of an answer, and of what the user gives, stands in no report. */
class NothingLeaksTest {
  private static final long SEED = Long.getLong("mcp.echo.seed", 20_260_728);
  private static final String JSON = "Content-Type: application/json";
  private static final String INITIALIZED =
      "{\"jsonrpc\":\"2.0\",\"id\":\"mcp-echo-doctor\",\"result\":{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},"
          + "\"serverInfo\":{\"name\":\"mcp-echo\",\"version\":\"1\"},\"tools\":[{\"name\":\"printHeader\"},"
          + "{\"name\":\"authContext\"},{\"name\":\"requestTiming\"}],\"structuredContent\":{\"headers\":["
          + "{\"name\":\"authorization\",\"value\":\"§\"},{\"name\":\"mcp-x\",\"value\":\"§\"},"
          + "{\"name\":\"x-forwarded-for\",\"value\":\"§\"}],"
          + "\"externalUrl\":{\"resource\":\"https://a.example/?§\"},"
          + "\"findings\":[{\"id\":\"HEADER_DUPLICATED\",\"evidence\":\"§\"}]}}}";

  /** Answers with a place for a secret; those of JSON have it escaped. */
  private static final List<String> ANSWERS =
      List.of(
          "§\r\n\r\n",
          "HTTP/1.1 302 Found\r\nLocation: https://a.example/?§\r\n\r\n",
          "HTTP/1.1 302 Found\r\nLocation: /login?rd=§\r\n\r\n",
          "HTTP/1.1 200 OK\r\nServer: §\r\nContent-Type: text/html\r\n\r\n<title>§</title>",
          "HTTP/1.1 401 No\r\nWWW-Authenticate: Bearer realm=\"§\"\r\n\r\n",
          "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic §\r\n\r\n",
          "HTTP/1.1 401 No\r\nWWW-Authenticate: Bearer resource_metadata=\"https://a.example/?§\"\r\n\r\n",
          StandIn.response(
              400,
              JSON,
              "{\"jsonrpc\":\"2.0\",\"id\":\"mcp-echo-doctor\",\"error\":{\"code\":-32600,\"message\":\"§\"}}"),
          "HTTP/1.1 200 OK\r\n" + JSON + "\r\n\r\n" + INITIALIZED,
          "HTTP/1.1 200 OK\r\n" + JSON + "\r\n\r\n" + INITIALIZED.replace("mcp-echo", "§"),
          "HTTP/1.1 200 OK\r\n"
              + JSON
              + "\r\n\r\n{\"resource\":\"https://a.example/?§\",\"authorization_servers\":[\"https://a.example/?§\"]}");

  @Test
  void fromAnyAnswer() throws Exception {
    var random = new Random(SEED);
    int rounds = Boolean.getBoolean("mcp.echo.everySecret") ? 20 : 1;
    for (int round = 0; round < rounds; round++) {
      for (String answer : ANSWERS) {
        PlantedSecret secret = SecretGenerator.any(random);
        String text = Messages.JSON.writeString(TextNode.valueOf(secret.text()));
        String planted = answer.replace("§", text.substring(1, text.length() - 1));
        try (StandIn farEnd = StandIn.start(StandIn.text(planted))) {
          assertNotIn(secret, Doctor.of(farEnd.uri()));
        }
      }
    }
  }

  @Test
  void fromWhatTheUserGives() throws Exception {
    var random = new Random(SEED);
    int rounds = Boolean.getBoolean("mcp.echo.everySecret") ? 40 : 4;
    for (int round = 0; round < rounds; round++) {
      PlantedSecret secret = SecretGenerator.any(random);
      if (secret.text().chars().anyMatch(c -> c < ' ' || c > '~')) {
        continue;
      }
      StandIn.Behaviour mirror =
          (request, out) ->
              StandIn.answer(
                      500,
                      "Content-Type: text/html\nServer: " + request.header("X-Tenant").orElse(""),
                      "<title>" + request.header("Authorization").orElse("") + "</title>")
                  .answer(request, out);
      try (StandIn farEnd = StandIn.start(mirror)) {
        assertNotIn(
            secret,
            Doctor.of(farEnd.uri())
                .header("X-Tenant", secret.text())
                .header("Authorization", "Bearer " + secret.text()));
      }
    }
  }

  private static void assertNotIn(PlantedSecret secret, Doctor doctor) {
    Diagnosis diagnosis =
        doctor
            .only(Leg.REACH, Leg.PROTOCOL, Leg.AUTHORIZATION, Leg.THERE, Leg.SERVER)
            .withoutDiscovery()
            .timeout(Duration.ofSeconds(5))
            .examine();
    for (String report :
        List.of(
            diagnosis.toText(),
            diagnosis.toJson(),
            diagnosis.toMarkdown(),
            diagnosis.toJUnitXml())) {
      assertTrue(!report.isEmpty());
      assertFalse(secret.isIn(report), () -> "seed " + SEED + ", " + secret + "\n=> " + report);
    }
  }
}
