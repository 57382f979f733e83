package io.github.mcpecho.testing;

import static java.util.stream.Collectors.toUnmodifiableMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.jsonrpc.JsonRpcError;
import io.github.mcpecho.internal.protocol.McpMethod;
import io.github.mcpecho.internal.text.NearestName;
import io.github.mcpecho.internal.text.TsvResource;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Has the methods of the capabilities that the server was told to declare, and of no others: where
 * nothing beneath serves one, there is nothing to list.
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

  private static final Set<String> FLAGS = Set.of("listChanged", "subscribe");

  /** Those whose members are objects, but for the flags. */
  private static final Set<String> OF_OBJECTS = Set.of("experimental", "extensions", "tasks");

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
  static void requireNoSlip(ObjectNode capabilities) {
    for (Map.Entry<String, JsonNode> one : capabilities.properties()) {
      String name = one.getKey();
      String hint = NearestName.hint(name, NAMES);
      if (!NAMES.contains(name) && !hint.isEmpty()) {
        throw new IllegalArgumentException("There is no capability " + BuildLog.text(name) + hint);
      }
      if (NAMES.contains(name)) {
        require(one.getValue().isObject(), name, "an object");
        requireTypes(name, one.getValue());
      }
    }
  }

  private static void requireTypes(String capability, JsonNode members) {
    for (Map.Entry<String, JsonNode> member : members.properties()) {
      String name = capability + "." + member.getKey();
      if (FLAGS.contains(member.getKey())) {
        require(member.getValue().isBoolean(), name, "true or false");
      } else if (OF_OBJECTS.contains(capability)) {
        require(member.getValue().isObject(), name, "an object");
      }
    }
  }

  private static void require(boolean holds, String capability, String type) {
    if (!holds) {
      throw new IllegalArgumentException(
          "The capability " + BuildLog.text(capability) + " has to be " + type);
    }
  }

  @Override
  public void answer(ClientConnection client) throws IOException, InterruptedException {
    RecordedCall call = client.call();
    Optional<Method> method = method(call);
    if (method.isPresent() && call.rpcId().isPresent()) {
      ServerAnswer real = client.serverAnswer();
      boolean isDeclared = isDeclared(method.get().capability());
      if (isDeclared && real.isMethodNotFound()) {
        answer(client, real.withStatus(200), method.get().answer());
        return;
      }
      if (!isDeclared && real.status() == 200) {
        call.outcome().served();
        int status = call.isModern() ? 404 : 200;
        answer(client, real.withStatus(status), notFound(call.rpcMethod()));
        return;
      }
    }
    client.serve();
  }

  /** Returns the method of a call, if its revision has it. */
  private static Optional<Method> method(RecordedCall call) {
    return McpMethod.of(call.rpcMethod())
        .filter(method -> call.isModern() ? method.isModern() : method.isLegacy())
        .flatMap(method -> Optional.ofNullable(METHODS.get(method.wireName())));
  }

  private static ObjectNode notFound(String method) {
    ObjectNode answer = Json.object();
    answer
        .putObject("error")
        .put("code", JsonRpcError.METHOD_NOT_FOUND)
        .put("message", "Method not found: " + method);
    return answer;
  }

  private static void answer(ClientConnection client, ServerAnswer real, ObjectNode answer)
      throws IOException, InterruptedException {
    RecordedCall call = client.call();
    ObjectNode response = response(answer, call.rpcId().orElseThrow(), call.isModern());
    client.answer(real.withBody(JsonRpcText.JSON.write(response)));
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
