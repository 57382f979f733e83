package io.github.mcpecho.testing.oauth;

import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.testing.RecordedCall;
import java.util.Optional;
import java.util.function.Supplier;

/** The stub of an authorization server, with what it remembers. Thread-safe. */
final class AuthorizationServer {
  private static final int MAX_BODY = 16 * 1_024;

  private final ServerMetadata metadata;
  private final RegistrationEndpoint registration;
  private final AuthorizationEndpoint authorization;
  private final TokenEndpoint token;

  /**
   * @param revision the one that clients are judged by
   */
  AuthorizationServer(ProtectedResource settings, Supplier<ProtocolVersion> revision) {
    var clients = new Clients(settings);
    var grants = new Grants();
    // Its nonce is not that of the resource (RFC 9449 §9).
    var proofs = new DpopProofs(settings.has(Variation.DPOP_NONCE));
    metadata = new ServerMetadata(settings);
    registration = new RegistrationEndpoint(settings, clients);
    authorization = new AuthorizationEndpoint(settings, clients, grants, revision);
    token = new TokenEndpoint(settings, clients, grants, revision, proofs);
  }

  /** Returns nothing if the call is to none of its paths. */
  Optional<HttpAnswer> answer(RecordedCall call, Urls urls) {
    Optional<HttpAnswer> document = metadata.answer(call, urls);
    if (document.isPresent()) {
      return document;
    }
    String path = call.path();
    if (!path.startsWith(urls.serverPath())) {
      return Optional.empty();
    }
    return switch (path.substring(urls.serverPath().length())) {
      case ServerMetadata.AUTHORIZE -> of("GET", call, () -> authorization.answer(call, urls));
      case ServerMetadata.TOKEN -> of("POST", call, () -> token.answer(call, urls));
      case ServerMetadata.REGISTER -> of("POST", call, () -> registration.answer(call));
      default -> Optional.empty();
    };
  }

  static Optional<HttpAnswer> of(String method, RecordedCall call, Supplier<HttpAnswer> endpoint) {
    if (!call.httpMethod().equals(method)) {
      return Optional.of(HttpAnswer.of(405).with("Allow", method + ", OPTIONS"));
    }
    if (call.rawBody().length > MAX_BODY) {
      return Optional.of(HttpAnswer.of(413));
    }
    try {
      return Optional.of(endpoint.get());
    } catch (OAuthException e) {
      return Optional.of(e.toAnswer());
    }
  }
}
