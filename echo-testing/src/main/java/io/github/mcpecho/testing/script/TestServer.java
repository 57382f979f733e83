package io.github.mcpecho.testing.script;

import io.github.mcpecho.settings.ConfigurationException;
import io.github.mcpecho.standalone.Logging;
import io.github.mcpecho.standalone.StopSignal;
import io.github.mcpecho.testing.McpEchoServer;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The test server as a program: {@code java -jar echo-testing-server.jar}. */
public final class TestServer {
  private static final int OK = 0;
  private static final int NOT_CONFORMANT = 1;
  private static final int FINDINGS = 1;
  private static final int BAD_CONFIGURATION = 2;

  private static final String HELP =
      """
      The test server of mcp-echo: it answers like the real one, and breaks on request.
        --script FILE    what goes wrong, in JSON: {"rules": [{"on": {"tool": "echo"},
                         "times": 1, "then": {"do": "reset", "at": "mid-event"}}]}
        --triggers       lets callers say it too: in the header X-Echo-Fault, or in the
                         arguments of the tool "fault"
        --control        lets tests in any language ask for what arrived, and change the rules,
                         at /control, with the token that it prints or that of
                         MCP_ECHO_CONTROL_TOKEN; see CONTROL.md
        --https          speaks TLS, with a certificate for this machine made in memory
        --ca-file FILE   the same, and writes there whom clients have to trust, in PEM
        --fail-on LEVEL  ends with status 1 if clients broke a rule, and 0 if not: error, or
                         warning for what is not certain or only advised too
        --conformance 2026-07-28 --command 'node client.mjs'
                         starts a client for each scenario of the official conformance suite, or
                         of 2025-11-25, as that does: with the URL as last argument, and variables
                         MCP_CONFORMANCE_SCENARIO, _PROTOCOL_VERSION and _CONTEXT. Prints a line
                         for each check; exit code 1 if the client does not pass. Without a
                         command it says what there is to do in each. Beside it:
                         --scenario 'auth/*' and --except 'auth/dpop*', both more than once,
                         --timeout SECONDS (30) of each, --junit FILE for build servers
      When it is told to stop it lists what was wrong with the clients.
      It reads the same variables as the real one, such as MCP_ECHO_PORT (3000; 0 takes a free one).
      What a script can have beside the rules:
        %s
      What can go wrong:
        %s
      FAULTS.md says what each of them takes, the README explains the rest.\
      """;

  private TestServer() {}

  /** Starts the server and serves until the process is told to stop. */
  public static void main(String[] args) {
    int status = run(List.of(args), System.getenv(), utf8(FileDescriptor.out), System.err);
    if (status != OK) {
      System.exit(status);
    }
  }

  /** Whatever the locale is: a container has none. */
  private static PrintStream utf8(FileDescriptor stream) {
    return new PrintStream(new FileOutputStream(stream), true, StandardCharsets.UTF_8);
  }

  static int run(
      List<String> arguments, Map<String, String> variables, PrintStream out, PrintStream err) {
    if (arguments.contains("--help") || arguments.contains("-h")) {
      out.println(HELP.formatted(help(ScriptNote.parts()), help(ScriptNote.behaviours())));
      return OK;
    }
    try {
      if (arguments.contains(ConformanceCommand.OPTION)) {
        return judge(ConformanceCommand.parse(arguments), variables, out, err);
      }
      return serve(Options.parse(arguments), variables, out, err);
    } catch (ConfigurationException e) {
      err.println("mcp-echo: " + e.getMessage());
      return BAD_CONFIGURATION;
    }
  }

  private static String help(List<ScriptNote> notes) {
    return notes.stream().map(ScriptNote::help).collect(Collectors.joining("\n  "));
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

  private static int serve(
      Options options, Map<String, String> variables, PrintStream out, PrintStream err) {
    Logging logging = Logging.start(variables, err);
    Optional<ControlToken> token =
        options.control() ? Optional.of(ControlToken.of(variables)) : Optional.empty();
    try (var servers = new Servers(variables, options.authority(variables))) {
      McpEchoServer server =
          servers.start(options.script(), token.map(known -> new Control(known.text(), servers)));
      StopSignal stop = StopSignal.handledBy(servers::close, "TERM", "INT");
      logging.tell(out, "The test server of mcp-echo listens on " + server.uri());
      token.ifPresent(
          known ->
              logging.tell(
                  out, "Control: " + server.uri().resolve(Control.PATH) + ", " + known.words()));
      server.join();
      FindingTally findings = servers.findings();
      logging.tell(out, findings.toString());
      return options
          .failOn()
          .map(mildest -> findings.has(mildest) ? FINDINGS : OK)
          .orElseGet(stop::status);
    }
  }
}
