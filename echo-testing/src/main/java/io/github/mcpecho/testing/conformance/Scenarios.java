package io.github.mcpecho.testing.conformance;

import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The scenarios that there are: of each its name, which is that of its file, and its play. */
final class Scenarios {
  private static final Map<String, Supplier<Play>> PLAYS =
      Map.ofEntries(
          Map.entry("http-standard-headers", StandardHeaders::new),
          Map.entry("initialize", Initialize::new),
          Map.entry("request-metadata", RequestMetadata::new),
          Map.entry("tools_call", ToolsCall::new));

  private Scenarios() {}

  static Stream<ScenarioFile> files() {
    return PLAYS.keySet().stream().sorted().map(ScenarioFile::read);
  }

  static Play play(String name) {
    return PLAYS.get(name).get();
  }
}
