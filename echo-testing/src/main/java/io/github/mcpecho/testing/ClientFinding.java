package io.github.mcpecho.testing;

import io.github.mcpecho.report.Finding;

/**
 * What is wrong with some calls, see {@link McpEchoServer#findings}.
 *
 * @param finding of the first of them
 * @param first the first of them
 * @param calls how many they are, at least one
 */
public record ClientFinding(Finding finding, RecordedCall first, int calls) {
  /** Returns the same for so many calls more. */
  public ClientFinding and(int more) {
    return new ClientFinding(finding, first, calls + more);
  }
}
