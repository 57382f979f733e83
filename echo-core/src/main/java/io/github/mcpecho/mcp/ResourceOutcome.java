package io.github.mcpecho.mcp;

/** What reading a resource comes to. */
public sealed interface ResourceOutcome
    permits ResourceResult, ResourceOutcome.NotFound, InputRequired {
  /** There is no such resource, or not for this caller. */
  record NotFound() implements ResourceOutcome {}

  /** Returns that there is no such resource, or not for this caller. */
  static ResourceOutcome notFound() {
    return new NotFound();
  }
}
