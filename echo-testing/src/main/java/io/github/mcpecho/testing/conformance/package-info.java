/**
 * The test server as the conformance suite for clients: the scenarios of the official suite (<a
 * href="https://github.com/modelcontextprotocol/conformance">modelcontextprotocol/conformance</a>),
 * with their names and the ids of their checks. {@link
 * io.github.mcpecho.testing.conformance.ClientConformance} runs them; package {@code testing.junit}
 * makes tests of them. Nothing here depends on a test framework.
 */
@NullMarked
package io.github.mcpecho.testing.conformance;

import org.jspecify.annotations.NullMarked;
