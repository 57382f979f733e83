package io.github.mcpecho.diagnosis.urls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.mcp.Redaction;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressTest {
  private static final Redactor REDACTOR = new Redactor(new byte[] {1});
  private static final Redaction REDACTION = Redaction.of(REDACTOR::text, REDACTOR::header);

  @ParameterizedTest
  @CsvSource({
    "X-Forwarded-For,'203.0.113.7, 10.0.0.1',203.0.113.7,x-forwarded-for",
    "X-Forwarded-For,' ,10.0.0.1',127.0.0.1,socket",
    "Forwarded,'for=203.0.113.7:4711, for=10.0.0.1',203.0.113.7,forwarded",
    "Forwarded,by=10.0.0.1,127.0.0.1,socket",
    "Forwarded,for=a/b,127.0.0.1,socket",
    "Forwarded,for=203.0.113.7/24,127.0.0.1,socket",
    "Forwarded,'for=\"Bearer abc:80\"',127.0.0.1,socket",
    "Forwarded,'for=\"[2001:db8::1]:4711\"',[2001:db8::1],forwarded",
    "Forwarded,'for=\"203.0.113.7:_port\"',203.0.113.7:_port,forwarded",
    "X-Real-IP,203.0.113.7,203.0.113.7,x-real-ip",
    "CF-Connecting-IP,203.0.113.7,203.0.113.7,cf-connecting-ip",
    "X-Real-IP,' ',127.0.0.1,socket"
  })
  void addressNamesItsSource(String name, String value, String address, String source) {
    assertEquals(new ClientAddress(address, source), of(name, value));
  }

  /** Forwarded, X-Forwarded-For and X-Real-IP at once. */
  @ParameterizedTest
  @CsvSource({
    "for=198.51.100.1,203.0.113.7,203.0.113.7,198.51.100.1,forwarded",
    "for=_hidden,203.0.113.7,,203.0.113.7,x-forwarded-for",
    "for=unknown,' ',203.0.113.7,203.0.113.7,x-real-ip",
    "for=_hidden,' ',,_hidden,forwarded",
    "by=10.0.0.1,'6.6.6.6, 203.0.113.7',203.0.113.7,203.0.113.7,x-real-ip",
    "by=10.0.0.1,6.6.6.6,203.0.113.7,203.0.113.7,x-real-ip",
    "by=10.0.0.1,'203.0.113.7, 10.0.0.1',10.0.0.1,203.0.113.7,x-forwarded-for",
    "by=10.0.0.1,'203.0.113.7:80',203.0.113.7,203.0.113.7:80,x-forwarded-for",
    "by=10.0.0.1,'192.168.9.9, 10.0.0.7',10.0.0.7,10.0.0.7,x-real-ip",
  })
  void sourcesThatDisagreeAreChosenFrom(
      String forwarded, String list, String real, String address, String source) {
    assertEquals(
        new ClientAddress(address, source),
        of("Forwarded", forwarded, "X-Forwarded-For", list, "X-Real-IP", real == null ? "" : real));
  }

  @Test
  void containerThatUsedTheHeadersIsNamed() {
    var connection =
        CallContext.Connection.builder()
            .scheme("https")
            .server("h", 443)
            .secure(true)
            .remote("203.0.113.7", 0)
            .local("10.0.0.8", 80)
            .forwardedApplied(true)
            .build();
    var context =
        new CallContext("POST", "/mcp", "HTTP/1.1", Headers.NONE, connection, Instant.EPOCH);
    assertEquals(
        new ClientAddress("203.0.113.7", "the container, from proxy headers"),
        ClientAddress.of(context, REDACTION));
  }

  @Test
  void secretIsHiddenBeforeItsPortIsCutOff() {
    assertEquals(
        new ClientAddress(REDACTOR.text("Bearer abc:80"), "x-forwarded-for"),
        of("X-Forwarded-For", "Bearer abc:80"));
  }

  private static ClientAddress of(String... headers) {
    return ClientAddress.of(CallContext.local(Headers.of(headers), Instant.EPOCH), REDACTION);
  }
}
