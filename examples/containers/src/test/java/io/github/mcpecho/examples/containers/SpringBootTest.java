package io.github.mcpecho.examples.containers;

import java.util.List;

/** The example application, with the Spring Boot and the server that run.sh has built it with. */
class SpringBootTest extends Suite {
  SpringBootTest() {
    super(new Application());
  }

  private static final class Application extends ProcessContainer {
    /** Such as {@code 3.5-tomcat}. */
    private static final String WHICH = System.getProperty("spring-boot", "");

    @Override
    public String name() {
      return "Spring Boot " + WHICH.replace('-', ' ');
    }

    @Override
    public String contextPath() {
      return "";
    }

    @Override
    public String health() {
      return "/mcp/health";
    }

    @Override
    public String metrics() {
      return "/mcp/metrics";
    }

    /** A graceful shutdown is what Spring Boot does unless it is told otherwise. */
    @Override
    public boolean letsCallsFinish() {
      return true;
    }

    @Override
    public String ownError() {
      return "{\"timestamp\":";
    }

    @Override
    List<String> prepare() {
      return java(
          "-jar",
          TARGET.resolve("distributions/spring-boot-" + WHICH + ".jar"),
          "--server.address=127.0.0.1",
          "--server.port=" + port(),
          // A silent connection ends after two seconds.
          "--server.tomcat.connection-timeout=2s",
          "--server.jetty.connection-idle-timeout=2s",
          "--server.undertow.options.socket.READ_TIMEOUT=2000");
    }
  }
}
