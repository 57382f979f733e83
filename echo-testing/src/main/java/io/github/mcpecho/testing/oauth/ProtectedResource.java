package io.github.mcpecho.testing.oauth;

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
import java.util.Set;

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
 * client_credentials}. {@code resource} (RFC 8707) has to name the endpoint, and becomes {@code
 * aud}.
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
  private Duration tokenLifetime = TOKEN_LIFETIME;

  private ProtectedResource() {}

  /** Wants a token without any scope for every call. */
  public static ProtectedResource create() {
    return new ProtectedResource();
  }

  private ProtectedResource copy() {
    var copy = new ProtectedResource();
    copy.scopes = scopes;
    copy.toolScopes = toolScopes;
    copy.openMethods = openMethods;
    copy.challenge = challenge;
    copy.variations = variations;
    copy.flaws = flaws;
    copy.clients = clients;
    copy.tokenLifetime = tokenLifetime;
    return copy;
  }

  /** Wants these scopes for every call. */
  public ProtectedResource requiring(String... newScopes) {
    ProtectedResource copy = copy();
    copy.scopes = ScopeSyntax.of(List.of(newScopes));
    return copy;
  }

  /** Wants these scopes too for calls of a tool: a client has to step up. */
  public ProtectedResource requiringFor(String tool, String... moreScopes) {
    var all = new LinkedHashMap<>(toolScopes);
    all.put(tool, ScopeSyntax.of(List.of(moreScopes)));
    ProtectedResource copy = copy();
    copy.toolScopes = Map.copyOf(all);
    return copy;
  }

  /**
   * Wants no token for these JSON-RPC methods, such as {@code initialize} and {@code tools/list}:
   * some servers ask for one only once a tool is called (cognizant-ai-lab/nsflow#245).
   */
  public ProtectedResource openFor(String... rpcMethods) {
    ProtectedResource copy = copy();
    copy.openMethods = Set.copyOf(List.of(rpcMethods));
    return copy;
  }

  /** Refuses so, and publishes metadata accordingly; by default as it is right. */
  public ProtectedResource challenging(Challenge newChallenge) {
    ProtectedResource copy = copy();
    copy.challenge = newChallenge;
    return copy;
  }

  /** Differs in these ways too. */
  public ProtectedResource with(Variation first, Variation... others) {
    EnumSet<Variation> all = EnumSet.of(first, others);
    all.addAll(variations);
    ProtectedResource copy = copy();
    copy.variations = Set.copyOf(all);
    return copy;
  }

  /** Issues access tokens that have these flaws. */
  public ProtectedResource issuing(TokenFlaw... tokenFlaws) {
    ProtectedResource copy = copy();
    copy.flaws = List.of(tokenFlaws);
    return copy;
  }

  /** Issues access tokens that are valid for so long; by default for five minutes. */
  public ProtectedResource tokenLifetime(Duration lifetime) {
    ProtectedResource copy = copy();
    copy.tokenLifetime = lifetime;
    return copy;
  }

  /**
   * Knows a client beforehand, for every grant.
   *
   * @param secret which it may send either way; empty for a public client
   */
  public ProtectedResource client(String id, String secret, String... redirectUris) {
    var all = new ArrayList<>(clients);
    all.add(Client.known(id, secret, List.of(redirectUris)));
    ProtectedResource copy = copy();
    copy.clients = List.copyOf(all);
    return copy;
  }

  @Override
  public Behaviour fresh() {
    return new ProtectedEndpoint(this);
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

  /** Returns every scope that some call needs. */
  Set<String> allScopes() {
    var all = new LinkedHashSet<>(scopes);
    toolScopes.values().forEach(all::addAll);
    return all;
  }

  /** Returns what a call needs; all of it, so that a client has to ask once. */
  List<String> scopesOf(RecordedCall call) {
    var needed = new LinkedHashSet<>(scopes);
    needed.addAll(toolScopes.getOrDefault(call.toolName(), List.of()));
    return List.copyOf(needed);
  }

  boolean isOpen(RecordedCall call) {
    return call.httpMethod().equals("OPTIONS") || openMethods.contains(call.rpcMethod());
  }
}
