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
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.IDN;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Function;
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
    name = DoctorCommand.NAME,
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
      "Exit code: 0 nothing is broken (warnings only are no error), 1 something is, 2 it could not"
          + " run.",
      "",
      "It contacts the URL, the direct URL, and what their metadata names. Each header goes to the"
          + " URL that it is given for and nowhere else. It follows no redirect. Where there is"
          + " nothing at the path of the URL, it also asks at the usual ones of the same host: /mcp,"
          + " /sse, /, with and without a slash. What is answered with 429, 502, 503 or 504 is sent"
          + " once more, after the time that Retry-After says if that is short enough.",
      "",
      "The program of the zip is called bin/mcp-echo doctor; a container takes doctor and what follows."
          + " Arguments can stand in a file, where no list of processes shows them: @FILE.",
      "",
      "  " + DoctorCommand.NAME + " https://mcp.example.com/mcp",
      "  " + DoctorCommand.NAME + " -H 'Authorization: Bearer …' \\",
      "      --direct http://10.0.0.5:3000/mcp https://mcp.example.com/mcp",
      "  " + DoctorCommand.NAME + " --format junit \\",
      "      https://mcp.example.com/mcp > doctor.xml"
    })
final class DoctorCommand implements Callable<Integer> {
  /** What a user types who has nothing but the program. */
  static final String NAME = "java -jar echo-standalone.jar doctor";

  private static final int FINE = 0;
  private static final int BROKEN = 1;
  private static final int COULD_NOT_RUN = 2;
  private static final Pattern TIME = Pattern.compile("(\\d{1,4})(s|m)");

  /** A host that has letters beyond ASCII, and nobody's name before it, which is not shown. */
  private static final Pattern FOREIGN =
      Pattern.compile(
          "(?i)https?://(?![^/?#]*@)([^/?#@:\\x00-\\x20]*[^\\x00-\\x7F][^/?#@:\\x00-\\x20]*)");

  /** What the host of the URL is to be, and of the direct one, if it has an underscore. */
  private static final String NAMED =
      "write a name without one, and this one as --connect-to HOST:PORT";

  private static final String ADDRESSED =
      "write its address, and the name as --direct-header 'Host: NAME'";

  private static final Pattern ADDRESS = Pattern.compile("\\[?([^\\[\\]]+?)\\]?:(\\d{1,5})");

