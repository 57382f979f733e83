package io.github.mcpecho.doctor.exchange;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether certificates have the 112 bits that OpenSSL wants from its security level 2 on. */
final class Strength {
  private static final int RSA_BITS = 2_048;
  private static final int EC_BITS = 224;
  private static final Pattern WEAK_HASH = Pattern.compile("(?i)^(?:SHA-?1|MD[25])with");

  private Strength() {}

  /** Returns what is too weak in a chain, for people; nothing if all is strong enough. */
  static Optional<String> objection(List<X509Certificate> chain) {
    return chain.stream().flatMap(one -> objection(one).stream()).findFirst();
  }

  /** Nobody looks at how a root is signed: it is trusted by itself. */
  private static Optional<String> objection(X509Certificate certificate) {
    String subject = certificate.getSubjectX500Principal().toString();
    boolean isRoot =
        certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    Optional<String> signature =
        Optional.of(certificate.getSigAlgName())
            .filter(name -> !isRoot && WEAK_HASH.matcher(name).find())
            .map(name -> subject + " is signed with " + name);
    return key(certificate.getPublicKey()).map(key -> subject + " has " + key).or(() -> signature);
  }

  private static Optional<String> key(PublicKey key) {
    if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() < RSA_BITS) {
      return Optional.of("an RSA key of " + rsa.getModulus().bitLength() + " bits");
    }
    if (key instanceof ECPublicKey curve && curve.getParams().getOrder().bitLength() < EC_BITS) {
      return Optional.of("an EC key of " + curve.getParams().getOrder().bitLength() + " bits");
    }
    return Optional.empty();
  }
}
