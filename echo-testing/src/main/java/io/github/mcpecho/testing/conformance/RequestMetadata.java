package io.github.mcpecho.testing.conformance;

import static io.github.mcpecho.testing.CallMatcher.anyPost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.diagnosis.headers.McpHeaderFinding;
import io.github.mcpecho.internal.protocol.McpHeaderNames;
import io.github.mcpecho.internal.protocol.MetaKeys;
import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.testing.McpEchoServer;
import io.github.mcpecho.testing.RecordedCall;
import io.github.mcpecho.testing.faults.Negotiation;
import java.util.List;
import java.util.Optional;

/** What 2026-07-28 wants of every request, and another revision once the first is refused. */
final class RequestMetadata implements Play {
  @Override
  public void begin(McpEchoServer server, ObjectNode context) {
    server
        .on(anyPost())
        .times(1)
        .then(Negotiation.rejectVersion(List.of(ProtocolVersion.V2026_07_28.wireName())));
  }

  @Override
  public void judge(List<RecordedCall> calls, Checks checks) {
    List<RecordedCall> posts =
        calls.stream().filter(call -> call.httpMethod().equals("POST")).toList();
    posts.forEach(call -> judgePost(call, checks));
    List<RecordedCall> requests = posts.stream().filter(call -> call.rpcId().isPresent()).toList();
    requests.forEach(call -> judgeRequest(call, checks));
    if (!requests.isEmpty()) {
      checks.note(
          "ClientRetrySupportedVersion",
          requests.stream().skip(1).anyMatch(RequestMetadata::namesTheRevisionTwice),
          "no request in 2026-07-28 came after the refusal that names it");
    }
  }

  private static void judgePost(RecordedCall call, Checks checks) {
    checks.note(
        "ClientSendsVersionHeader",
        call.headers().contains(McpHeaderNames.PROTOCOL_VERSION),
        "a POST came without the header");
  }

  private static void judgeRequest(RecordedCall call, Checks checks) {
    JsonNode claimed = call.meta(MetaKeys.PROTOCOL_VERSION);
    JsonNode capabilities = call.meta(MetaKeys.CLIENT_CAPABILITIES);
    checks.note(
        "ClientPopulatesMeta",
        claimed.isTextual() && capabilities.isObject(),
        "a request came without protocolVersion or clientCapabilities in _meta");
    checks.note(
        "ClientSendsClientInfo",
        call.meta(MetaKeys.CLIENT_INFO).isObject(),
        "a request came without clientInfo in _meta");
    if (claimed.isTextual() && call.headers().contains(McpHeaderNames.PROTOCOL_VERSION)) {
      checks.note(
          "ClientVersionHeaderMatchesMeta",
          !Findings.has(call, McpHeaderFinding.MCP_VERSION_MISMATCH),
          "header and _meta name different revisions");
    }
    noteCapability("roots", "ClientDeclaresRootsCapability", capabilities, checks);
    noteCapability("sampling", "ClientDeclaresSamplingCapability", capabilities, checks);
    noteCapability("elicitation", "ClientDeclaresElicitationCapability", capabilities, checks);
  }

  private static void noteCapability(
      String capability, String check, JsonNode capabilities, Checks checks) {
    if (capabilities.has(capability)) {
      checks.note(check, capabilities.get(capability).isObject(), capability + " is no object");
    }
  }

  private static boolean namesTheRevisionTwice(RecordedCall call) {
    String revision = ProtocolVersion.V2026_07_28.wireName();
    return call.headers().first(McpHeaderNames.PROTOCOL_VERSION).equals(Optional.of(revision))
        && call.meta(MetaKeys.PROTOCOL_VERSION).asText().equals(revision);
  }
}
