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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
          "HTTP/1.1 400 No\r\n"
              + JSON
              + "\r\n\r\n{\"jsonrpc\":\"2.0\",\"id\":\"mcp-echo-doctor\",\"error\":{\"code\":-32600,\"message\":\"§\"}}",
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

  /** A value as pages, redirects and logs write it. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiterString = " | ",
      quoteCharacter = '`',
      textBlock =
          """
          percent-encoded | tulip%26Garden%3C7%3E%2Fx%2By%20z%3D%25%21
          in lower case | tulip%26Garden%3c7%3e%2fx%2by%20z%3d%25%21
          twice | tulip%2526Garden%253C7%253E%252Fx%252By%2520z%253D%2525%2521
          of a form | tulip%26Garden%3C7%3E%2Fx%2By+z%3D%25%21
          of HTML | tulip&amp;Garden&lt;7&gt;/x+y z=%!
          by numbers | tulip&#38;Garden&#x3c;7&#62;/x+y z=%!
          of JSON | tulip\\u0026Garden\\u003c7\\u003e/x+y z=%!
          with escaped slashes | tulip&Garden<7>\\/x+y z=%!
          in capitals | TULIP&GARDEN<7>/X+Y Z=%!
          with blanks | t u l i p & G a r d e n < 7 > / x + y z = % !
          its beginning | tulip&Garden
          its end | den<7>/x+y z=%!
          """)
  void howeverTheFarEndWritesIt(String form, String written) throws Exception {
    var secret =
        new PlantedSecret(
            form, "tulip&Garden<7>/x+y z=%!", List.of("tulip", "Garden", "GARDEN", "G a r"), 5);
    for (String answer : ANSWERS) {
      try (StandIn farEnd = StandIn.start(StandIn.text(answer.replace("§", written)))) {
        assertNotIn(secret, Doctor.of(farEnd.uri()).header("X-Portal-Pass", secret.text()));
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
