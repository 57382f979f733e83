package io.github.mcpecho.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.diagnosis.headers.PrintHeaderTool;
import io.github.mcpecho.diagnosis.identity.AuthContextTool;
import io.github.mcpecho.diagnosis.urls.PublicUrl;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Header;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.mcp.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What proxies, gateways and platforms send when they work and when they do not: of the former no
 * tool warns, of the latter the product is named first.
 */
class ProxySetupsTest {
  private static final int MOST_WORDS = 79;
  private static final String TIMES = ",\"iat\":1734695700,\"exp\":1734699300,\"jti\":\"j\"}";

  private final Redactor redactor = new Redactor(new byte[] {1, 2, 3});
  private final Tool printHeader = new PrintHeaderTool(redactor, "pod-7");
  private final Tool authContext =
      new AuthContextTool(
          Clock.fixed(ToolRun.NOW, ZoneOffset.UTC), redactor, PublicUrl.UNKNOWN, List.of());

  private record Expectation(String tool, List<String> headers, String finding, String fix) {
    static Expectation of(String line) {
      String[] cells = line.split(" \\| ");
      String[] call = cells[0].split(" ");
      List<String> expected = call.length == 1 ? List.of() : List.of(call[1].split(","));
      return new Expectation(call[0], expected, cells[1], cells[2] + "\n" + cells[3]);
    }
  }

