package io.github.mcpecho.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate that nobody trusts but who is given it.
 *
 * @param context shows it, and trusts no other
 */
public record TestCertificate(KeyStore keys, SSLContext context) {
  private static final String PASSWORD = "changeit";
  private static final String ALIAS = "it";

  /** Where the key itself begins in PKCS #8 of RSA. */
  private static final int RSA_KEY = 26;

  /** Makes one with the JDK's keytool, valid for so many days from a day on. */
  public static TestCertificate of(String host, int startDay, int days) throws Exception {
    return of("EC", host, startDay, days);
  }

  /** Makes one for a key of this algorithm. */
  static TestCertificate of(String algorithm, String host, int startDay, int days)
      throws Exception {
    Path directory = Files.createTempDirectory("certificate");
    Path store = directory.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                algorithm,
                "-storetype",
                "PKCS12",
                "-alias",
                ALIAS,
                "-dname",
                "CN=" + host,
                "-ext",
                "san=dns:" + host,
                "-startdate",
                String.format("%+dd", startDay),
                "-validity",
                String.valueOf(days),
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    if (keytool.waitFor() != 0) {
      throw new IOException(Files.readString(directory.resolve("log")));
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    Files.delete(store);
    Files.delete(directory.resolve("log"));
    Files.delete(directory);
    return new TestCertificate(keys, context(keys, keys));
  }

  /** Returns what shows this certificate, and trusts another one. */
  SSLContext trusting(TestCertificate other) throws GeneralSecurityException, IOException {
    return context(keys, other.keys);
  }

  /** Returns what shows no certificate, and trusts this one. */
  SSLContext trust() throws GeneralSecurityException, IOException {
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
    return keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded();
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
