package io.github.mcpecho.examples.diagnosis;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate for {@code mcp.example.com} that nobody but its own clients trusts. */
final class SelfSigned {
  private static final String PASSWORD = "changeit";
  private static final String ALIAS = "mcp";

  private final KeyStore keys;

  private SelfSigned(KeyStore keys) {
    this.keys = keys;
  }

  /** Makes a key with the JDK's keytool. */
  static SelfSigned create(Path directory) throws IOException, InterruptedException {
    Path store = directory.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-storetype",
                "PKCS12",
                "-alias",
                ALIAS,
                "-dname",
                "CN=mcp.example.com",
                "-ext",
                "san=dns:mcp.example.com",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("keytool.log").toFile())
            .start();
    if (keytool.waitFor() != 0) {
      throw new IOException(Files.readString(directory.resolve("keytool.log")));
    }
    try (InputStream in = Files.newInputStream(store)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, PASSWORD.toCharArray());
      return new SelfSigned(keys);
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  /** Writes {@code cert.pem} and {@code key.pem}. */
  void write(Path directory) throws IOException {
    try {
      byte[] key = keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded();
      Files.writeString(directory.resolve("key.pem"), pem("PRIVATE KEY", key));
      byte[] certificate = keys.getCertificate(ALIAS).getEncoded();
      Files.writeString(directory.resolve("cert.pem"), pem("CERTIFICATE", certificate));
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  /** Returns what trusts this certificate and no other. */
  SSLContext trust() throws IOException {
    try {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry(ALIAS, keys.getCertificate(ALIAS));
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(null, trust.getTrustManagers(), null);
      return tls;
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private static String pem(String type, byte[] der) {
    return "-----BEGIN "
        + type
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
        + "\n-----END "
        + type
        + "-----\n";
  }
}
