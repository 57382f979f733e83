/**
 * One class for each pain that people have between MCP client and MCP server: the situation, built
 * over a real socket and where a proxy causes it behind a real nginx, and the finding that names
 * it.
 */
@NullMarked
package io.github.mcpecho.examples.diagnosis;

import org.jspecify.annotations.NullMarked;
