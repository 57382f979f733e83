package io.github.mcpecho.standalone;

import io.github.mcpecho.doctor.Diagnosis;
import io.github.mcpecho.doctor.Diagnosis.TextOption;
import io.github.mcpecho.doctor.Doctor;
import io.github.mcpecho.doctor.Leg;
import io.github.mcpecho.internal.redaction.QuotedInput;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.internal.text.SafeText;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code mcp-echo doctor URL}. */
@Command(
    name = "mcp-echo doctor",
    sortOptions = false,
    usageHelpWidth = 100,
    description = {
      "",
      "Walks the way to an MCP server, step by step, and says where it breaks: names and"
          + " certificates, who answers, protocol, authorization, headers and bodies, answers,"
          + " streams, clients that are refused.",
      "",
      "It sees most if mcp-echo is the server: put it in the place of the real one for an hour,"
          + " behind the same proxies, and it says what arrived there.",
      ""
    },
    footer = {
      "",
      "Exit code: 0 nothing is broken, 1 something is, 2 it could not run.",
      "",
      "It contacts the URL, the direct URL, and what their metadata names. Each header goes to the"
          + " URL that it is given for and nowhere else. It follows no redirect. Arguments can stand"
          + " in a file, where no list of processes shows them: @FILE.",
      "",
      "  mcp-echo doctor https://mcp.example.com/mcp",
      "  mcp-echo doctor -H 'Authorization: Bearer …' --direct http://10.0.0.5:3000/mcp \\",
      "      https://mcp.example.com/mcp",
      "  mcp-echo doctor --format junit https://mcp.example.com/mcp > doctor.xml"
    })
final class DoctorCommand implements Callable<Integer> {
  private static final int FINE = 0;
  private static final int BROKEN = 1;
  private static final int COULD_NOT_RUN = 2;
  private static final Pattern TIME = Pattern.compile("(\\d{1,4})(s|m)?");

