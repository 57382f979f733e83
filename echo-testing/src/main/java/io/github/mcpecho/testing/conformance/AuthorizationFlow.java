package io.github.mcpecho.testing.conformance;

import io.github.mcpecho.diagnosis.clients.AuthorizationFinding;
import io.github.mcpecho.internal.protocol.McpMethod;
import io.github.mcpecho.mcp.Authorization;
import io.github.mcpecho.testing.RecordedCall;
import io.github.mcpecho.testing.oauth.OAuthParameters;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The calls of a client in authorization, in the order in which they came. */
record AuthorizationFlow(List<RecordedCall> calls) {
  static boolean is(RecordedCall call, String verb, String end) {
    return call.httpMethod().equals(verb) && call.path().endsWith(end);
  }

  private List<RecordedCall> all(Predicate<RecordedCall> condition) {
    return calls.stream().filter(condition).toList();
  }

  List<RecordedCall> gets(String path) {
    return all(call -> call.httpMethod().equals("GET") && call.path().equals(path));
  }

  List<RecordedCall> resourceMetadata() {
    return all(
        call ->
            call.httpMethod().equals("GET")
                && call.path().startsWith(Authorization.METADATA_PATH + "/"));
  }

  /** Returns the requests for metadata of the authorization server that found it. */
  List<RecordedCall> serverMetadata() {
    return all(
        call ->
            call.httpMethod().equals("GET")
                && isServed(call)
                && (call.path().contains("/.well-known/oauth-authorization-server")
                    || call.path().contains("/.well-known/openid-configuration")));
  }

  List<RecordedCall> registrations() {
    return all(call -> is(call, "POST", "/register"));
  }

  List<RecordedCall> authorizations() {
    return all(call -> is(call, "GET", "/authorize"));
  }

  /** Returns the token requests, but for those to the identity provider. */
  List<RecordedCall> tokenRequests() {
    return all(call -> is(call, "POST", "/token") && !call.path().startsWith("/idp/"));
  }

  List<RecordedCall> exchanges() {
    return all(call -> call.path().equals("/idp/token"));
  }

  /** Returns the calls to the endpoint that bring a token. */
  List<RecordedCall> authorized() {
    return all(
        call ->
            call.headers().contains("Authorization") && McpMethod.of(call.rpcMethod()).isPresent());
  }

  static boolean isServed(RecordedCall call) {
    return call.status().orElse(0) / 100 == 2;
  }

  static Optional<String> parameter(RecordedCall call, String name) {
    try {
      return OAuthParameters.of(call).first(name).filter(value -> !value.isEmpty());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  static boolean isOfGrant(RecordedCall call, String grantType) {
    return parameter(call, "grant_type").filter(grantType::equals).isPresent();
  }

  static Set<String> scopes(RecordedCall call) {
    return parameter(call, "scope").map(text -> Set.of(text.split(" +"))).orElse(Set.of());
  }

  static boolean isBasic(RecordedCall call) {
    return call.headers().first("Authorization").filter(v -> v.startsWith("Basic ")).isPresent();
  }

  /** Notes the steps that every scenario has a look at, where the client takes them. */
  void noteSteps(Checks checks) {
    checks.noteEach(resourceMetadata(), "PRMPathBasedRequested", call -> true, "");
    checks.noteEach(serverMetadata(), "AuthorizationServerMetadata", call -> true, "");
    checks.noteEach(registrations(), "ClientRegistration", call -> true, "");
    checks.noteEach(authorizations(), "AuthorizationRequest", call -> true, "");
    checks.noteEach(tokenRequests(), "TokenRequest", call -> true, "");
    checks.noteEach(
        registrations(),
        "DCR application_type specified",
        call -> !Findings.has(call, AuthorizationFinding.OAUTH_APPLICATION_TYPE),
        "the registration has no application_type that is native or web");
    for (RecordedCall call : authorizations()) {
      checks.note(
          "PKCE Code Challenge",
          !Findings.has(call, AuthorizationFinding.OAUTH_PKCE_MISSING),
          "the authorization request has no code_challenge");
      checks.note(
          "PKCE S256 Method",
          parameter(call, "code_challenge_method").filter("S256"::equals).isPresent(),
          "code_challenge_method is not S256");
    }
    boolean challenged =
        authorizations().stream().allMatch(call -> parameter(call, "code_challenge").isPresent());
    for (RecordedCall call : tokenRequests()) {
      if (isOfGrant(call, "authorization_code")) {
        checks.note(
            "PKCE Code Verifier",
            parameter(call, "code_verifier").isPresent(),
            "the token request has no code_verifier");
        checks.note(
            "PKCE Verifier Validation",
            challenged && !Findings.has(call, AuthorizationFinding.OAUTH_PKCE_VERIFIER),
            "the code_verifier is not that of a code_challenge");
      }
    }
    for (RecordedCall call : authorized()) {
      boolean foreign = Findings.has(call, AuthorizationFinding.OAUTH_TOKEN_FOREIGN);
      checks.note(
          foreign ? "InvalidBearerToken" : "ValidBearerToken",
          !foreign,
          "the token is none of the authorization server");
    }
    Findings.noteForm(calls, checks);
  }
}
