package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.mcpecho.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A certificate that is written anew while the server runs, which looks for it now and then. */
class RenewedCertificateTest {
  @TempDir private Path folder;

  @Test
  void isServedWithoutARestart() throws Exception {
    TestCertificate own = TestCertificate.of("EC", "localhost", -1, 30);
    TestCertificate other = TestCertificate.of("EC", "localhost", -1, 30);
    try (EchoHttpServer server = Servers.start(write(own), Servers.greeter())) {
      assertEquals(own.keys().getCertificate("it"), served(server, own));
      Files.writeString(folder.resolve("cert.pem"), "no certificate");
      Thread.sleep(100);
      assertEquals(own.keys().getCertificate("it"), served(server, own));
      write(other);
      while (!isServed(server, other)) {
        Thread.sleep(100);
      }
    }
  }

  private Settings write(TestCertificate certificate) throws Exception {
    Path chain = folder.resolve("cert.pem");
    Path key = folder.resolve("key.pem");
    Files.writeString(chain, certificate.certificatePem());
    Files.writeString(key, certificate.keyPem());
    return Servers.CONFIG
        .with(ServerSettings.TLS_CERTIFICATE, chain)
        .with(ServerSettings.TLS_KEY, key);
  }

  private static boolean isServed(EchoHttpServer server, TestCertificate certificate)
      throws Exception {
    try {
      return served(server, certificate).equals(certificate.keys().getCertificate("it"));
    } catch (SSLPeerUnverifiedException e) {
      return false;
    }
  }

  private static Certificate served(EchoHttpServer server, TestCertificate trusted)
      throws Exception {
    try (var socket =
        (SSLSocket)
            trusted
                .trust()
                .getSocketFactory()
                .createSocket(server.uri().getHost(), server.port())) {
      return socket.getSession().getPeerCertificates()[0];
    }
  }
}
