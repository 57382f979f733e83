package io.github.mcpecho.examples.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a JVM holds of the WAR, as the JDK's {@code jcmd} tells. */
final class LoadedServers {
  private static final String CLASS = "io.github.mcpecho.mcp.McpServer";
  private static final Pattern THREAD = Pattern.compile("(?m)^\"(.*?)\" ");

  /** Threads that libraries of ours would start; a container has many others that come and go. */
  private static final Pattern OURS =
      Pattern.compile("(?i).*\\b(mcp|echo-|prometheus|oshi|jwks|nimbus|jackson).*");

  private LoadedServers() {}

  /** Returns how many class loaders hold the server, once garbage is collected. */
  static int count(long pid) throws IOException, InterruptedException {
    jcmd(pid, "GC.run");
    String hierarchy = jcmd(pid, "VM.class_hierarchy", CLASS);
    return hierarchy.split(Pattern.quote("|--" + CLASS + "/"), -1).length - 1;
  }

  /** Returns the names of threads that are ours. */
  static Set<String> threads(long pid) throws IOException, InterruptedException {
    var threads = new TreeSet<String>();
    Matcher thread = THREAD.matcher(jcmd(pid, "Thread.print"));
    while (thread.find()) {
      if (OURS.matcher(thread.group(1)).matches()) {
        threads.add(thread.group(1));
      }
    }
    return threads;
  }

  /**
   * Reads what it says from a file: it may ask the JVM that runs this very test, which stands still
   * while it tells of its threads, and could not empty a pipe (from Java 24 on it tells them one by
   * one).
   */
  private static String jcmd(long pid, String... command) throws IOException, InterruptedException {
    var line = new ArrayList<String>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
    line.add(Long.toString(pid));
    line.addAll(List.of(command));
    Path output = Files.createTempFile("jcmd", ".txt");
    try {
      Process process =
          new ProcessBuilder(line)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      int status = process.waitFor();
      String said = Files.readString(output);
      if (status != 0) {
        throw new IOException(said);
      }
      return said;
    } finally {
      Files.delete(output);
    }
  }
}
