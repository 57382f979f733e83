package io.github.mcpecho.testing.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.diagnosis.clients.ClientRequest;
import io.github.mcpecho.internal.protocol.McpHeaderNames;
import io.github.mcpecho.internal.protocol.McpMethod;
import io.github.mcpecho.testing.RecordedCall;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How a client uses its access token. */
final class TokenUse {
  private TokenUse() {}

  /**
   * Certain within a session, and if every client that was initialized had a token then: all others
   * begin with {@code initialize}.
   */
  static Optional<String> missing(Step step) {
    if (hasToken(step.call()) || step.settings().isOpen(step.call())) {
      return Optional.empty();
    }
    Optional<String> session = step.call().headers().first(McpHeaderNames.SESSION_ID);
    boolean hadIt =
        session.isPresent()
            && step.earlier().stream()
                .anyMatch(
                    one ->
                        hasToken(one)
                            && one.headers().first(McpHeaderNames.SESSION_ID).equals(session));
    return hadIt || isOfInitialized(step) ? Optional.of(without(step.call())) : Optional.empty();
  }

  private static boolean isOfInitialized(Step step) {
    RecordedCall call = step.call();
    if (call.isModern()
        || call.rpcMethod().isEmpty()
        || McpMethod.INITIALIZE.is(call.rpcMethod())) {
      return false;
    }
    List<RecordedCall> handshakes =
        step.earlier().stream()
            .filter(one -> McpMethod.INITIALIZE.is(one.rpcMethod()))
            .filter(one -> one.status().orElse(0) / 100 == 2)
            .toList();
    return !handshakes.isEmpty()
        && handshakes.stream().allMatch(TokenUse::hasToken)
        && step.earlier().size() < AuthorizationJudge.MAX_EARLIER;
  }

  /** Without a session and a handshake another client may have sent it, as its first call. */
  static Optional<String> leftOut(Step step) {
    RecordedCall call = step.call();
    boolean candidate =
        call.isModern()
            && !call.rpcMethod().isEmpty()
            && !McpMethod.SERVER_DISCOVER.is(call.rpcMethod())
            && !hasToken(call)
            && !step.settings().isOpen(call);
    List<RecordedCall> calls =
        step.earlier().stream()
            .filter(one -> Place.of(one, step.servers()) == Place.ENDPOINT)
            .toList();
    return candidate && !calls.isEmpty() && isServedWithToken(calls.get(calls.size() - 1))
        ? Optional.of(without(call))
        : Optional.empty();
  }

  private static String without(RecordedCall call) {
    return call.headers().contains("Authorization")
        ? "no access token in Authorization"
        : "no Authorization";
  }

  static Optional<String> foreign(Step step) {
    return Credentials.of(step.call())
        .map(Credentials::token)
        .filter(token -> !step.told().hasIssued(token))
        .flatMap(
            token ->
                AccessToken.claims(token)
                    .map(claims -> foreign(claims, step))
                    .orElse(Optional.of("neither issued here nor one of TestTokens")));
  }

  private static Optional<String> foreign(JsonNode claims, Step step) {
    String issuer = claims.path("iss").asText();
    if (step.servers().stream().map(Urls::issuer).noneMatch(issuer::equals)) {
      return Optional.of(issuer.isEmpty() ? "no iss" : "iss is " + issuer);
    }
    Set<String> audiences = Step.audiences(claims);
    return audiences.stream().anyMatch(one -> step.knownResource(one).isPresent())
        ? Optional.empty()
        : Optional.of(audiences.isEmpty() ? "no aud" : "aud is " + String.join(", ", audiences));
  }

  /** Of other paths a test may have its own. */
  private static final Set<String> NEVER_WITH_TOKEN =
      Set.of(ServerMetadata.JWKS, ClientRequest.CANARY);

  static Optional<String> elsewhere(Step step) {
    boolean ownPath =
        step.place() == Place.ELSEWHERE && !NEVER_WITH_TOKEN.contains(step.call().path());
    return Credentials.of(step.call())
        .filter(credentials -> !ownPath)
        .filter(credentials -> isOurs(credentials.token(), step))
        .map(credentials -> step.call().httpMethod() + " " + step.call().path());
  }

  static Optional<String> proof(Step step) {
    Optional<Credentials> credentials = Credentials.of(step.call());
    if (credentials.isEmpty()) {
      return Optional.empty();
    }
    String token = credentials.get().token();
    if (!credentials.get().isDpop()) {
      return AccessToken.boundTo(token).map(key -> "a token that is bound to a key came as Bearer");
    }
    return fault(step, step.urls().resource(), Optional.of(token));
  }

  static Optional<String> fault(Step step, String url, Optional<String> token) {
    try {
      String key = step.proofs().thumbprint(step.call(), url, token);
      return token
          .flatMap(AccessToken::boundTo)
          .filter(bound -> !bound.equals(key))
          .map(bound -> "the token is bound to another key");
    } catch (OAuthException e) {
      return Optional.of(e.description());
    }
  }

  static boolean isRefusedWithToken(RecordedCall call, Step step) {
    int status = call.status().orElse(0);
    return (status == 401 || status == 403)
        && hasToken(call)
        && Place.of(call, step.servers()) == Place.ENDPOINT;
  }

  private static boolean isServedWithToken(RecordedCall call) {
    return call.status().orElse(0) / 100 == 2 && hasToken(call);
  }

  private static boolean hasToken(RecordedCall call) {
    return Credentials.of(call).isPresent();
  }

  private static boolean isOurs(String token, Step step) {
    return step.told().hasIssued(token) || AccessToken.isSigned(token);
  }
}
