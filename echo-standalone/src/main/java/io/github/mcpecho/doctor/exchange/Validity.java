package io.github.mcpecho.doctor.exchange;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;

/** From when until when a certificate is valid (RFC 5280 §4.1.2.5). */
public record Validity(Instant notBefore, Instant notAfter) {
  /** Of a connection without certificates. */
  static final Validity UNKNOWN = new Validity(Instant.MIN, Instant.MAX);

  static Validity of(X509Certificate certificate) {
    return new Validity(
        certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant());
  }

  /** Returns, for people, why it is not valid at this time; nothing if it is. */
  public Optional<String> objection(Instant now) {
    return now.isAfter(notAfter)
        ? Optional.of("valid until " + notAfter)
        : now.isBefore(notBefore)
            ? Optional.of("valid from " + notBefore + " on")
            : Optional.empty();
  }
}
