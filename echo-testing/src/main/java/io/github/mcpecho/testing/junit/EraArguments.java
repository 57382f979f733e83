package io.github.mcpecho.testing.junit;

import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.servlet.HttpSettings;
import io.github.mcpecho.testing.McpEchoServer;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.AnnotationConsumer;

/** A server for each revision, started when its turn comes; JUnit closes it after the run. */
final class EraArguments implements ArgumentsProvider, AnnotationConsumer<McpEras> {
  private List<ProtocolVersion> revisions = List.of();
  private boolean strict;

  @Override
  public void accept(McpEras eras) {
    strict = eras.strict();
    revisions = List.of(eras.value());
    if (revisions.isEmpty()) {
      revisions = Stream.of(ProtocolVersion.values()).sorted(Comparator.reverseOrder()).toList();
    }
  }

  @Override
  public Stream<? extends Arguments> provideArguments(ExtensionContext context) {
    return revisions.stream()
        .map(
            revision ->
                Arguments.argumentSet(
                    revision.wireName(),
                    McpEchoServer.builder()
                        .versions(revision)
                        .with(HttpSettings.STRICT, strict)
                        .start(),
                    revision));
  }
}
