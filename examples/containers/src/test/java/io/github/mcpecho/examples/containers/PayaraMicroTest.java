package io.github.mcpecho.examples.containers;

import java.nio.file.Path;
import java.util.List;

/** Payara Micro, which deploys while it runs only if a program tells it to. */
class PayaraMicroTest extends DeployedSuite {
  PayaraMicroTest() {
    super(new Distribution());
  }

  private static final class Distribution extends DeployingContainer {
    @Override
    public String name() {
      return "Payara Micro";
    }

    @Override
    List<String> prepare() {
      return java(
          "--add-opens=java.base/jdk.internal.loader=ALL-UNNAMED",
          "-cp",
          TARGET.resolve("distributions/payara-micro.jar"),
          Path.of("payara-micro/DeployWhileItIsThere.java").toAbsolutePath(),
          port(),
          deployment());
    }

    @Override
    Path deployment() {
      return TARGET.resolve("payara-micro/mcp-echo.war");
    }
  }
}
