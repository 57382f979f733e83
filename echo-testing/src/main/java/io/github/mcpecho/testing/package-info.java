/**
 * A server in the test's own process, to test MCP clients against: it works without being told how,
 * remembers what arrived, and breaks on request. Nothing here depends on a test framework.
 */
@NullMarked
package io.github.mcpecho.testing;

import org.jspecify.annotations.NullMarked;
