/**
 * MCP over Streamable HTTP in a servlet container: {@link io.github.mcpecho.servlet.EchoServlet} is
 * the endpoint, {@link io.github.mcpecho.servlet.EchoServlets} brings health and metrics with it.
 */
@NullMarked
package io.github.mcpecho.servlet;

import org.jspecify.annotations.NullMarked;
