package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.EchoSettings;
import io.github.mcpecho.McpEcho;
import io.github.mcpecho.diagnosis.DiagnosticSources;
import io.github.mcpecho.diagnosis.DiagnosticTools;
import io.github.mcpecho.diagnosis.tokens.TokenPolicy;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.mcp.Exchange;
import io.github.mcpecho.mcp.McpServer;
import io.github.mcpecho.mcp.RequestStatistics;
import io.github.mcpecho.mcp.ServerInfo;
import io.github.mcpecho.servlet.HttpSettings;
import io.github.mcpecho.settings.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The samples of the product brief, asked for at the front door: the whole text of each answer is
 * compared. {@code samples/<tool>.txt} has the request and the sample, and says what differs from
 * it and why; see {@link BriefSample}.
 */
class BriefSamplesTest {
  private static final Json JSON = new Json(Json.DEFAULT_MAX_DEPTH);
  private static final Settings CONFIG =
      Servers.CONFIG
          .with(HttpSettings.ALLOWED_HOSTS, List.of("mcp-echo.example.com"))
          .with(HttpSettings.ALLOWED_ORIGINS, List.of("https://app.example.com"));
  private static final Pattern TIME_OF_ARRIVAL =
      Pattern.compile("(?<=\n  Request Started: )[0-9-]{10} [0-9:]{8}\\.[0-9]{6}(?= UTC\n)");

  private static final Pattern OTHER_SETTINGS =
      Pattern.compile(
          "(?<=Settings at Their Defaults:\n)(  MCP_ECHO_PATH \\(/mcp\\), .*\n)(  .*\n)*");

  /** Chooses the legend of the sample, Dennis Ritchie. */
  private static final RandomGenerator RANDOM =
      new RandomGenerator() {
        @Override
        public long nextLong() {
          throw new AssertionError("Only one of several is chosen");
        }

        @Override
        public int nextInt(int bound) {
          return 6;
        }
      };

  private final McpEcho.Builder echo =
      McpEcho.builder()
          .systemProbe(new FixedReadings())
          .random(RANDOM)
          .with(EchoSettings.KEY, "key of the samples")
          .with(EchoSettings.INSTANCE, "1a2b3c4d")
          .clock(clockAt("2024-12-20T12:00:00Z"));

  @ParameterizedTest
  @ValueSource(strings = {"echo", "printHeader", "corsAnalysis", "whoIStheGOAT"})
  void isAnswered(String tool) throws Exception {
    assertAnswered(BriefSample.of(tool));
  }

  @Test
  void bearerDecodeIsAnswered() throws Exception {
    String token =
        token(
            """
            {"sub":"1234567890","name":"John Doe","admin":true,"iat":1516239022}""");
    assertAnswered(BriefSample.of("bearerDecode").withToken(token));
  }

  @Test
  void authContextIsAnswered() throws Exception {
    String idForTheLengthOfTheSample = "0".repeat(169);
    String token =
        token(
            """
            {"iss":"https://auth.example.com","aud":"https://api.example.com","sub":"12345",\
            "preferred_username":"johndoe","email":"john@example.com",\
            "iat":1734695400,"exp":1734699000,"jti":"%s"}"""
                .formatted(idForTheLengthOfTheSample));
    assertAnswered(BriefSample.of("authContext").withToken(token));
  }

  @Test
  void requestTimingIsAnswered() throws Exception {
    McpServer server =
        serverThatCounts(clockAt("2024-01-01T12:00:00.145678Z"), new RequestStatistics());
    assertAnswered(BriefSample.of("requestTiming"), server);
  }

