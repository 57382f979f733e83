package io.github.mcpecho.standalone;

import io.github.mcpecho.http.TlsSession;
import io.github.mcpecho.servlet.EchoServlets;
import io.github.mcpecho.settings.ConfigurationException;
import io.github.mcpecho.settings.Setting;
import io.github.mcpecho.settings.Settings;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLSession;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * TLS with certificates from files, which are read again when they change: renewal needs no
 * restart. Files that cannot be used when they are read again change nothing but the log.
 */
final class Tls {
  private static final System.Logger LOG = System.getLogger(Tls.class.getName());

  /** Kubernetes takes about a minute to bring a renewed Secret into a pod. */
  private static final long LOOK_SECONDS = 5;

  private final Settings settings;
  private final SslContextFactory.Server context = new SslContextFactory.Server();
  private Map<Setting<Path>, byte[]> read = Map.of();

  /** Why the files could not be read the last time. */
  private String told = "";

  private Tls(Settings settings) {
    this.settings = settings;
    context.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    // Whoever has no certificate for a name is no proxy of ours, but somebody who debugs one.
    context.setSniRequired(false);
    boolean isAsked = settings.find(ServerSettings.TLS_CLIENT_CA).isPresent();
    boolean isOptional = settings.get(ServerSettings.TLS_CLIENT_AUTH).equals("want");
    context.setNeedClientAuth(isAsked && !isOptional);
    context.setWantClientAuth(isAsked && isOptional);
  }

  /**
   * Returns TLS as the settings want it, nothing if they name no certificate.
   *
   * @throws ConfigurationException if a file cannot be used
   */
  static Optional<Tls> of(Settings settings) {
    boolean hasCertificate = settings.find(ServerSettings.TLS_CERTIFICATE).isPresent();
    Setting<Path> other = hasCertificate ? ServerSettings.TLS_KEY : ServerSettings.TLS_CERTIFICATE;
    boolean isWhole = settings.find(other).isPresent();
    for (Setting<Path> setting : List.of(ServerSettings.TLS_KEY, ServerSettings.TLS_CLIENT_CA)) {
      if (!hasCertificate && settings.find(setting).isPresent()) {
        throw needs(settings, setting, ServerSettings.TLS_CERTIFICATE);
      }
    }
    if (!hasCertificate) {
      return Optional.empty();
    }
    if (!isWhole) {
      throw needs(settings, ServerSettings.TLS_CERTIFICATE, other);
    }
    var tls = new Tls(settings);
    tls.read = tls.bytes();
    tls.configure();
    return Optional.of(tls);
  }

  private static ConfigurationException needs(
      Settings settings, Setting<Path> given, Setting<Path> missing) {
    return new ConfigurationException(
        settings.nameOf(given) + " needs " + settings.nameOf(missing));
  }

  /** Returns TLS with a key and its certificates that are in no file. */
  static Tls of(Settings settings, KeyStore identity) {
    var tls = new Tls(settings);
    tls.context.setKeyStore(identity);
    tls.context.setKeyStorePassword("");
    return tls;
  }

  SslContextFactory.Server context() {
    return context;
  }

  /** Tells the servlets of the TLS connection, if the request came over one. */
  static Request tell(Request request, HttpFields.Mutable responseHeaders) {
    EndPoint connection = request.getConnectionMetaData().getConnection().getEndPoint();
    if (connection instanceof SslConnection.SslEndPoint tls) {
      SSLSession session = tls.getSslConnection().getSSLEngine().getSession();
      String chosen = tls.getSslConnection().getSSLEngine().getApplicationProtocol();
      X509Certificate[] chain = tls.getSslSessionData().peerCertificates();
      request.setAttribute(
          EchoServlets.TLS,
          new TlsSession(
              session.getProtocol(),
              session.getCipherSuite(),
              Optional.of(Objects.requireNonNullElse(chosen, "")),
              Optional.of(requestedName(session)),
              Optional.ofNullable(chain).filter(some -> some.length > 0).map(some -> some[0])));
    }
    return request;
  }

  private static String requestedName(SSLSession session) {
    return session instanceof ExtendedSSLSession asked
        ? asked.getRequestedServerNames().stream()
            .filter(SNIHostName.class::isInstance)
            .map(name -> ((SNIHostName) name).getAsciiName())
            .findFirst()
            .orElse("")
        : "";
  }

  /** Looks at the files again and again while the server runs. */
  void watchWhile(Server server) {
    if (read.isEmpty()) {
      return;
    }
    server.addEventListener(
        new LifeCycle.Listener() {
          @Override
          public void lifeCycleStarted(LifeCycle started) {
            watch(server);
          }
        });
  }