  private final PrintStream out;
  private final PrintStream err;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "URL", description = "the MCP endpoint: https://mcp.example.com/mcp")
  private @Nullable URI url;

  @Option(
      names = {"-H", "--header"},
      paramLabel = "'NAME: VALUE'",
      description = "send this header to the URL; can be repeated")
  private List<String> headers = List.of();

  @Option(
      names = "--direct",
      paramLabel = "URL",
      description =
          "the same server past the proxies: what works there and not here is their doing")
  private @Nullable URI direct;

  @Option(
      names = "--direct-header",
      paramLabel = "'NAME: VALUE'",
      description = "send this header to the direct URL; can be repeated")
  private List<String> directHeaders = List.of();

  @Option(
      names = "--origin",
      paramLabel = "ORIGIN",
      description = "also ask as a web page of this origin: https://app.example.com")
  private @Nullable String origin;

  @Option(
      names = "--idle",
      paramLabel = "TIME",
      description =
          "also look how long a stream may be silent, and may last, each up to this: 90s, 5m")
  private @Nullable String idle;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "30s",
      description = "end after this time, --idle not counted; ${DEFAULT-VALUE} unless given")
  private String timeout = "";

  @Option(names = "--quick", description = "send 20 requests at most, in place of 150")
  private boolean quick;

  @Option(
      names = "--no-discovery",
      description = "contact nobody but the URL and the direct URL, whatever their metadata names")
  private boolean withoutDiscovery;

  @Option(
      names = "--only",
      paramLabel = "LEG",
      split = ",",
      description = "look at these legs only, after a repair: ${COMPLETION-CANDIDATES}")
  private List<Leg> legs = List.of();

  @Option(
      names = "--connect-to",
      paramLabel = "HOST:PORT",
      description =
          "connect there as if the host of the URL were there: before its name is changed")
  private @Nullable String connectTo;

  @Option(
      names = "--ca-file",
      paramLabel = "FILE",
      description = "trust these certificates, in PEM, in place of those that Java trusts")
  private @Nullable Path caFile;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text, json, markdown or junit; ${DEFAULT-VALUE} unless given")
  private Format format = Format.text;

  @Option(
      names = {"-v", "--verbose"},
      description =
          "as text, also what is fine, which clients come in, and why something was not looked at")
  private boolean verbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "this text")
  private boolean help;

  /** What a report looks like; the names are those of the argument. */
  private enum Format {
    text((diagnosis, options) -> diagnosis.toText(options.toArray(TextOption[]::new))),
    json((diagnosis, options) -> diagnosis.toJson()),
    markdown((diagnosis, options) -> diagnosis.toMarkdown()),
    junit((diagnosis, options) -> diagnosis.toJUnitXml());

    private final BiFunction<Diagnosis, Set<TextOption>, String> writer;

    Format(BiFunction<Diagnosis, Set<TextOption>, String> writer) {
      this.writer = writer;
    }
  }

  private DoctorCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Returns what it can be given, for a shell that completes it. */
  static CommandSpec arguments() {
    return CommandSpec.forAnnotatedObject(new DoctorCommand(System.out, System.err));
  }

  /** Runs the command and returns its exit code. */
  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    return new CommandLine(new DoctorCommand(out, err))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
        .setParameterExceptionHandler(
            (e, unused) -> {
              err.println(
                  "mcp-echo doctor: " + message(e, arguments) + "; see mcp-echo doctor --help");
              return COULD_NOT_RUN;
            })
        .execute(arguments.toArray(String[]::new));
  }

  private static String message(ParameterException e, List<String> arguments) {
    Set<String> options = e.getCommandLine().getCommandSpec().optionsMap().keySet();
    for (String argument : arguments) {
      if (argument.matches("@[^@].*") && !new File(argument.substring(1)).exists()) {
        return "There is no such file " + QuotedInput.of(argument.substring(1));
      }
      // Its value is taken for the URL, and that is what the exception tells.
      String name = argument.split("=", 2)[0];
      if (name.startsWith("--") && !options.contains(name)) {
        return Arguments.none(name, options);
      }
    }
    if (e instanceof MissingParameterException && !e.getMessage().contains("option")) {
      return "The URL of an MCP endpoint is missing, such as https://mcp.example.com/mcp";
    }
    if (e.getMessage().contains("to URI (")) {
      return "The URL of an MCP endpoint is like https://mcp.example.com/mcp, without user and"
          + " fragment";
    }
    if (!(e instanceof UnmatchedArgumentException unmatched)) {
      boolean hasScheme = arguments.stream().anyMatch(argument -> argument.contains("://"));
      return SafeText.escape(Redactor.withRandomKey().text(e.getMessage()))
          + (e.getMessage().startsWith("The URL of an MCP endpoint") && !hasScheme
              ? ": put http:// or https:// before it"
              : "");
    }
    String first = unmatched.getUnmatched().get(0).split("=", 2)[0];
    return first.startsWith("-") ? Arguments.none(first, options) : "One URL is examined at a time";
  }

  @Override
  public Integer call() {
    boolean terminal = Ansi.AUTO.enabled();
    Doctor doctor = doctor();
    err.println("Contacts " + String.join(", ", doctor.contacts()));
    Diagnosis diagnosis = doctor.examine(terminal ? this::show : step -> {});
    if (terminal) {
      show("");
    }
    Set<TextOption> options = EnumSet.noneOf(TextOption.class);
    if (verbose) {
      options.add(TextOption.VERBOSE);
    }
    if (terminal) {
      options.add(TextOption.COLOURED);
    }
    out.print(format.writer.apply(diagnosis, options));
    out.flush();
    return diagnosis.hasErrors() ? BROKEN : FINE;
  }

  /** In the place of what stood on the line before (ECMA-48 §8.3.41). */
  private void show(String step) {
    err.print("\r\u001b[K" + step);
    err.flush();
  }

  private Doctor doctor() {
    try {
      Doctor doctor = Doctor.of(url).timeout(time(timeout));
      for (String header : headers) {
        doctor = doctor.header(name(header), value(header));
      }
      for (String header : directHeaders) {
        doctor = doctor.directHeader(name(header), value(header));
      }
      doctor = direct == null ? doctor : doctor.direct(direct);
      doctor = origin == null ? doctor : doctor.origin(origin);
      doctor = idle == null ? doctor : doctor.idle(time(idle));
      doctor = quick ? doctor.quick() : doctor;
      doctor = withoutDiscovery ? doctor.withoutDiscovery() : doctor;
      doctor = connectTo == null ? doctor : doctor.connectTo(address(connectTo));
      doctor =
          legs.isEmpty()
              ? doctor
              : doctor.only(legs.get(0), legs.subList(1, legs.size()).toArray(Leg[]::new));
      return caFile == null ? doctor : doctor.trusting(trusting(caFile));
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  private static String name(String header) {
    int colon = header.indexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException("A header is given as 'Name: value'");
    }
    return header.substring(0, colon).strip();
  }

  private static String value(String header) {
    return header.substring(header.indexOf(':') + 1).strip();
  }

  private static Duration time(String text) {
    Matcher time = TIME.matcher(text);
    if (!time.matches()) {
      throw new IllegalArgumentException("A time is such as 90s or 5m");
    }
    long number = Long.parseLong(time.group(1));
    return "m".equals(time.group(2)) ? Duration.ofMinutes(number) : Duration.ofSeconds(number);
  }

  private static InetSocketAddress address(String text) {
    URI uri = URI.create("http://" + text);
    if (uri.getHost() == null || uri.getPort() < 0) {
      throw new IllegalArgumentException("An address to connect to is HOST:PORT");
    }
    var address = new InetSocketAddress(uri.getHost().replaceAll("[\\[\\]]", ""), uri.getPort());
    if (address.isUnresolved()) {
      throw new IllegalArgumentException("There is no host of the name to connect to");
    }
    return address;
  }

  private SSLContext trusting(Path pem) {
    try (InputStream in = Files.newInputStream(pem)) {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      var certificates =
          new ArrayList<Certificate>(
              CertificateFactory.getInstance("X.509").generateCertificates(in));
      for (Certificate certificate : certificates) {
        trusted.setCertificateEntry("ca" + trusted.size(), certificate);
      }
      var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw wrong("There are no certificates to trust in " + pem);
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
