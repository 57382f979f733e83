package io.github.mcpecho.tools.redaction;

import java.io.ByteArrayInputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Says whose certificate a proxy passed on: PEM, percent-encoded or not, RFC 9440 byte sequences,
 * and the {@code Subject="…";Cert="…"} lists of Envoy and Traefik.
 */
final class Certificates {
  private static final int SHORTEST_CERTIFICATE = 100;
  private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
  private static final String END = "-----END CERTIFICATE-----";
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd").withZone(ZoneOffset.UTC);
  private static final Pattern FIELDS =
      Pattern.compile("(?i)(by|hash|subject|issuer|uri|dns|cert|chain|serialnumber|nb|na|san)=.*");
  private static final Pattern WHOLE_CERTIFICATE =
      Pattern.compile("(?i)\\b(?:cert|chain)=(?:\"[^\"]*+\"?|[^;,]*+)[;,]?");

  private Certificates() {}

  /** Returns a description, or nothing if the value is neither a certificate nor about one. */
  static Optional<String> describe(String value) {
    String plain = value.indexOf('%') < 0 ? value : percentDecoded(value);
    if (FIELDS.matcher(plain).lookingAt()) {
      return Optional.of(WHOLE_CERTIFICATE.matcher(plain).replaceAll(""));
    }
    return plain.length() < SHORTEST_CERTIFICATE ? Optional.of(value) : parsed(plain);
  }

  private static Optional<String> parsed(String plain) {
    int end = plain.indexOf(END);
    String first = (end < 0 ? plain : plain.substring(0, end)).replace(BEGIN, "");
    int comma = first.indexOf(',');
    String base64 = (comma < 0 ? first : first.substring(0, comma)).replaceAll("[\\s:]", "");
    try {
      byte[] der = Base64.getDecoder().decode(base64);
      var certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(der));
      return Optional.of(
          "subject "
              + certificate.getSubjectX500Principal().getName()
              + "; issuer "
              + certificate.getIssuerX500Principal().getName()
              + "; serial "
              + certificate.getSerialNumber().toString(16)
              + "; valid "
              + DAY.format(certificate.getNotBefore().toInstant())
              + " to "
              + DAY.format(certificate.getNotAfter().toInstant()));
    } catch (IllegalArgumentException | CertificateException notCertificate) {
      return Optional.empty();
    }
  }

  /** A plus sign is part of base64 here, not a blank. */
  private static String percentDecoded(String value) {
    try {
      return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return value;
    }
  }
}
