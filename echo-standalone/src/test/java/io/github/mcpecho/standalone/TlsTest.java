package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.mcpecho.settings.ConfigurationException;
import io.github.mcpecho.settings.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Certificates and keys of files, and those of clients. */
@Isolated("It runs the program, whose log is that of the JVM.")
class TlsTest {
  private static final TestCertificate OWN = made("EC", "localhost");
  private static final TestCertificate OTHER = made("EC", "localhost");
  private static final TestCertificate RSA = made("RSA", "localhost");
  private static final TestCertificate CLIENT = made("EC", "billing-job");

  @TempDir private Path folder;

  /** On secp256k1, which the JDK does not know; its keytool makes none. */
  private static final String CURVE =
      """
      -----BEGIN CERTIFICATE-----
      MIIBczCCARigAwIBAgIUE3syQjHWNugro8Zhg9TjvHmwGZswCgYIKoZIzj0EAwIw
      EDEOMAwGA1UEAwwFY3VydmUwHhcNMjYxMTI4MTMzMDEzWhcNMzYxMTI1MTMzMDEz
      WjAQMQ4wDAYDVQQDDAVjdXJ2ZTBWMBAGByqGSM49AgEGBSuBBAAKA0IABDJLBfmi
      EAW2NvwLtqFbWth9sC0leU2z6xGeg4yZG81zysr08DRgPS/Z4DQmFeUSMbMAUfCw
      SFG0DU2RHaWNeAmjUzBRMB0GA1UdDgQWBBT31dYaURHVwSCA8HQ2cygdtJ3YDTAf
      BgNVHSMEGDAWgBT31dYaURHVwSCA8HQ2cygdtJ3YDTAPBgNVHRMBAf8EBTADAQH/
      MAoGCCqGSM49BAMCA0kAMEYCIQDVmdxDBY3O1QWMmJpUdD0qe7A+gCg08wvtrFVn
      y2H94AIhANdH/2ivVTIGyohWQIKKRjhlF4B9adV83XFwjzyL8Ar9
      -----END CERTIFICATE-----
      """;

  @Test
  void theKeyMayStandBesideTheCertificate() throws Exception {
    for (String both :
        List.of(OWN.certificatePem() + OWN.keyPem(), OWN.keyPem() + OWN.certificatePem())) {
      Path file = file("all.pem", both);
      assertServes(
          OWN,
          Servers.CONFIG
              .with(ServerSettings.TLS_CERTIFICATE, file)
              .with(ServerSettings.TLS_KEY, file));
    }
  }

  @Test
  void keysAreReadAsOpensslWritesThem() throws Exception {
    for (String key : new String[] {RSA.keyPem(), RSA.rsaKeyPem()}) {
      assertServes(RSA, write(RSA, key));
    }
    for (String key : new String[] {OWN.keyPem(), OWN.ecKeyPem()}) {
      assertServes(OWN, write(OWN, key));
    }
  }

