package io.github.mcpecho.mcp;

import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.jsonrpc.JsonRpcException;
import io.github.mcpecho.internal.protocol.McpMethod;
import io.github.mcpecho.internal.uri.ResourceUri;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Answers {@code resources/read}: check, find, read. */
record ResourceReads(
    ResourceRegistry registry,
    WatchedCalls calls,
    UnaryOperator<String> quoting,
    Redaction redaction) {

  Answer answer(MethodCall call) {
    String uri = Params.string(call.params().path("uri"), "uri");
    requireWellFormed(uri);
    ResourceRegistry.Found found =
        registry.find(uri, call.context()).orElseThrow(() -> unknown(call, uri));
    var asker = new Asker(call, McpMethod.RESOURCES_READ, uri, Json.object());
    ClientInput client = asker.input();
    ResourceOutcome outcome =
        calls.run(
            McpMethod.RESOURCES_READ,
            found.resource().name(),
            call,
            cancellation ->
                found
                    .resource()
                    .reader()
                    .handle(
                        new ResourceCall(
                            uri,
                            found.variables(),
                            call.context(),
                            client,
                            cancellation,
                            redaction)));
    if (outcome instanceof ResourceResult result) {
      return Answer.cacheable(result.toJson(), caching(result, found, asker));
    }
    if (outcome instanceof InputRequired questions) {
      return asker.questions(questions, client);
    }
    throw unknown(call, uri);
  }

  /**
   * What not everybody may read is not for sharing, and what depends on answers not for keeping.
   */
  private static Caching caching(ResourceResult result, ResourceRegistry.Found found, Asker asker) {
    if (asker.isLaterRound()) {
      return Caching.NONE;
    }
    return found.resource().visibility().isForEverybody()
        ? result.caching()
        : Caching.forCaller(result.caching().ttl());
  }

  private void requireWellFormed(String uri) {
    Optional<String> problem = ResourceUri.problem(uri);
    if (problem.isPresent()) {
      throw McpErrors.malformedUri(quoting.apply(uri), problem.get());
    }
  }

  private JsonRpcException unknown(MethodCall call, String uri) {
    return McpErrors.unknownResource(
        call.era().unknownResource(),
        uri,
        registry.uris(call.context()),
        registry.offered(call.context()),
        quoting);
  }
}
