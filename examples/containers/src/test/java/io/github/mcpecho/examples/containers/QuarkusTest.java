package io.github.mcpecho.examples.containers;

import java.util.List;

/** The web.xml of the WAR in an application with {@code quarkus-undertow}. */
class QuarkusTest extends Suite {
  QuarkusTest() {
    super(new Application());
  }

  private static final class Application extends ProcessContainer {
    @Override
    public String name() {
      return "Quarkus";
    }

    @Override
    public String contextPath() {
      return "";
    }

    @Override
    public boolean letsCallsFinish() {
      return true;
    }

    @Override
    List<String> prepare() {
      return java(
          "-Dquarkus.http.host=127.0.0.1",
          "-Dquarkus.http.port=" + port(),
          // A silent connection ends after two seconds, a call is waited for.
          "-Dquarkus.http.read-timeout=2S",
          "-Dquarkus.shutdown.timeout=30S",
          "-jar",
          TARGET.resolve("distributions/quarkus/quarkus-run.jar"));
    }
  }
}