  @Test
  void environmentDumpIsAnswered() throws Exception {
    var variables =
        Map.ofEntries(
            Map.entry("MCP_ECHO_HOST", "0.0.0.0"),
            Map.entry("MCP_ECHO_PORT", "3000"),
            Map.entry("MCP_ECHO_DEBUG", "false"),
            Map.entry("MCP_PROTOCOL_VERSION", "2025-06-18"),
            Map.entry("MCP_PROTOCOL_VERSIONS_SUPPORTED", "2025-06-18,2024-11-05"),
            Map.entry("JWT_SECRET", "a-secret"),
            Map.entry("DATABASE_PASSWORD", "another-secret"),
            Map.entry("API_KEY", "a-third-secret"),
            Map.entry("NODE_ENV", "production"),
            Map.entry("LOG_LEVEL", "INFO"),
            Map.entry("TZ", "UTC"));
    echo.settings(ServerSettings.DEFAULTS.withEnvironment(variables));
    assertAnswered(BriefSample.of("environmentDump"));
  }

  @Test
  void healthProbeIsAnswered() throws Exception {
    var nanoTime = new AtomicLong();
    var statistics = new RequestStatistics(nanoTime::get);
    nanoTime.set(Duration.ofHours(1).plusMinutes(22).plusSeconds(45).toNanos());
    answered(statistics, 880, 200);
    nanoTime.addAndGet(Duration.ofMinutes(1).toNanos());
    answered(statistics, 119, 200);
    answered(statistics, 1, 500);
    assertAnswered(
        BriefSample.of("healthProbe"),
        serverThatCounts(clockAt("2024-01-01T12:00:00Z"), statistics));
  }

  private void assertAnswered(BriefSample sample) throws IOException {
    assertAnswered(sample, echo.build());
  }

  private static void assertAnswered(BriefSample sample, McpServer server) throws IOException {
    try (EchoHttpServer running = EchoHttpServer.start(CONFIG, server)) {
      RawHttp.Response response =
          RawHttp.exchange(
              running.uri(),
              "POST /mcp HTTP/1.1\r\n%s\r\nContent-Length: %d\r\n\r\n%s"
                  .formatted(
                      sample.headers().replace("\n", "\r\n"),
                      sample.body().length(),
                      sample.body()));
      assertEquals(200, response.status(), response.body());
      JsonNode content = JSON.parse(response.body()).at("/result/content");
      assertEquals(1, content.size(), response.body());
      assertEquals(
          sample.answer(), withoutChance(content.at("/0/text").textValue(), running.port()));
    }
  }

  /**
   * Masks what no setting fixes: the port, and the time that the servlet's own clock tells; and the
   * list of the settings, which grows.
   */
  private static String withoutChance(String text, int port) {
    String masked = text.replace("127.0.0.1:" + port + "/", "127.0.0.1:<port>/");
    masked = TIME_OF_ARRIVAL.matcher(masked).replaceFirst("<time of arrival>");
    return OTHER_SETTINGS.matcher(masked).replaceFirst("  <all others>\n");
  }

  /** Counts by this clock; {@link McpEcho} has none to set. */
  private static McpServer serverThatCounts(Clock clock, RequestStatistics statistics) {
    long before = System.nanoTime();
    var sources =
        new DiagnosticSources(
            clock,
            () -> before,
            Duration.ofSeconds(25),
            "1a2b3c4d",
            EchoSettings.DEFAULTS,
            new FixedReadings(),
            statistics,
            new Redactor(new byte[] {1}),
            TokenPolicy.NONE,
            List.of(),
            RANDOM);
    return McpServer.builder(
            new ServerInfo("mcp-echo", "MCP Echo", "1.0", ""), DiagnosticTools.all(sources))
        .statistics(statistics)
        .build();
  }

  private static void answered(RequestStatistics statistics, int times, int status) {
    CallContext context = CallContext.local(Headers.NONE, Instant.EPOCH);
    Duration duration = Duration.ofNanos(18_500_000);
    for (int i = 0; i < times; i++) {
      statistics.started();
      statistics.finished(new Exchange(context, new byte[0], status, Optional.empty(), duration));
    }
  }

  /** Returns a token with a signature as long as one of RS256, and wrong. */
  private static String token(String payload) {
    return base64("{\"alg\":\"RS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8))
        + "."
        + base64(payload.getBytes(StandardCharsets.UTF_8))
        + "."
        + base64(new byte[256]);
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static Clock clockAt(String time) {
    return Clock.fixed(Instant.parse(time), ZoneOffset.UTC);
  }
}
