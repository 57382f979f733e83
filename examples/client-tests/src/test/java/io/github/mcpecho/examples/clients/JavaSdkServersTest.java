package io.github.mcpecho.examples.clients;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.doctor.Diagnosis;
import io.github.mcpecho.doctor.Doctor;
import io.github.mcpecho.report.Severity;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.transport.HttpServletStatelessServerTransport;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import jakarta.servlet.Servlet;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.Test;

/** The doctor looks at servers of the Java SDK, which are sound. */
class JavaSdkServersTest {
  private static final ServerCapabilities TOOLS = ServerCapabilities.builder().tools(false).build();

  @Test
  void aServerWithSessionsIsSound() throws Exception {
    var transport =
        HttpServletStreamableServerTransportProvider.builder().mcpEndpoint("/mcp").build();
    McpServer.sync(transport).serverInfo("sessions", "1").capabilities(TOOLS).build();

    assertSound(transport);
  }

  @Test
  void aServerWithoutSessionsIsSound() throws Exception {
    var transport = HttpServletStatelessServerTransport.builder().messageEndpoint("/mcp").build();
    McpServer.sync(transport).serverInfo("stateless", "1").capabilities(TOOLS).build();

    assertSound(transport);
  }

  private static void assertSound(Servlet servlet) throws Exception {
    var server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    var context = new ServletContextHandler("/");
    var holder = new ServletHolder(servlet);
    holder.setAsyncSupported(true);
    context.addServlet(holder, "/mcp");
    server.setHandler(context);
    server.start();
    try {
      Diagnosis diagnosis = Doctor.of(server.getURI().resolve("/mcp")).examine();

      assertTrue(
          diagnosis.findings().stream()
              .noneMatch(one -> one.finding().severity() == Severity.ERROR),
          diagnosis::toText);
      assertTrue(diagnosis.farEnd().isPresent(), diagnosis::toText);
    } finally {
      server.stop();
    }
  }
}
