package io.github.mcpecho.internal.redaction;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificatesTest {
  private static final String DESCRIPTION =
      "subject CN=client.example; issuer CN=client.example; serial 37f8faf3af8aea91; valid 2024-01-01 to 2034-01-01";

  private final Redactor redactor = new Redactor(new byte[] {5});

  @Test
  void pemIsDescribed() {
    assertEquals(DESCRIPTION, redactor.header("x-ssl-client-cert", pem().replace('\n', ' ')));
    assertEquals(DESCRIPTION, redactor.header("x-forwarded-tls-client-cert", encoded(pem())));
  }

  @Test
  void aBareCertificateIsDescribed() {
    String base64 = base64();
    assertEquals(DESCRIPTION, redactor.header("client-cert", ":" + base64 + ":"));
    assertEquals(DESCRIPTION, redactor.header("X-ARR-ClientCert", base64));
    assertEquals(
        DESCRIPTION, redactor.header("x-forwarded-tls-client-cert", base64 + "," + base64));
  }

  @Test
  void envoysListLosesTheCertificateItself() {
    String value =
        "By=spiffe://a/b;Hash=0123abcd;Cert=\""
            + encoded(pem())
            + "\";Subject=\"CN=x\";URI=spiffe://c";
    assertEquals(
        "By=spiffe://a/b;Hash=0123abcd;Subject=\"CN=x\";URI=spiffe://c",
        redactor.header("X-Forwarded-Client-Cert", value));
  }

  @ParameterizedTest
  @CsvSource({"CN=client.example", "SUCCESS", "0A1B2C"})
  void whatProxiesSayAboutACertificateShows(String value) {
    assertEquals(value, redactor.header("x-ssl-client-subject", value));
  }

  @Test
  void whatIsNoCertificateIsASecret() {
    String value = "abcd".repeat(50);
    assertEquals(redactor.secret(value), redactor.header("x-ssl-cert", value));
  }

  private static String encoded(String pem) {
    return URLEncoder.encode(pem, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String base64() {
    return pem().replaceAll("-----[A-Z ]+-----|\n", "");
  }

  private static String pem() {
    try (InputStream in = CertificatesTest.class.getResourceAsStream("client.pem")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
