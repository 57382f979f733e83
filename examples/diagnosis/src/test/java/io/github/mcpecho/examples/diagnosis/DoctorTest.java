package io.github.mcpecho.examples.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.EchoSettings;
import io.github.mcpecho.McpEcho;
import io.github.mcpecho.doctor.Diagnosis;
import io.github.mcpecho.doctor.Doctor;
import io.github.mcpecho.doctor.Leg;
import io.github.mcpecho.report.Severity;
import io.github.mcpecho.standalone.EchoHttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every situation, as the doctor sees it from outside. */
@Tag("nginx")
class DoctorTest {
  private static final String PAGE = "https://app.example.com";
  private static final String KEY = "the key of all servers";

  @AutoClose final EchoHttpServer echo = Echo.start(McpEcho.builder().with(EchoSettings.KEY, KEY));

  @AutoClose final EchoHttpServer other = Echo.start(McpEcho.builder().with(EchoSettings.KEY, KEY));

  @AutoClose
  final EchoHttpServer challenging =
      Echo.start(
          McpEcho.builder()
              .with(EchoSettings.CHALLENGE, true)
              .with(EchoSettings.AUTHORIZATION_SERVERS, List.of("https://auth.example.com")));

  @ParameterizedTest
  @CsvSource({
    "authorization-removed, THERE_AUTHORIZATION_LOST",
    "authorization-replaced, THERE_AUTHORIZATION_CHANGED",
    "authorization-unset-variable, THERE_AUTHORIZATION_CHANGED",
    "challenge-redirected, REACH_LOGIN",
    "client-hidden, SERVER_CLIENT_UNKNOWN",
    "host-lost, SERVER_HOST_OTHER",
    "identity-passed, THERE_IDENTITY_INVENTED",
    "method-without-name, THERE_MCP_HEADER_CHANGED",
    "nothing-said, SERVER_HOST_OTHER",
    "scheme-lost, SERVER_SCHEME_OTHER",
    "slash-added, THERE_PATH_SLASH",
    "slash-redirect, REACH_REDIRECT_SLASH",
    "stream-cut, STREAMS_CUT",
    "stream-held-back, STREAMS_HELD_BACK",
    "underscores-passed, THERE_IDENTITY_INVENTED",
    "version-pinned, THERE_MCP_HEADER_CHANGED"
  })
  void theFirstFindingIsTheCause(String situation, String cause) throws Exception {
    assertCause(cause, examine(situation, "/mcp", echo));
  }

  @ParameterizedTest
  @CsvSource({
    "challenge-dropped, AUTHORIZATION_CHALLENGE_MISSING",
    "challenge-intercepted, REACH_LOGIN",
    "metadata-lost, AUTHORIZATION_METADATA_MISSING"
  })
  void theFirstFindingIsTheCauseWhereATokenIsAskedFor(String situation, String cause)
      throws Exception {
    assertCause(cause, examine(situation, "/mcp", challenging));
  }

  @ParameterizedTest
  @CsvSource({"prefix-lost, SERVER_PATH_OTHER"})
  void theFirstFindingIsTheCauseBelowAPrefix(String situation, String cause) throws Exception {
    assertCause(cause, examine(situation, "/echo/mcp", echo));
  }

  @ParameterizedTest
  @CsvSource({
    "cors-wildcard, CORS_AUTHORIZATION_NOT_COVERED",
    "cors-not-on-errors, CORS_PREFLIGHT_STATUS"
  })
  void theFirstFindingIsTheCauseForAPage(String situation, String cause) throws Exception {
    Diagnosis diagnosis =
        examine(
            situation,
            "/mcp",
            // A page sends Authorization where it has a token.
            doctor -> doctor.origin(PAGE).header("Authorization", "Bearer q3Zp1T9vXc7Lw0Ns5Ua2"),
            echo);

    assertCause(cause, diagnosis);
    assertEquals(Leg.BROWSER, diagnosis.findings().get(0).leg());
  }

