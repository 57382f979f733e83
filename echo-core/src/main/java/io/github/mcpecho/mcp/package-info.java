/**
 * The Model Context Protocol, stateless: which revision a request speaks, what it may ask, and the
 * {@link io.github.mcpecho.mcp.Tool} interface that every tool implements. No HTTP library is known
 * here: an adapter turns its request into a {@link io.github.mcpecho.http.CallContext} and calls
 * {@link io.github.mcpecho.mcp.McpServer#handle}.
 */
@NullMarked
package io.github.mcpecho.mcp;

import org.jspecify.annotations.NullMarked;
