package io.github.mcpecho.examples.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.testing.McpEchoServer;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What is in the jars that are published, and what is not. */
class JarsTest {
  private static final String TESTING = "io/github/mcpecho/testing";

  @Test
  void theTestServerHoldsNothingOutsideOfItsOwnName() throws Exception {
    Set<String> places =
        files(testing()).stream()
            .map(name -> name.replaceFirst("^(" + TESTING + "|[^/]*)/.*", "$1"))
            .collect(Collectors.toSet());

    assertEquals(Set.of("META-INF", TESTING), places);
  }

  @Test
  void theTestServerOffersNoServiceToOthers() throws Exception {
    List<String> services =
        files(testing()).stream()
            .filter(name -> name.startsWith("META-INF/services/"))
            .map(name -> name.substring("META-INF/services/".length()))
            .toList();

    assertTrue(services.size() > 0);
    assertEquals(
        List.of(),
        services.stream()
            .filter(name -> !name.startsWith("io.github.mcpecho.testing.relocated."))
            .toList());
  }

  @Test
  void theProgramHoldsNothingOfTheTestServer() throws Exception {
    List<String> program = files(new File("../../echo-standalone/target/echo-standalone.jar"));

    assertTrue(program.contains("io/github/mcpecho/standalone/Main.class"));
    assertEquals(List.of(), program.stream().filter(name -> name.startsWith(TESTING)).toList());
  }

  private static File testing() throws Exception {
    return new File(
        McpEchoServer.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static List<String> files(File jar) throws IOException {
    try (var opened = new JarFile(jar)) {
      return opened.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName).toList();
    }
  }
}
