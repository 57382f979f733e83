package io.github.mcpecho.testing.oauth;

import io.github.mcpecho.testing.RecordedCall;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The clients that the authorization server knows. Thread-safe. */
final class Clients {
  private final ProtectedResource settings;
  private final Bounded<Client> registered = new Bounded<>();

  Clients(ProtectedResource settings) {
    this.settings = settings;
  }

  void add(Client client) {
    registered.add(client.id(), client);
  }

  Optional<Client> find(String id) {
    return settings.clients().stream()
        .filter(client -> client.id().equals(id))
        .findFirst()
        .or(() -> registered.get(id))
        .or(() -> byDocument(id));
  }

  private Optional<Client> byDocument(String id) {
    return settings.has(Variation.CLIENT_ID_METADATA_DOCUMENT) && isDocumentUrl(id)
        ? Optional.of(Client.ofDocument(id))
        : Optional.empty();
  }

  private static boolean isDocumentUrl(String id) {
    try {
      URI uri = new URI(id);
      return "https".equals(uri.getScheme())
          && uri.getHost() != null
          && uri.getRawPath().length() > 1
          && uri.getRawFragment() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /**
   * Returns the client that a token request is of (RFC 6749 §2.3.1).
   *
   * @throws OAuthException {@code invalid_client} if it is not known, or does not show that it is
   *     this one in the way that it registered
   */
  Client authenticate(RecordedCall call, OAuthParameters parameters) {
    List<String> authorization = call.headers().all("Authorization");
    if (authorization.isEmpty()) {
      String secret = parameters.single("client_secret").orElse("");
      String method = secret.isEmpty() ? Client.NONE : Client.POST;
      return authenticate(parameters.required("client_id"), secret, method);
    }
    if (parameters.single("client_secret").isPresent() || authorization.size() > 1) {
      throw OAuthError.INVALID_REQUEST.because("The client authenticates in more than one way");
    }
    String[] idAndSecret = basic(authorization.get(0)).split(":", 2);
    if (idAndSecret.length < 2) {
      throw refused("The client authenticates with something else than Basic");
    }
    return authenticate(decode(idAndSecret[0]), decode(idAndSecret[1]), Client.BASIC);
  }

  private Client authenticate(String id, String secret, String method) {
    Client client = find(id).orElseThrow(() -> refused("There is no such client"));
    if (settings.has(Variation.CLIENT_FORGOTTEN)) {
      throw refused("There is no such client any more");
    }
    if (!client.authMethods().contains(method)) {
      throw refused("The client did not register for " + method);
    }
    if (!client.secret().equals(secret)) {
      throw refused("The secret of the client is another one");
    }
    return client;
  }

  private static String basic(String authorization) {
    String[] schemeAndRest = authorization.split(" +", 2);
    if (schemeAndRest.length < 2 || !schemeAndRest[0].equalsIgnoreCase("Basic")) {
      return "";
    }
    try {
      return new String(Base64.getDecoder().decode(schemeAndRest[1]), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static String decode(String part) {
    try {
      return URLDecoder.decode(part, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw refused("The credentials of the client are not well encoded");
    }
  }

  private static OAuthException refused(String description) {
    return OAuthError.INVALID_CLIENT.because(description);
  }
}
