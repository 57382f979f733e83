package io.github.mcpecho.diagnosis.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.mcpecho.report.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds a token against what is expected of it, byte for byte as servers do. */
final class ExpectationChecks {
  private final ObjectNode payload;
  private final Expectations expected;
  private final String metadata;
  private final SafeClaims safe;
  private final List<Finding> findings = new ArrayList<>();

  /** The metadata URL goes into the challenge that a server would send. */
  ExpectationChecks(ObjectNode payload, Expectations expected, String metadata, SafeClaims safe) {
    this.payload = payload;
    this.expected = expected;
    this.metadata = metadata;
    this.safe = safe;
  }

  List<Finding> findings() {
    expected.issuer().ifPresent(this::issuer);
    expected.audience().ifPresent(this::audience);
    scopes();
    return findings;
  }

  private void issuer(String issuer) {
    JsonNode actual = payload.path("iss");
    if (!issuer.equals(actual.textValue())) {
      findings.add(
          ClaimFinding.AUTH_ISSUER_MISMATCH.found(
              "expected "
                  + safe.text(issuer)
                  + ", found "
                  + shown(actual)
                  + NearMiss.hint(issuer, actual.asText())));
    }
  }

  private void audience(String audience) {
    List<String> actual = ClaimChecks.audiences(payload);
    if (actual.isEmpty() || actual.contains(audience)) {
      return;
    }
    boolean url = actual.stream().anyMatch(ExpectationChecks::isUrl);
    String hint =
        actual.stream()
            .map(other -> NearMiss.hint(audience, other))
            .filter(text -> !text.isEmpty())
            .findFirst()
            .orElse("");
    findings.add(
        kind(url)
            .found(
                "expected "
                    + safe.text("aud", TextNode.valueOf(audience))
                    + ", found "
                    + safe.text("aud", payload.path("aud"))
                    + hint));
  }

  /** Some issuers name an audience by an identifier of their own, which no URL tells. */
  private ClaimFinding kind(boolean url) {
    if (expected.audienceSource() == Expectations.AudienceSource.GIVEN) {
      return ClaimFinding.AUTH_AUDIENCE_MISMATCH;
    }
    if (!url) {
      return ClaimFinding.AUTH_AUDIENCE_NO_URL;
    }
    return expected.audienceSource() == Expectations.AudienceSource.CONFIGURED_URL
        ? ClaimFinding.AUTH_AUDIENCE_MISMATCH
        : ClaimFinding.AUTH_AUDIENCE_DIFFERS;
  }

  private static boolean isUrl(String audience) {
    String lower = audience.toLowerCase(Locale.ROOT);
    return lower.startsWith("https://") || lower.startsWith("http://");
  }

  private void scopes() {
    Set<String> granted = GrantedScopes.of(payload).granted();
    List<String> missing =
        expected.scopes().stream().filter(scope -> !granted.contains(scope)).toList();
    if (!missing.isEmpty()) {
      String scope = missing.stream().map(safe::text).collect(Collectors.joining(" "));
      findings.add(
          ClaimFinding.AUTH_SCOPE_MISSING.found(
              ClaimFinding.AUTH_SCOPE_MISSING.meaning(),
              "missing: " + scope + asRoles(missing),
              "A server answers 403 with WWW-Authenticate: Bearer error=\"insufficient_scope\","
                  + " scope=\""
                  + challengeScope()
                  + "\", resource_metadata=\""
                  + safe.text(metadata)
                  + "\"; the client then asks for these scopes."));
    }
  }

  /** Entra ID grants an application, with no user present, roles and no scopes. */
  private String asRoles(List<String> missing) {
    List<String> roles = new ArrayList<>();
    payload.path("roles").forEach(role -> roles.add(role.asText()));
    List<String> held = missing.stream().filter(roles::contains).toList();
    return held.isEmpty()
        ? ""
        : "; roles holds "
            + held.stream().map(safe::text).collect(Collectors.joining(" "))
            + ", as Entra ID grants it to an application without a user: let the server read roles";
  }

  /** A challenge names all scopes that the operation needs, not only the missing ones. */
  private String challengeScope() {
    return expected.scopes().stream()
        .map(safe::text)
        .map(scope -> scope.replace("\\", "").replace("\"", ""))
        .collect(Collectors.joining(" "));
  }

  private String shown(JsonNode claim) {
    return claim.isMissingNode() ? "nothing" : safe.text(claim);
  }
}
