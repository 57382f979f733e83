package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.jsonrpc.JsonRpcException;
import io.github.mcpecho.internal.protocol.ModernEnvelope;
import java.util.Map;
import java.util.Optional;

/**
 * Asks the client in a result, and reads what it answers in its next call (<a
 * href="https://modelcontextprotocol.io/specification/2026-07-28/basic/patterns/mrtr">multi
 * round-trip requests</a>).
 */
record RoundTrips(RequestStates states) {
  /**
   * Requires what a call brings from an earlier round to be of the right type.
   *
   * @throws JsonRpcException with -32602
   */
  static void requireWellFormed(ObjectNode params) {
    if (params.has("inputResponses") && !params.get("inputResponses").isObject()) {
      throw McpErrors.invalidParams("inputResponses must be an object");
    }
    if (params.has("requestState") && !params.get("requestState").isTextual()) {
      throw McpErrors.invalidParams("requestState must be a string");
    }
  }

  /**
   * Returns what the client can do, and what it answered.
   *
   * @param name of what is called with the arguments
   * @throws JsonRpcException with -32602 if the state is not one of this call
   */
  ClientInput input(ObjectNode params, String name, ObjectNode arguments, CallContext context) {
    JsonNode state = params.path("requestState");
    return new ClientInput(
        ModernEnvelope.of(params).clientCapabilities(),
        params.get("inputResponses") instanceof ObjectNode answers ? answers : ClientInput.NOTHING,
        state.isTextual()
            ? Optional.of(states.open(state.textValue(), name, arguments, context))
            : Optional.empty());
  }

  /**
   * Returns the result that asks the client.
   *
   * @param name of what is called with the arguments
   * @throws JsonRpcException with -32021 if it cannot answer one of the questions
   */
  ObjectNode questions(
      InputRequired input,
      ClientInput client,
      String name,
      ObjectNode arguments,
      CallContext context) {
    input.requests().values().forEach(question -> requireAnswerable(question, client));
    ObjectNode result = Json.object();
    result.put("resultType", "input_required");
    if (!input.requests().isEmpty()) {
      ObjectNode questions = result.putObject("inputRequests");
      for (Map.Entry<String, InputRequest> question : input.requests().entrySet()) {
        questions.set(question.getKey(), question.getValue().toJson());
      }
    }
    input
        .state()
        .ifPresent(
            state -> result.put("requestState", states.seal(state, name, arguments, context)));
    return result;
  }

  private static void requireAnswerable(InputRequest question, ClientInput client) {
    if (!client.can(question.kind())) {
      throw McpErrors.missingClientCapability(question.kind().capability());
    }
  }
}
