package io.github.mcpecho.mcp;

import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.jsonrpc.JsonRpcCodec;
import io.github.mcpecho.internal.protocol.McpMethod;
import io.github.mcpecho.internal.text.NearestName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The methods that a server has, by name. */
final class ServedMethods {
  private final Map<String, ServedMethod> byName;

  private final ToolCalls toolCalls;

  private ServedMethods(ToolCalls toolCalls, List<ServedMethod> methods) {
    this.toolCalls = toolCalls;
    byName =
        methods.stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    served -> served.method().wireName(), Function.identity()));
  }

  /**
   * Registers the methods of a server with these settings.
   *
   * @throws IllegalArgumentException if a tool cannot be registered
   */
  static ServedMethods of(McpServerBuilder settings, Json json, JsonRpcCodec codec) {
    var tools = new ToolRegistry(settings.tools, settings.trustedTools);
    var introduction =
        new Introduction(settings.serverInfo, settings.versions, settings.preferredLegacyVersion());
    var toolList = new WholeList("tools", json.encoded(tools.list()));
    var toolCalls =
        new ToolCalls(
            tools,
            codec,
            new RunningCalls(settings.runTimeLimit, settings.runTimeLimits),
            settings.quoting(),
            settings.toolRedaction());
    return new ServedMethods(
        toolCalls,
        List.of(
            new ServedMethod(McpMethod.INITIALIZE, introduction::initialize),
            new ServedMethod(McpMethod.SERVER_DISCOVER, introduction::discover),
            new ServedMethod(McpMethod.PING, call -> Answer.complete(Json.object())),
            new ServedMethod(McpMethod.TOOLS_LIST, toolList::answer),
            new ServedMethod(McpMethod.TOOLS_CALL, toolCalls::answer),
            new ServedMethod(McpMethod.SUBSCRIPTIONS_LISTEN, new Subscriptions(codec)::answer)));
  }

  /** Ends the calls that run. */
  void stop() {
    toolCalls.stop();
  }

  /** Returns what somebody may have meant who called a method that is not there, in words. */
  String hint(String name, Era era) {
    if (McpMethod.of(name).isPresent()) {
      return "";
    }
    if (toolCalls.has(name)) {
      return " (it is a tool: call it with tools/call, its name as params.name)";
    }
    return NearestName.hint(
        name, byName.keySet().stream().filter(one -> find(one, era).isPresent()).toList());
  }

  /** Returns the method of this name if this server has it, and the era too. */
  Optional<ServedMethod> find(String name, Era era) {
    ServedMethod served = byName.get(name);
    return served != null && era.has(served.method()) ? Optional.of(served) : Optional.empty();
  }
}