  @Test
  void theCertificateOfAClientIsACredential() throws Exception {
    Settings settings =
        write(OWN, OWN.keyPem())
            .with(ServerSettings.TLS_CLIENT_CA, file("ca.pem", CLIENT.certificatePem()));
    try (EchoHttpServer server = EchoHttpServer.start(settings)) {
      String answer = call(server, CLIENT.trusting(OWN), "");
      assertTrue(answer.contains("CN=billing-job"), answer);
      assertTrue(answer.contains("verified in this server's TLS handshake"), answer);
      assertTrue(answer.contains("AUTHENTICATED"), answer);
      assertTrue(!answer.contains("Nothing has verified them"), answer);
      assertTrue(
          answer.contains("certificate of the TLS connection was verified in this server's"),
          answer);

      JsonNode shown =
          new ObjectMapper().readTree(answer).at("/result/structuredContent/clientCertificate");
      X509Certificate certificate = (X509Certificate) CLIENT.keys().getCertificate("it");
      assertEquals("CN=billing-job", shown.path("subject").asText());
      assertEquals("CN=billing-job", shown.path("issuer").asText());
      assertEquals(
          certificate.getNotAfter().toInstant().toString(), shown.path("notAfter").asText());

      String bound = token(thumbprint(CLIENT));
      String other = token(thumbprint(OWN));
      assertTrue(!call(server, CLIENT.trusting(OWN), bound).contains("MTLS_CERTIFICATE"));
      assertTrue(call(server, CLIENT.trusting(OWN), other).contains("MTLS_CERTIFICATE_MISMATCH"));

      assertThrows(IOException.class, () -> call(server, OWN.trust(), ""));
      assertThrows(IOException.class, () -> call(server, OWN.context(), ""));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "none    | the client sent no certificate",
        "foreign | the certificate of the client is not of an authority in MCP_ECHO_TLS_CLIENT_CA",
        "plain   | what came is no TLS",
      })
  void aRefusedHandshakeIsLoggedWithPeerAndReason(String client, String reason) throws Exception {
    write(OWN, OWN.keyPem());
    Path authorities = file("ca.pem", OWN.certificatePem());
    var program =
        new Program(
            Map.of(
                "MCP_ECHO_DEBUG", "true",
                "MCP_ECHO_TLS_CERTIFICATE", folder.resolve("cert.pem").toString(),
                "MCP_ECHO_TLS_KEY", folder.resolve("key.pem").toString(),
                "MCP_ECHO_TLS_CLIENT_CA", authorities.toString()));
    SSLContext context =
        switch (client) {
          // Of the same name: clients show none that is not of an authority of the server.
          case "foreign" -> OTHER.trusting(OWN);
          default -> OWN.trust();
        };
    if (client.equals("plain")) {
      try (var raw = new RawHttp(program.uri())) {
        raw.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
        raw.rest();
      } catch (IOException e) {
        // A reset is an answer too.
      }
    } else {
      try (var socket =
          (SSLSocket)
              context.getSocketFactory().createSocket("localhost", program.uri().getPort())) {
        socket.startHandshake();
        socket.getInputStream().read();
      } catch (IOException e) {
        // The server refuses it.
      }
    }
    String log = program.stop();
    assertTrue(
        log.lines()
            .anyMatch(
                line ->
                    line.matches(
                        ".*TLS handshake with /127\\.0\\.0\\.1:\\d+ failed: " + reason + ".*")),
        log);
  }