  /** The preflight is stopped too, which comes before the 401 that a page cannot read. */
  @Test
  void a401ThatAPageCannotReadIsFound() throws Exception {
    Diagnosis diagnosis = examine("cors-not-on-errors", "/mcp", d -> d.origin(PAGE), echo);

    assertTrue(ids(diagnosis).contains("CORS_CHALLENGE_HIDDEN"), diagnosis::toText);
  }

  /**
   * What every proxy does by default is worth knowing; it is the cause for who sends such headers.
   */
  @ParameterizedTest
  @CsvSource({
    "small-headers, Authorization, 9000, REACH_HEADERS_TOO_LARGE",
    "underscores-dropped, x_api_key, 20, THERE_GIVEN_HEADER_LOST"
  })
  void theFirstFindingIsTheCauseForWhoSendsIt(
      String situation, String name, int length, String cause) throws Exception {
    String value = "k1".repeat(length / 2);
    assertCause(cause, examine(situation, "/mcp", doctor -> doctor.header(name, value), echo));
  }

  @ParameterizedTest
  @CsvSource({
    "address-appended, THERE_ADDRESS_INVENTED",
    "forwarded-passed, THERE_FORWARDED_INVENTED",
    "small-headers, THERE_HEADER_LIMIT",
    "stream-unasked, STREAMS_HELD_BACK_UNASKED",
    "underscores-dropped, THERE_UNDERSCORE_LOST"
  })
  void whatIsUsualIsWorthKnowing(String situation, String what) throws Exception {
    Diagnosis diagnosis = examine(situation, "/mcp", echo);

    assertTrue(ids(diagnosis).contains(what), diagnosis::toText);
    assertSilent(diagnosis);
  }

  /** Of what is merely worth knowing, streams come before the limits that every proxy has. */
  @Test
  void aStreamThatIsHeldBackUnaskedIsTheFirstThingWorthKnowing() throws Exception {
    assertCause("STREAMS_HELD_BACK_UNASKED", examine("stream-unasked", "/mcp", echo));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"mended", "client-told", "identity-replaced", "large-headers", "replicas"})
  void theMendedSideIsSilent(String situation) throws Exception {
    assertSilent(examine(situation, "/mcp", echo, other));
  }

  @ParameterizedTest
  @ValueSource(strings = "prefix-told")
  void theMendedPrefixIsSilent(String situation) throws Exception {
    assertSilent(examine(situation, "/echo/mcp", echo));
  }

  /** It asks for tokens, and serves no metadata: only what concerns the page is looked at. */
  @Test
  void aBrowserObjectsToNothingOnTheMendedSide() throws Exception {
    Diagnosis diagnosis = examine("cors", "/mcp", doctor -> doctor.origin(PAGE), echo);

    assertTrue(
        diagnosis.mark(Leg.BROWSER).compareTo(Diagnosis.Mark.WARNING) > 0, diagnosis::toText);
  }

  private static Diagnosis examine(String situation, String path, EchoHttpServer... echoes)
      throws Exception {
    return examine(situation, path, doctor -> doctor, echoes);
  }

  private static Diagnosis examine(
      String situation, String path, UnaryOperator<Doctor> with, EchoHttpServer... echoes)
      throws Exception {
    try (Nginx proxy = Nginx.start(situation, echoes)) {
      String scheme = proxy.trust().isPresent() ? "https" : "http";
      Doctor doctor =
          Doctor.of(URI.create(scheme + "://mcp.example.com" + path))
              .connectTo(new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port()))
              .withoutDiscovery();
      return with.apply(proxy.trust().map(doctor::trusting).orElse(doctor)).examine();
    }
  }

  private static void assertCause(String cause, Diagnosis diagnosis) {
    assertEquals(cause, ids(diagnosis).stream().findFirst().orElse("nothing"), diagnosis::toText);
  }

  private static void assertSilent(Diagnosis diagnosis) {
    assertTrue(
        diagnosis.findings().stream()
            .allMatch(located -> located.finding().severity() == Severity.INFO),
        diagnosis::toText);
  }

  private static List<String> ids(Diagnosis diagnosis) {
    return diagnosis.findings().stream().map(located -> located.finding().id()).toList();
  }
}