  private void watch(Server server) {
    server
        .getScheduler()
        .schedule(
            () -> {
              reload();
              watch(server);
            },
            LOOK_SECONDS,
            TimeUnit.SECONDS);
  }

  /** Reads the files again, if one of them is another one now. */
  private void reload() {
    try {
      Map<Setting<Path>, byte[]> found = bytes();
      if (!isSame(found)) {
        // What is no better next time is told once.
        read = found;
        context.reload(changed -> configure());
        LOG.log(
            Level.INFO,
            "The certificate was read again: " + settings.get(ServerSettings.TLS_CERTIFICATE));
      }
      told = "";
    } catch (Exception e) {
      String failure = String.valueOf(e.getMessage());
      if (!failure.equals(told)) {
        told = failure;
        LOG.log(Level.ERROR, "The certificate stays as it was: " + failure);
      }
    }
  }

  private boolean isSame(Map<Setting<Path>, byte[]> found) {
    return found.keySet().stream()
        .allMatch(setting -> Arrays.equals(found.get(setting), read.get(setting)));
  }

  private Map<Setting<Path>, byte[]> bytes() {
    var bytes = new HashMap<Setting<Path>, byte[]>();
    for (Setting<Path> setting :
        List.of(
            ServerSettings.TLS_CERTIFICATE, ServerSettings.TLS_KEY, ServerSettings.TLS_CLIENT_CA)) {
      settings.find(setting).ifPresent(file -> bytes.put(setting, bytes(setting, file)));
    }
    return bytes;
  }

  private byte[] bytes(Setting<Path> setting, Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw settings.unusable(setting, "there is no such file");
    } catch (IOException e) {
      throw settings.unusable(setting, "it cannot be read");
    }
  }

  private void configure() {
    try {
      List<Certificate> chain = certificates(ServerSettings.TLS_CERTIFICATE);
      PrivateKey key = unusableIs(ServerSettings.TLS_KEY, file -> keyOfFirst(file, chain));
      warnOfTime((X509Certificate) chain.get(0));
      context.setKeyStore(identity(key, chain));
      context.setKeyStorePassword("");
      if (read.containsKey(ServerSettings.TLS_CLIENT_CA)) {
        context.setTrustStore(PemFiles.authorities(certificates(ServerSettings.TLS_CLIENT_CA)));
      }
    } catch (GeneralSecurityException | IOException e) {
      throw new ConfigurationException("TLS cannot be set up: " + e.getMessage());
    }
  }

  private static PrivateKey keyOfFirst(byte[] file, List<Certificate> chain)
      throws PemFiles.UnusableException {
    try {
      return PemFiles.key(file, chain.get(0).getPublicKey());
    } catch (PemFiles.UnusableException e) {
      for (Certificate further : chain.subList(1, chain.size())) {
        if (isKeyOf(further, file)) {
          throw new PemFiles.UnusableException(
              "is the key of a certificate that has to stand first in "
                  + ServerSettings.TLS_CERTIFICATE);
        }
      }
      throw e;
    }
  }

  private static boolean isKeyOf(Certificate certificate, byte[] file) {
    try {
      PemFiles.key(file, certificate.getPublicKey());
      return true;
    } catch (PemFiles.UnusableException e) {
      return false;
    }
  }

  private KeyStore identity(PrivateKey key, List<Certificate> chain)
      throws GeneralSecurityException, IOException {
    try {
      return PemFiles.identity(key, chain);
    } catch (KeyStoreException e) {
      throw settings.unusable(
          ServerSettings.TLS_CERTIFICATE,
          "each certificate in the file has to be followed by that of its issuer, and stand there"
              + " once");
    }
  }

  private List<Certificate> certificates(Setting<Path> setting) {
    return unusableIs(setting, PemFiles::certificates);
  }

  private interface Reader<T> {
    T read(byte[] file) throws PemFiles.UnusableException;
  }

  private <T> T unusableIs(Setting<Path> setting, Reader<T> reader) {
    try {
      return reader.read(read.get(setting));
    } catch (PemFiles.UnusableException e) {
      throw settings.unusable(setting, "the file " + e.getMessage());
    }
  }

  private static void warnOfTime(X509Certificate certificate) {
    try {
      certificate.checkValidity();
    } catch (CertificateExpiredException e) {
      LOG.log(
          Level.WARNING, "The certificate has expired: " + certificate.getNotAfter().toInstant());
    } catch (CertificateNotYetValidException e) {
      LOG.log(
          Level.WARNING,
          "The certificate is not valid yet: " + certificate.getNotBefore().toInstant());
    }
  }
}
