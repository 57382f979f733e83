package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * What a call costs beyond what Jetty itself does with its request. Counted in bytes, which are the
 * same on any machine, however busy, once the code is compiled.
 */
@Isolated("It measures what the threads of the JVM allocate.")
class RequestBytesTest {
  private static final String LEGACY =
      """
      {"jsonrpc":"2.0","id":1,"method":"tools/call","params":\
      {"name":"echo","arguments":{"message":"Hello, World!"}}}""";

  private static final String MODERN =
      """
      {"jsonrpc":"2.0","id":1,"method":"tools/call","params":\
      {"name":"echo","arguments":{"message":"Hello, World!"},"_meta":{\
      "io.modelcontextprotocol/protocolVersion":"2026-07-28",\
      "io.modelcontextprotocol/clientInfo":{"name":"test","version":"1"},\
      "io.modelcontextprotocol/clientCapabilities":{}}}}""";

  private static final String MODERN_HEADERS =
      "MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: tools/call\r\nMcp-Name: echo\r\n";

  /** What was measured on Java 17 and 25, and a tenth. */
  private static final long MOST_BYTES = 9_000;

  private static final long MOST_BYTES_MODERN = 11_300;

  private static final int REQUESTS = 2_000;

  /** After a few the code is compiled. */
  private static final int ROUNDS = 60;

  private static final int ROUNDS_OF_JETTY = 9;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final Server bare = new Server(new InetSocketAddress("127.0.0.1", 0));
  private EchoHttpServer server;

  @BeforeEach
  void start() throws Exception {
    var context = new ServletContextHandler("/");
    context.addServlet(ConstantServlet.class, "/mcp");
    bare.setHandler(context);
    bare.start();
    server = EchoHttpServer.start(Servers.CONFIG);
  }

  @AfterEach
  void stop() throws Exception {
    bare.stop();
    server.close();
  }

  @Test
  void aCallAllocatesLittleBeyondJettysOwn() throws IOException {
    assertCost(MOST_BYTES, "", LEGACY);
  }

  @Test
  void aCallOfTheRevisionWithMirroredHeadersAllocatesLittleMore() throws IOException {
    assertCost(MOST_BYTES_MODERN, MODERN_HEADERS, MODERN);
  }

  private void assertCost(long mostBytes, String headers, String body) throws IOException {
    long ofJetty;
    int port = ((ServerConnector) bare.getConnectors()[0]).getLocalPort();
    try (var client = new KeptConnection(port, headers, body)) {
      var rounds = new long[ROUNDS_OF_JETTY];
      for (int i = 0; i < rounds.length; i++) {
        rounds[i] = bytesPerRequest(client);
      }
      Arrays.sort(rounds);
      ofJetty = rounds[rounds.length / 2];
    }
    try (var client = new KeptConnection(server.port(), headers, body)) {
      long bytes = Long.MAX_VALUE;
      for (int i = 0; i < ROUNDS && bytes > mostBytes; i++) {
        bytes = bytesPerRequest(client) - ofJetty;
      }
      assertTrue(bytes <= mostBytes, bytes + " bytes beyond the " + ofJetty + " of Jetty");
    }
  }

  /** Counts the threads of the server, and all others but this one. */
  private long bytesPerRequest(KeptConnection client) throws IOException {
    Map<Long, Long> before = bytesOfThreads();
    for (int i = 0; i < REQUESTS; i++) {
      client.call();
    }
    long bytes = 0;
    for (Map.Entry<Long, Long> thread : bytesOfThreads().entrySet()) {
      bytes += thread.getValue() - before.getOrDefault(thread.getKey(), 0L);
    }
    return bytes / REQUESTS;
  }

  private Map<Long, Long> bytesOfThreads() {
    var bytes = new HashMap<Long, Long>();
    for (long id : threads.getAllThreadIds()) {
      bytes.put(id, Math.max(0, threads.getThreadAllocatedBytes(id)));
    }
    bytes.remove(Thread.currentThread().getId());
    return bytes;
  }

  /** Sends the same request again and again, whose answers are all as long as the first. */
  private static final class KeptConnection implements AutoCloseable {
    private final Socket socket;
    private final byte[] request;
    private final byte[] answer = new byte[4_096];
    private final int answerLength;

    KeptConnection(int port, String headers, String body) throws IOException {
      socket = new Socket(InetAddress.getByName("127.0.0.1"), port);
      socket.setTcpNoDelay(true);
      String head =
          """
          POST /mcp HTTP/1.1\r
          Host: 127.0.0.1:%d\r
          Content-Type: application/json\r
          Accept: application/json, text/event-stream\r
          %sContent-Length: %d\r
          \r
          """;
      request =
          (head.formatted(port, headers, body.length()) + body).getBytes(StandardCharsets.US_ASCII);
      answerLength = first();
    }

    private int first() throws IOException {
      socket.getOutputStream().write(request);
      int length = 0;
      while (!new String(answer, 0, length, StandardCharsets.US_ASCII).endsWith("}}")) {
        length += socket.getInputStream().read(answer, length, answer.length - length);
      }
      return length;
    }

    void call() throws IOException {
      socket.getOutputStream().write(request);
      InputStream in = socket.getInputStream();
      if (in.readNBytes(answer, 0, answerLength) < answerLength) {
        throw new IOException("The server closed the connection");
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  /** Reads the body and answers always the same. */
  public static final class ConstantServlet extends HttpServlet {
    private static final byte[] ANSWER =
        """
        {"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"Hello, World!"}],\
        "structuredContent":{"message":"Hello, World!"}}}"""
            .getBytes(StandardCharsets.US_ASCII);

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      request.getInputStream().readNBytes(request.getContentLength());
      response.setContentType("application/json");
      response.setContentLength(ANSWER.length);
      response.getOutputStream().write(ANSWER);
    }
  }
}
