package io.github.mcpecho.standalone;

import io.github.mcpecho.Environment;
import io.github.mcpecho.McpEcho;
import io.github.mcpecho.settings.ConfigurationException;
import java.io.PrintStream;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** The program. */
public final class Main {
  private static final int OK = 0;
  private static final int BAD_CONFIGURATION = 2;

  /** Settings of the Python original that mean nothing to a server of threads. */
  private static final List<String> WITHOUT_MEANING =
      List.of("ECHO_STATELESS_WORKERS", "ECHO_STATELESS_MAX_REQUESTS");

  private static final String HELP =
      """
      mcp-echo: a stateless MCP server for diagnostics. It takes no arguments, only variables:
        MCP_ECHO_HOST             address to listen on (127.0.0.1; 0.0.0.0 is every network)
        MCP_ECHO_PORT             port to listen on (3000; 0 takes a free one)
        MCP_ECHO_ALLOWED_HOSTS    hosts that requests may be sent to, beside localhost
        MCP_ECHO_ALLOWED_ORIGINS  web origins that may send requests
        MCP_ECHO_ACCESS_LOG       true logs a JSON line for every request
        MCP_ECHO_DEBUG            true logs that and more
        LOG_LEVEL, LOG_FILE       TRACE to ERROR or OFF (INFO); a file to append the log to
      The README explains these and the rest.""";

  private Main() {}

  /** Starts the server and serves until the process is told to stop. */
  public static void main(String[] args) {
    int status = Main.run(List.of(args), System.getenv(), System.out, System.err);
    if (status != OK) {
      System.exit(status);
    }
  }

  static int run(
      List<String> arguments, Map<String, String> variables, PrintStream out, PrintStream err) {
    if (arguments.equals(List.of("--help")) || arguments.equals(List.of("-h"))) {
      out.println(HELP);
      return OK;
    }
    if (arguments.equals(List.of("--version"))) {
      out.println("mcp-echo " + McpEcho.version());
      return OK;
    }
    if (!arguments.isEmpty()) {
      err.println("mcp-echo takes no arguments but --help and --version");
      return BAD_CONFIGURATION;
    }
    try {
      serve(variables, out, err);
      return OK;
    } catch (ConfigurationException e) {
      err.println("mcp-echo: " + e.getMessage());
      return BAD_CONFIGURATION;
    }
  }

  private static void serve(Map<String, String> variables, PrintStream out, PrintStream err) {
    Logging logging = Logging.start(variables, err);
    sayWhatIsIgnored(variables, logging);
    try (EchoHttpServer server = EchoHttpServer.start(ServerConfig.fromEnvironment(variables))) {
      out.println(greeting(server.uri()));
      server.join();
    }
  }

  private static void sayWhatIsIgnored(Map<String, String> variables, Logging logging) {
    Environment environment = Environment.of(variables);
    for (String name : WITHOUT_MEANING) {
      if (environment.text(name).isPresent()) {
        logging.info(name + " is ignored: one process serves all requests on its own threads");
      }
    }
  }

  private static String greeting(URI uri) {
    return """
        mcp-echo listens on %s
        Try: curl -s %s -H 'Content-Type: application/json' -d \
        '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{"message":"Hello!"}}}'"""
        .formatted(uri, uri);
  }
}
