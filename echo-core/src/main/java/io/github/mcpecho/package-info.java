/**
 * The mcp-echo server as a library: {@link io.github.mcpecho.McpEcho} makes a server, {@link
 * io.github.mcpecho.EchoSettings} are what can be set of it.
 */
@NullMarked
package io.github.mcpecho;

import org.jspecify.annotations.NullMarked;
