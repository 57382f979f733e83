package io.github.mcpecho.testing.conformance;

import static io.github.mcpecho.testing.CallMatcher.anyRequest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.protocol.McpMethod;
import io.github.mcpecho.testing.McpEchoServer;
import io.github.mcpecho.testing.RecordedCall;
import io.github.mcpecho.testing.faults.Answer;
import io.github.mcpecho.testing.faults.Lists;
import java.util.List;

/** A schema that refers to another one on the server. */
final class SchemaReference implements Play {
  @Override
  public void begin(McpEchoServer server, ObjectNode context) {
    server
        .on(anyRequest().to(Lists.CANARY))
        .then(Answer.status(200).withJson("{\"type\": \"object\"}"));
  }

  @Override
  public void judge(List<RecordedCall> calls, Checks checks) {
    if (calls.stream().anyMatch(call -> McpMethod.TOOLS_LIST.is(call.rpcMethod()))) {
      checks.note(
          "NoNetworkRefDereference",
          calls.stream().noneMatch(call -> call.path().equals(Lists.CANARY)),
          "the schema was fetched");
    }
  }
}
