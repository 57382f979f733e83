/**
 * The Model Context Protocol, stateless: which revision a request speaks, what it may ask, and the
 * interfaces to implement: {@link io.github.mcpecho.mcp.Tool} and its siblings {@link
 * io.github.mcpecho.mcp.Prompt}, {@link io.github.mcpecho.mcp.Resource} and {@link
 * io.github.mcpecho.mcp.ResourceTemplate}. No HTTP library is known here: an adapter turns its
 * request into a {@link io.github.mcpecho.http.CallContext} and calls {@link
 * io.github.mcpecho.mcp.McpServer#handle}.
 */
@NullMarked
package io.github.mcpecho.mcp;

import org.jspecify.annotations.NullMarked;
