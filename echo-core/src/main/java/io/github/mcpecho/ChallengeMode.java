package io.github.mcpecho;

import io.github.mcpecho.diagnosis.urls.PublicUrl;
import io.github.mcpecho.settings.ConfigurationException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Asking for an access token, as a server does that follows <a
 * href="https://modelcontextprotocol.io/specification/2026-07-28/basic/authorization">MCP
 * authorization</a>: so one can see whether a 401 and its challenge survive every proxy, and
 * whether a client starts its OAuth flow. Start from {@link #DEFAULTS} and change what differs.
 * Immutable.
 *
 * <p>It is a rehearsal and protects nothing by itself. Signatures are verified only with {@link
 * EchoConfig.Builder#jwksFile}, and tokens that are no JWTs refused only then; without {@link
 * EchoConfig.Builder#publicUrl} the request itself says for whom its token has to be.
 *
 * @param scopes that a token needs, all of them (RFC 6749 §3.3)
 * @param authorizationServers issuer identifiers (RFC 8414 §2) that the resource metadata lists; a
 *     JWT has to be from one of them, unless there are none
 */
public record ChallengeMode(List<String> scopes, List<String> authorizationServers) {
  private static final Pattern SCOPE = Pattern.compile("[!#-\\[\\]-~]+");

  /** A challenge has to fit into the headers of an answer. */
  private static final int LONGEST_SCOPES = 1_024;

  /** Any token for this server will do, whoever issued it. */
  public static final ChallengeMode DEFAULTS = new ChallengeMode(List.of(), List.of());

  /**
   * Checks the settings.
   *
   * @throws ConfigurationException if one is no scope or no issuer identifier
   */
  public ChallengeMode {
    scopes = List.copyOf(scopes);
    authorizationServers = List.copyOf(authorizationServers);
    if (!scopes.stream().allMatch(SCOPE.asMatchPredicate())
        || String.join(" ", scopes).length() > LONGEST_SCOPES) {
      throw new ConfigurationException(
          "MCP_ECHO_CHALLENGE_SCOPES cannot be used: a scope is printable ASCII without blanks,"
              + " quotation marks and backslashes, and all of them have at most 1024 characters");
    }
    authorizationServers.forEach(ChallengeMode::requireIssuer);
  }

  public ChallengeMode withScopes(List<String> newScopes) {
    return new ChallengeMode(newScopes, authorizationServers);
  }

  public ChallengeMode withAuthorizationServers(List<String> newServers) {
    return new ChallengeMode(scopes, newServers);
  }

  private static void requireIssuer(String url) {
    try {
      PublicUrl.of(url);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(
          "MCP_ECHO_AUTHORIZATION_SERVERS cannot be used: an issuer is like"
              + " https://auth.example.com, without user, query and fragment");
    }
  }
}
