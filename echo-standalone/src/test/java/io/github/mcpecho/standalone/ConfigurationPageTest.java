package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.settings.Setting;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Whoever looks for a setting finds it: in the page, in the help, and in what a server shows. */
@Isolated("It runs the program, whose log is that of the JVM.")
class ConfigurationPageTest {
  private static final Path PAGE = Path.of("..", "CONFIGURATION.md");

  /** Run with {@code -Dconfiguration.write} to write the page anew. */
  @Test
  void thePageListsWhatIsDeclared() throws IOException {
    String page = ConfigurationPage.text();
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
      assertTrue(help.contains("\n  " + setting.flagName() + ", " + name), name);
      assertTrue(("\n" + configuration).contains("\n" + name + " "), name);
      assertEquals(
          setting.defaultText(),
          dump.at("/structuredContent/settings").path(name).path("default").textValue(),
          name);
      assertTrue(dump.at("/content/0/text").textValue().contains(name), name);
    }
  }

  @Test
  void theProgramPrintsThePage() throws IOException {
    assertEquals(Files.readString(PAGE), printed("--docs"));
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
}
