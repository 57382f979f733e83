package io.github.mcpecho.testing.oauth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.testing.RecordedCall;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What the authorization server says about itself (RFC 8414 §2, OpenID Connect Discovery §3). */
record ServerMetadata(ProtectedResource settings) {
  static final String AUTHORIZE = "/authorize";
  static final String TOKEN = "/token";
  static final String REGISTER = "/register";

  static final String JWKS = "/jwks";
  private static final String OAUTH = "/.well-known/oauth-authorization-server";
  private static final String OPENID = "/.well-known/openid-configuration";

  /** Returns nothing if the call is no GET of one of its documents. */
  Optional<HttpAnswer> answer(RecordedCall call, Urls urls) {
    return call.httpMethod().equals("GET")
        ? Optional.ofNullable(documents(urls).get(call.path()))
            .map(document -> HttpAnswer.json(200, document.get()))
        : Optional.empty();
  }

  private Map<String, Supplier<ObjectNode>> documents(Urls urls) {
    var documents = new LinkedHashMap<String, Supplier<ObjectNode>>();
    documents.put(JWKS, () -> (ObjectNode) HttpAnswer.JSON.parse(TestTokens.jwks()));
    if (settings.has(Variation.NO_SERVER_METADATA)) {
      return documents;
    }
    List<String> paths = paths(urls.issuerPath());
    int first = settings.has(Variation.OPENID_ONLY) ? 1 : 0;
    int only = settings.has(Variation.OPENID_APPENDED_ONLY) ? paths.size() - 1 : first;
    paths.subList(only, paths.size()).forEach(path -> documents.put(path, () -> document(urls)));
    return documents;
  }

  /**
   * Returns where an issuer has its metadata, in the order in which MCP wants it looked for. Of an
   * issuer with a path, OpenID Connect has it the other way round than RFC 8414.
   */
  static List<String> paths(String issuerPath) {
    return issuerPath.isEmpty()
        ? List.of(OAUTH, OPENID)
        : List.of(OAUTH + issuerPath, OPENID + issuerPath, issuerPath + OPENID);
  }

  private ObjectNode document(Urls urls) {
    boolean mismatch = settings.has(Variation.ISSUER_MISMATCH);
    ObjectNode document =
        Json.object()
            .put("issuer", mismatch ? "https://another-issuer.example" : urls.issuer())
            .put("authorization_endpoint", urls.at(urls.serverPath(AUTHORIZE)))
            .put("token_endpoint", urls.at(urls.serverPath(TOKEN)))
            .put("jwks_uri", urls.at(JWKS));
    if (!settings.has(Variation.NO_REGISTRATION)) {
      document.put("registration_endpoint", urls.at(urls.serverPath(REGISTER)));
    }
    if (!settings.grantedScopes().isEmpty()) {
      list(document, "scopes_supported", settings.grantedScopes());
    }
    list(document, "response_types_supported", List.of("code"));
    list(document, "response_modes_supported", List.of("query"));
    list(document, "grant_types_supported", Client.GRANTS.stream().sorted().toList());
    list(document, "token_endpoint_auth_methods_supported", settings.authMethods());
    if (settings.authMethods().contains(Client.KEY)) {
      list(
          document,
          "token_endpoint_auth_signing_alg_values_supported",
          List.of("ES256", "RS256", "PS256"));
    }
    list(document, "subject_types_supported", List.of("public"));
    list(document, "id_token_signing_alg_values_supported", List.of("RS256"));
    if (!settings.has(Variation.PKCE_NOT_ADVERTISED)) {
      list(document, "code_challenge_methods_supported", List.of("S256"));
    }
    if (!settings.has(Variation.ISS_NOT_ADVERTISED) && !settings.has(Variation.ISS_UNEXPECTED)) {
      document.put("authorization_response_iss_parameter_supported", true);
    }
    if (settings.takesDocuments()) {
      document.put("client_id_metadata_document_supported", true);
    }
    if (settings.wantsProofs()) {
      list(document, "dpop_signing_alg_values_supported", DpopProofs.ALGORITHMS);
    }
    return document;
  }

  private static void list(ObjectNode document, String name, List<String> values) {
    values.forEach(document.putArray(name)::add);
  }
}
