package io.github.mcpecho.testing.conformance;

import static io.github.mcpecho.testing.CallMatcher.verb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.testing.McpEchoServer;
import io.github.mcpecho.testing.McpEchoServerBuilder;
import io.github.mcpecho.testing.RecordedCall;
import io.github.mcpecho.testing.faults.GetStream;
import io.github.mcpecho.testing.oauth.ProtectedResource;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * A scenario of authorization.
 *
 * @param context puts in what the client has to know
 * @param verdict notes what the scenario is about; the steps of authorization are noted anyway
 */
record AuthorizationPlay(
    ProtectedResource resource,
    BiConsumer<McpEchoServer, ObjectNode> context,
    BiConsumer<AuthorizationFlow, Checks> verdict)
    implements Play {
  AuthorizationPlay(ProtectedResource resource, BiConsumer<AuthorizationFlow, Checks> verdict) {
    this(resource, (server, context) -> {}, verdict);
  }

  @Override
  public void prepare(McpEchoServerBuilder builder) {
    // The tools are those of the fixture, which rules play.
    resource.tools().forEach(builder::customName);
    builder.with(resource);
  }

  /** There is no stream to listen to: a client would have to authorize for two at once. */
  @Override
  public void begin(McpEchoServer server, ObjectNode told) {
    server.on(verb("GET").to(server.uri().getRawPath())).then(GetStream.refused(405));
    context.accept(server, told);
  }

  @Override
  public void judge(List<RecordedCall> calls, Checks checks) {
    var flow = new AuthorizationFlow(calls);
    flow.noteSteps(checks);
    verdict.accept(flow, checks);
  }
}
