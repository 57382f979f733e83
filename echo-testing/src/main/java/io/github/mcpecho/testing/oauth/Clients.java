package io.github.mcpecho.testing.oauth;

import io.github.mcpecho.internal.protocol.OAuthNames;
import io.github.mcpecho.testing.RecordedCall;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The clients that the authorization server knows. Thread-safe. */
final class Clients {
  /** {@code .} and {@code ..}, encoded too. */
  private static final Pattern DOT_SEGMENT = Pattern.compile("(?i)(?:^|/)(?:\\.|%2e){1,2}(?:/|$)");

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
        .or(
            () ->
                Optional.of(id)
                    .filter(url -> settings.takesDocuments() && isDocumentUrl(url))
                    .map(Client::ofDocument));
  }

  /**
   * Returns whether a client may be known by a document at this URL (OAuth Client ID Metadata
   * Document §3).
   */
  static boolean isDocumentUrl(String id) {
    try {
      URI uri = new URI(id);
      return "https".equals(uri.getScheme())
          && uri.getHost() != null
          && uri.getRawPath().length() > 1
          && uri.getRawUserInfo() == null
          && !DOT_SEGMENT.matcher(uri.getRawPath()).find()
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
  Client authenticate(RecordedCall call, OAuthParameters parameters, Urls urls) {
    List<String> authorization = call.headers().all("Authorization");
    Optional<String> assertion = parameters.single("client_assertion");
    if (assertion.isPresent() && authorization.isEmpty()) {
      return byAssertion(assertion.get(), parameters, call.context().receivedAt(), urls);
    }
    if (authorization.isEmpty()) {
      String secret = parameters.single("client_secret").orElse("");
      String method = secret.isEmpty() ? Client.NONE : Client.POST;
      return authenticate(parameters.required("client_id"), secret, method);
    }
    if (parameters.single("client_secret").isPresent()
        || assertion.isPresent()
        || authorization.size() > 1) {
      throw OAuthError.INVALID_REQUEST.because("The client authenticates in more than one way");
    }
    String[] idAndSecret = basic(authorization.get(0)).split(":", 2);
    if (idAndSecret.length < 2) {
      throw refused("The client authenticates with something else than Basic");
    }
    return authenticate(decode(idAndSecret[0]), decode(idAndSecret[1]), Client.BASIC);
  }

  /** By a JWT that the client signs with its key (RFC 7523 §2.2). */
  private Client byAssertion(String assertion, OAuthParameters parameters, Instant now, Urls urls) {
    if (!parameters.required("client_assertion_type").equals(OAuthNames.JWT_ASSERTION)) {
      throw refused("client_assertion_type has to be " + OAuthNames.JWT_ASSERTION);
    }
    try {
      Client client = allowed(Assertion.subject(assertion), Client.KEY);
      Assertion checked =
          Assertion.check(assertion, client.key().stream().toList(), urls.audiences(), now);
      if (!checked.claim("iss").equals(client.id())) {
        throw refused("iss of the assertion is not the client");
      }
      return client;
    } catch (OAuthException e) {
      throw refused(e.description());
    }
  }

  private Client authenticate(String id, String secret, String method) {
    Client client = allowed(id, method);
    boolean forgiven = settings.has(Variation.UNDEMANDING) && secret.isEmpty();
    if (!forgiven && !client.secret().equals(secret)) {
      throw refused("The secret of the client is another one");
    }
    return client;
  }

  private Client allowed(String id, String method) {
    Client client = find(id).orElseThrow(() -> refused("There is no such client"));
    if (settings.has(Variation.CLIENT_FORGOTTEN)) {
      throw refused("There is no such client any more");
    }
    if (settings.has(Variation.UNDEMANDING)) {
      return client;
    }
    if (!client.authMethods().contains(method)) {
      throw refused("The client did not register for " + method);
    }
    if (!settings.authMethods().contains(method)) {
      throw refused("This server does not support " + method);
    }
    return client;
  }

  /** Returns the client that a token request says it is of; nothing if it does not say it. */
  static Optional<String> claimed(RecordedCall call, OAuthParameters parameters) {
    return call.headers()
        .first("Authorization")
        .map(Clients::basic)
        .filter(credentials -> credentials.contains(":"))
        .map(credentials -> decode(credentials.split(":", 2)[0]))
        .or(() -> parameters.first("client_id"))
        .or(() -> parameters.first("client_assertion").map(Assertion::subject));
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
