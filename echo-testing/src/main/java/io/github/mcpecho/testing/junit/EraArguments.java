package io.github.mcpecho.testing.junit;

import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.servlet.HttpSettings;
import io.github.mcpecho.testing.McpEchoServer;
import io.github.mcpecho.testing.McpEchoServerBuilder;
import io.github.mcpecho.testing.faults.HttpSse;
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
  private boolean httpSse;
  private String builder = "";

  @Override
  public void accept(McpEras eras) {
    strict = eras.strict();
    httpSse = eras.httpSse();
    builder = eras.builder();
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
                    start(revision, context.getRequiredTestClass()),
                    revision));
  }

  private McpEchoServer start(ProtocolVersion revision, Class<?> test) {
    McpEchoServerBuilder settings = Builders.of(builder, test).versions(revision);
    if (strict) {
      settings.with(HttpSettings.STRICT, true);
    }
    if (httpSse && revision == ProtocolVersion.V2024_11_05) {
      settings.with(new HttpSse());
    }
    return settings.start();
  }
}
