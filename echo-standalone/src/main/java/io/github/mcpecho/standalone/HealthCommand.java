package io.github.mcpecho.standalone;

import io.github.mcpecho.internal.text.SafeText;
import io.github.mcpecho.settings.ConfigurationException;
import io.github.mcpecho.settings.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Asks the server of this machine that has the same settings whether requests should be sent to it,
 * as an image without a shell has to. It starts in a fraction of a second, since it needs no HTTP
 * client.
 */
final class HealthCommand {
  private static final int HEALTHY = 0;

  /** Docker knows no other. */
  private static final int UNHEALTHY = 1;

  private static final long TIMEOUT_MILLIS = 2_000;

  /** More than any answer has. */
  private static final int MAX_BYTES = 16 * 1024;

  private HealthCommand() {}

  /** Prints what the server answers, or why it does not, and returns 0 if it is healthy, else 1. */
  static int run(
      Map<String, String> variables, Map<String, String> flags, PrintStream out, PrintStream err) {
    String asked = "";
    try {
      Settings settings = ServerSettings.DEFAULTS.withEnvironment(variables, flags);
      InetSocketAddress server = server(settings);
      asked =
          " at port %d (give this command the settings of the server)".formatted(server.getPort());
      String answer = ask(server, settings);
      boolean healthy = answer.startsWith("HTTP/1.1 200 ");
      (healthy ? out : err).println(SafeText.escape(body(answer)));
      return healthy ? HEALTHY : UNHEALTHY;
    } catch (IOException | ConfigurationException e) {
      err.println("mcp-echo: no answer about health" + asked + ": " + e.getMessage());
      return UNHEALTHY;
    }
  }

  private static InetSocketAddress server(Settings settings) throws IOException {
    String host = settings.get(ServerSettings.HOST);
    int port = settings.get(ServerSettings.PORT);
    if (settings.find(ServerSettings.MANAGEMENT_PORT).isPresent()) {
      host = settings.find(ServerSettings.MANAGEMENT_HOST).orElse(host);
      port = settings.get(ServerSettings.MANAGEMENT_PORT);
    }
    InetAddress address = InetAddress.getByName(host);
    return new InetSocketAddress(
        address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address, port);
  }

  private static String ask(InetSocketAddress server, Settings settings) throws IOException {
    long start = System.nanoTime();
    try (Socket plain = new Socket();
        Socket socket = connected(plain, server, settings)) {
      socket
          .getOutputStream()
          .write(
              "GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      var answer = new ByteArrayOutputStream();
      var buffer = new byte[1024];
      while (answer.size() < MAX_BYTES) {
        socket.setSoTimeout(millisLeft(start));
        int read = socket.getInputStream().read(buffer);
        if (read < 0) {
          break;
        }
        answer.write(buffer, 0, read);
      }
      return answer.toString(StandardCharsets.UTF_8);
    }
  }

  /**
   * With TLS nobody but the owner of this very certificate is believed, whatever name it is for.
   */
  private static Socket connected(Socket plain, InetSocketAddress server, Settings settings)
      throws IOException {
    plain.connect(server, (int) TIMEOUT_MILLIS);
    Optional<Path> certificate =
        settings
            .find(ServerSettings.TLS_CERTIFICATE)
            .filter(file -> settings.find(ServerSettings.MANAGEMENT_PORT).isEmpty());
    if (certificate.isEmpty()) {
      return plain;
    }
    plain.setSoTimeout((int) TIMEOUT_MILLIS);
    try {
      var trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trusted.init(
          PemFiles.authorities(PemFiles.certificates(Files.readAllBytes(certificate.get()))));
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(null, trusted.getTrustManagers(), null);
      return tls.getSocketFactory()
          .createSocket(plain, server.getHostString(), server.getPort(), true);
    } catch (GeneralSecurityException | PemFiles.UnusableException e) {
      throw new IOException(certificate.get() + " " + e.getMessage(), e);
    }
  }

  private static int millisLeft(long start) throws SocketTimeoutException {
    long left = TIMEOUT_MILLIS - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    if (left <= 0) {
      throw new SocketTimeoutException("Read timed out");
    }
    return (int) left;
  }

  private static String body(String answer) {
    int head = answer.indexOf("\r\n\r\n");
    return head < 0 ? "mcp-echo: what answers speaks no HTTP" : answer.substring(head).strip();
  }
}
