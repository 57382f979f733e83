package io.github.mcpecho.standalone;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads certificates and keys as openssl, certbot and cert-manager write them (RFC 7468). */
final class PemFiles {
  private static final Pattern KEY =
      Pattern.compile("(?s)-----BEGIN ((?:[A-Z]+ )?PRIVATE KEY)-----(.*?)-----END \\1-----");
  private static final String PKCS_8 = "PRIVATE KEY";
  private static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";
  private static final byte[] VERSION_0 = {2, 1, 0};
  private static final int SEQUENCE = 0x30;
  private static final int OCTET_STRING = 4;
  private static final char[] NO_PASSWORD = {};
  private static final List<String> CURVES = List.of("secp256r1", "secp384r1", "secp521r1");

  /** Why a file cannot be used, in a few words that follow its name. */
  static final class UnusableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableException(String message) {
      super(message);
    }
  }

  private PemFiles() {}

  /**
   * Returns the certificates of a file, which may be a chain.
   *
   * @throws UnusableException if there are none
   */
  static List<Certificate> certificates(byte[] file) throws UnusableException {
    try {
      // Proxies read files with the key beside the certificates; the JDK does not.
      String text = new String(file, StandardCharsets.ISO_8859_1);
      byte[] bytes = KEY.matcher(text).replaceAll("").getBytes(StandardCharsets.ISO_8859_1);
      List<Certificate> certificates =
          List.copyOf(
              CertificateFactory.getInstance("X.509")
                  .generateCertificates(new ByteArrayInputStream(bytes)));
      if (!certificates.isEmpty()) {
        return certificates;
      }
    } catch (GeneralSecurityException e) {
      // It is told below.
    }
    throw new UnusableException("holds no certificate in PEM");
  }

  /**
   * @throws UnusableException if it is not that, or encrypted
   */
  static PrivateKey key(byte[] file, PublicKey ofCertificate) throws UnusableException {
    Matcher pem = KEY.matcher(new String(file, StandardCharsets.ISO_8859_1));
    if (!pem.find()) {
      throw new UnusableException("holds no private key in PEM");
    }
    if (pem.group(1).equals(ENCRYPTED) || pem.group(2).contains("ENCRYPTED")) {
      throw new UnusableException(
          "is encrypted: decrypt it with openssl pkcs8 -topk8 -nocrypt, and protect the file");
    }
    if (ofCertificate instanceof ECPublicKey point && !isOnKnownCurve(point)) {
      throw new UnusableException("is for a curve that is none of P-256, P-384 and P-521");
    }
    PrivateKey key;
    try {
      byte[] der = Base64.getMimeDecoder().decode(pem.group(2));
      byte[] pkcs8 = pem.group(1).equals(PKCS_8) ? der : pkcs8(der, ofCertificate);
      key =
          KeyFactory.getInstance(ofCertificate.getAlgorithm())
              .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new UnusableException("holds no key of the algorithm that the certificate is for");
    }
    if (!belongsTo(key, ofCertificate)) {
      throw new UnusableException("is not the key of the certificate");
    }
    return key;
  }

  static KeyStore identity(PrivateKey key, List<Certificate> chain)
      throws GeneralSecurityException, IOException {
    KeyStore store = empty();
    store.setKeyEntry("server", key, NO_PASSWORD, chain.toArray(Certificate[]::new));
    return store;
  }

  static KeyStore authorities(List<Certificate> certificates)
      throws GeneralSecurityException, IOException {
    KeyStore store = empty();
    for (Certificate certificate : certificates) {
      store.setCertificateEntry("authority-" + store.size(), certificate);
    }
    return store;
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    return store;
  }

  private static boolean belongsTo(PrivateKey key, PublicKey certified) {
    try {
      byte[] message = new byte[32];
      new SecureRandom().nextBytes(message);
      Signature signature = Signature.getInstance(algorithm(certified));
      signature.initSign(key);
      signature.update(message);
      byte[] signed = signature.sign();
      signature.initVerify(certified);
      signature.update(message);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** The JDK reads keys on other curves, and signs with none of them. */
  private static boolean isOnKnownCurve(ECPublicKey key) {
    try {
      for (String curve : CURVES) {
        var parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec(curve));
        if (parameters
            .getParameterSpec(ECParameterSpec.class)
            .getOrder()
            .equals(key.getParams().getOrder())) {
          return true;
        }
      }
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("These curves are part of every Java platform", e);
    }
  }

  private static String algorithm(PublicKey key) {
    if (key instanceof EdECPublicKey) {
      return "EdDSA";
    }
    return key instanceof ECPublicKey ? "SHA256withECDSA" : "SHA256withRSA";
  }

  /**
   * Puts a key of PKCS #1 or SEC 1 into PKCS #8 (RFC 5208 §5): it lacks the algorithm, which is
   * that of the certificate, the first part of a public key (RFC 5280 §4.1).
   */
  private static byte[] pkcs8(byte[] key, PublicKey certified) {
    byte[] info = certified.getEncoded();
    int algorithm = contentAt(info, 0);
    int end = contentAt(info, algorithm) + lengthAt(info, algorithm);
    var content = new ByteArrayOutputStream();
    content.writeBytes(VERSION_0);
    content.write(info, algorithm, end - algorithm);
    content.writeBytes(element(OCTET_STRING, key));
    return element(SEQUENCE, content.toByteArray());
  }

  /** Returns where the content of a DER element begins. */
  private static int contentAt(byte[] der, int element) {
    int length = der[element + 1] & 0xFF;
    return element + 2 + (length < 0x80 ? 0 : length & 0x7F);
  }

  private static int lengthAt(byte[] der, int element) {
    int length = der[element + 1] & 0xFF;
    if (length < 0x80) {
      return length;
    }
    int content = contentAt(der, element);
    length = 0;
    for (int i = element + 2; i < content; i++) {
      length = length << 8 | der[i] & 0xFF;
    }
    return length;
  }

  private static byte[] element(int tag, byte[] content) {
    var element = new ByteArrayOutputStream();
    element.write(tag);
    if (content.length >= 0x100) {
      element.write(0x82);
      element.write(content.length >> 8);
    } else if (content.length >= 0x80) {
      element.write(0x81);
    }
    element.write(content.length);
    element.writeBytes(content);
    return element.toByteArray();
  }
}
