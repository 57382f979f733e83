package io.github.mcpecho.internal.redaction;

import io.github.mcpecho.internal.text.Expressions;
import io.github.mcpecho.internal.uri.Percent;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the certificate that a proxy passed on, and says whose it is: PEM, percent-encoded or not,
 * RFC 9440 byte sequences, and the {@code Subject="…";Cert="…"} lists of Envoy and Traefik.
 */
public final class Certificates {
  private static final int SHORTEST_CERTIFICATE = 100;
  private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
  private static final String END = "-----END CERTIFICATE-----";
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd").withZone(ZoneOffset.UTC);
  private static final Pattern FIELDS =
      Pattern.compile("(?i)(by|hash|subject|issuer|uri|dns|cert|chain|serialnumber|nb|na|san)=.*");
  private static final Pattern WHOLE_CERTIFICATE =
      Expressions.compile("(?i)\\b(?:cert|chain)=(?:\"[^\"]*+\"?|[^;,]*+)[;,]?");

  private Certificates() {}

  /** Returns a description, or nothing if the value is neither a certificate nor about one. */
  static Optional<String> describe(String value) {
    String plain = Percent.decodeOrKeep(value);
    if (FIELDS.matcher(plain).lookingAt()) {
      return Optional.of(WHOLE_CERTIFICATE.matcher(plain).replaceAll(""));
    }
    return plain.length() < SHORTEST_CERTIFICATE
        ? Optional.of(value)
        : der(plain).flatMap(Certificates::described);
  }

  /**
   * Returns the bytes of the first certificate in PEM, escaped PEM, bare base64, or a byte sequence
   * of RFC 9440; nothing if that is no base64.
   */
  public static Optional<byte[]> der(String value) {
    String text = Percent.decodeOrKeep(value);
    if (text.indexOf('%') >= 0) {
      return Optional.empty();
    }
    int begin = text.indexOf(BEGIN);
    String body = begin < 0 ? text : text.substring(begin + BEGIN.length());
    int end = body.indexOf(begin < 0 ? "," : END);
    String base64 = (end < 0 ? body : body.substring(0, end)).replace(":", "");
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(base64);
      return bytes.length == 0 ? Optional.empty() : Optional.of(bytes);
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  private static Optional<String> described(byte[] der) {
    try {
      var certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(der));
      return Optional.of(describe(certificate));
    } catch (CertificateException notCertificate) {
      return Optional.empty();
    }
  }

  /** Returns who a certificate is of and from, and for how long. */
  public static String describe(X509Certificate certificate) {
    return "subject "
        + certificate.getSubjectX500Principal().getName()
        + "; issuer "
        + certificate.getIssuerX500Principal().getName()
        + "; serial "
        + certificate.getSerialNumber().toString(16)
        + "; valid "
        + DAY.format(certificate.getNotBefore().toInstant())
        + " to "
        + DAY.format(certificate.getNotAfter().toInstant());
  }
}
