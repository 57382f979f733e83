package io.github.mcpecho.diagnosis.tokens;

import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.http.TlsSession;
import io.github.mcpecho.internal.hashing.Hashes;
import io.github.mcpecho.internal.redaction.Certificates;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The certificate of the client, as a proxy passed it on or the client showed it. */
final class ClientCertificate {
  private static final List<String> HEADERS =
      List.of(
          "client-cert",
          "x-forwarded-tls-client-cert",
          "x-ssl-client-cert",
          "ssl-client-cert",
          "x-ssl-cert",
          "x-arr-clientcert",
          "x-amzn-mtls-clientcert-leaf",
          "x-amzn-mtls-clientcert");
  private static final int SHA256_HEX = 64;

  private ClientCertificate() {}

  /**
   * Returns the base64url SHA-256 of the certificate (RFC 8705 §3.1), if one can be read: of the
   * one that a proxy passed on, else of the one that was shown to this server.
   */
  static Optional<String> thumbprint(CallContext context) {
    return context
        .connection()
        .tls()
        .flatMap(TlsSession::clientCertificate)
        .flatMap(ClientCertificate::ofTls)
        .or(() -> passedOn(context.headers()));
  }

  private static Optional<String> ofTls(X509Certificate certificate) {
    try {
      return Optional.of(Hashes.base64Url(Hashes.sha256(certificate.getEncoded())));
    } catch (CertificateEncodingException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> passedOn(Headers headers) {
    return headers
        .first("x-forwarded-client-cert")
        .flatMap(ClientCertificate::envoyHash)
        .or(
            () ->
                HEADERS.stream()
                    .map(headers::first)
                    .flatMap(Optional::stream)
                    .findFirst()
                    .flatMap(Certificates::der)
                    .map(der -> Hashes.base64Url(Hashes.sha256(der))));
  }

  /** Envoy writes the hash in hexadecimal digits, beside other elements. */
  private static Optional<String> envoyHash(String value) {
    int start = value.indexOf("Hash=");
    int end = start + 5 + SHA256_HEX;
    if (start < 0 || end > value.length()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Hashes.base64Url(HexFormat.of().parseHex(value, start + 5, end)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
