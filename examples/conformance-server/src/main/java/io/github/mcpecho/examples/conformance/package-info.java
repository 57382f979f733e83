/**
 * What the official MCP conformance suite calls: tools, prompts and resources, registered through
 * the public interfaces only. Start at {@link io.github.mcpecho.examples.conformance.FixtureTools}.
 */
@NullMarked
package io.github.mcpecho.examples.conformance;

import org.jspecify.annotations.NullMarked;
