package io.github.mcpecho.doctor.exchange;

import java.security.cert.X509Certificate;
import java.time.Instant;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;

/**
 * What was agreed on.
 *
 * @param version such as {@code TLSv1.3}
 * @param protocol of ALPN, empty if none was agreed on
 * @param notAfter when the certificate ends
 */
public record Tls(String version, String protocol, Instant notAfter) {
  static Tls of(SSLSocket socket) {
    Instant notAfter = Instant.MAX;
    try {
      if (socket.getSession().getPeerCertificates()[0] instanceof X509Certificate certificate) {
        notAfter = certificate.getNotAfter().toInstant();
      }
    } catch (SSLPeerUnverifiedException e) {
      // A suite without certificates, which no default of Java has.
    }
    String protocol = socket.getApplicationProtocol();
    return new Tls(socket.getSession().getProtocol(), protocol == null ? "" : protocol, notAfter);
  }
}
