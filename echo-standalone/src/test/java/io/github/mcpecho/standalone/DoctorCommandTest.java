package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.doctor.Leg;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command {@code doctor}. */
@Isolated("It runs the program, whose log is that of the JVM.")
class DoctorCommandTest {
  @AutoClose
  final EchoHttpServer echo =
      EchoHttpServer.start(ServerSettings.DEFAULTS.with(ServerSettings.PORT, 0));

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int doctor(String... arguments) {
    var all = new ArrayList<>(List.of("doctor"));
    all.addAll(List.of(arguments));
    return Main.run(
        all,
        Map.of(),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String told() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aSoundServerIsFine() {
    assertEquals(0, doctor("--quick", echo.uri().toString()), this::printed);
    assertTrue(printed().startsWith("The way to " + echo.uri() + "\n"), printed());
    assertTrue(printed().contains("\nNo fault found.\n"), printed());
    assertFalse(printed().contains("\nFine:\n"), printed());
    assertFalse(printed().contains("\u001b"), "no colour where there is no terminal");
    assertTrue(told().startsWith("Contacts " + echo.uri() + ", what its metadata names"), told());
  }

  /** What the drawing marks is not said to be left out, and of what is looked at in part, which. */
  @Test
  void whatIsLeftOutIsToldByTheMarksOfTheDrawing() {
    assertEquals(0, doctor("--quick", echo.uri().toString()), this::printed);

    String drawing = printed().substring(0, printed().indexOf("\nNot looked at: "));
    String[] whole = printed().split("\nNot looked at: ")[1].split("\\.\n")[0].split("; ");
    assertEquals(
        Arrays.stream(Leg.values())
            .map(Leg::title)
            .filter(title -> drawing.contains("➖ " + title))
            .toList(),
        List.of(whole),
        this::printed);
    assertTrue(printed().contains("time (without more calls than one)"), this::printed);
    assertTrue(printed().contains("protocol (without the revisions before"), this::printed);
    assertTrue(
        printed().contains("--header 'Authorization: Bearer …'; --origin https://app.example.com"),
        this::printed);
    assertTrue(printed().contains("; no --quick.\n"), this::printed);
  }

  @Test
  void verboselyItSaysWhatIsFineToo() {
    assertEquals(0, doctor("--verbose", "--only", "reach", echo.uri().toString()));
    assertTrue(printed().contains("\nFine:\n  reach: HTTP/1.1 answers"), printed());
  }

  @Test
  void whatIsBrokenIsAnExitCode() {
    assertEquals(1, doctor("--quick", "--format", "markdown", echo.uri().resolve("/x").toString()));
    assertTrue(printed().contains("## ❌ REACH_NOT_FOUND"), printed());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "/mpc"})
  void aPathThatIsLeftOutOrMisspeltLeadsToTheEndpoint(String path) {
    String origin = echo.uri().resolve("/").toString().replaceFirst("/$", "");
    assertEquals(1, doctor("--only", "reach", origin + path));
    assertTrue(printed().contains("❌ REACH_NOT_FOUND"), this::printed);
    assertTrue(printed().contains("a server of MCP answers at " + echo.uri()), this::printed);
  }

  @ParameterizedTest
  @CsvSource({"text, The way to", "json, {", "markdown, # The way to", "JUnit, <?xml"})
  void everyFormatIsPrinted(String format, String start) {
    assertEquals(0, doctor("--only", "reach", "--format", format, echo.uri().toString()));
    assertTrue(printed().startsWith(start), printed());
  }

  @Test
  void everyOptionIsTakenTogether(@TempDir Path directory) throws Exception {
    Path arguments =
        Files.writeString(
            directory.resolve("arguments"), "--header \"Authorization: Bearer of-the-user\"\n");
    String direct = echo.uri().toString();

    int status =
        doctor(
            "@" + arguments,
            "--header",
            "X-Tenant: 7",
            "--direct",
            direct,
            "--direct-header",
            "X-Tenant: 8",
            "--origin",
            "https://app.example.com",
            "--timeout",
            "1m",
            "--idle",
            "1s",
            "--no-discovery",
            "--only",
            "REACH,there,Direct",
            "--connect-to",
            "127.0.0.1:" + echo.port(),
            "http://127.0.0.1/mcp");

    assertEquals(0, status, this::printed);
    assertTrue(printed().contains("✅ past the proxies"), printed());
    assertFalse((printed() + told()).contains("of-the-user"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ftp://a/b | ftp://a/b cannot be used: the URL of an MCP endpoint is like https://mcp.example.com/mcp, without user and fragment",
        "http://u:q3Zp1T9vXc7Lw0Ns5Ua2@a/b | http://(hidden)@a/b cannot be used: the URL of an MCP endpoint is like https://mcp.example.com/mcp, without user and fragment",
        "http://a/b#c | http://a/b#c cannot be used: the URL of an MCP endpoint is like https://mcp.example.com/mcp, without user and fragment",
        "http://a:99999/b | http://a:99999/b cannot be used: a port is between 1 and 65535",
        "http://a:0/b | http://a:0/b cannot be used: a port is between 1 and 65535",
        "http://a_b/c | http://a_b/c cannot be used: the doctor takes no underscore in a host: write a name without one, and this one as --connect-to HOST:PORT",
        "--direct http://a_b/c http://a/ | --direct http://a_b/c cannot be used: the doctor takes no underscore in a host: write its address, and the name as --direct-header 'Host: NAME'",
        "http://exämple.com:8080/c | http://exämple.com:8080/c cannot be used: write the host as xn--exmple-cua.com",
        "http://schlüsselwort:q3Zp1T9vXc7Lw0Ns5Ua2@a/b | http://(hidden)@a/b cannot be used: the URL of an MCP endpoint is like https://mcp.example.com/mcp, without user and fragment",
        "-H 'mcp-protocol-version: 1' http://a/ | --header what is not shown here, as it may be a secret, cannot be used: the doctor says itself what its messages are, and of which revision and session",
        "localhost:3000/mcp | localhost:3000/mcp cannot be used: put http:// or https:// before it",
        "mcp.example.com/mcp | mcp.example.com/mcp cannot be used: put http:// or https:// before it",
        "--direct mcp.example.com/mcp http://a/ | --direct mcp.example.com/mcp cannot be used: put http:// or https:// before it",
        "--quick 'http://a b/' | http://a b/ cannot be used: it is no URL, as https://mcp.example.com/mcp is",
        "http://[::1/mcp | http://[::1/mcp cannot be used: it is no URL, as https://mcp.example.com/mcp is",
        "--quick | The URL of an MCP endpoint is missing, such as https://mcp.example.com/mcp",
        "--header no-colon http://a/ | --header no-colon cannot be used: a header is given as 'NAME: VALUE', such as 'X-Tenant: 7'",
        "-H q3Zp1T9vXc7Lw0Ns5Ua2 http://a/ | --header what is not shown here, as it may be a secret, cannot be used: a header is given as 'NAME: VALUE', such as 'X-Tenant: 7'",
        "--header 'A B: c' http://a/ | --header what is not shown here, as it may be a secret, cannot be used: a header has a name of letters, digits and hyphens, and a value on one line",
        "--direct-header ': c' http://a/ | --direct-header what is not shown here, as it may be a secret, cannot be used: a header is given as 'NAME: VALUE', such as 'X-Tenant: 7'",
        "--timeout soon http://a/ | --timeout soon cannot be used: a time is such as 90s or 5m",
        "--timeout 99m http://a/ | --timeout 99m cannot be used: a time is between 0 and 10 minutes",
        "--timeout 0s http://a/ | --timeout 0s cannot be used: in no time nothing can be looked at",
        "--idle 0s http://a/ | --idle 0s cannot be used: in no time nothing can be looked at",
        "--direct-header 'A: b' http://a/ | --direct-header is for --direct URL",
        "-H 'content-length: 5' http://a/ | --header what is not shown here, as it may be a secret, cannot be used: the doctor says itself how a message is framed, and what becomes of its connection",
        "-H 'Host: b' http://a/ | --header what is not shown here, as it may be a secret, cannot be used: host is that of the URL: name the host there, and where to connect with --connect-to HOST:PORT",
        "-H 'Transfer-Encoding: chunked' http://a/ | --header what is not shown here, as it may be a secret, cannot be used: the doctor says itself how a message is framed, and what becomes of its connection",
        "--direct http://b/ --direct-header 'Connection: close' http://a/ | --direct-header what is not shown here, as it may be a secret, cannot be used: the doctor says itself how a message is framed, and what becomes of its connection",
        "--idle 5 http://a/ | --idle 5 cannot be used: a time is such as 90s or 5m",
        "--origin app.example.com http://a/ | --origin app.example.com cannot be used: an origin is like https://app.example.com",
        "--connect-to a http://a/ | --connect-to a cannot be used: an address to connect to is HOST:PORT",
        "--connect-to a:99999 http://a/ | --connect-to a:99999 cannot be used: an address to connect to is HOST:PORT",
        "--diret http://b/ http://a/ | --diret is no argument (did you mean --direct?)",
        "--token q3Zp1T9vXc7Lw0Ns5Ua2 http://a/ | --token is no argument",
        "http://a/ q3Zp1T9vXc7Lw0Ns5Ua2 | One URL is examined at a time",
        "--headr 'Authorization: Bearer x' http://a/ | --headr is no argument (did you mean --header?)",
        "--headr='Authorization: Bearer x' http://a/ | --headr is no argument (did you mean --header?)",
        "@/no/such/file | There is no such file /no/such/file",
        "--timeout 5s @/no/such/file http://a/ | There is no such file /no/such/file",
        "--only STREAM http://a/ | --only STREAM cannot be used: there is none of this name (did you mean STREAMS?)",
        "--only reach,agent http://a/ | --only agent cannot be used: there is none of this name (did you mean AGENTS?)",
        "--only everything http://a/ | --only everything cannot be used: use one of REACH, PROTOCOL, AUTHORIZATION, THERE, BACK, SERVER, STREAMS, AGENTS, BROWSER, CONTENT, REPLICAS, TIME, DIRECT",
        "--format xml http://a/ | --format xml cannot be used: use one of text, json, markdown, junit",
        "--format jsn http://a/ | --format jsn cannot be used: there is none of this name (did you mean json?)",
        "--ca-file /no/such http://a/ | --ca-file /no/such cannot be used: there is no such file",
        "--ca-file / http://a/ | --ca-file / cannot be used: it is no file to read",
        "--ca-file pom.xml http://a/ | --ca-file pom.xml cannot be used: it holds no certificate in PEM"
      })
  void whatItCannotUseIsOneLine(String line, String message) {
    String[] arguments =
        Pattern.compile("'[^']*'|\\S+")
            .matcher(line)
            .results()
            .map(part -> part.group().replace("'", ""))
            .toArray(String[]::new);

    assertEquals(2, doctor(arguments));
    assertEquals(
        "mcp-echo doctor: " + message + "; see java -jar echo-standalone.jar doctor --help\n",
        told(),
        this::printed);
    assertEquals("", printed());
  }

  /** As where a disk is full: whoever reads nothing takes that for a way without fault. */
  @Test
  void aReportThatIsLostIsNoPass() {
    var full =
        new PrintStream(
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                throw new IOException("No space left on device");
              }
            },
            false,
            StandardCharsets.UTF_8);

    assertEquals(
        2,
        Main.run(
            List.of("doctor", "--only", "reach", echo.uri().toString()),
            Map.of(),
            full,
            new PrintStream(err, true, StandardCharsets.UTF_8)));
    assertTrue(told().endsWith("mcp-echo doctor: the report cannot be written\n"), this::told);
  }

