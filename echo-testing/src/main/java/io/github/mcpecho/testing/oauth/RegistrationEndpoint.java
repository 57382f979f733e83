package io.github.mcpecho.testing.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.MalformedJsonException;
import io.github.mcpecho.testing.RecordedCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Registers everyone (RFC 7591). */
record RegistrationEndpoint(ProtectedResource settings, Clients clients) {
  private static final Set<String> AUTH_METHODS = Set.of(Client.NONE, Client.BASIC, Client.POST);

  HttpAnswer answer(RecordedCall call) {
    if (settings.has(Variation.NO_REGISTRATION)) {
      return HttpAnswer.of(404);
    }
    if (settings.has(Variation.REGISTRATION_REJECTED)) {
      throw refused("This server registers nobody");
    }
    ObjectNode metadata = metadata(call);
    Client client = client(metadata);
    clients.add(client);
    metadata.remove(List.of("client_secret", "client_secret_expires_at"));
    metadata.put("client_id", client.id());
    metadata.put("client_id_issued_at", call.context().receivedAt().getEpochSecond());
    if (!client.secret().isEmpty()) {
      metadata.put("client_secret", client.secret()).put("client_secret_expires_at", 0);
    }
    client.authMethods().forEach(method -> metadata.put("token_endpoint_auth_method", method));
    client.grantTypes().forEach(metadata.putArray("grant_types")::add);
    return HttpAnswer.json(201, metadata);
  }

  private static ObjectNode metadata(RecordedCall call) {
    try {
      if (HttpAnswer.JSON.parse(call.rawBody()) instanceof ObjectNode metadata) {
        return metadata;
      }
    } catch (MalformedJsonException e) {
      throw refused("The body is not JSON");
    }
    throw refused("The body is no JSON object");
  }

  private Client client(ObjectNode metadata) {
    String asked = metadata.path("token_endpoint_auth_method").asText(Client.BASIC);
    if (!AUTH_METHODS.contains(asked)) {
      throw refused("token_endpoint_auth_method is not supported");
    }
    // The server may give another one, and says so in its answer (RFC 7591 §3.2.1).
    String authMethod =
        settings.authMethods().contains(asked) ? asked : settings.authMethods().get(0);
    List<String> grantTypes = strings(metadata.path("grant_types"));
    if (grantTypes.isEmpty()) {
      grantTypes = List.of("authorization_code");
    }
    List<String> redirectUris = strings(metadata.path("redirect_uris"));
    if (redirectUris.isEmpty() && grantTypes.contains("authorization_code")) {
      throw OAuthError.INVALID_REDIRECT_URI.because("There are no redirect_uris");
    }
    if (!redirectUris.stream().allMatch(Client::isAcceptable)) {
      throw OAuthError.INVALID_REDIRECT_URI.because(
          "A redirect URI has to be absolute and without a fragment, and http is for loopback");
    }
    return new Client(
        "client-" + UUID.randomUUID(),
        authMethod.equals(Client.NONE) ? "" : "secret-" + UUID.randomUUID(),
        Set.of(authMethod),
        redirectUris,
        Set.copyOf(grantTypes),
        Optional.empty());
  }

  private static List<String> strings(JsonNode array) {
    if (!array.isMissingNode() && !array.isArray()) {
      throw refused("What should be a list is none");
    }
    var strings = new ArrayList<String>();
    for (JsonNode one : array) {
      if (!one.isTextual()) {
        throw refused("What should be a list of text is none");
      }
      strings.add(one.textValue());
    }
    return strings;
  }

  private static OAuthException refused(String description) {
    return OAuthError.INVALID_CLIENT_METADATA.because(description);
  }
}
