package io.github.mcpecho.standalone;

import io.github.mcpecho.EchoSettings;
import io.github.mcpecho.McpEcho;
import io.github.mcpecho.internal.http.Host;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.internal.text.SafeText;
import io.github.mcpecho.servlet.HttpSettings;
import io.github.mcpecho.settings.ConfigurationException;
import io.github.mcpecho.settings.Setting;
import io.github.mcpecho.settings.Settings;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/** The program. */
public final class Main {
  private static final int OK = 0;
  private static final int BAD_CONFIGURATION = 2;
  private static final int MOST_ADDRESSES = 8;
  private static final List<String> NOT_SERVING =
      List.of("health", "config", "completion", "--print-config");

  private static final String HELP =
      """
      mcp-echo: a stateless MCP server for diagnostics.

        mcp-echo [COMMAND] [FLAGS]

        serve             serves until it is told to stop; so it does without a command
        doctor URL        walks the way to an MCP server and says where it breaks; see doctor --help
        health            asks the server with these settings for its health: 0 if it is well, else 1
        config            every setting with its value, and where that comes from; also --print-config
        config --docs     the page about all settings, in Markdown
        completion SHELL  a script that completes all this in bash or zsh:
                          source <(mcp-echo completion bash)
        --version         the version
        --help            this text

      A setting is a flag, given once, or an environment variable; the flag counts first:""";

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
    if (arguments.equals(List.of("help", "doctor"))) {
      return DoctorCommand.run(List.of("--help"), out, err);
    }
    if (!arguments.isEmpty() && arguments.get(0).equals("doctor")) {
      // Its classes are loaded only here: a server that starts needs none of them.
      return DoctorCommand.run(arguments.subList(1, arguments.size()), out, err);
    }
    try {
      Arguments given = Arguments.of(arguments);
      switch (given.action()) {
        case SERVE -> {
          return serve(variables, given, out, err);
        }
        case HEALTH -> {
          return HealthCommand.run(variables, given.flags(), out, err);
        }
        case CONFIG -> printConfiguration(variables, given, out, err);
        case DOCS -> out.print(ConfigurationPage.text());
        case COMPLETION -> out.print(Completion.script());
        case HELP -> {
          out.println(HELP);
          ServerSettings.DEFAULTS.declared().forEach(setting -> out.println(help(setting)));
        }
        case VERSION -> out.println("mcp-echo " + McpEcho.version());
      }
      return OK;
    } catch (ConfigurationException e) {
      boolean json = isServedWithJson(arguments, variables);
      e.getMessage()
          .lines()
          .map(
              line ->
                  json
                      ? new JsonFormatter().format(new LogRecord(Level.SEVERE, line))
                      : "mcp-echo: " + line + "\n")
          .forEach(err::print);
      return BAD_CONFIGURATION;
    }
  }

  /** Whether a server was to start with such a log; the arguments may be none that can be read. */
  private static boolean isServedWithJson(List<String> arguments, Map<String, String> variables) {
    if (!Collections.disjoint(arguments, NOT_SERVING)) {
      return false;
    }
    String flag = ServerSettings.LOG_FORMAT.flagName();
    int value = arguments.indexOf(flag) + 1;
    return arguments.contains(flag + "=json")
        || value > 0 && value < arguments.size() && arguments.get(value).equals("json")
        || logSettings(variables, Arguments.of(List.of())).isJson();
  }

  private static String help(Setting<?> setting) {
    return "  %s, %s: %s (%s)\n      %s"
        .formatted(
            setting.flagName(),
            String.join(", ", setting.names()),
            setting.allowed(),
            setting.defaultText(),
            setting.meaning());
  }

  private static void printConfiguration(
      Map<String, String> variables, Arguments given, PrintStream out, PrintStream err) {
    Logging.start(
        new LogSettings(logSettings(variables, given).level(), Optional.empty(), false, ""), err);
    Settings settings = ServerSettings.DEFAULTS.withEnvironment(variables, given.flags());
    Redactor redactor = Redactor.withRandomKey();
    for (Setting<?> setting : settings.declared()) {
      String value = SafeText.escape(redactor.text(settings.text(setting)));
      out.printf("%-32s  %-11s  %s%n", setting, settings.source(setting), value);
    }
  }

  private static int serve(
      Map<String, String> variables, Arguments given, PrintStream out, PrintStream err) {
    // Beside all that comes before Jetty is put together.
    new Thread(JettyHttp::load, "mcp-echo-load").start();
    LogSettings log = logSettings(variables, given);
    Logging logging = Logging.start(log, err);
    try {
      return serve(variables, given, logging, out);
    } catch (ConfigurationException e) {
      if (!log.isJson()) {
        throw e;
      }
      e.getMessage().lines().forEach(logging::error);
      return BAD_CONFIGURATION;
    }
  }

  private static int serve(
      Map<String, String> variables, Arguments given, Logging logging, PrintStream out) {
    for (Setting<?> setting : ServerSettings.WITHOUT_MEANING) {
      if (setting.in(given.over(variables)).isPresent()) {
        logging.info(setting + " is " + setting.meaning());
      }
    }
    Settings settings = ServerSettings.DEFAULTS.withEnvironment(variables, given.flags());
    Advice.on(settings).forEach(logging::warn);
    try (EchoHttpServer server = EchoHttpServer.start(settings)) {
      StopSignal stop = StopSignal.handledBy(server::drain, "TERM");
      logging.tell(out, greeting(settings, server.uri(), server::serves));
      if (settings.get(ServerSettings.PAGE)) {
        if (server.serves(server.uri().getRawAuthority())) {
          logging.tell(out, "In a browser: " + server.uri().resolve("/"));
        }
        server.foreignPage().ifPresent(page -> logging.tell(out, "From a foreign origin: " + page));
      }
      server.join();
      return stop.status();
    }
  }

  /** What cannot be used is told with everything else that cannot: until then the log is usual. */
  private static LogSettings logSettings(Map<String, String> variables, Arguments given) {
    try {
      LogSettings settings = LogSettings.in(given.over(variables));
      return given.flags().containsKey(ServerSettings.LOG_FILE.flagName())
          ? settings.withFileByFlag()
          : settings;
    } catch (ConfigurationException e) {
      return LogSettings.in(Map.of());
    }
  }

  /**
   * Returns what is said at the start.
   *
   * @param serves whether a request with this {@code Host} is served
   */
  static String greeting(Settings settings, URI uri, Predicate<String> serves) {
    String host =
        serves.test(uri.getRawAuthority())
            ? ""
            : settings.get(HttpSettings.ALLOWED_HOSTS).stream()
                .findFirst()
                .map(name -> " -H 'Host: " + name + "'")
                .orElse("");
    return "mcp-echo listens on "
        + uri
        + everywhere(settings, uri)
        + "\nTry: curl -s"
        // The certificate is rarely for this name.
        + (uri.getScheme().equals("https") ? "k" : "")
        + (settings.get(EchoSettings.CHALLENGE)
            ? "i " + uri + host + " -d '{}' # without a token: 401, and the challenge"
            : " " + uri + host + A_CALL);
  }

  private static String everywhere(Settings settings, URI uri) {
    String host = settings.get(ServerSettings.HOST);
    if (!isEveryAddress(host)) {
      return "";
    }
    String toAllow =
        settings.get(HttpSettings.ALLOWED_HOSTS).isEmpty()
            ? "\nBehind a gateway, set MCP_ECHO_ALLOWED_HOSTS to the host in the URL that clients"
                + " use, such as mcp.example.com: until then any is served"
            : "";
    return " and on every other address of this machine (%s)%s%s"
        .formatted(host, addresses(uri.getPort()), toAllow);
  }

  /** Returns those that other machines may reach, so many as fit a line. */
  private static String addresses(int port) {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
          .limit(MOST_ADDRESSES)
          .map(
              address -> Host.ofNode(address.getHostAddress().split("%", 2)[0]).text() + ":" + port)
          .reduce("", (all, one) -> all + (all.isEmpty() ? ": " : ", ") + one);
    } catch (SocketException e) {
      return "";
    }
  }

  private static boolean isEveryAddress(String host) {
    try {
      return InetAddress.getByName(host).isAnyLocalAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
