package io.github.mcpecho.mcp;

import io.github.mcpecho.internal.protocol.McpMethod;
import java.util.function.Function;

/**
 * A method that this server has.
 *
 * @param method what it is called, in which eras it exists, and what {@code Mcp-Name} repeats of it
 * @param handler answers it in each of these eras, or throws a {@link
 *     io.github.mcpecho.internal.jsonrpc.JsonRpcException} for an error answer; thread-safe
 */
record ServedMethod(McpMethod method, Function<MethodCall, Answer> handler) {}