  private record Setup(String name, List<Expectation> expectations, List<String> lines) {
    static List<Setup> in(String resource) {
      try (var in = Setup.class.getResourceAsStream(resource)) {
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        return Stream.of(text.split("\n== ")).skip(1).map(Setup::of).toList();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static Setup of(String block) {
      List<String> lines = block.strip().lines().toList();
      return new Setup(
          lines.get(0),
          lines.stream()
              .filter(line -> line.startsWith("-> "))
              .map(line -> Expectation.of(line.substring(3)))
              .toList(),
          lines.stream().skip(1).filter(line -> !line.startsWith("-> ")).toList());
    }

    CallContext context() {
      Stream<String> ofClient =
          Stream.of(
                  "Accept: application/json, text/event-stream",
                  "Content-Type: application/json",
                  "Mcp-Protocol-Version: 2025-06-18",
                  "User-Agent: node")
              .filter(line -> lines.stream().noneMatch(own -> own.startsWith(line.split(" ")[0])));
      List<Header> headers =
          Stream.concat(lines.stream(), ofClient)
              .map(line -> line.split(": ", 2))
              .map(pair -> new Header(pair[0], filledIn(pair[1])))
              .toList();
      String host = lines.get(0).substring("Host: ".length());
      var connection =
          CallContext.Connection.builder()
              .server(host, 80)
              .remote("10.0.0.9", 4711)
              .local("10.0.0.5", 3000)
              .build();
      return new CallContext(
          "POST", "/mcp", "HTTP/1.1", Headers.of(headers), connection, ToolRun.NOW);
    }

    private static String filledIn(String value) {
      return switch (value) {
        case "<token>" ->
            "Bearer "
                + token(
                    """
                    {"iss":"https://login.example.com","aud":"https://mcp.example.com/mcp",\
                    "sub":"6f1c2a7e-5d0b-4c9e-9a51-0f3f6f0f9a11","preferred_username":"alice",\
                    "name":"Alice Doe","email":"alice@example.com","client_id":"c","scope":"mcp\"""");
        case "<jwt>" ->
            token("{\"iss\":\"p\",\"aud\":\"a\",\"sub\":\"1100\",\"email\":\"alice@example.com\"");
        case "<swa>" ->
            "Bearer "
                + token(
                    """
                    {"iss":"https://296505c9-5593-4140-b43d-a46d21e223be.scm.azurewebsites.net",\
                    "aud":"https://296505c9-5593-4140-b43d-a46d21e223be.azurewebsites.net\
                    /azurefunctions\"""");
        case "<iap client>" ->
            "Bearer "
                + token(
                    """
                    {"iss":"https://accounts.google.com","aud":"1-a.apps.googleusercontent.com",\
                    "azp":"1","sub":"1","email":"s@p.iam.gserviceaccount.com\"""");
        case "<id token>" ->
            "Bearer "
                + token(
                    """
                    {"iss":"https://sso.example.com/realms/main","aud":"oauth2-proxy","typ":"ID",\
                    "sub":"1","email":"alice@example.com","at_hash":"x\"""");
        case "<google id token>" ->
            "Bearer "
                + token(
                    """
                    {"iss":"https://accounts.google.com","aud":"1-a.apps.googleusercontent.com",\
                    "azp":"1-a.apps.googleusercontent.com","sub":"1","at_hash":"x\"""");
        case "<serviceaccount>" ->
            "Bearer "
                + token(
                    """
                    {"iss":"https://accounts.google.com","aud":"https://mcp.example.com/mcp",\
                    "sub":"1","email":"gateway@p.iam.gserviceaccount.com\"""");
        default ->
            value
                .replace("<entra>", entra())
                .replace("<alb>", alb())
                .replace("<jwt>", token("{\"sub\":\"1100\""));
      };
    }

    /** Its sub is another one in each application. */
    private static String entra() {
      return token(
          """
          {"iss":"https://login.microsoftonline.com/8c7a4b5e-1d2f-4a3b-9c8d-7e6f5a4b3c2d/v2.0",\
          "aud":"https://mcp.example.com/mcp","oid":"2f0c7a8e-3b1d-4c5e-8f9a-0b1c2d3e4f5a",\
          "sub":"Zk3rT8vQm1XcYp7LwB2nHs6JdFg9Ua0eKi5oRxVt4Mz",\
          "tid":"8c7a4b5e-1d2f-4a3b-9c8d-7e6f5a4b3c2d","preferred_username":"alice@example.com",\
          "azp":"c","azpacr":"1","scp":"mcp","ver":"2.0\"""");
    }

    private static String alb() {
      return token(
          """
          {"iss":"https://login.microsoftonline.com/8c7a4b5e-1d2f-4a3b-9c8d-7e6f5a4b3c2d/v2.0",\
          "sub":"Qe7uWn2bVx9kLs4tHr1yMc8pJd6fGa3zKi0oTqUv5Xw","email":"alice@example.com\"""");
    }

    private static String token(String claims) {
      return TokenFixtures.token(
          "{\"alg\":\"RS256\",\"kid\":\"k\",\"typ\":\"JWT\"}", claims + TIMES);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Setup> healthy() {
    return Setup.in("healthy-proxies.txt");
  }

  static List<Setup> faulty() {
    return Setup.in("faulty-proxies.txt");
  }

  @Test
  void v12_thereAreAtLeastTwentyFiveSetupsThatWork() {
    assertTrue(healthy().size() >= 25, () -> "only " + healthy().size());
  }

  @ParameterizedTest
  @MethodSource("healthy")
  void v12_ofASetupThatWorksNoToolWarns(Setup setup) {
    var warnings = new ArrayList<String>();
    for (Tool tool : List.of(printHeader, authContext)) {
      for (JsonNode finding :
          ToolRun.of(tool, setup.context(), Json.object()).facts().path("findings")) {
        if (!finding.path("severity").asText().equals("INFO")) {
          warnings.add(tool.descriptor().name() + ": " + finding);
        }
      }
    }
    assertEquals(List.of(), warnings);
  }

  @ParameterizedTest
  @MethodSource("faulty")
  void v12_whatIsInFrontIsNamedFirst(Setup setup) {
    for (Expectation expectation : setup.expectations) {
      ObjectNode arguments = Json.object();
      if (!expectation.headers.isEmpty()) {
        expectation.headers.forEach(arguments.putArray("expect")::add);
      }
      Tool tool = expectation.tool.equals("printHeader") ? printHeader : authContext;
      ToolRun run = ToolRun.of(tool, setup.context(), arguments);
      String fix = run.finding(expectation.finding).path("fix").asText();
      String[] wanted = expectation.fix.split("\n");
      assertTrue(fix.startsWith(wanted[0]), () -> expectation.finding + ": " + fix);
      assertTrue(fix.contains(wanted[1]), () -> expectation.finding + ": " + fix);
    }
  }

  @ParameterizedTest
  @MethodSource("faulty")
  void v12_noFixIsLongAndNothingIsSaidTwice(Setup setup) {
    ObjectNode arguments = Json.object();
    Stream.of("authorization", "x-user-id", "x-user-name", "x-user-email", "x-tenant", "x-other")
        .forEach(arguments.putArray("expect")::add);
    for (ToolRun run :
        List.of(
            ToolRun.of(printHeader, setup.context(), arguments),
            ToolRun.of(authContext, setup.context(), Json.object()))) {
      List<String> ids = run.findings();
      assertEquals(ids.stream().distinct().toList(), ids);
      for (JsonNode finding : run.facts().path("findings")) {
        String fix = finding.path("fix").asText();
        assertTrue(fix.split("\\s+").length <= MOST_WORDS, fix);
      }
      List<String> details =
          run.text()
              .lines()
              .takeWhile(line -> !line.startsWith("🔐") || line.endsWith("Analysis"))
              .filter(line -> line.startsWith("     Fix: ") || line.startsWith("       "))
              .collect(Collectors.toList());
      assertEquals(
          details.stream().distinct().toList(),
          details.stream().toList(),
          () -> "said twice: " + run.text());
    }
  }
}
