package io.github.mcpecho.examples.conformance;

import io.github.mcpecho.mcp.Tool;
import java.util.List;
import java.util.stream.Stream;

/** All tools that the suite expects of a server without sessions and logging. */
final class FixtureTools {
  private FixtureTools() {}

  static List<Tool> all() {
    return Stream.of(
            ContentFixtures.all(),
            ProtocolFixtures.all(),
            SchemaFixtures.all(),
            InputFixtures.all())
        .flatMap(List::stream)
        .toList();
  }
}
