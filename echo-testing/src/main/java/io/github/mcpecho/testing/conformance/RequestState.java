package io.github.mcpecho.testing.conformance;

import static io.github.mcpecho.testing.CallMatcher.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.testing.CallMatcher;
import io.github.mcpecho.testing.McpEchoServer;
import io.github.mcpecho.testing.RecordedCall;
import io.github.mcpecho.testing.faults.Reply;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Calls that are asked for more input first, with a state to bring back and without. */
final class RequestState implements Play {
  private static final String WITH_STATE = "test_mrtr_echo_state";
  private static final String WITHOUT_STATE = "test_mrtr_no_state";
  private static final String ANSWERS = "inputResponses";
  private static final String STATE_MEMBER = "requestState";

  /** Whoever reads it as JSON and writes it again changes it. */
  private static final String STATE = "{ \"nonce\" : \"a\\u002db\", \"number\" : 1.50 }";

  @Override
  public void begin(McpEchoServer server, ObjectNode context) {
    server.on(first(WITH_STATE)).then(Reply.result(asking().put(STATE_MEMBER, STATE).toString()));
    server.on(first(WITHOUT_STATE)).then(Reply.result(asking().toString()));
  }

  private static CallMatcher first(String tool) {
    return call(tool).and("without answers", call -> !isRetry(call));
  }

  private static ObjectNode asking() {
    ObjectNode result = Json.object().put("resultType", "input_required");
    ObjectNode request = result.putObject("inputRequests").putObject("confirm");
    ObjectNode params = request.put("method", "elicitation/create").putObject("params");
    ObjectNode schema = params.put("message", "Please confirm").putObject("requestedSchema");
    schema.put("type", "object");
    schema.putObject("properties").putObject("confirmed").put("type", "boolean");
    return result;
  }

  @Override
  public void judge(List<RecordedCall> calls, Checks checks) {
    Set<Optional<JsonNode>> ids = new HashSet<>();
    for (RecordedCall call : calls) {
      JsonNode state = call.params().path(STATE_MEMBER);
      switch (call.toolName()) {
        case WITH_STATE -> {
          if (isRetry(call)) {
            checks.note(
                "MRTRClientRequestStateEchoed",
                STATE.equals(state.textValue()),
                "requestState is missing or another one");
            checks.note(
                "MRTRClientJsonRpcIdDifferent", !ids.contains(call.rpcId()), "it has the same id");
          } else {
            ids.add(call.rpcId());
          }
        }
        case WITHOUT_STATE -> {
          if (isRetry(call)) {
            checks.note(
                "MRTRClientNoStateOmitted", state.isMissingNode(), "it came with requestState");
          }
        }
        case "test_mrtr_unrelated" ->
            checks.note(
                "MRTRClientParallelIsolation",
                !isRetry(call) && state.isMissingNode(),
                "another call came with inputResponses or requestState");
        case "test_mrtr_no_result_type" ->
            checks.note(
                "DefaultResultTypeComplete",
                !isRetry(call),
                "a result without resultType was answered with inputResponses");
        default -> {}
      }
    }
  }

  private static boolean isRetry(RecordedCall call) {
    return call.params().has(ANSWERS);
  }
}
