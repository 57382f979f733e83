/**
 * <a href="https://www.jsonrpc.org/specification">JSON-RPC 2.0</a> messages and their JSON text,
 * and nothing about MCP. Start at {@link io.github.mcpecho.internal.jsonrpc.JsonRpcCodec}.
 */
@NullMarked
package io.github.mcpecho.internal.jsonrpc;

import org.jspecify.annotations.NullMarked;
