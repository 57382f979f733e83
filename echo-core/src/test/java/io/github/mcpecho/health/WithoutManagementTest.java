package io.github.mcpecho.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads what a runtime tells that lacks a module, or a container that hides its packages. */
class WithoutManagementTest {
  /** Prints the readings as this JVM has them, a word each: whether they are known. */
  public static final class Readings {
    private Readings() {}

    public static void main(String[] args) {
      System.out.print(known());
    }

    /** Returns what is known, by name. */
    public static String known() {
      var probe = new LiveSystemProbe(SystemFiles.LIVE, Map.of());
      return "cores="
          + (probe.cpu().cores() > 0)
          + " load="
          + probe.cpu().load().isPresent()
          + " memory="
          + probe.memory().isPresent()
          + " heap="
          + (probe.heap().usedBytes() > 0)
          + " disk="
          + probe.disk().isPresent()
          + " connections="
          + probe.establishedConnections().isPresent()
          + " average="
          + probe.loadAverage().isPresent()
          + " threads="
          + (probe.process().threads() > 0)
          + " files="
          + probe.process().openFiles().isPresent()
          + " uptime="
          + !probe.process().uptime().isNegative();
    }
  }

  private static final String LINUX =
      "cores=true load=%1$s memory=%1$s heap=true disk=true connections=true average=true"
          + " threads=true files=%1$s uptime=true";

  static Stream<Arguments> hidden() {
    return Stream.of(
        Arguments.of(List.of("com.sun.management.")),
        Arguments.of(List.of("com.sun.management.", "java.lang.management.")),
        Arguments.of(List.of("com.sun.management.", "oshi.")),
        Arguments.of(
            List.of("com.sun.management.", "java.lang.management.", "oshi.", "com.sun.jna.")));
  }

  @ParameterizedTest(name = "without {0}")
  @MethodSource("hidden")
  void trial_e01_aContainerThatHidesPackagesHidesTheirReadingsOnly(List<String> packages)
      throws Exception {
    try (var loader = new HidingLoader(packages)) {
      Class<?> readings = loader.loadClass(Readings.class.getName());
      assertEquals(LINUX.formatted(false), readings.getMethod("known").invoke(null));
    }
  }

  @Test
  void theLoaderHides() throws Exception {
    try (var loader = new HidingLoader(List.of("com.sun.management."))) {
      assertThrows(
          ClassNotFoundException.class,
          () -> loader.loadClass("com.sun.management.OperatingSystemMXBean"));
    }
  }

  @ParameterizedTest(name = "modules {0}")
  @MethodSource("modules")
  void trial_e01_aRuntimeWithoutTheModuleTellsTheRest(String modules, boolean all)
      throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process process =
        new ProcessBuilder(
                java.toString(),
                "--limit-modules",
                modules,
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Readings.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(true, process.waitFor(60, TimeUnit.SECONDS));
    assertEquals(LINUX.formatted(all), said);
  }

  static Stream<Arguments> modules() {
    return Stream.of(
        Arguments.of("java.base,jdk.management", true),
        Arguments.of("java.base,java.management", false),
        Arguments.of("java.base", false));
  }

  /** Makes the product's classes anew, and finds none of some packages. */
  private static final class HidingLoader extends URLClassLoader {
    private final List<String> hidden;

    HidingLoader(List<String> hidden) {
      super(classPath(), WithoutManagementTest.class.getClassLoader());
      this.hidden = hidden;
    }

    private static URL[] classPath() {
      return Stream.of(Readings.class, LiveSystemProbe.class)
          .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
          .toArray(URL[]::new);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (hidden.stream().anyMatch(name::startsWith)) {
        throw new ClassNotFoundException(name);
      }
      synchronized (getClassLoadingLock(name)) {
        if (!name.startsWith("io.github.mcpecho.")) {
          return super.loadClass(name, resolve);
        }
        Class<?> loaded = findLoadedClass(name);
        return loaded != null ? loaded : findClass(name);
      }
    }
  }
}
