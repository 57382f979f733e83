package io.github.mcpecho.standalone;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * A client that begins with HTTP/2 without TLS, and makes one request on stream 1 (RFC 9113): that
 * of the JDK does not tell of answers before it has sent its body, and takes a GOAWAY for the end.
 */
final class RawHttp2 implements AutoCloseable {
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int SETTINGS = 4;
  static final int PING = 6;
  static final int GOAWAY = 7;
  static final int CONTINUATION = 9;
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;
  private static final int GIVE_UP_MILLIS = 20_000;

  /** A frame that came. */
  record Frame(int type, int stream, byte[] payload) {
    String text() {
      return new String(payload, StandardCharsets.UTF_8);
    }
  }

  private final Socket socket;
  private final URI server;

  RawHttp2(URI server) throws IOException {
    this.server = server;
    socket = new Socket(server.getHost(), server.getPort());
    socket.setSoTimeout(GIVE_UP_MILLIS);
    send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    frame(SETTINGS, 0, 0, new byte[0]);
  }

  /** Begins a POST of JSON to the endpoint. */
  void begin() throws IOException {
    var head = new ByteArrayOutputStream();
    head.write(0x83); // :method POST
    head.write(0x86); // :scheme http
    literal(head, new byte[] {0x04}, server.getPath());
    literal(head, new byte[] {0x01}, server.getHost() + ":" + server.getPort());
    literal(head, new byte[] {0x0F, 0x10}, "application/json");
    frame(HEADERS, END_HEADERS, 1, head.toByteArray());
  }

  /** Sends a GET of a path of some host. */
  void get(String path, String authority) throws IOException {
    var head = new ByteArrayOutputStream();
    head.write(0x82); // :method GET
    head.write(0x86); // :scheme http
    literal(head, new byte[] {0x04}, path);
    literal(head, new byte[] {0x01}, authority);
    frame(HEADERS, END_HEADERS | END_STREAM, 1, head.toByteArray());
  }

  /** Sends a head with these fields, name=value, and no body. */
  void head(String... fields) throws IOException {
    var head = new ByteArrayOutputStream();
    for (String field : fields) {
      int end = field.indexOf('=');
      head.write(0);
      string(head, field.substring(0, end));
      string(head, field.substring(end + 1));
    }
    frame(HEADERS, END_HEADERS | END_STREAM, 1, head.toByteArray());
  }

  private static void string(ByteArrayOutputStream head, String text) {
    head.write(text.length());
    head.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  void end(String body) throws IOException {
    frame(DATA, END_STREAM, 1, body.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the next frame of this type, whatever comes before it. */
  Frame next(int type) throws IOException {
    var in = new DataInputStream(socket.getInputStream());
    while (true) {
      int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
      int found = in.readUnsignedByte();
      in.readUnsignedByte();
      var frame = new Frame(found, in.readInt(), in.readNBytes(length));
      if (found == type) {
        return frame;
      }
    }
  }

  void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /** Returns when the server has closed the connection. */
  void awaitEnd() throws IOException {
    socket.getInputStream().readAllBytes();
  }

  /** A header field that is not remembered, its name from the static table of RFC 7541. */
  private static void literal(ByteArrayOutputStream head, byte[] name, String value) {
    head.writeBytes(name);
    head.write(value.length());
    head.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
  }

  void frame(int type, int flags, int stream, byte[] payload) throws IOException {
    var frame = new ByteArrayOutputStream();
    frame.write(payload.length >> 16);
    frame.write(payload.length >> 8);
    frame.write(payload.length);
    frame.write(type);
    frame.write(flags);
    frame.writeBytes(new byte[] {0, 0, 0, (byte) stream});
    frame.writeBytes(payload);
    send(frame.toByteArray());
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
