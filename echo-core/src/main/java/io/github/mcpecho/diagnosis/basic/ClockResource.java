package io.github.mcpecho.diagnosis.basic;

import io.github.mcpecho.mcp.Caching;
import io.github.mcpecho.mcp.ChangeSource;
import io.github.mcpecho.mcp.Resource;
import io.github.mcpecho.mcp.ResourceCall;
import io.github.mcpecho.mcp.ResourceDescriptor;
import io.github.mcpecho.mcp.ResourceOutcome;
import io.github.mcpecho.mcp.ResourceResult;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Something that changes every few seconds, to try whether a way lets its subscribers know. */
public record ClockResource(Clock clock) implements Resource {
  private static final String TYPE = "text/plain";
  private static final int PERIOD_SECONDS = 3;

  @Override
  public ResourceDescriptor descriptor() {
    return ResourceDescriptor.of(
            "echo://clock",
            "clock",
            "The time of the server. Subscribe to it: it changes every "
                + PERIOD_SECONDS
                + " seconds.")
        .withTitle("Clock")
        .withMimeType(TYPE);
  }

  @Override
  public ResourceOutcome read(ResourceCall call) {
    return ResourceResult.text(call.uri(), TYPE, clock.instant().toString())
        .withCaching(Caching.shared(Duration.ZERO));
  }

  @Override
  public Optional<ChangeSource> changes() {
    return Optional.of(() -> clock.instant().getEpochSecond() / PERIOD_SECONDS);
  }
}
