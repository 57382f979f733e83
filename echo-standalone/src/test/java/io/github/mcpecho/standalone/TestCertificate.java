package io.github.mcpecho.standalone;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.security.auth.x500.X500Principal;

/**
 * A certificate that nobody trusts but who is given it. It is written here: the JDK makes one with
 * its keytool only, and each run of that takes a second.
 *
 * @param context shows it, and trusts no other
 */
public record TestCertificate(KeyStore keys, SSLContext context) {
  private static final String PASSWORD = "changeit";
  private static final String ALIAS = "it";

  /** Where the key itself begins in PKCS #8 of RSA. */
  private static final int RSA_KEY = 26;

  /** Their algorithms in DER (RFC 5758 §3.2, RFC 4055 §5). */
  private static final Map<String, String> SIGNATURES =
      Map.of("EC", "MAoGCCqGSM49BAMC", "RSA", "MA0GCSqGSIb3DQEBCwUA");

  private static final byte[] SUBJECT_ALTERNATIVE_NAME = {0x06, 0x03, 0x55, 0x1D, 0x11};

  /** The extension extKeyUsage with clientAuth alone (RFC 5280 §4.2.1.12). */
  private static final byte[] CLIENTS = Base64.getDecoder().decode("MBMGA1UdJQQMMAoGCCsGAQUFBwMC");

  /** The extension basicConstraints of an authority (RFC 5280 §4.2.1.9). */
  private static final byte[] AUTHORITY = Base64.getDecoder().decode("MAwGA1UdEwQFMAMBAf8=");

  private static final int EC_BITS = 256;
  private static final DateTimeFormatter GENERALIZED_TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  private static final AtomicLong SERIAL = new AtomicLong(1);

  /** Makes one, valid for so many days from a day on. */
  public static TestCertificate of(String host, int startDay, int days) throws Exception {
    return of("EC", host, startDay, days);
  }

  /** Makes one that this authority has signed. */
  public static TestCertificate of(String host, int startDay, int days, TestCertificate authority)
      throws Exception {
    return of("EC", host, startDay, days, Optional.of(authority));
  }

  /** Makes one for a key of this algorithm. */
  static TestCertificate of(String algorithm, String host, int startDay, int days)
      throws Exception {
    return of(algorithm, host, startDay, days, Optional.empty());
  }

  /** Makes one with an RSA key of so many bits, valid today. */
  public static TestCertificate ofRsa(String host, int bits) throws Exception {
    return of("RSA", bits, host, -1, 90, Optional.empty());
  }

  /** Makes one that may sign others, valid today. */
  public static TestCertificate ofAuthority(String name) throws Exception {
    return of("EC", EC_BITS, name, -1, 90, Optional.empty(), AUTHORITY);
  }

  /** Makes one that says that it is of a client, signed by this authority and valid today. */
  public static TestCertificate ofClient(String host, TestCertificate authority) throws Exception {
    return of("EC", EC_BITS, host, -1, 90, Optional.of(authority), CLIENTS);
  }

  private static TestCertificate of(
      String algorithm, String host, int startDay, int days, Optional<TestCertificate> authority)
      throws Exception {
    int bits = algorithm.equals("EC") ? EC_BITS : 2048;
    return of(algorithm, bits, host, startDay, days, authority);
  }

