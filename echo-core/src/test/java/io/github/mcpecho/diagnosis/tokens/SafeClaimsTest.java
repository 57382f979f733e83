package io.github.mcpecho.diagnosis.tokens;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.redaction.Redactor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeClaimsTest {
  private static final Json JSON = new Json(Json.DEFAULT_MAX_DEPTH);

  private final Redactor redactor = new Redactor(new byte[] {3});
  private final SafeClaims claims = new SafeClaims(redactor);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "client_secret",
        "clientSecret",
        "api key",
        "access_token",
        "https://example.com/claims/api_key",
        "nonce"
      })
  void claimWithATellingNameIsHiddenWhateverItHolds(String name) {
    for (String value : new String[] {"\"hunter2\"", "12345678", "[\"a\",1]", "{\"a\":\"b\"}"}) {
      String secret = value.replaceAll("^\"|\"$", "");
      assertEquals(
          "{\"a\":[{\"" + name + "\":\"" + redactor.secret(secret) + "\"}]}",
          safe("{\"a\":[{\"" + name + "\":" + value + "}]}"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"token_use\":\"access\",\"auth_time\":7,\"azp\":\"client\",\"token_type\":\"Bearer\"}",
        "{\"authorization_details\":[{\"type\":\"payment\"}]}",
        "{\"https://tenant.auth0.example/roles\":[\"admin\"],\"client_secret_expires_at\":0}",
        "{\"jwks\":{\"keys\":[{\"kty\":\"EC\",\"key_ops\":[\"verify\"],\"kid\":\"1\"}]}}",
        "{\"password\":null,\"mfa_token\":true}"
      })
  void claimThatOnlySoundsTellingStays(String json) {
    assertEquals(json, safe(json));
  }

  @Test
  void keyKeepsItsPublicMembers() {
    assertEquals(
        "{\"keys\":[{\"kty\":\"oct\",\"k\":\"" + redactor.secret("abc") + "\"}]}",
        safe("{\"keys\":[{\"kty\":\"oct\",\"k\":\"abc\"}]}"));
  }

  private String safe(String json) {
    return claims.of((ObjectNode) JSON.parse(json)).toString();
  }
}
