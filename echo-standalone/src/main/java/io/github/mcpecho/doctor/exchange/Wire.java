package io.github.mcpecho.doctor.exchange;

import io.github.mcpecho.http.Header;
import io.github.mcpecho.internal.http.Host;
import io.github.mcpecho.internal.text.PatternTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * One connection. Whoever keeps it waiting, in a handshake, a write or a read, is cut off by the
 * watch, which closes the socket. Not thread-safe.
 */
public final class Wire implements AutoCloseable {
  private static final int CHUNK = 1_000;

  /** A pattern over what Java says, and the trouble. */
  private static final PatternTable TROUBLES = new PatternTable(Wire.class, "tls-troubles.tsv");

  private final Socket raw;
  private final Socket socket;
  private final ScheduledExecutorService watch;
  private final int mostBytes;
  private final Duration connect;
  private final Duration handshake;
  private final Optional<Tls> tls;

  private Wire(
      Socket raw,
      Socket socket,
      ScheduledExecutorService watch,
      int mostBytes,
      Duration connect,
      Duration handshake) {
    this.raw = raw;
    this.socket = socket;
    this.watch = watch;
    this.mostBytes = mostBytes;
    this.connect = connect;
    this.handshake = handshake;
    this.tls = socket instanceof SSLSocket secure ? Optional.of(Tls.of(secure)) : Optional.empty();
  }

  /**
   * Connects to this address as to the host of the URI.
   *
   * @param protocols that are offered by ALPN (RFC 7301)
   */
  static Exchanges.Connected open(
      URI uri,
      InetSocketAddress address,
      SSLContext trust,
      ScheduledExecutorService watch,
      int mostBytes,
      Duration time,
      List<String> protocols) {
    var raw = new Socket();
    var late = new AtomicBoolean();
    ScheduledFuture<?> alarm = alarm(watch, raw, late, time);
    boolean connected = false;
    try {
      long start = System.nanoTime();
      raw.setTcpNoDelay(true);
      raw.connect(address, (int) Math.max(1, time.toMillis()));
      connected = true;
      long established = System.nanoTime();
      Socket socket =
          uri.getScheme().equalsIgnoreCase("https") ? secured(raw, uri, trust, protocols) : raw;
      long secured = System.nanoTime();
      return new Exchanges.Connected(
          Optional.of(
              new Wire(
                  raw,
                  socket,
                  watch,
                  mostBytes,
                  Duration.ofNanos(established - start),
                  socket == raw ? Duration.ZERO : Duration.ofNanos(secured - established))),
          List.of());
    } catch (IOException e) {
      closeQuietly(raw);
      if (!connected) {
        return Exchanges.Connected.not(ofConnecting(e), address(address));
      }
      return late.get()
          ? Exchanges.Connected.not(Trouble.TLS_FAILED, "no handshake in time")
          : Exchanges.Connected.not(tlsTrouble(e), String.valueOf(e.getMessage()));
    } finally {
      alarm.cancel(false);
    }
  }

  private static Socket secured(Socket raw, URI uri, SSLContext trust, List<String> protocols)
      throws IOException {
    SSLSocket secure =
        (SSLSocket)
            trust
                .getSocketFactory()
                .createSocket(raw, uri.getHost().replaceAll("[\\[\\]]", ""), raw.getPort(), true);
    SSLParameters parameters = secure.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setApplicationProtocols(protocols.toArray(String[]::new));
    secure.setSSLParameters(parameters);
    secure.startHandshake();
    return secure;
  }

  /**
   * A reset before Java says that it is connected comes behind the answer to its SYN all the same.
   */
  static Trouble ofConnecting(IOException failure) {
    String message = String.valueOf(failure.getMessage());
    return message.contains("refused")
        ? Trouble.REFUSED
        : message.contains("reset") ? Trouble.CLOSED : Trouble.UNREACHABLE;
  }

  private static Trouble tlsTrouble(IOException failure) {
    // What wraps it says no more than that there is no path to somebody trusted.
    return causes(failure).anyMatch(Wire::isOfTime)
        ? Trouble.TLS_EXPIRED
        : causes(failure)
            .flatMap(cause -> told(cause).stream())
            .findFirst()
            .orElse(Trouble.TLS_FAILED);
  }

  private static Optional<Trouble> told(Throwable cause) {
    return TROUBLES.first(List.of(String.valueOf(cause.getMessage()))).map(Trouble::valueOf);
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
  }

