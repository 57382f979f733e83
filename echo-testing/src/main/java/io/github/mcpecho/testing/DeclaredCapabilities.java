package io.github.mcpecho.testing;

import static java.util.stream.Collectors.toUnmodifiableMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.JsonRpcError;
import io.github.mcpecho.internal.protocol.McpMethod;
import io.github.mcpecho.internal.text.NearestName;
import io.github.mcpecho.internal.text.TsvResource;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Has the methods of capabilities that the server was told to declare: where nothing beneath serves
 * one, there is nothing to list.
 */
record DeclaredCapabilities(ObjectNode declared) implements Behaviour {
  private static final List<String> NAMES =
      List.of(
          "completions",
          "experimental",
          "extensions",
          "logging",
          "prompts",
          "resources",
          "tasks",
          "tools");

  private static final Map<String, Method> METHODS =
      TsvResource.rows(DeclaredCapabilities.class, "declared-capabilities.tsv").stream()
          .collect(
              toUnmodifiableMap(
                  row -> row[1], row -> new Method(row[0], JsonRpcText.object(row[2]))));

  /**
   * A method that not every server has.
   *
   * @param capability a JSON Pointer
   * @param answer a result or an error
   */
  private record Method(String capability, ObjectNode answer) {}

  /** What no revision has may be there, to see what clients do with it; a slip may not. */
  static void requireNoneMisspelt(ObjectNode capabilities) {
    for (String name : (Iterable<String>) capabilities::fieldNames) {
      String hint = NearestName.hint(name, NAMES);
      if (!NAMES.contains(name) && !hint.isEmpty()) {
        throw new IllegalArgumentException("There is no capability " + BuildLog.text(name) + hint);
      }
    }
  }

  @Override
  public void answer(ClientConnection client) throws IOException, InterruptedException {
    Optional<ObjectNode> empty = empty(client.call());
    if (empty.isPresent()) {
      ServerAnswer real = client.serverAnswer();
      int code = JsonRpcText.parse(real.body()).map(one -> one.at("/error/code").asInt()).orElse(0);
      if (code == JsonRpcError.METHOD_NOT_FOUND) {
        client.answer(real.withStatus(200).withBody(JsonRpcText.JSON.write(empty.get())));
        return;
      }
    }
    client.serve();
  }

  private Optional<ObjectNode> empty(RecordedCall call) {
    boolean exists =
        McpMethod.of(call.rpcMethod())
            .filter(method -> call.isModern() ? method.isModern() : method.isLegacy())
            .isPresent();
    return Optional.ofNullable(METHODS.get(call.rpcMethod()))
        .filter(method -> exists && isDeclared(method.capability()))
        .flatMap(method -> call.rpcId().map(id -> response(method.answer(), id, call.isModern())));
  }

  private boolean isDeclared(String capability) {
    JsonNode value = declared.at(capability);
    return value.isObject() || value.asBoolean();
  }

  private static ObjectNode response(ObjectNode answer, JsonNode id, boolean modern) {
    ObjectNode response = answer.deepCopy().put("jsonrpc", "2.0");
    response.set("id", id);
    if (modern && response.get("result") instanceof ObjectNode result) {
      result.put("resultType", "complete");
    }
    return response;
  }
}