  /** Nothing was looked at, which is no pass. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--only DIRECT http://a/ | Nothing of DIRECT can be looked at: there is no URL past the proxies: --direct URL",
        "--only reach,browser http://a/ | Nothing of BROWSER can be looked at: no page is named: --origin https://app.example.com",
        "--quick --only streams --idle 5s http://a/ | Nothing of STREAMS can be looked at: it takes many requests: no --quick"
      })
  void aLegThatTakesWhatIsNotGivenIsRefused(String line, String message) {
    assertEquals(2, doctor(line.split(" ")));
    assertTrue(told().startsWith("mcp-echo doctor: " + message + "; see "), this::told);
    assertEquals("", printed());
  }

  /** What comes next cannot be used, so that nothing is sent. */
  @ParameterizedTest
  @EnumSource(Leg.class)
  void aLegIsCalledAsInTheDrawingToo(Leg leg) {
    for (String name : List.of(leg.name().toLowerCase(Locale.ROOT), leg.title())) {
      assertEquals(2, doctor("--only", name, "--ca-file", "/no/such", "http://a/"));
    }
    assertEquals(
        2, told().split("mcp-echo doctor: --ca-file /no/such cannot be used", -1).length - 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | '' | , what its metadata names, over https or on loopback",
        "'--header A: b' | '' | , what its metadata names, over https or on loopback, without your headers",
        "'' | --direct | what their metadata names, over https or on loopback",
      })
  void whomItContactsIsSaidFirst(String header, String direct, String said) {
    var arguments = new ArrayList<>(List.of("--only", "reach"));
    if (!header.isEmpty()) {
      arguments.addAll(List.of(header.split(" ", 2)));
    }
    if (!direct.isEmpty()) {
      arguments.addAll(List.of(direct, echo.uri().toString()));
    }
    arguments.add(echo.uri().toString());
    doctor(arguments.toArray(String[]::new));
    assertTrue(told().endsWith(said + "\n"), this::told);
  }

  @Test
  void helpSaysWhatANewcomerAsks() {
    assertEquals(0, doctor("--help"));
    for (String part :
        List.of(
            "Usage: java -jar echo-standalone.jar doctor ",
            "bin/mcp-echo doctor",
            "Walks the way to an MCP server",
            "--direct=URL",
            "'Authorization: Bearer …' or 'X-Api-Key: …'",
            "Exit code: 0 nothing is broken (warnings only are no error), 1 something is, 2 it could",
            "/mcp, /sse, /, with and without a slash",
            "429, 502, 503 or 504 is sent once more, after the time that Retry-After says",
            "THERE (headers and body), BACK (answers), SERVER (its own view), STREAMS, AGENTS (user",
            "@FILE")) {
      assertTrue(printed().replaceAll("\\s+", " ").contains(part), () -> part + "\n" + printed());
    }
  }
}
