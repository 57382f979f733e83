package io.github.mcpecho.examples.conformance;

import io.github.mcpecho.McpEcho;
import io.github.mcpecho.settings.Settings;
import io.github.mcpecho.standalone.EchoHttpServer;
import io.github.mcpecho.standalone.ServerSettings;

/**
 * The server with the suite's tools, prompts and resources beside its own; it reads the same
 * environment variables.
 */
public final class ConformanceServer {
  private ConformanceServer() {}

  /** Starts the server, and prints where it is. */
  public static void main(String[] args) {
    Settings settings = ServerSettings.DEFAULTS.withEnvironment(System.getenv());
    McpEcho.Builder echo = McpEcho.builder().settings(settings);
    FixtureTools.all().forEach(echo::tool);
    PromptFixtures.all().forEach(echo::prompt);
    ResourceFixtures.all().forEach(echo::resource);
    ResourceFixtures.templates().forEach(echo::resourceTemplate);
    new ChangingLists().addTo(echo);
    try (EchoHttpServer server = EchoHttpServer.start(settings, echo.build())) {
      System.out.println("Listening on " + server.uri());
      server.join();
    }
  }
}