  private static TestCertificate of(
      String algorithm,
      int bits,
      String host,
      int startDay,
      int days,
      Optional<TestCertificate> authority,
      byte[]... extensions)
      throws Exception {
    var generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(bits);
    KeyPair pair = generator.generateKeyPair();
    Instant start = Instant.now().plus(startDay, ChronoUnit.DAYS);
    byte[] issuer = authority.isPresent() ? authority.get().subject() : name(host);
    byte[] toSign =
        toSign(algorithm, host, issuer, pair, start, start.plus(days, ChronoUnit.DAYS), extensions);
    var signature =
        Signature.getInstance("SHA256with" + algorithm + ("EC".equals(algorithm) ? "DSA" : ""));
    signature.initSign(authority.isPresent() ? authority.get().key() : pair.getPrivate());
    signature.update(toSign);
    byte[] certificate = sequence(toSign, signedWith(algorithm), bits(signature.sign()));
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    keys.setKeyEntry(
        ALIAS,
        pair.getPrivate(),
        PASSWORD.toCharArray(),
        new X509Certificate[] {
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(certificate))
        });
    return new TestCertificate(keys, context(keys, keys));
  }

  /** RFC 5280 §4.1, TBSCertificate. */
  private static byte[] toSign(
      String algorithm,
      String host,
      byte[] issuer,
      KeyPair pair,
      Instant start,
      Instant end,
      byte[]... extensions) {
    byte[] names = sequence(der(0x82, host.getBytes(StandardCharsets.US_ASCII)));
    byte[] named = sequence(SUBJECT_ALTERNATIVE_NAME, der(0x04, names));
    byte[][] all = Stream.concat(Stream.of(named), Stream.of(extensions)).toArray(byte[][]::new);
    return sequence(
        der(0xA0, der(0x02, new byte[] {2})),
        der(0x02, BigInteger.valueOf(SERIAL.getAndIncrement()).toByteArray()),
        signedWith(algorithm),
        issuer,
        sequence(time(start), time(end)),
        name(host),
        pair.getPublic().getEncoded(),
        der(0xA3, sequence(all)));
  }

  private static byte[] name(String host) {
    return new X500Principal("CN=" + host).getEncoded();
  }

  private byte[] subject() throws GeneralSecurityException {
    return ((X509Certificate) keys.getCertificate(ALIAS)).getSubjectX500Principal().getEncoded();
  }

  private PrivateKey key() throws GeneralSecurityException {
    return (PrivateKey) keys.getKey(ALIAS, PASSWORD.toCharArray());
  }

  private static byte[] signedWith(String algorithm) {
    return Base64.getDecoder().decode(SIGNATURES.get(algorithm));
  }

  private static byte[] time(Instant time) {
    return der(0x18, GENERALIZED_TIME.format(time).getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] bits(byte[] bytes) {
    return der(0x03, new byte[1], bytes);
  }

  private static byte[] sequence(byte[]... parts) {
    return der(0x30, parts);
  }

  /** Tag, length and value (X.690 §8.1). */
  private static byte[] der(int tag, byte[]... parts) {
    var value = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      value.writeBytes(part);
    }
    var whole = new ByteArrayOutputStream();
    whole.write(tag);
    byte[] length = BigInteger.valueOf(value.size()).toByteArray();
    if (value.size() < 0x80) {
      whole.write(value.size());
    } else {
      int zeros = length[0] == 0 ? 1 : 0;
      whole.write(0x80 | (length.length - zeros));
      whole.write(length, zeros, length.length - zeros);
    }
    whole.writeBytes(value.toByteArray());
    return whole.toByteArray();
  }

  /** Returns what shows this certificate, and trusts another one. */
  SSLContext trusting(TestCertificate other) throws GeneralSecurityException, IOException {
    return context(keys, other.keys);
  }

  /** Returns what shows no certificate, and trusts this one. */
  public SSLContext trust() throws GeneralSecurityException, IOException {
    KeyStore none = KeyStore.getInstance("PKCS12");
    none.load(null, null);
    return context(none, keys);
  }

  String certificatePem() throws GeneralSecurityException {
    return pem("CERTIFICATE", keys.getCertificate(ALIAS).getEncoded());
  }

  /** The key in PKCS #8. */
  String keyPem() throws GeneralSecurityException {
    return pem("PRIVATE KEY", pkcs8());
  }

  /** The key of RSA in PKCS #1, as openssl and cert-manager write it if asked. */
  String rsaKeyPem() throws GeneralSecurityException {
    return pem("RSA PRIVATE KEY", Arrays.copyOfRange(pkcs8(), RSA_KEY, pkcs8().length));
  }

  /** The key of an elliptic curve in SEC 1: what is behind the algorithm (RFC 5915 §3). */
  String ecKeyPem() throws GeneralSecurityException {
    byte[] key = pkcs8();
    int version = 0;
    while (key[version] != 2 || key[version + 1] != 1 || key[version + 2] != 1) {
      version++;
    }
    return pem("EC PRIVATE KEY", Arrays.copyOfRange(key, version - 2, key.length));
  }

  private byte[] pkcs8() throws GeneralSecurityException {
    return key().getEncoded();
  }

  private static String pem(String type, byte[] der) {
    return "-----BEGIN %s-----\n%s\n-----END %1$s-----\n"
        .formatted(type, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der));
  }

  private static SSLContext context(KeyStore shown, KeyStore trusted)
      throws GeneralSecurityException, IOException {
    var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(shown, PASSWORD.toCharArray());
    var others = KeyStore.getInstance("PKCS12");
    others.load(null, null);
    others.setCertificateEntry(ALIAS, trusted.getCertificate(ALIAS));
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(others);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }
}