  private static boolean isOfTime(Throwable cause) {
    return cause instanceof CertificateExpiredException
        || cause instanceof CertificateNotYetValidException;
  }

  private static ScheduledFuture<?> alarm(
      ScheduledExecutorService watch, Socket raw, AtomicBoolean late, Duration time) {
    return watch.schedule(
        () -> {
          late.set(true);
          closeQuietly(raw);
        },
        time.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  /** Sends a request and reads its answer; headers are those of the request and these. */
  Result exchange(Request request, List<Header> more, Duration time) {
    var late = new AtomicBoolean();
    ScheduledFuture<?> alarm = alarm(watch, raw, late, time);
    Optional<AnswerReader> begun = Optional.empty();
    try {
      // An answer has its head and its framing too.
      var source = new Source(socket.getInputStream(), 4L * mostBytes);
      var reader = new AnswerReader(source, request, mostBytes, System.nanoTime());
      write(head(request, more), request);
      reader.readHead();
      begun = Optional.of(reader);
      return reader.answer(reader.readBody(), this);
    } catch (AnswerReader.NotHttpException e) {
      return new Failure(Trouble.NOT_HTTP, e.getMessage());
    } catch (AnswerReader.UnframedException e) {
      return new Failure(Trouble.UNFRAMED, e.getMessage());
    } catch (Source.TooLongException e) {
      return new Failure(Trouble.NOT_HTTP, "a head that does not end");
    } catch (IOException e) {
      if (begun.isPresent()) {
        return begun.get().answer(late.get() ? Answer.End.TOO_SLOW : Answer.End.CUT, this);
      }
      if (told(e).filter(Trouble.TLS_CLIENT_CERTIFICATE::equals).isPresent()) {
        return new Failure(Trouble.TLS_CLIENT_CERTIFICATE, e.getMessage());
      }
      return late.get()
          ? new Failure(Trouble.SILENT, "nothing for " + time.toMillis() + " ms")
          : new Failure(Trouble.CLOSED, e instanceof SocketException ? "reset" : "closed");
    } finally {
      alarm.cancel(false);
    }
  }

  /** A far end that has heard enough closes its side, and may have answered all the same. */
  private void write(byte[] head, Request request) throws IOException {
    OutputStream out = socket.getOutputStream();
    byte[] body = request.body();
    var whole = new ByteArrayOutputStream(head.length + body.length);
    whole.writeBytes(head);
    if (request.chunked()) {
      for (int at = 0; at < body.length; at += CHUNK) {
        int length = Math.min(CHUNK, body.length - at);
        whole.writeBytes(Source.bytes(Integer.toHexString(length) + "\r\n"));
        whole.write(body, at, length);
        whole.writeBytes(Source.bytes("\r\n"));
      }
      whole.writeBytes(Source.bytes("0\r\n\r\n"));
    } else {
      whole.writeBytes(body);
    }
    try {
      whole.writeTo(out);
      out.flush();
    } catch (SocketException e) {
      // What was answered before is there to be read, or reading says that nothing is.
    }
  }

  private static byte[] head(Request request, List<Header> more) {
    URI uri = request.uri();
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    var head = new StringBuilder();
    head.append(request.method()).append(' ').append(path).append(query).append(" HTTP/1.1\r\n");
    if (Stream.of(request.headers(), more)
        .flatMap(List::stream)
        .noneMatch(line -> line.name().equalsIgnoreCase("Host"))) {
      head.append("Host: ").append(uri.getRawAuthority()).append("\r\n");
    }
    append(head, request.headers());
    append(head, more);
    if (request.chunked()) {
      head.append("Transfer-Encoding: chunked\r\n");
    } else if (request.body().length > 0 || request.method().equals("POST")) {
      head.append("Content-Length: ").append(request.body().length).append("\r\n");
    }
    return head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void append(StringBuilder head, List<Header> lines) {
    lines.forEach(line -> head.append(line.name() + ": " + line.value() + "\r\n"));
  }

  Duration connect() {
    return connect;
  }

  Duration handshake() {
    return handshake;
  }

  /** Returns what was agreed on, nothing without TLS. */
  public Optional<Tls> tls() {
    return tls;
  }

  InetSocketAddress local() {
    return (InetSocketAddress) raw.getLocalSocketAddress();
  }

  private static String address(InetSocketAddress address) {
    return Host.ofNode(address.getAddress().getHostAddress()).text() + " port " + address.getPort();
  }

  @Override
  public void close() {
    closeQuietly(raw);
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed as far as it can be.
    }
  }
}
