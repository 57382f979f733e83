package io.github.mcpecho.testing;

import io.github.mcpecho.mcp.ChangeSource;
import io.github.mcpecho.mcp.Resource;
import io.github.mcpecho.mcp.ResourceCall;
import io.github.mcpecho.mcp.ResourceDescriptor;
import io.github.mcpecho.mcp.ResourceOutcome;
import io.github.mcpecho.mcp.ResourceResult;
import java.util.Optional;

/** A text that the test may say has changed. */
record TextResource(String uri, String text, ChangeSource source) implements Resource {
  private static final String TYPE = "text/plain";

  @Override
  public ResourceDescriptor descriptor() {
    return ResourceDescriptor.of(uri, uri, "A text").withMimeType(TYPE);
  }

  @Override
  public ResourceOutcome read(ResourceCall call) {
    return ResourceResult.text(uri, TYPE, text);
  }

  @Override
  public Optional<ChangeSource> changes() {
    return Optional.of(source);
  }
}
