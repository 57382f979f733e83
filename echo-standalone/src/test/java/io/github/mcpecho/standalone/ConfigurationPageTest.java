package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.EchoSettings;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.servlet.HttpSettings;
import io.github.mcpecho.settings.Setting;
import io.github.mcpecho.settings.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whoever looks for a setting finds it: in the page, in the help, and in what a server shows. */
class ConfigurationPageTest {
  private static final Path PAGE = Path.of("..", "CONFIGURATION.md");

  private static final String BEGINNING =
      """
      # Configuration

      Every setting, written by a test from where it is declared (`EchoSettings`, `HttpSettings`, `ServerSettings`).

      A setting is an environment variable, read once at the start. For servlets that a container makes it is also an init parameter of the web application, or of `EchoServlet`, which counts first; both count before the environment. In Java it is a constant: `settings.with(EchoSettings.TOOL_TIMEOUT, Duration.ofSeconds(5))` counts before all of these.

      A blank value sets nothing. A value that cannot be used is one line that says what to use, and the program ends with status 2. A name that seems to be meant as a setting and is none is a warning with the one that it resembles; among init parameters it is an error.

      `java -jar echo-standalone.jar --print-config` prints each setting with its value, and where that comes from; the tool `environmentDump` shows the same.
      """;

  /** Run with {@code -Dconfiguration.write} to write the page anew. */
  @Test
  void thePageListsWhatIsDeclared() throws IOException {
    String page = page();
    if (System.getProperty("configuration.write") != null) {
      Files.writeString(PAGE, page);
    }
    assertEquals(
        page,
        Files.readString(PAGE),
        "CONFIGURATION.md is stale: run this test with -Dconfiguration.write");
  }

  @Test
  void everySettingIsInThePageTheHelpThePrintedConfigurationAndTheDump() throws Exception {
    String page = Files.readString(PAGE);
    String help = printed("--help");
    String configuration = printed("--print-config");
    JsonNode dump = dump();

    for (Setting<?> setting : ServerSettings.DEFAULTS.declared()) {
      String name = setting.name();
      assertTrue(page.contains("\n| `" + name + "`"), name);
      assertTrue(help.contains("\n  " + name), name);
      assertTrue(("\n" + configuration).contains("\n" + name + " "), name);
      assertEquals(
          setting.defaultText(),
          dump.at("/structuredContent/settings").path(name).path("default").textValue(),
          name);
      assertTrue(dump.at("/content/0/text").textValue().contains(name), name);
    }
  }

  private static String printed(String argument) {
    var out = new ByteArrayOutputStream();
    var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    assertEquals(0, Main.run(List.of(argument), Map.of(), stream, stream));
    return out.toString(StandardCharsets.UTF_8);
  }

  private static JsonNode dump() throws Exception {
    try (EchoHttpServer server = EchoHttpServer.start(Servers.CONFIG)) {
      String call = Client.GREET.replace("greet", "environmentDump");
      String answer = new Client(server.uri()).postJson(call).body();
      return new Json(Json.DEFAULT_MAX_DEPTH).parse(answer).path("result");
    }
  }

  private static String page() {
    var page = new StringBuilder(BEGINNING);
    Settings program = ServerSettings.DEFAULTS;
    append(page, "The program", "echo-standalone", program, HttpSettings.DEFAULTS);
    append(
        page,
        "HTTP, in the program and in a servlet",
        "echo-servlet",
        HttpSettings.DEFAULTS,
        EchoSettings.DEFAULTS);
    append(
        page,
        "The server, wherever it runs",
        "echo-core",
        EchoSettings.DEFAULTS,
        Settings.of(List.of()));
    return page.toString();
  }

  private static void append(
      StringBuilder page, String title, String module, Settings settings, Settings below) {
    page.append("\n## ").append(title).append(" (`").append(module).append("`)\n\n");
    page.append("| setting | default | allowed | meaning |\n|---|---|---|---|\n");
    List<Setting<?>> own = new ArrayList<>(settings.declared());
    own.removeAll(below.declared());
    for (Setting<?> setting : own) {
      page.append("| `")
          .append(String.join("`, `", setting.names()))
          .append("` | ")
          .append(setting.defaultText())
          .append(" | ")
          .append(setting.allowed())
          .append(" | ")
          .append(setting.meaning())
          .append(" |\n");
    }
  }
}
