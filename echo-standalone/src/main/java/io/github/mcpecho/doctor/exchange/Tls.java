package io.github.mcpecho.doctor.exchange;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;

/**
 * What was agreed on.
 *
 * @param version such as {@code TLSv1.3}
 * @param protocol of ALPN, empty if none was agreed on
 * @param validity of the certificate of the server
 * @param weakness what is too weak in the chain of the server, for people
 */
public record Tls(String version, String protocol, Validity validity, Optional<String> weakness) {
  static Tls of(SSLSocket socket) {
    List<X509Certificate> chain = chain(socket);
    String protocol = socket.getApplicationProtocol();
    return new Tls(
        socket.getSession().getProtocol(),
        protocol == null ? "" : protocol,
        chain.isEmpty() ? Validity.UNKNOWN : Validity.of(chain.get(0)),
        Strength.objection(chain));
  }

  private static List<X509Certificate> chain(SSLSocket socket) {
    try {
      return Stream.of(socket.getSession().getPeerCertificates())
          .filter(X509Certificate.class::isInstance)
          .map(X509Certificate.class::cast)
          .toList();
    } catch (SSLPeerUnverifiedException e) {
      // A suite without certificates, which no default of Java has.
      return List.of();
    }
  }
}
