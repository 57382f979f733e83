package io.github.mcpecho.diagnosis.urls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.CallContext.Connection;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.report.Finding;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionViewTest {
  private final Redactor redactor = new Redactor(new byte[] {1});

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Host: mcp.internal:3000 | ''",
        "Host: MCP.internal | ''",
        "X-Request-Id: 1 | ''",
        "Host: other.example | CONTAINER_FORWARDED_REMOVED",
        "Host: other.example; X-Real-Ip: 192.0.2.1; Via: 1.1 a | CONTAINER_FORWARDED_REMOVED",
        "Host: other.example; X-Forwarded-Host: mcp.internal | CONTAINER_FORWARDED_APPLIED",
        "Host: mcp.internal; X-Forwarded-Host: mcp.internal | ''",
        "Host: mcp.internal; X-Forwarded-Host: mcp.example | ''",
        "Host: other.example; X-Forwarded-For: 192.0.2.1 | ''",
        "X-Forwarded-For: 192.0.2.1, 10.0.0.7 | CONTAINER_FORWARDED_APPLIED",
        "X-Forwarded-For: 10.0.0.7:5555 | CONTAINER_FORWARDED_APPLIED",
        "Forwarded: for=10.0.0.7;proto=http | CONTAINER_FORWARDED_APPLIED",
        "X-Forwarded-Proto: HTTPS | CONTAINER_FORWARDED_IGNORED",
        "Forwarded: proto=\"https\" | CONTAINER_FORWARDED_IGNORED",
        "X-Forwarded-Proto: http | ''",
        "X-Forwarded-Proto: https, http | CONTAINER_FORWARDED_IGNORED",
        "X-Forwarded-For: 192.0.2.1; Forwarded: for=_hidden | ''",
        "X-Forwarded-For: 2001:db8::1; Forwarded: for=\"[2001:DB8::1]:4711\" | ''",
        "Forwarded: ;;,for=,\"=for=[ | ''",
      })
  void viewOfTheContainerIsComparedWithTheHeaders(String headers, String findings) {
    assertEquals(findings, ids(view(headers(headers), "mcp.internal", "10.0.0.7")));
  }

  @Test
  void anIpv6HostIsRecognised() {
    assertEquals("", ids(view(Headers.of("Host", "[::1]:3000"), "[::1]", "::1")));
    assertEquals("", ids(view(Headers.of("Host", "[::1]:3000"), "::1", "::1")));
  }

  @Test
  void aContainerThatConsumedTheAddressesSaysSo() {
    ConnectionView view = applied(Headers.of("Host", "h", "X-Forwarded-Proto", "https"), List.of());
    assertEquals("CONTAINER_FORWARDED_APPLIED", ids(view));
    assertEquals(
        "the container says so; to it the client is 203.0.113.7",
        view.findings().get(0).evidence());
    assertEquals("true", view.toJson().at("/container/forwardedApplied").asText());
  }

  @Test
  void whatAFilterHidesIsNamed() {
    ConnectionView view =
        applied(Headers.of("Host", "h"), List.of("X-Forwarded-For", "X-Forwarded-Proto"));
    assertEquals("CONTAINER_FORWARDED_REMOVED", ids(view));
    assertEquals(
        "X-Forwarded-For, X-Forwarded-Proto; to the container this is https://h:443,"
            + " called by 203.0.113.7",
        view.findings().get(0).evidence());
    assertEquals(
        "[\"X-Forwarded-For\",\"X-Forwarded-Proto\"]",
        view.toJson().at("/container/hiddenHeaders").toString());
  }

  @Test
  void bothViewsAreShownToPrograms() {
    assertEquals(
        "{\"request\":{\"method\":\"POST\",\"target\":\"/mcp?token="
            + redactor.secret("abc")
            + "\",\"protocol\":\"HTTP/1.1\"},\"container\":{\"scheme\":\"http\",\"serverName\":\"h\","
            + "\"serverPort\":80,\"secure\":false,\"remoteAddress\":\"10.0.0.7\",\"remotePort\":1234,"
            + "\"localAddress\":\"10.0.0.8\",\"localPort\":3000,\"forwardedApplied\":false,\"hiddenHeaders\":[],\"userPrincipal\":\"ann\"}}",
        view(Headers.NONE, "h", "10.0.0.7").toJson().toString());
  }

  private ConnectionView applied(Headers left, List<String> hidden) {
    var connection =
        Connection.builder()
            .scheme("https")
            .server("h", 443)
            .secure(true)
            .remote("203.0.113.7", 0)
            .local("10.0.0.8", 8080)
            .forwardedApplied(true)
            .hiddenHeaders(hidden)
            .build();
    return new ConnectionView(
        new CallContext("POST", "/mcp", "HTTP/1.1", left, connection, Instant.EPOCH), redactor);
  }

  private static Headers headers(String text) {
    return Headers.of(
        List.of(text.split("; (?=[A-Z])")).stream()
            .flatMap(line -> List.of(line.split(": ", 2)).stream())
            .toArray(String[]::new));
  }

  private ConnectionView view(Headers headers, String serverName, String remoteAddress) {
    var connection =
        Connection.builder()
            .server(serverName, 80)
            .remote(remoteAddress, 1234)
            .local("10.0.0.8", 3000)
            .userPrincipal("ann")
            .build();
    return new ConnectionView(
        new CallContext("POST", "/mcp?token=abc", "HTTP/1.1", headers, connection, Instant.EPOCH),
        redactor);
  }

  private static String ids(ConnectionView view) {
    return Stream.concat(view.findings().stream(), view.applicationFindings().stream())
        .map(Finding::id)
        .collect(Collectors.joining(" "));
  }
}
