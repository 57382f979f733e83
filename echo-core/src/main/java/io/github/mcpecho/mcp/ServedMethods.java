package io.github.mcpecho.mcp;

import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.jsonrpc.JsonRpcCodec;
import io.github.mcpecho.internal.jsonrpc.JsonRpcError;
import io.github.mcpecho.internal.protocol.McpHeaderNames;
import io.github.mcpecho.internal.protocol.McpMethod;
import io.github.mcpecho.internal.protocol.MetaKeys;
import io.github.mcpecho.internal.text.NearestName;
import io.github.mcpecho.mcp.Capabilities.Served;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The methods that a server has, by name. */
record ServedMethods(
    Map<McpMethod, Function<MethodCall, Answer>> handlers,
    ToolCalls toolCalls,
    Subscriptions subscriptions,
    UnaryOperator<String> quoting,
    Set<ProtocolVersion> versions) {
  /**
   * Registers the methods of a server with these settings.
   *
   * @throws IllegalArgumentException if a tool, prompt or resource cannot be registered
   */
  static ServedMethods of(McpServerBuilder settings, JsonRpcCodec codec) {
    UnaryOperator<String> quoting = settings.quoting();
    var tools =
        new Registry<>(
            "tool",
            settings.tools.stream()
                .map(tool -> RegisteredTool.of(tool, settings.trustedTools, settings.customNames)));
    var prompts =
        new Registry<>(
            "prompt",
            settings.prompts.stream()
                .map(prompt -> RegisteredPrompt.of(prompt, settings.customNames)));
    var resources =
        new ResourceRegistry(
            settings.resources, settings.resourceTemplates, settings.laterResources);
    var running = new RunningCalls(settings.runTimeLimit, settings.runTimeLimits);
    var watched = new WatchedCalls(running);
    var toolCalls = new ToolCalls(tools, codec, running, quoting, settings.toolRedaction());
    Capabilities capabilities = Capabilities.of(settings, prompts, resources);
    var subscriptions = new Subscriptions(codec, capabilities, resources, settings);
    var introduction =
        new Introduction(
            settings.serverInfo,
            capabilities,
            settings.versions,
            settings.preferredLegacyVersion());
    var methods = new EnumMap<McpMethod, Function<MethodCall, Answer>>(McpMethod.class);
    methods.put(McpMethod.INITIALIZE, introduction::initialize);
    methods.put(McpMethod.SERVER_DISCOVER, introduction::discover);
    methods.put(McpMethod.PING, call -> Answer.complete(Json.object()));
    methods.put(McpMethod.SUBSCRIPTIONS_LISTEN, subscriptions::answer);
    if (capabilities.has(Served.TOOLS)) {
      methods.put(McpMethod.TOOLS_LIST, list("tools", tools::all, settings));
      methods.put(McpMethod.TOOLS_CALL, toolCalls::answer);
    }
    if (capabilities.has(Served.PROMPTS)) {
      var calls = new PromptCalls(prompts, watched, quoting, settings.toolRedaction());
      methods.put(McpMethod.PROMPTS_LIST, list("prompts", prompts::all, settings));
      methods.put(McpMethod.PROMPTS_GET, calls::answer);
    }
    if (capabilities.has(Served.RESOURCES)) {
      var reads = new ResourceReads(resources, watched, quoting, settings.toolRedaction());
      methods.put(McpMethod.RESOURCES_LIST, list("resources", resources::resources, settings));
      methods.put(
          McpMethod.RESOURCES_TEMPLATES_LIST,
          list("resourceTemplates", resources::templates, settings));
      methods.put(McpMethod.RESOURCES_READ, reads::answer);
    }
    if (capabilities.has(Served.COMPLETIONS)) {
      var completions = new Completions(prompts, resources, watched, quoting);
      methods.put(McpMethod.COMPLETION_COMPLETE, completions::answer);
    }
    return new ServedMethods(methods, toolCalls, subscriptions, quoting, settings.versions);
  }

  private static Function<MethodCall, Answer> list(
      String member, Supplier<Collection<? extends Registered>> listed, McpServerBuilder settings) {
    return new PagedList(member, listed, settings)::answer;
  }

  /** Ends the subscriptions and the calls that run. */
  void stop() {
    endSubscriptions();
    toolCalls.stop();
  }

  void endSubscriptions() {
    subscriptions.stop();
  }

  /** Returns the error for a method that is not there, with what somebody may have meant. */
  JsonRpcError notFound(MethodCall call) {
    String name = call.request().method();
    List<String> methods =
        handlers.keySet().stream()
            .filter(call.era()::has)
            .map(McpMethod::wireName)
            .sorted()
            .toList();
    String hint =
        McpMethod.of(name)
            .map(known -> handlers.containsKey(known) ? hint(known) : "")
            .orElseGet(() -> hint(name, methods, call.context()));
    return JsonRpcError.methodNotFound(quoting.apply(name) + hint, McpErrors.known(methods));
  }

  /** A method that is served, and not in the era of the call. */
  private String hint(McpMethod method) {
    boolean isServed = versions.stream().anyMatch(one -> one.isModern() == method.isModern());
    String since = ProtocolVersion.V2026_07_28.wireName();
    return !isServed
        ? ""
        : method.isModern()
            ? (" (it is there since revision %1$s: send the headers %2$s: %1$s and %3$s: %4$s, and in"
                    + " params \"_meta\":{\"%5$s\":\"%1$s\",\"%6$s\":{}})")
                .formatted(
                    since,
                    McpHeaderNames.PROTOCOL_VERSION,
                    McpHeaderNames.METHOD,
                    method.wireName(),
                    MetaKeys.PROTOCOL_VERSION,
                    MetaKeys.CLIENT_CAPABILITIES)
            : " (it is not there since revision %s, which this request speaks)".formatted(since);
  }

  private String hint(String name, List<String> methods, CallContext caller) {
    List<String> tools = toolCalls.names(caller);
    boolean asTool = tools.contains(name) || NearestName.of(name, methods).isEmpty();
    return NearestName.of(name, asTool ? tools : List.of())
        .map(
            tool ->
                " (%s a tool: call it with tools/call, its name as params.name)"
                    .formatted(tool.equals(name) ? "it is" : tool + " is"))
        .orElseGet(() -> NearestName.hint(name, methods));
  }

  /**
   * Returns what answers this method if this server has it, and the era too. It is thread-safe, and
   * throws a {@link io.github.mcpecho.internal.jsonrpc.JsonRpcException} for an error answer.
   */
  Optional<Function<MethodCall, Answer>> find(String name, Era era) {
    return McpMethod.of(name).filter(era::has).map(handlers::get);
  }
}
