package io.github.mcpecho.testing.conformance;

import static io.github.mcpecho.testing.CallMatcher.verb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.mcp.Authorization;
import io.github.mcpecho.testing.McpEchoServer;
import io.github.mcpecho.testing.faults.Answer;

/** What a client makes of metadata. */
final class MetadataDiscovery {
  private MetadataDiscovery() {}

  /** The metadata of the resource are at its path alone. */
  static void hideRoot(McpEchoServer server, ObjectNode told) {
    server.on(verb("GET").to(Authorization.METADATA_PATH)).then(Answer.status(404));
  }

  static void withoutRoot(AuthorizationFlow flow, Checks checks) {
    NamedResource.note(flow, checks);
    if (!flow.gets(Authorization.METADATA_PATH).isEmpty()) {
      checks.note("PRM Priority Order", false, "it asked for metadata of the resource at the root");
    }
  }

  static void atPath(AuthorizationFlow flow, Checks checks) {
    NamedResource.note(flow, checks);
    if (!flow.gets("/.well-known/oauth-authorization-server").isEmpty()) {
      checks.note(
          "AuthorizationServerMetadataWrongPath",
          false,
          "it asked for metadata of the authorization server at the root, not at its path");
    }
  }

  static void issuerMismatch(AuthorizationFlow flow, Checks checks) {
    boolean used =
        !flow.registrations().isEmpty()
            || !flow.authorizations().isEmpty()
            || !flow.tokenRequests().isEmpty();
    checks.note(
        "Client validates metadata issuer against well-known URL",
        !flow.serverMetadata().isEmpty() && !used,
        used ? "it used the endpoints of the metadata" : "it never asked for the metadata");
  }

  static void resourceMismatch(AuthorizationFlow flow, Checks checks) {
    boolean used = !flow.authorizations().isEmpty();
    boolean asked =
        !flow.resourceMetadata().isEmpty() || !flow.gets(Authorization.METADATA_PATH).isEmpty();
    checks.note(
        "Client rejects mismatched resource",
        asked && !used,
        used ? "it asked for an authorization all the same" : "it never asked for the metadata");
  }
}
