/**
 * The fixture tools that the official MCP conformance suite calls, registered through the public
 * tool interface only. Start at {@link io.github.mcpecho.examples.conformance.FixtureTools}.
 */
@NullMarked
package io.github.mcpecho.examples.conformance;

import org.jspecify.annotations.NullMarked;
