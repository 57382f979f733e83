package io.github.mcpecho.testing.oauth;

import io.github.mcpecho.internal.redaction.QuotedInput;
import io.github.mcpecho.testing.Behaviour;
import io.github.mcpecho.testing.RecordedCall;
import io.github.mcpecho.testing.Setup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Makes the endpoint of a test server want access tokens, and its origin an authorization server
 * that gives them to everyone at once:
 *
 * <pre>{@code
 * McpEchoServer server =
 *     McpEchoServer.builder()
 *         .with(ProtectedResource.create()
 *             .requiring("mcp:read")
 *             .requiringFor("environmentDump", "mcp:admin")
 *             .challenging(Challenges.rootOnlyPrm())
 *             .with(Variation.REFRESH_REJECTED))
 *         .start();
 * }</pre>
 *
 * <p>A call is served if its token is a JWT of {@link TestTokens} (of this process), issued by the
 * origin for {@link io.github.mcpecho.testing.McpEchoServer#resource}, valid at the time of the
 * server's clock, with the scopes, and with a DPoP proof if it is bound to a key. There are RFC
 * 9728 metadata at both well-known URLs; {@code /.well-known/oauth-authorization-server}, {@code
 * /.well-known/openid-configuration}, {@code /jwks}, {@code /register} (RFC 7591), {@code
 * /authorize} that redirects without asking anybody, {@code /token} with the grants {@code
 * authorization_code} (PKCE with S256), {@code refresh_token} (rotated) and {@code
 * client_credentials}, and {@code jwt-bearer} with an assertion of {@link TestTokens}. {@code
 * resource} (RFC 8707) has to name the endpoint, and becomes {@code aud}. What the client does
 * wrong in all this is in {@link io.github.mcpecho.testing.RecordedCall#findings} of its calls.
 *
 * <p>A rule of the server goes before all this, on its endpoint and on these paths: {@code
 * server.on(anyPost().to("/token")).times(1).then(…)}. A reset forgets clients, codes and refresh
 * tokens; of each, the last thousand are known. For tests only. Immutable: each method returns a
 * changed copy.
 */
public final class ProtectedResource implements Setup {
  private static final Duration TOKEN_LIFETIME = Duration.ofMinutes(5);

  private List<String> scopes = List.of();
  private Map<String, List<String>> toolScopes = Map.of();
  private Set<String> openMethods = Set.of();
  private Challenge challenge = Challenges.correct();
  private Set<Variation> variations = Set.of();
  private List<TokenFlaw> flaws = List.of();
  private List<Client> clients = List.of();
  private List<String> authMethods = List.of();
  private List<String> offeredScopes = List.of();
  private Optional<List<String>> publishedScopes = Optional.empty();
  private List<String> otherResources = List.of();
  private Map<String, String> enterpriseClients = Map.of();
  private OptionalInt callsBeforeMigration = OptionalInt.empty();
  private Duration tokenLifetime = TOKEN_LIFETIME;

  private ProtectedResource() {}

  /** Wants a token without any scope for every call. */
  public static ProtectedResource create() {
    return new ProtectedResource();
  }

  private ProtectedResource changed(Consumer<ProtectedResource> change) {
    var copy = new ProtectedResource();
    copy.scopes = scopes;
    copy.toolScopes = toolScopes;
    copy.openMethods = openMethods;
    copy.challenge = challenge;
    copy.variations = variations;
    copy.flaws = flaws;
    copy.clients = clients;
    copy.authMethods = authMethods;
    copy.offeredScopes = offeredScopes;
    copy.publishedScopes = publishedScopes;
    copy.otherResources = otherResources;
    copy.enterpriseClients = enterpriseClients;
    copy.callsBeforeMigration = callsBeforeMigration;
    copy.tokenLifetime = tokenLifetime;
    change.accept(copy);
    return copy;
  }

  /** Wants these scopes for every call. */
  public ProtectedResource requiring(String... newScopes) {
    return changed(copy -> copy.scopes = ScopeSyntax.of(List.of(newScopes)));
  }

  /** Wants these scopes too for calls of a tool of the server: a client has to step up. */
  public ProtectedResource requiringFor(String tool, String... moreScopes) {
    var all = new LinkedHashMap<>(toolScopes);
    all.put(tool, ScopeSyntax.of(List.of(moreScopes)));
    return changed(copy -> copy.toolScopes = Map.copyOf(all));
  }

  /**
   * Wants no token for these JSON-RPC methods, such as {@code initialize} and {@code tools/list}:
   * some servers ask for one only once a tool is called (cognizant-ai-lab/nsflow#245).
   */
  public ProtectedResource openFor(String... rpcMethods) {
    return changed(copy -> copy.openMethods = Set.copyOf(List.of(rpcMethods)));
  }

  /** Refuses so, and publishes metadata accordingly; by default as it is right. */
  public ProtectedResource challenging(Challenge newChallenge) {
    return changed(copy -> copy.challenge = newChallenge);
  }

  /**
   * Differs in these ways too.
   *
   * @throws IllegalArgumentException if one of them hides another
   */
  public ProtectedResource with(Variation first, Variation... others) {
    EnumSet<Variation> all = EnumSet.of(first, others);
    all.addAll(variations);
    Variation.requireTogether(all);
    return changed(copy -> copy.variations = Set.copyOf(all));
  }

  /** Issues access tokens that have these flaws. */
  public ProtectedResource issuing(TokenFlaw... tokenFlaws) {
    return changed(copy -> copy.flaws = List.of(tokenFlaws));
  }

  /**
   * Issues access tokens that are valid for so long; by default for five minutes.
   *
   * @param lifetime at least a second: tokens tell their time in seconds
   */
  public ProtectedResource tokenLifetime(Duration lifetime) {
    if (lifetime.toSeconds() < 1) {
      throw new IllegalArgumentException("Tokens tell their time in seconds: at least 1000 ms");
    }
    return changed(copy -> copy.tokenLifetime = lifetime);
  }

  /**
   * Knows a client beforehand, for every grant.
   *
   * @param secret which it may send either way; empty for a public client
   */
  public ProtectedResource client(String id, String secret, String... redirectUris) {
    return knowing(Client.known(id, secret, List.of(redirectUris)));
  }

  /**
   * Knows a client beforehand that authenticates with {@code private_key_jwt}, for every grant.
   *
   * @param publicKey as a JWK in JSON
   * @throws IllegalArgumentException if the key is no JWK
   */
  public ProtectedResource clientWithKey(String id, String publicKey, String... redirectUris) {
    return knowing(Client.withKey(id, publicKey, List.of(redirectUris)));
  }

  private ProtectedResource knowing(Client client) {
    if (client.id().isEmpty() || clients.stream().anyMatch(one -> one.id().equals(client.id()))) {
      throw new IllegalArgumentException(
          "The id of a client is not empty, and no other client has it: "
              + QuotedInput.of(client.id()));
    }
    var all = new ArrayList<>(clients);
    all.add(client);
    return changed(copy -> copy.clients = List.copyOf(all));
  }

  /**
   * Lets clients authenticate at the token endpoint in these ways alone: {@code none}, {@code
   * client_secret_basic}, {@code client_secret_post}, {@code private_key_jwt}. Whoever registers
   * for another one is given the first.
   *
   * @throws IllegalArgumentException if one is none of these
   */
  public ProtectedResource authMethods(String first, String... others) {
    List<String> methods = Stream.concat(Stream.of(first), Stream.of(others)).toList();
    for (String method : methods) {
      if (!Client.AUTH_METHODS.contains(method)) {
        throw new IllegalArgumentException(
            "There is no way to authenticate %s; there are %s"
                .formatted(QuotedInput.of(method), String.join(", ", Client.AUTH_METHODS)));
      }
    }
    return changed(copy -> copy.authMethods = methods);
  }

  /**
   * Has the authorization server list these scopes beside those of the resource, such as {@code
   * offline_access}.
   */
  public ProtectedResource offering(String... moreScopes) {
    return changed(copy -> copy.offeredScopes = ScopeSyntax.of(List.of(moreScopes)));
  }

  /**
   * Lists these scopes in the metadata of the resource, in place of those that every call needs:
   * clients may assume nothing about how the two relate.
   */
  public ProtectedResource publishing(String... otherScopes) {
    return changed(
        copy -> copy.publishedScopes = Optional.of(ScopeSyntax.of(List.of(otherScopes))));
  }

  /**
   * Issues tokens for these resources too, to those who ask for them: for MCP servers elsewhere
   * that name this origin as their authorization server, and trust {@link TestTokens#jwks}.
   *
   * @param resources URLs
   * @throws IllegalArgumentException if one is none
   */
  public ProtectedResource alsoFor(String... resources) {
    for (String resource : resources) {
      if (!resource.matches("(?i)https?://[^/?#\\s][^#\\s]*")) {
        throw new IllegalArgumentException(
            "Not the URL of a resource: " + QuotedInput.of(resource));
      }
    }
    return changed(copy -> copy.otherResources = List.of(resources));
  }

  /**
   * Has the identity provider of an enterprise at {@code /idp}, for this client of it: it exchanges
   * an ID token, such as {@code TestTokens.jwt()} with its issuer, for a grant that the token
   * endpoint takes (SEP-990, RFC 8693, RFC 7523).
   *
   * @param idpClientId who the client is to the identity provider: the audience of the ID token
   * @param clientId who it is to the authorization server
   */
  public ProtectedResource identityProvider(String idpClientId, String clientId) {
    return changed(copy -> copy.enterpriseClients = Map.of(idpClientId, clientId));
  }

  /**
   * Moves to another authorization server, {@code /second} at the origin, once it has served so
   * many calls with a token: the metadata names that one from then on, and tokens of the first are
   * refused.
   */
  public ProtectedResource migratingAfter(int calls) {
    return changed(copy -> copy.callsBeforeMigration = OptionalInt.of(calls));
  }

  @Override
  public Behaviour fresh() {
    var told = new Told();
    return new ProtectedEndpoint(this, told, new AuthorizationJudge(this, told));
  }

  /** What clients had read and claimed before, they need not again. */
  @Override
  public Behaviour afterReset(Behaviour before) {
    return ((ProtectedEndpoint) before).afterReset();
  }

  @Override
  public boolean isGuard() {
    return true;
  }

  @Override
  public Set<String> tools() {
    return toolScopes.keySet();
  }

  boolean has(Variation variation) {
    return variations.contains(variation);
  }

  boolean wantsProofs() {
    return has(Variation.DPOP_REQUIRED) || has(Variation.DPOP_NONCE);
  }

  Challenge challenge() {
    return challenge;
  }

  List<TokenFlaw> flaws() {
    return flaws;
  }

  List<Client> clients() {
    return clients;
  }

  Duration tokenLifetime() {
    return tokenLifetime;
  }

  List<String> scopes() {
    return scopes;
  }

  List<String> publishedScopes() {
    return publishedScopes.orElse(scopes);
  }

  /** Returns every scope that some call needs, or that is offered beside those. */
  List<String> grantedScopes() {
    var all = new LinkedHashSet<>(scopes);
    toolScopes.values().forEach(all::addAll);
    all.addAll(offeredScopes);
    return List.copyOf(all);
  }

  /** Returns how clients may authenticate, the usual way first. */
  List<String> authMethods() {
    if (!authMethods.isEmpty()) {
      return authMethods;
    }
    var all = new ArrayList<>(List.of(Client.NONE, Client.BASIC, Client.POST));
    if (clients.stream().anyMatch(client -> client.key().isPresent())) {
      all.add(Client.KEY);
    }
    return all;
  }

  List<String> otherResources() {
    return otherResources;
  }

  /** Returns who the clients of the identity provider are to the authorization server. */
  Map<String, String> enterpriseClients() {
    return enterpriseClients;
  }

  OptionalInt callsBeforeMigration() {
    return callsBeforeMigration;
  }

  boolean takesDocuments() {
    return !has(Variation.NO_CLIENT_ID_METADATA_DOCUMENT);
  }

  /** Returns what a call needs; all of it, so that a client has to ask once. */
  List<String> scopesOf(RecordedCall call) {
    if (has(Variation.SCOPES_PER_OPERATION)) {
      return toolScopes.getOrDefault(call.toolName(), scopes);
    }
    var needed = new LinkedHashSet<>(scopes);
    needed.addAll(toolScopes.getOrDefault(call.toolName(), List.of()));
    return List.copyOf(needed);
  }

  boolean isOpen(RecordedCall call) {
    return call.httpMethod().equals("OPTIONS") || openMethods.contains(call.rpcMethod());
  }
}
