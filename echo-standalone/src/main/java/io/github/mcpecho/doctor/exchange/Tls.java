package io.github.mcpecho.doctor.exchange;

import java.security.cert.X509Certificate;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;

/**
 * What was agreed on.
 *
 * @param version such as {@code TLSv1.3}
 * @param protocol of ALPN, empty if none was agreed on
 * @param validity of the certificate of the server
 */
public record Tls(String version, String protocol, Validity validity) {
  static Tls of(SSLSocket socket) {
    Validity validity = Validity.UNKNOWN;
    try {
      if (socket.getSession().getPeerCertificates()[0] instanceof X509Certificate certificate) {
        validity = Validity.of(certificate);
      }
    } catch (SSLPeerUnverifiedException e) {
      // A suite without certificates, which no default of Java has.
    }
    String protocol = socket.getApplicationProtocol();
    return new Tls(socket.getSession().getProtocol(), protocol == null ? "" : protocol, validity);
  }
}
