package io.github.mcpecho.testing.conformance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.protocol.OAuthNames;
import io.github.mcpecho.testing.McpEchoServer;
import io.github.mcpecho.testing.RecordedCall;
import io.github.mcpecho.testing.oauth.TestToken;
import io.github.mcpecho.testing.oauth.TestTokens;
import java.time.Duration;

/** Clients that come with a JWT of somebody whom the authorization server trusts. */
final class JwtGrants {
  private JwtGrants() {}

  static Play enterprise() {
    String client = "conformance-test-xaa-client";
    String idpClient = "conformance-test-idp-client";
    return new AuthorizationPlay(
        AuthorizationScenarios.knowing("client_secret_basic")
            .client(client, "conformance-test-xaa-secret")
            .identityProvider(idpClient, client),
        (server, context) -> {
          String issuer = origin(server) + "/idp";
          context.put("idp_issuer", issuer);
          context.put("idp_token_endpoint", issuer + "/token");
          TestToken user = TestTokens.jwt().type("JWT").subject("demo-user@example.com");
          context.put("idp_id_token", user.issuer(issuer).audience(idpClient).compact());
        },
        (flow, checks) -> {
          checks.noteEach(
              flow.exchanges(),
              "CompleteFlowTokenExchange",
              AuthorizationFlow::isServed,
              "the token exchange lacks a parameter, or has another one than it should");
          checks.noteEach(
              flow.tokenRequests(),
              "CompleteFlowJwtBearer",
              call ->
                  isJwtBearer(call)
                      && AuthorizationFlow.isBasic(call)
                      && AuthorizationFlow.isServed(call),
              "it did not exchange the ID-JAG, with client_secret_basic, for this resource");
        });
  }

  static Play workload() {
    return new AuthorizationPlay(
        AuthorizationScenarios.knowing("none").client("conformance-wif-workload", ""),
        JwtGrants::tellWorkload,
        JwtGrants::judgeWorkload);
  }

  private static void tellWorkload(McpEchoServer server, ObjectNode context) {
    TestToken workload =
        TestTokens.jwt()
            .type("JWT")
            .issuer("https://idp.conformance-test.local")
            .subject("conformance-workload")
            .audience(origin(server));
    context.put("valid_jwt", workload.compact());
    context.put("wrong_audience_jwt", workload.audience("https://wrong.example").compact());
    context.put("expired_jwt", workload.expired(Duration.ofMinutes(1)).compact());
  }

  private static void judgeWorkload(AuthorizationFlow flow, Checks checks) {
    boolean refused = false;
    for (RecordedCall call : flow.tokenRequests()) {
      if (refused) {
        checks.note(
            isJwtBearer(call) ? "WifNoRetry" : "WifGrantFallback",
            false,
            "it asked again after the assertion was refused");
      } else if (!isJwtBearer(call)) {
        checks.note("WifGrantType", false, "grant_type is not jwt-bearer");
      } else if (AuthorizationFlow.parameter(call, "assertion").isEmpty()) {
        checks.note("WifAssertionMissing", false, "there is no assertion");
      } else {
        checks.note(
            "WifAssertionVerified",
            AuthorizationFlow.isServed(call),
            "the assertion is not the one for this authorization server");
      }
      refused |= !AuthorizationFlow.isServed(call);
    }
  }

  private static boolean isJwtBearer(RecordedCall call) {
    return AuthorizationFlow.isOfGrant(call, OAuthNames.JWT_BEARER);
  }

  private static String origin(McpEchoServer server) {
    return server.uri().getScheme() + "://" + server.uri().getRawAuthority();
  }
}
