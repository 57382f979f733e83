package io.github.mcpecho.testing.oauth;

import io.github.mcpecho.http.Header;
import io.github.mcpecho.testing.ClientConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Why a call is refused, and what a challenge can say about it.
 *
 * @param host the host that the client called the server by, without the port
 * @param scopes those that the call needs
 * @param reason nothing if the call brings no credentials: then the challenge has no error code
 *     (RFC 6750 §3.1)
 */
record Refusal(
    Urls urls,
    String host,
    String scheme,
    List<String> scopes,
    Optional<OAuthException> reason,
    List<Header> headers) {
  /** A call without credentials. */
  static Refusal of(ClientConnection client, Urls urls) {
    String host = client.call().context().connection().serverName();
    return new Refusal(urls, host, "Bearer", List.of(), Optional.empty(), List.of());
  }

  Refusal needing(List<String> newScopes) {
    return newScopes.isEmpty() ? this : new Refusal(urls, host, scheme, newScopes, reason, headers);
  }

  Refusal withoutScopes() {
    return new Refusal(urls, host, scheme, List.of(), reason, headers);
  }

  Refusal because(OAuthException newReason) {
    return new Refusal(urls, host, scheme, scopes, Optional.of(newReason), headers);
  }

  Refusal withScheme(String newScheme) {
    return new Refusal(urls, host, newScheme, scopes, reason, headers);
  }

  Refusal withNonce(String nonce) {
    var nonceHeader = List.of(new Header("DPoP-Nonce", nonce));
    return new Refusal(urls, host, "DPoP", scopes, reason, nonceHeader);
  }

  int status() {
    return reason
            .map(OAuthException::error)
            .filter(OAuthError.INSUFFICIENT_SCOPE::equals)
            .isPresent()
        ? 403
        : 401;
  }

  /** Returns a challenge with this and what else there is to say. */
  String challenge(String... namesAndValues) {
    var parameters = new ArrayList<String>();
    parameters.add("realm=\"mcp\"");
    for (int i = 0; i < namesAndValues.length; i += 2) {
      parameters.add(namesAndValues[i] + "=\"" + namesAndValues[i + 1] + '"');
    }
    if (!scopes.isEmpty()) {
      parameters.add("scope=\"" + String.join(" ", scopes) + '"');
    }
    if (reason.isPresent()) {
      parameters.add("error=\"" + reason.get().error().code() + '"');
      parameters.add("error_description=\"" + reason.get().description() + '"');
    }
    if (scheme.equals("DPoP")) {
      parameters.add("algs=\"" + String.join(" ", DpopProofs.ALGORITHMS) + '"');
    }
    return scheme + " " + String.join(", ", parameters);
  }

  /** Returns the refusal, with these challenges in a line each. */
  HttpAnswer refuse(String... challenges) {
    return refuse(status(), challenges);
  }

  HttpAnswer refuse(int status, String... challenges) {
    HttpAnswer answer =
        reason
            .map(why -> HttpAnswer.json(status, why.toJson()))
            .orElseGet(() -> HttpAnswer.of(status));
    for (String challenge : challenges) {
      answer = answer.with("WWW-Authenticate", challenge);
    }
    for (Header header : headers) {
      answer = answer.with(header.name(), header.value());
    }
    return answer;
  }
}
