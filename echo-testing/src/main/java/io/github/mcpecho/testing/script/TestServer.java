package io.github.mcpecho.testing.script;

import io.github.mcpecho.settings.ConfigurationException;
import io.github.mcpecho.standalone.Logging;
import io.github.mcpecho.testing.McpEchoServer;
import io.github.mcpecho.testing.McpEchoServerBuilder;
import java.io.PrintStream;
import java.lang.ref.Reference;
import java.util.List;
import java.util.Map;

/** The test server as a program: {@code java -jar echo-testing-server.jar}. */
public final class TestServer {
  private static final int OK = 0;
  private static final int NOT_CONFORMANT = 1;
  private static final int BAD_CONFIGURATION = 2;

  private static final String HELP =
      """
      The test server of mcp-echo: it answers like the real one, and breaks on request.
        --script FILE   what goes wrong, in JSON: {"rules": [{"on": {"tool": "echo"},
                        "times": 1, "then": {"do": "reset", "at": "mid-event"}}]}
        --triggers      lets callers say it too: in the header X-Echo-Fault, or in the
                        arguments of the tool "fault"
        --conformance 2026-07-28 --command 'node client.mjs' [--scenario NAME]
                        starts a client for each scenario of the official conformance suite, or
                        of 2025-11-25, as that does: with the URL as last argument, and variables
                        MCP_CONFORMANCE_SCENARIO, _PROTOCOL_VERSION and _CONTEXT. Prints a line
                        for each check; exit code 1 if the client does not pass
      It reads the same variables as the real one, such as MCP_ECHO_PORT (3000; 0 takes a free one).
      What can go wrong:
        %s
      FAULTS.md says what each of them is and takes, the README explains the rest.""";

  private TestServer() {}

  /** Starts the server and serves until the process is told to stop. */
  public static void main(String[] args) {
    int status = run(List.of(args), System.getenv(), System.out, System.err);
    if (status != OK) {
      System.exit(status);
    }
  }

  static int run(
      List<String> arguments, Map<String, String> variables, PrintStream out, PrintStream err) {
    if (arguments.equals(List.of("--help")) || arguments.equals(List.of("-h"))) {
      out.println(HELP.formatted(String.join("\n  ", BehaviourTable.names())));
      return OK;
    }
    try {
      if (arguments.contains(ConformanceCommand.OPTION)) {
        return judge(ConformanceCommand.parse(arguments), variables, out, err);
      }
      serve(Options.parse(arguments), variables, out, err);
      return OK;
    } catch (ConfigurationException e) {
      err.println("mcp-echo: " + e.getMessage());
      return BAD_CONFIGURATION;
    }
  }

  private static int judge(
      ConformanceCommand command, Map<String, String> variables, PrintStream out, PrintStream err) {
    Logging logging = Logging.start(variables, err);
    try {
      return command.run(out) ? OK : NOT_CONFORMANT;
    } finally {
      Reference.reachabilityFence(logging);
    }
  }

  private static void serve(
      Options options, Map<String, String> variables, PrintStream out, PrintStream err) {
    Logging logging = Logging.start(variables, err);
    try (McpEchoServer server = start(options, variables)) {
      out.println("The test server of mcp-echo listens on " + server.uri());
      server.join();
    } finally {
      Reference.reachabilityFence(logging);
    }
  }

  private static McpEchoServer start(Options options, Map<String, String> variables) {
    McpEchoServerBuilder builder = McpEchoServer.builder().environment(variables);
    if (!options.triggers()) {
      return options.script().start(builder);
    }
    McpEchoServer server = options.script().start(builder.tool(new FaultTool()));
    Triggers.addTo(server);
    return server;
  }
}
