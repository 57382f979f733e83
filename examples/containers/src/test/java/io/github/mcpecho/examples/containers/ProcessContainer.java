package io.github.mcpecho.examples.containers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/** A process of its own: a program that serves the endpoint and ends with it. */
abstract class ProcessContainer implements Container {
  private final int port;
  private final Path log;
  private Process process;

  ProcessContainer() {
    try {
      port = Container.freePort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    log = TARGET.resolve(name().replace(' ', '-') + ".log");
  }

  /** Writes its configuration, and returns the command that starts it. */
  abstract List<String> prepare() throws IOException;

  /** Returns where run.sh has unpacked a distribution. */
  static Path distribution(String name) {
    try (Stream<Path> inside = Files.list(TARGET.resolve("distributions").resolve(name))) {
      return inside.filter(Files::isDirectory).findFirst().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(name + " is not there: run.sh downloads it", e);
    }
  }

  /** Changes a file of a distribution; fails if there is nothing to change. */
  static void replace(Path file, String text, String by) throws IOException {
    String before = Files.readString(file);
    if (!before.contains(by)) {
      if (!before.contains(text)) {
        throw new IOException(file + " has no " + text);
      }
      Files.writeString(file, before.replace(text, by));
    }
  }

  /** Returns the command that starts Java with these arguments. */
  static List<String> java(Object... arguments) {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return Stream.concat(Stream.of(java), Stream.of(arguments)).map(Object::toString).toList();
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public void start() throws Exception {
    List<String> command = prepare();
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(log.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("JDK_JAVA_OPTIONS", "-XX:SoftRefLRUPolicyMSPerMB=0 -Xmx1g");
    process = builder.start();
    waitUntilHealthIs(status -> status == 200);
  }

  @Override
  public void stop() throws Exception {
    if (process == null) {
      return;
    }
    List<ProcessHandle> all =
        Stream.concat(process.toHandle().descendants(), Stream.of(process.toHandle())).toList();
    all.forEach(ProcessHandle::destroy);
    for (ProcessHandle one : all) {
      if (!process.waitFor(30, TimeUnit.SECONDS) || one.isAlive()) {
        one.destroyForcibly();
      }
    }
  }

  /** A script starts the JVM as its child, or becomes it. */
  @Override
  public long pid() {
    return Stream.concat(process.toHandle().descendants(), Stream.of(process.toHandle()))
        .filter(one -> one.info().command().orElse("").endsWith("/java"))
        .max(Comparator.comparing(one -> one.info().startInstant().orElseThrow()))
        .orElseThrow()
        .pid();
  }

  @Override
  public void deploy() throws Exception {
    start();
  }

  /** As an operator does it, with a signal. */
  @Override
  public void undeploy() throws Exception {
    process.destroy();
    process.waitFor();
  }

  void waitUntilHealthIs(IntPredicate wanted) throws Exception {
    String request = Suite.head("GET " + health(), "");
    for (int i = 0; i < 1_200; i++) {
      int status = 0;
      try {
        status = Connection.exchange(port, request).status();
      } catch (IOException e) {
        // Nobody listens yet.
      }
      if (wanted.test(status)) {
        return;
      }
      if (!process.isAlive()) {
        break;
      }
      Thread.sleep(100);
    }
    throw new IOException(name() + " does not do it: see " + log + "\n" + tail());
  }

  private String tail() throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
  }
}
