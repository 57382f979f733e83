package io.github.mcpecho.mcp;

import io.github.mcpecho.http.CallContext;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The tools or the prompts by name, in the order they are listed. Immutable. */
final class Registry<R extends Registered> {
  private final String kind;
  private final Map<String, R> byName = new LinkedHashMap<>();

  /**
   * @param kind what one of them is called in an error
   * @throws IllegalArgumentException if two have the same name
   */
  Registry(String kind, Stream<R> all) {
    this.kind = kind;
    all.forEach(
        one -> {
          if (byName.put(one.name(), one) != null) {
            throw new IllegalArgumentException("Two " + kind + "s are called " + one.name());
          }
        });
  }

  /**
   * Returns the one of this name.
   *
   * @throws io.github.mcpecho.internal.jsonrpc.JsonRpcException with -32602 if there is none for
   *     this caller
   */
  R require(String name, CallContext caller, UnaryOperator<String> quoting) {
    R found = byName.get(name);
    if (found == null || !found.isFor(caller)) {
      throw McpErrors.unknownName("unknown " + kind + ":", name, names(caller), quoting);
    }
    return found;
  }

  /** Returns the names of those that are there for this caller. */
  List<String> names(CallContext caller) {
    return all().stream().filter(one -> one.isFor(caller)).map(Registered::name).toList();
  }

  Collection<R> all() {
    return byName.values();
  }
}