  @ParameterizedTest
  @CsvSource({
    "mcp.example.com, http/1.1, 'ALPN http/1.1, SNI mcp.example.com'",
    ",                ,         'ALPN none, SNI none'",
  })
  void whatTheClientAskedForIsVisible(String sni, String alpn, String shown) throws Exception {
    String body =
        """
        {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"printHeader",\
        "arguments":{"details":true}}}""";
    try (EchoHttpServer server = EchoHttpServer.start(write(OWN, OWN.keyPem()));
        var socket =
            (SSLSocket) OWN.trust().getSocketFactory().createSocket("127.0.0.1", server.port())) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setServerNames(sni == null ? List.of() : List.of(new SNIHostName(sni)));
      parameters.setApplicationProtocols(alpn == null ? new String[0] : new String[] {alpn});
      socket.setSSLParameters(parameters);
      socket.setSoTimeout(20_000);
      String request =
          "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
              + "Connection: close\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body;
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(answer.contains("Secure: true, TLSv1.3 TLS_"), answer);
      assertTrue(answer.contains(shown), answer);
    }
  }

  @Test
  void aCertificateMayBeWantedOnly() throws Exception {
    Settings settings =
        write(OWN, OWN.keyPem())
            .with(ServerSettings.TLS_CLIENT_CA, file("ca.pem", OWN.certificatePem()))
            .with(ServerSettings.TLS_CLIENT_AUTH, "want");
    try (EchoHttpServer server = EchoHttpServer.start(settings)) {
      assertTrue(call(server, OWN.trust(), "").contains("NOT AUTHENTICATED"));
      assertTrue(call(server, OWN.context(), "").contains("CN=localhost"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cert.pem|        |MCP_ECHO_TLS_CERTIFICATE needs MCP_ECHO_TLS_KEY",
        "        |key.pem |MCP_ECHO_TLS_KEY needs MCP_ECHO_TLS_CERTIFICATE",
        "cert.pem|none.pem|there is no such file",
        "none.pem|key.pem |there is no such file",
        "cert.pem|cert.pem|the file holds no private key in PEM",
        "key.pem |key.pem |the file holds no certificate in PEM",
        "cert.pem|other.pem|the file is not the key of the certificate",
        "cert.pem|rsa.pem |the file holds no key of the algorithm that the certificate is for",
        "cert.pem|locked.pem|the file is encrypted",
        "wrong-order.pem|key.pem|is the key of a certificate that has to stand first in MCP_ECHO_TLS_CERT",
        "twice.pem|key.pem|MCP_ECHO_TLS_CERTIFICATE=",
        "twice.pem|key.pem|has to be followed by that of its issuer",
        "curve.pem|key.pem|is for a curve that is none of P-256, P-384 and P-521"
      })
  void whatCannotBeUsedIsToldAtTheStart(String certificate, String key, String reason)
      throws Exception {
    write(OWN, OWN.keyPem());
    file("other.pem", OTHER.keyPem());
    file("wrong-order.pem", CLIENT.certificatePem() + OWN.certificatePem());
    file("twice.pem", OWN.certificatePem() + OWN.certificatePem());
    file("curve.pem", CURVE);
    file("rsa.pem", RSA.keyPem());
    file("locked.pem", OWN.keyPem().replace("PRIVATE", "ENCRYPTED PRIVATE"));
    var variables = new HashMap<String, String>(Map.of("MCP_ECHO_PORT", "0"));
    if (certificate != null) {
      variables.put("MCP_ECHO_TLS_CERTIFICATE", folder.resolve(certificate).toString());
    }
    if (key != null) {
      variables.put("MCP_ECHO_TLS_KEY", folder.resolve(key).toString());
    }
    Settings settings = ServerSettings.DEFAULTS.withEnvironment(variables);
    String message =
        assertThrows(ConfigurationException.class, () -> EchoHttpServer.start(settings))
            .getMessage();
    assertTrue(message.contains(reason), message);
  }

  @Test
  void healthIsAskedOverTls() throws Exception {
    TestCertificate proxied = TestCertificate.of("mcp.example.com", -1, 30);
    var out = new ByteArrayOutputStream();
    try (EchoHttpServer server =
        Servers.start(write(proxied, proxied.keyPem()), Servers.greeter())) {
      var variables =
          Map.of(
              "MCP_ECHO_PORT", String.valueOf(server.port()),
              "MCP_ECHO_TLS_CERTIFICATE", folder.resolve("cert.pem").toString(),
              "MCP_ECHO_TLS_KEY", folder.resolve("key.pem").toString());
      var print = new PrintStream(out, true, StandardCharsets.UTF_8);
      assertEquals(0, HealthCommand.run(variables, Map.of(), print, print), out::toString);
    }
  }

  private static TestCertificate made(String algorithm, String host) {
    try {
      return TestCertificate.of(algorithm, host, -1, 30);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private Settings write(TestCertificate certificate, String key) throws Exception {
    return Servers.CONFIG
        .with(ServerSettings.TLS_CERTIFICATE, file("cert.pem", certificate.certificatePem()))
        .with(ServerSettings.TLS_KEY, file("key.pem", key));
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static void assertServes(TestCertificate certificate, Settings settings)
      throws Exception {
    try (EchoHttpServer server = Servers.start(settings, Servers.greeter())) {
      assertEquals(certificate.keys().getCertificate("it"), served(server, certificate.trust()));
    }
  }

  private static X509Certificate served(EchoHttpServer server, SSLContext trust) throws Exception {
    try (var socket =
        (SSLSocket) trust.getSocketFactory().createSocket(server.uri().getHost(), server.port())) {
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
  }

  private static String call(EchoHttpServer server, SSLContext tls, String token) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("https://localhost:" + server.port() + "/mcp"))
            // This client may miss that its certificate is refused once TLS 1.3 stands for it.
            .timeout(Duration.ofSeconds(20))
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    """
                    {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"authContext"}}"""));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return HttpClient.newBuilder()
        .sslContext(tls)
        .build()
        .send(request.build(), BodyHandlers.ofString())
        .body();
  }

  private static String thumbprint(TestCertificate certificate) throws Exception {
    byte[] encoded = certificate.keys().getCertificate("it").getEncoded();
    return base64Url(MessageDigest.getInstance("SHA-256").digest(encoded));
  }

  private static String token(String thumbprint) {
    String claims =
        "{\"iss\":\"https://a.example\",\"exp\":4102444800,\"cnf\":{\"x5t#S256\":\"%s\"}}"
            .formatted(thumbprint);
    return base64Url("{\"alg\":\"ES256\"}".getBytes(StandardCharsets.US_ASCII))
        + "."
        + base64Url(claims.getBytes(StandardCharsets.US_ASCII))
        + "."
        + base64Url(new byte[64]);
  }

  private static String base64Url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
