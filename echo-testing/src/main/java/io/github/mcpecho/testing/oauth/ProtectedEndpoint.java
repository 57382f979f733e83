package io.github.mcpecho.testing.oauth;

import io.github.mcpecho.testing.Behaviour;
import io.github.mcpecho.testing.ClientConnection;
import io.github.mcpecho.testing.RecordedCall;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What a {@link ProtectedResource} does with calls, with all that it remembers of them. */
final class ProtectedEndpoint implements Behaviour {
  private static final String ISSUER_PATH = "/tenant";

  private final ProtectedResource settings;
  private final DpopProofs proofs;
  private final AuthorizationServer authorizationServer;

  ProtectedEndpoint(ProtectedResource settings) {
    this.settings = settings;
    proofs = new DpopProofs(settings.has(Variation.DPOP_NONCE));
    authorizationServer = new AuthorizationServer(settings, proofs);
  }

  @Override
  public void answer(ClientConnection client) throws IOException {
    RecordedCall call = client.call();
    Urls urls =
        new Urls(client.endpoint(), settings.has(Variation.ISSUER_WITH_PATH) ? ISSUER_PATH : "");
    Optional<HttpAnswer> answer =
        isAtEndpoint(call, urls)
            ? refusal(client, urls)
            : metadata(call, urls).or(() -> authorizationServer.answer(call, urls));
    if (answer.isPresent()) {
      answer.get().send(client);
    } else {
      client.serve();
    }
  }

  /** What is behind the endpoint is part of it: {@code HttpSse} takes its messages there. */
  private static boolean isAtEndpoint(RecordedCall call, Urls urls) {
    String path = urls.endpoint().getRawPath();
    return call.path().equals(path) || call.path().startsWith(path + "/");
  }

  private Optional<HttpAnswer> metadata(RecordedCall call, Urls urls) {
    var metadata = new ResourceMetadata(urls, settings.scopes(), settings.wantsProofs());
    return call.httpMethod().equals("GET")
        ? Optional.ofNullable(
            settings.challenge().publication().pages().apply(metadata).get(call.path()))
        : Optional.empty();
  }

  private Optional<HttpAnswer> refusal(ClientConnection client, Urls urls) {
    RecordedCall call = client.call();
    if (settings.isOpen(call)) {
      return Optional.empty();
    }
    Refusal occasion = Refusal.of(client, urls).needing(settings.scopes());
    if (settings.wantsProofs()) {
      occasion = occasion.withScheme("DPoP");
    }
    Optional<Credentials> credentials = Credentials.of(call);
    if (credentials.isEmpty()) {
      return Optional.of(settings.challenge().refuse(occasion));
    }
    try {
      check(credentials.get(), call, urls);
      return Optional.empty();
    } catch (OAuthException e) {
      return Optional.of(settings.challenge().refuse(because(e, occasion, call)));
    }
  }

  private Refusal because(OAuthException reason, Refusal occasion, RecordedCall call) {
    return switch (reason.error()) {
      case INSUFFICIENT_SCOPE -> occasion.needing(settings.scopesOf(call)).because(reason);
      case INVALID_DPOP_PROOF -> occasion.withScheme("DPoP").because(reason);
      case USE_DPOP_NONCE -> occasion.because(reason).withNonce(proofs.nonce());
      default -> occasion.because(reason);
    };
  }

  private void check(Credentials credentials, RecordedCall call, Urls urls) {
    List<String> resources = settings.challenge().publication().resources().apply(urls);
    AccessToken token =
        AccessToken.check(
            credentials.token(),
            urls.issuer(),
            resources.isEmpty() ? List.of(urls.resource()) : resources,
            call.context().receivedAt());
    if (settings.wantsProofs() || token.confirmation().isOfAKey()) {
      checkProof(credentials, token, call, urls);
    }
    if (settings.has(Variation.ALWAYS_401)) {
      throw OAuthError.INVALID_TOKEN.because("No token is accepted");
    }
    if (settings.has(Variation.ALWAYS_403)
        || !token.scopes().containsAll(settings.scopesOf(call))) {
      throw OAuthError.INSUFFICIENT_SCOPE.because("More scopes are needed");
    }
  }

  private void checkProof(
      Credentials credentials, AccessToken token, RecordedCall call, Urls urls) {
    if (!credentials.isDpop()) {
      throw OAuthError.INVALID_TOKEN.because("The scheme has to be DPoP");
    }
    String thumbprint = proofs.thumbprint(call, urls.resource(), Optional.of(credentials.token()));
    if (!token.confirmation().thumbprint().equals(Optional.of(thumbprint))) {
      throw OAuthError.INVALID_TOKEN.because("The token is not bound to the key of the proof");
    }
  }
}
