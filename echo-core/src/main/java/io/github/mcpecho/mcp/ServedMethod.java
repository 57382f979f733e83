package io.github.mcpecho.mcp;

import io.github.mcpecho.internal.protocol.McpMethod;
import java.util.function.Function;

/**
 * A method that this server has.
 *
 * @param method its name, the eras that have it, and the param that {@code Mcp-Name} repeats
 * @param handler answers it in each of these eras, or throws a {@link
 *     io.github.mcpecho.internal.jsonrpc.JsonRpcException} for an error answer; thread-safe
 */
record ServedMethod(McpMethod method, Function<MethodCall, Answer> handler) {}
