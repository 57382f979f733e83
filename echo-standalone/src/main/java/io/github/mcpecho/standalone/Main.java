package io.github.mcpecho.standalone;

import io.github.mcpecho.EchoSettings;
import io.github.mcpecho.McpEcho;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.internal.text.NearestName;
import io.github.mcpecho.internal.text.SafeText;
import io.github.mcpecho.settings.ConfigurationException;
import io.github.mcpecho.settings.Setting;
import io.github.mcpecho.settings.Settings;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The program. */
public final class Main {
  private static final int OK = 0;
  private static final int BAD_CONFIGURATION = 2;

  private static final List<String> ARGUMENTS =
      List.of("--help", "--print-config", "--version", "health", "doctor");

  private static final Pattern WORD = Pattern.compile("-{0,2}[A-Za-z-]{1,30}");

  private static final String HELP =
      """
      mcp-echo: a stateless MCP server for diagnostics.
        --help          this text
        --print-config  every setting with its value, and where that comes from
        --version       the version
        health          asks the server with these variables for its health: 0 if it is well, else 1
        doctor URL      walks the way to an MCP server and says where it breaks; see doctor --help
      Without an argument it serves. What it does is set by environment variables:""";

  private static final String A_CALL =
      " -H 'Content-Type: application/json' -d"
          + " '{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\","
          + "\"params\":{\"name\":\"echo\",\"arguments\":{\"message\":\"Hello!\"}}}'";

  private Main() {}

  /** Starts the server and serves until the process is told to stop, or has served enough. */
  public static void main(String[] args) {
    PrintStream out = utf8(FileDescriptor.out);
    PrintStream err = utf8(FileDescriptor.err);
    int status = Main.run(List.of(args), System.getenv(), out, err);
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
    if (arguments.size() == 1 && List.of("--help", "-h", "help").contains(arguments.get(0))) {
      out.println(HELP);
      ServerSettings.DEFAULTS.declared().forEach(setting -> out.println(help(setting)));
      return OK;
    }
    if (arguments.equals(List.of("--version"))) {
      out.println("mcp-echo " + McpEcho.version());
      return OK;
    }
    if (arguments.equals(List.of("health"))) {
      return HealthCommand.run(variables, out, err);
    }
    if (!arguments.isEmpty() && arguments.get(0).equals("doctor")) {
      // Its classes are loaded only here: a server that starts needs none of them.
      return DoctorCommand.run(arguments.subList(1, arguments.size()), out, err);
    }
    boolean print = arguments.equals(List.of("--print-config"));
    if (!print && !arguments.isEmpty()) {
      err.println("mcp-echo: " + unknown(arguments.get(0)));
      return BAD_CONFIGURATION;
    }
    try {
      if (print) {
        printConfiguration(variables, out, err);
      } else {
        return serve(variables, out, err);
      }
      return OK;
    } catch (ConfigurationException e) {
      err.println("mcp-echo: " + e.getMessage());
      return BAD_CONFIGURATION;
    }
  }

  /** Says what to do in place of an argument that is none. */
  private static String unknown(String argument) {
    String name = argument.split("=", 2)[0];
    String bare = name.replaceFirst("^-+", "").replace('-', '_').toUpperCase(Locale.ROOT);
    Optional<String> variable =
        ServerSettings.DEFAULTS.declared().stream()
            .flatMap(setting -> setting.names().stream())
            .filter(known -> known.equals(bare) || known.equals("MCP_ECHO_" + bare))
            .findFirst();
    // Whatever is no word may be a secret that slipped in here.
    return (WORD.matcher(name).matches() ? Redactor.withRandomKey().name(name) : "this")
        + " is no argument"
        + variable
            .map(known -> "; set the environment variable " + known)
            .orElseGet(() -> NearestName.hint(name, ARGUMENTS) + "; see --help");
  }

  private static String help(Setting<?> setting) {
    return "  %s: %s (%s)\n      %s"
        .formatted(
            String.join(", ", setting.names()),
            setting.allowed(),
            setting.defaultText(),
            setting.meaning());
  }

  private static void printConfiguration(
      Map<String, String> variables, PrintStream out, PrintStream err) {
    Logging.start(new LogSettings(LogSettings.in(variables).level(), Optional.empty()), err);
    Settings settings = ServerSettings.DEFAULTS.withEnvironment(variables);
    Redactor redactor = Redactor.withRandomKey();
    for (Setting<?> setting : settings.declared()) {
      String value = SafeText.escape(redactor.text(settings.text(setting)));
      out.printf("%-32s  %-11s  %s%n", setting, settings.source(setting), value);
    }
  }

  private static int serve(Map<String, String> variables, PrintStream out, PrintStream err) {
    // Beside all that comes before Jetty is put together.
    new Thread(JettyHttp::load, "mcp-echo-load").start();
    Logging logging = Logging.start(variables, err);
    for (Setting<?> setting : ServerSettings.WITHOUT_MEANING) {
      if (setting.in(variables).isPresent()) {
        logging.info(setting + " is " + setting.meaning());
      }
    }
    Settings settings = ServerSettings.DEFAULTS.withEnvironment(variables);
    try (EchoHttpServer server = EchoHttpServer.start(settings)) {
      StopSignal stop = StopSignal.handledBy(server::drain);
      out.println(greeting(settings, server.uri()));
      if (settings.get(ServerSettings.PAGE)) {
        out.println("In a browser: " + server.uri().resolve("/"));
        server.foreignPage().ifPresent(page -> out.println("From a foreign origin: " + page));
      }
      server.join();
      return stop.isReceived() ? StopSignal.STATUS : OK;
    }
  }

  static String greeting(Settings settings, URI uri) {
    String everywhere =
        isEveryAddress(settings.get(ServerSettings.HOST))
            ? " and every other address of this machine: MCP_ECHO_ALLOWED_HOSTS lists the hosts"
                + " that clients may use"
            : "";
    return "mcp-echo listens on "
        + uri
        + everywhere
        + "\nTry: curl -s"
        + (settings.get(EchoSettings.CHALLENGE)
            ? "i " + uri + " -d '{}' # without a token: 401, and the challenge"
            : " " + uri + A_CALL);
  }

  private static boolean isEveryAddress(String host) {
    try {
      return InetAddress.getByName(host).isAnyLocalAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