  private final PrintStream out;
  private final PrintStream err;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "URL", description = "the MCP endpoint: https://mcp.example.com/mcp")
  private String url = "";

  @Option(
      names = {"-H", "--header"},
      paramLabel = "'NAME: VALUE'",
      description =
          "send this header with every request to the URL, such as 'Authorization: Bearer …' or"
              + " 'X-Api-Key: …'; can be repeated")
  private List<String> headers = List.of();

  @Option(
      names = "--direct",
      paramLabel = "URL",
      description =
          "the same server past the proxies: what works there and not here is their doing")
  private @Nullable String direct;

  @Option(
      names = "--direct-header",
      paramLabel = "'NAME: VALUE'",
      description = "send this header to the direct URL, Host too; can be repeated")
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
      completionCandidates = Legs.class,
      description =
          "look at these legs only, after a repair, by their names or those of the drawing: REACH,"
              + " PROTOCOL, AUTHORIZATION, THERE (headers and body), BACK (answers), SERVER (its own"
              + " view), STREAMS, AGENTS (user agents), BROWSER, CONTENT, REPLICAS, TIME, DIRECT"
              + " (past the proxies)")
  private List<String> legs = List.of();

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
  private @Nullable String caFile;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      completionCandidates = Formats.class,
      description = "text, json, markdown or junit; ${DEFAULT-VALUE} unless given")
  private String format = "";

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

  /** What a shell completes for {@code --only}. */
  private static final class Legs extends ArrayList<String> {
    Legs() {
      super(Choice.names(Leg.values()));
    }
  }

  /** What a shell completes for {@code --format}. */
  private static final class Formats extends ArrayList<String> {
    Formats() {
      super(Choice.names(Format.values()));
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
        .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
        .setParameterExceptionHandler(
            (e, unused) -> {
              err.println(
                  "mcp-echo doctor: " + message(e, arguments) + "; see " + NAME + " --help");
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
    if (!(e instanceof UnmatchedArgumentException unmatched)) {
      return SafeText.escape(Redactor.withRandomKey().text(e.getMessage()));
    }
    String first = unmatched.getUnmatched().get(0).split("=", 2)[0];
    return first.startsWith("-") ? Arguments.none(first, options) : "One URL is examined at a time";
  }

  @Override
  public Integer call() {
    boolean terminal = Ansi.AUTO.enabled();
    Doctor doctor = doctor();
    Format chosen =
        read("--format ", format, text -> Choice.of(text, Format.values(), Format::name));
    Diagnosis diagnosis = examine(doctor, terminal);
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
    out.print(chosen.writer.apply(diagnosis, options));
    if (out.checkError()) {
      err.println("mcp-echo doctor: the report cannot be written");
      return COULD_NOT_RUN;
    }
    return diagnosis.hasErrors() ? BROKEN : FINE;
  }

  private Diagnosis examine(Doctor doctor, boolean terminal) {
    try {
      var isFirst = new AtomicBoolean(true);
      return doctor.examine(
          step -> {
            if (isFirst.getAndSet(false)) {
              err.println("Contacts " + String.join(", ", doctor.contacts()));
            }
            if (terminal) {
              show(step);
            }
          });
    } catch (IllegalStateException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  /** In the place of what stood on the line before (ECMA-48 §8.3.41). */
  private void show(String step) {
    err.print("\r\u001b[K" + step);
    err.flush();
  }

  private Doctor doctor() {
    Doctor doctor = read("", url, text -> Doctor.of(uri(text, NAMED)));
    doctor = with(doctor, "--timeout", timeout, (one, text) -> one.timeout(time(text)));
    for (String header : headers) {
      doctor = with(doctor, "--header", header, (one, text) -> one.header(name(text), value(text)));
    }
    for (String header : directHeaders) {
      doctor =
          with(
              doctor,
              "--direct-header",
              header,
              (one, text) -> one.directHeader(name(text), value(text)));
    }
    if (direct == null && !directHeaders.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "--direct-header is for --direct URL");
    }
    doctor = with(doctor, "--direct", direct, (one, text) -> one.direct(uri(text, ADDRESSED)));
    doctor = with(doctor, "--origin", origin, Doctor::origin);
    doctor = with(doctor, "--idle", idle, (one, text) -> one.idle(time(text)));
    doctor = quick ? doctor.quick() : doctor;
    doctor = withoutDiscovery ? doctor.withoutDiscovery() : doctor;
    doctor = with(doctor, "--connect-to", connectTo, (one, text) -> one.connectTo(address(text)));
    List<Leg> only =
        legs.stream()
            .map(leg -> read("--only ", leg, text -> Choice.of(text, Leg.values(), Leg::title)))
            .toList();
    doctor =
        only.isEmpty()
            ? doctor
            : doctor.only(only.get(0), only.subList(1, only.size()).toArray(Leg[]::new));
    return with(doctor, "--ca-file", caFile, (one, text) -> one.trusting(trusting(text)));
  }

  /** Reads what is given for an option, if it is. */
  private Doctor with(
      Doctor doctor,
      String option,
      @Nullable String text,
      BiFunction<Doctor, String, Doctor> reader) {
    return text == null ? doctor : read(option + " ", text, given -> reader.apply(doctor, given));
  }

  /** Of a header no more than a word is shown: all of it may be a secret. */
  private <T> T read(String option, String text, Function<String, T> reader) {
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException e) {
      String shown = option.contains("header") ? Arguments.shown(text) : QuotedInput.of(text);
      String why = e.getMessage();
      throw new ParameterException(
          spec.commandLine(),
          option
              + shown
              + " cannot be used: "
              + why.substring(0, 1).toLowerCase(Locale.ROOT)
              + why.substring(1));
    }
  }

  private static URI uri(String text, String instead) {
    if (text.matches("(?i)https?://[^/?#@]*_[^/?#@]*(?:[/?#].*)?")) {
      throw new IllegalArgumentException("The doctor takes no underscore in a host: " + instead);
    }
    Matcher foreign = FOREIGN.matcher(text);
    if (foreign.lookingAt()) {
      throw new IllegalArgumentException(
          "Write the host as " + IDN.toASCII(foreign.group(1), IDN.ALLOW_UNASSIGNED));
    }
    if (!text.contains("://")) {
      throw new IllegalArgumentException("Put http:// or https:// before it");
    }
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("It is no URL, as https://mcp.example.com/mcp is", e);
    }
  }

  private static String name(String header) {
    int colon = header.indexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException(
          "A header is given as 'NAME: VALUE', such as 'X-Tenant: 7'");
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
    Matcher parts = ADDRESS.matcher(text);
    int port = parts.matches() ? Integer.parseInt(parts.group(2)) : -1;
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("An address to connect to is HOST:PORT");
    }
    var address = new InetSocketAddress(parts.group(1), port);
    if (address.isUnresolved()) {
      throw new IllegalArgumentException("There is no host of this name");
    }
    return address;
  }

  private static SSLContext trusting(String file) {
    try {
      List<Certificate> certificates = PemFiles.certificates(Files.readAllBytes(Path.of(file)));
      var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(PemFiles.authorities(certificates));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (PemFiles.UnusableException e) {
      throw new IllegalArgumentException("It " + e.getMessage(), e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          new File(file).exists() ? "It is no file to read" : "There is no such file", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("Java does not take its certificates", e);
    }
  }
}
