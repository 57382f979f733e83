package io.github.mcpecho.testing.conformance;

import static io.github.mcpecho.testing.CallMatcher.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.testing.ClientAnswer;
import io.github.mcpecho.testing.McpEchoServer;
import io.github.mcpecho.testing.McpEchoServerBuilder;
import io.github.mcpecho.testing.RecordedCall;
import io.github.mcpecho.testing.ServerRequest;
import io.github.mcpecho.testing.Sessions;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A form each of whose fields has a default, in the middle of a call. */
final class ElicitationDefaults implements Play {
  private static final ServerRequest FORM =
      ServerRequest.elicitation(
          "Accept the form as it is",
          """
          {"type": "object",
           "properties": {
             "name": {"type": "string", "description": "A name", "default": "John Doe"},
             "age": {"type": "integer", "description": "An age", "default": 30},
             "score": {"type": "number", "description": "A score", "default": 95.5},
             "status": {"type": "string", "description": "A status",
               "enum": ["active", "inactive", "pending"], "default": "active"},
             "verified": {"type": "boolean", "description": "Whether it is", "default": true}},
           "required": []}""");

  private volatile Optional<ClientAnswer> answer = Optional.empty();

  @Override
  public void prepare(McpEchoServerBuilder builder) {
    builder.with(Sessions.create());
  }

  @Override
  public void begin(McpEchoServer server, ObjectNode context) {
    server
        .on(call("test_client_elicitation_defaults"))
        .then(
            client -> {
              answer = Optional.of(client.ask(FORM));
              client.serve();
            });
  }

  @Override
  public void judge(List<RecordedCall> calls, Checks checks) {
    answer.ifPresent(given -> judge(given, checks));
  }

  private static void judge(ClientAnswer given, Checks checks) {
    boolean accepted = given.action().equals("accept");
    checks.note("ClientElicitationSEP1034General", accepted, "the form was not accepted");
    if (accepted) {
      JsonNode content = given.result().path("content");
      note("String", content.path("name").isTextual(), "no string in name", checks);
      note("Integer", content.path("age").isNumber(), "no number in age", checks);
      note("Number", content.path("score").isNumber(), "no number in score", checks);
      note(
          "Enum",
          Set.of("active", "inactive", "pending").contains(content.path("status").asText()),
          "none of the values in status",
          checks);
      note("Boolean", content.path("verified").isBoolean(), "no boolean in verified", checks);
    }
  }

  private static void note(String type, boolean holds, String otherwise, Checks checks) {
    checks.note("ClientElicitationSEP1034" + type + "Default", holds, otherwise);
  }
}
