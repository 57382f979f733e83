package io.github.mcpecho.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * An authority whose certificates nobody trusts but who is told to, for servers on this machine.
 * Its keys are made anew each time and are in memory only; what it certifies is valid for a year,
 * and from the day before on. Immutable.
 *
 * <pre>{@code
 * try (McpEchoServer server = McpEchoServer.builder().https().start()) {
 *   HttpClient client = HttpClient.newBuilder()
 *       .sslContext(server.authority().sslContext()).build();
 * }
 * }</pre>
 */
public final class TestAuthority {
  private static final String NAME = "mcp-echo test authority";
  private static final Duration BEFORE = Duration.ofDays(1);
  private static final Duration VALID = Duration.ofDays(365);
  private static final int SERIAL_BITS = 120;
  private static final int KEY_ID_BYTES = 20;
  private static final char[] NO_PASSWORD = {};

  /** RFC 5758 §3.2. */
  private static final byte[] ECDSA_WITH_SHA256 =
      Der.sequence(Der.identifier(1, 2, 840, 10045, 4, 3, 2));

  private static final byte[] LOOPBACK_4 = {127, 0, 0, 1};
  private static final byte[] LOOPBACK_6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

  private final X509Certificate certificate;
  private final KeyStore serverKeys;

  private TestAuthority(X509Certificate certificate, KeyStore serverKeys) {
    this.certificate = certificate;
    this.serverKeys = serverKeys;
  }

  /**
   * Makes one.
   *
   * @param hosts names of a server beside {@code localhost}, {@code 127.0.0.1} and {@code ::1}
   */
  public static TestAuthority create(String... hosts) {
    try {
      KeyPair own = keys();
      X509Certificate authority = certificate(NAME, own.getPublic(), own, ofAuthority(own));
      KeyPair server = keys();
      X509Certificate shown =
          certificate("localhost", server.getPublic(), own, ofServer(own, List.of(hosts)));
      KeyStore store = emptyStore();
      store.setKeyEntry(
          "server", server.getPrivate(), NO_PASSWORD, new Certificate[] {shown, authority});
      return new TestAuthority(authority, store);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("These algorithms are part of every Java platform", e);
    }
  }

  /** Returns the certificate of the authority itself, which a client has to trust. */
  public X509Certificate certificate() {
    return certificate;
  }

  /** Returns {@link #certificate} in PEM, as the files that other languages want have it. */
  public String pem() {
    try {
      byte[] der = certificate.getEncoded();
      return "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
          .formatted(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("It was read from these bytes", e);
    }
  }

  /** Returns what trusts servers with a certificate of this authority, and no other. */
  public X509TrustManager trustManager() {
    try {
      KeyStore trusted = emptyStore();
      trusted.setCertificateEntry("authority", certificate);
      var trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(trusted);
      return (X509TrustManager) trust.getTrustManagers()[0];
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("These algorithms are part of every Java platform", e);
    }
  }

  /** Returns TLS for a client that trusts as {@link #trustManager} does. */
  public SSLContext sslContext() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {trustManager()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("TLS is part of every Java platform", e);
    }
  }

  /** Returns the key of a server with its certificates, without a password. */
  KeyStore serverKeys() {
    return serverKeys;
  }

  private static KeyPair keys() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    return store;
  }

  /** RFC 5280 §4.1. */
  private static X509Certificate certificate(
      String subject, PublicKey certified, KeyPair issuer, byte[] extensions)
      throws GeneralSecurityException {
    Instant begin = Instant.now().minus(BEFORE);
    byte[] told =
        Der.sequence(
            Der.tagged(0, Der.integer(BigInteger.TWO)),
            Der.integer(new BigInteger(SERIAL_BITS, new SecureRandom()).setBit(0)),
            ECDSA_WITH_SHA256,
            name(NAME),
            Der.sequence(Der.time(begin), Der.time(begin.plus(VALID))),
            name(subject),
            certified.getEncoded(),
            Der.tagged(3, extensions));
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(issuer.getPrivate());
    signature.update(told);
    byte[] der = Der.sequence(told, ECDSA_WITH_SHA256, Der.bits(0, signature.sign()));
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
  }

  private static byte[] name(String commonName) {
    return Der.sequence(Der.set(Der.sequence(Der.identifier(2, 5, 4, 3), Der.text(commonName))));
  }

  /** It certifies, and does nothing else. */
  private static byte[] ofAuthority(KeyPair own) throws GeneralSecurityException {
    return Der.sequence(
        extension(19, true, Der.sequence(Der.yes())),
        extension(15, true, Der.bits(2, (byte) 0x04)),
        extension(14, false, Der.octets(keyId(own.getPublic()))));
  }

  /** It is for these hosts, and for servers. */
  private static byte[] ofServer(KeyPair issuer, List<String> hosts)
      throws GeneralSecurityException {
    var names = new ArrayList<byte[]>();
    names.add(Der.named(2, "localhost".getBytes(StandardCharsets.US_ASCII)));
    for (String host : hosts) {
      names.add(Der.named(2, host.getBytes(StandardCharsets.US_ASCII)));
    }
    names.add(Der.named(7, LOOPBACK_4));
    names.add(Der.named(7, LOOPBACK_6));
    byte[] serverAuth = Der.identifier(1, 3, 6, 1, 5, 5, 7, 3, 1);
    return Der.sequence(
        extension(17, false, Der.sequence(names.toArray(byte[][]::new))),
        extension(15, true, Der.bits(7, (byte) 0x80)),
        extension(37, false, Der.sequence(serverAuth)),
        extension(35, false, Der.sequence(Der.named(0, keyId(issuer.getPublic())))));
  }

  /**
   * Returns one of RFC 5280 §4.2.
   *
   * @param number its identifier's last one
   */
  private static byte[] extension(int number, boolean critical, byte[] value) {
    byte[] identifier = Der.identifier(2, 5, 29, number);
    return critical
        ? Der.sequence(identifier, Der.yes(), Der.octets(value))
        : Der.sequence(identifier, Der.octets(value));
  }

  private static byte[] keyId(PublicKey key) throws GeneralSecurityException {
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
    return Arrays.copyOf(hash, KEY_ID_BYTES);
  }
}
