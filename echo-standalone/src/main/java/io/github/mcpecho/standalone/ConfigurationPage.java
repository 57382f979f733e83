package io.github.mcpecho.standalone;

import io.github.mcpecho.EchoSettings;
import io.github.mcpecho.servlet.HttpSettings;
import io.github.mcpecho.settings.Setting;
import io.github.mcpecho.settings.Settings;
import java.util.ArrayList;
import java.util.List;

/** The page about all settings, in Markdown: {@code CONFIGURATION.md}. */
final class ConfigurationPage {
  private static final String BEGINNING =
      """
      # Configuration

      Every setting, written from where it is declared (`EchoSettings`, `HttpSettings`, `ServerSettings`): `java -jar echo-standalone.jar config --docs` prints this page.

      A setting is an environment variable, read once at the start. For the program (not for the test server) it is also a flag, which counts first: the name in small letters with hyphens, without `MCP_ECHO_`, `ECHO_STATELESS_` or `MCP_` before it: `--allowed-hosts=mcp.example.com` or `--allowed-hosts mcp.example.com` is `MCP_ECHO_ALLOWED_HOSTS=mcp.example.com`, and `--challenge` is `MCP_ECHO_CHALLENGE=true`. The command `health` needs the same flags as the server that it asks. A secret belongs in a variable, since lists of processes show flags.

      For servlets that a container makes it is also an init parameter of the web application, or of `EchoServlet`, which counts first; both count before the environment. In Java it is a constant: `settings.with(EchoSettings.TOOL_TIMEOUT, Duration.ofSeconds(5))` counts before all of these.

      A variable or init parameter that is blank sets nothing; a flag has a value and is given once. Each value that cannot be used is one line that says what to use, and the program ends with status 2. A name that seems to be meant as a setting and is none is a warning with the one that it resembles; among init parameters and flags it is an error.

      `java -jar echo-standalone.jar config` prints each setting with its value, and where that comes from; the tool `environmentDump` shows the same.
      """;

  private ConfigurationPage() {}

  static String text() {
    var page = new StringBuilder(BEGINNING);
    append(page, "The program", "echo-standalone", ServerSettings.DEFAULTS, HttpSettings.DEFAULTS);
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
      page.append(
          "| `%s` | %s | %s | %s |\n"
              .formatted(
                  String.join("`, `", setting.names()),
                  setting.defaultText(),
                  setting.allowed(),
                  setting.meaning()));
    }
  }
}
