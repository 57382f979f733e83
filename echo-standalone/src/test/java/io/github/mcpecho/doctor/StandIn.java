package io.github.mcpecho.doctor;

import io.github.mcpecho.http.Header;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javax.net.ServerSocketFactory;

/** Whatever may stand at the far end or on the way, byte by byte; one request for a connection. */
final class StandIn implements AutoCloseable {
  private final ServerSocket listener;
  private final Behaviour behaviour;
  private final String scheme;
  private final List<Incoming> received = new CopyOnWriteArrayList<>();

  private StandIn(ServerSocket listener, String scheme, Behaviour behaviour) {
    this.listener = listener;
    this.scheme = scheme;
    this.behaviour = behaviour;
    var thread = new Thread(this::accept, "stand-in");
    thread.setDaemon(true);
    thread.start();
  }

  /** What becomes of a request. */
  @FunctionalInterface
  interface Behaviour {
    void answer(Incoming request, OutputStream out) throws Exception;
  }

  /** A request as it came. */
  record Incoming(String method, String target, List<Header> headers, byte[] body) {
    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    Optional<String> header(String name) {
      return headers.stream()
          .filter(header -> header.name().equalsIgnoreCase(name))
          .map(Header::value)
          .findFirst();
    }

    /** Returns whether this is a message of this method of JSON-RPC. */
    boolean asks(String rpc) {
      return text().contains("\"method\":\"" + rpc + "\"");
    }

    /** Returns whether the body holds this. */
    boolean holds(String part) {
      return text().contains(part);
    }

    Incoming without(String name) {
      return with(headers.stream().filter(h -> !h.name().equalsIgnoreCase(name)).toList());
    }

    Incoming with(String name, String value) {
      var more = new ArrayList<>(headers);
      more.add(new Header(name, value));
      return with(more);
    }

    Incoming with(List<Header> others) {
      return new Incoming(method, target, others, body);
    }

    Incoming to(String other) {
      return new Incoming(method, other, headers, body);
    }

    Incoming withBody(String text) {
      return new Incoming(method, target, headers, text.getBytes(StandardCharsets.UTF_8));
    }
  }

  static StandIn start(Behaviour behaviour) throws IOException {
    return start(ServerSocketFactory.getDefault(), "http", behaviour);
  }

