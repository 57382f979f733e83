package io.github.mcpecho.examples.diagnosis;

import io.github.mcpecho.standalone.EchoHttpServer;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;

/**
 * A running nginx with one of the configurations in {@code src/test/resources/nginx}. They are
 * complete but for the ports: 8080, or 8443 with TLS, becomes a free one, and 3000 and 3001 become
 * those of the servers behind.
 */
final class Nginx implements AutoCloseable {
  private static final long GIVE_UP_SECONDS = 20;
  private static final List<String> PATH =
      List.of((System.getenv("PATH") + ":/usr/sbin:/usr/local/sbin").split(File.pathSeparator));

  private static final String FRAME =
      """
      daemon off;
      master_process off;
      pid nginx.pid;
      error_log stderr;
      events {}
      http {
        access_log off;
        client_body_temp_path body;
        proxy_temp_path proxy;
        fastcgi_temp_path fastcgi;
        uwsgi_temp_path uwsgi;
        scgi_temp_path scgi;
        include situation.conf;
      }
      """;

  private final Path directory;
  private final Process process;
  private final int port;
  private final Optional<SSLContext> trust;

  private Nginx(Path directory, Process process, int port, Optional<SSLContext> trust) {
    this.directory = directory;
    this.process = process;
    this.port = port;
    this.trust = trust;
  }

  /** Starts nginx in front of these servers; it accepts connections when this returns. */
  static Nginx start(String situation, EchoHttpServer... echoes)
      throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("nginx");
    String text = text(situation);
    int port = freePort();
    String configured =
        text.replace("127.0.0.1:8080;", "127.0.0.1:" + port + ";")
            .replace("127.0.0.1:8443 ssl;", "127.0.0.1:" + port + " ssl;");
    for (int i = 0; i < echoes.length; i++) {
      String server = "server 127.0.0.1:300" + i + ";";
      configured = configured.replace(server, "server 127.0.0.1:" + echoes[i].port() + ";");
    }
    Files.writeString(directory.resolve("situation.conf"), configured);
    Files.writeString(directory.resolve("nginx.conf"), FRAME);
    Optional<SSLContext> trust = Optional.empty();
    if (text.contains("ssl_certificate")) {
      SelfSigned certificate = SelfSigned.create(directory);
      certificate.write(directory);
      trust = Optional.of(certificate.trust());
    }
    Process process =
        new ProcessBuilder(binary(), "-p", directory.toString(), "-c", "nginx.conf", "-e", "stderr")
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    var nginx = new Nginx(directory, process, port, trust);
    try {
      nginx.awaitAccept();
      return nginx;
    } catch (IOException | InterruptedException e) {
      nginx.close();
      throw e;
    }
  }

  int port() {
    return port;
  }

  /** Returns what connects as this configuration expects it, with TLS or without. */
  SocketFactory sockets() {
    return trust
        .<SocketFactory>map(SSLContext::getSocketFactory)
        .orElse(SocketFactory.getDefault());
  }

  /** Returns what trusts the certificate of this configuration, if it has one. */
  Optional<SSLContext> trust() {
    return trust;
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    process.onExit().orTimeout(GIVE_UP_SECONDS, TimeUnit.SECONDS).join();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private void awaitAccept() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(GIVE_UP_SECONDS);
    while (process.isAlive() && System.nanoTime() < deadline) {
      try {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        return;
      } catch (ConnectException notYet) {
        process.waitFor(10, TimeUnit.MILLISECONDS);
      }
    }
    throw new IOException("nginx did not start: " + Files.readString(directory.resolve("log")));
  }

  private static String text(String situation) throws IOException {
    try (InputStream in = Nginx.class.getResourceAsStream("/nginx/" + situation + ".conf")) {
      if (in == null) {
        throw new IOException("There is no nginx/" + situation + ".conf");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String binary() throws IOException {
    return PATH.stream()
        .map(directory -> Path.of(directory, "nginx"))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Path::toString)
        .orElseThrow(() -> new IOException("nginx is not installed; run.sh installs it"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
