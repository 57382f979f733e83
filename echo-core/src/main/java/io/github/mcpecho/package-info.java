/**
 * The mcp-echo server as a library: {@link io.github.mcpecho.McpEcho} makes a server, {@link
 * io.github.mcpecho.EchoConfig} says what it is like.
 */
@NullMarked
package io.github.mcpecho;

import org.jspecify.annotations.NullMarked;