  static StandIn start(ServerSocketFactory sockets, String scheme, Behaviour behaviour)
      throws IOException {
    return new StandIn(
        sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress()), scheme, behaviour);
  }

  /** Answers every request with this. */
  static Behaviour text(String answer) {
    return (request, out) -> out.write(answer.getBytes(StandardCharsets.UTF_8));
  }

  /** Answers every request with this status, these header lines and this body. */
  static Behaviour answer(int status, String headers, String body) {
    return text(response(status, headers, body));
  }

  static String response(int status, String headers, String body) {
    return "HTTP/1.1 "
        + status
        + " As It Is\r\n"
        + headers.lines().map(line -> line + "\r\n").reduce("", String::concat)
        + "Content-Length: "
        + body.getBytes(StandardCharsets.UTF_8).length
        + "\r\n\r\n"
        + body;
  }

  /** Is a proxy that changes requests on the way there, and passes everything back as it comes. */
  static Behaviour passing(URI server, UnaryOperator<Incoming> there) {
    return (request, out) -> {
      try (Socket socket = sent(server, there.apply(request))) {
        socket.getInputStream().transferTo(out);
      }
    };
  }

  /** Is a proxy that changes whole answers on the way back. */
  static Behaviour returning(URI server, UnaryOperator<String> back) {
    return (request, out) -> {
      try (Socket socket = sent(server, request)) {
        String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String changed = back.apply(withoutFraming(answer));
        int end = changed.indexOf("\r\n\r\n");
        out.write(
            (changed.substring(0, end)
                    + "\r\nContent-Length: "
                    + changed.substring(end + 4).getBytes(StandardCharsets.UTF_8).length
                    + changed.substring(end))
                .getBytes(StandardCharsets.UTF_8));
      }
    };
  }

  /** Takes the chunks out, and what says how long the body is. */
  private static String withoutFraming(String answer) {
    int end = answer.indexOf("\r\n\r\n");
    String head = answer.substring(0, end);
    String body = answer.substring(end + 4);
    if (head.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked")) {
      body = body.replaceAll("(?m)^[0-9a-fA-F]+\r\n", "").replaceAll("\r\n", "");
    }
    String kept =
        head.lines()
            .filter(line -> !line.toLowerCase(Locale.ROOT).startsWith("content-length"))
            .filter(line -> !line.toLowerCase(Locale.ROOT).startsWith("transfer-encoding"))
            .reduce((one, next) -> one + "\r\n" + next)
            .orElse("");
    return kept + "\r\n\r\n" + body;
  }

  /** Answers some requests in the place of the server, and passes the others on. */
  static Behaviour instead(URI server, Function<Incoming, Optional<String>> answers) {
    Behaviour rest = passing(server, UnaryOperator.identity());
    return (request, out) -> {
      Optional<String> own = answers.apply(request);
      if (own.isPresent()) {
        out.write(own.get().getBytes(StandardCharsets.UTF_8));
      } else {
        rest.answer(request, out);
      }
    };
  }

  private static Socket sent(URI server, Incoming request) throws IOException {
    var socket = new Socket(server.getHost(), server.getPort());
    var head = new StringBuilder();
    head.append(request.method()).append(' ').append(request.target()).append(" HTTP/1.1\r\n");
    request.headers().stream()
        .filter(header -> !header.name().equalsIgnoreCase("Content-Length"))
        .filter(header -> !header.name().equalsIgnoreCase("Transfer-Encoding"))
        .forEach(h -> head.append(h.name() + ": " + h.value() + "\r\n"));
    head.append("Content-Length: " + request.body().length + "\r\nConnection: close\r\n\r\n");
    OutputStream out = socket.getOutputStream();
    out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    out.write(request.body());
    out.flush();
    return socket;
  }

  URI uri() {
    return URI.create(
        scheme
            + "://"
            + (scheme.equals("https") ? "localhost" : "127.0.0.1")
            + ":"
            + listener.getLocalPort()
            + "/mcp");
  }

  /** Returns the requests so far. */
  List<Incoming> received() {
    return List.copyOf(received);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        var thread = new Thread(() -> serve(socket), "stand-in");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        // Closed.
      }
    }
  }

  private void serve(Socket accepted) {
    try (Socket socket = accepted) {
      var in = new BufferedInputStream(socket.getInputStream());
      Incoming request = read(in);
      received.add(request);
      behaviour.answer(request, socket.getOutputStream());
      socket.getOutputStream().flush();
      socket.shutdownOutput();
      // Whoever still sends would be reset, and lose what was answered.
      socket.setSoTimeout(500);
      in.readNBytes(4_000_000);
    } catch (Exception e) {
      // The doctor has hung up.
    }
  }

  private static Incoming read(InputStream in) throws IOException {
    String[] start = line(in).split(" ");
    var headers = new ArrayList<Header>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.add(new Header(line.substring(0, colon), line.substring(colon + 1).strip()));
    }
    var request = new Incoming(start[0], start[1], headers, new byte[0]);
    var body = new ByteArrayOutputStream();
    if (request.header("Transfer-Encoding").isPresent()) {
      for (int size = size(in); size > 0; size = size(in)) {
        body.writeBytes(in.readNBytes(size));
        line(in);
      }
    } else {
      body.writeBytes(
          in.readNBytes(Integer.parseInt(request.header("Content-Length").orElse("0"))));
    }
    return new Incoming(start[0], start[1], headers, body.toByteArray());
  }

  private static int size(InputStream in) throws IOException {
    return Integer.parseInt(line(in), 16);
  }

  private static String line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("closed");
      }
      if (next != '\r') {
        line.write(next);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
