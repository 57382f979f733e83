package io.github.mcpecho.testing.oauth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import java.util.List;

/**
 * What a resource says about itself (RFC 9728 §2).
 *
 * @param scopes those that a client needs to begin with; none are not mentioned
 * @param dpop whether every token has to be bound to a key
 */
record ResourceMetadata(Urls urls, List<String> scopes, boolean dpop) {
  HttpAnswer of(String resource) {
    ObjectNode document = Json.object().put("resource", resource);
    document.putArray("authorization_servers").add(urls.issuer());
    document.putArray("bearer_methods_supported").add("header");
    document.put("resource_name", "mcp-echo test server");
    if (!scopes.isEmpty()) {
      scopes.forEach(document.putArray("scopes_supported")::add);
    }
    if (dpop) {
      document.put("dpop_bound_access_tokens_required", true);
      DpopProofs.ALGORITHMS.forEach(document.putArray("dpop_signing_alg_values_supported")::add);
    }
    return HttpAnswer.json(200, document);
  }
}
