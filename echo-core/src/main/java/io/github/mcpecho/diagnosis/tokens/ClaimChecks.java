package io.github.mcpecho.diagnosis.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.mcpecho.internal.http.Authority;
import io.github.mcpecho.report.Finding;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Judges who issued a token, for whom, and what it allows. */
final class ClaimChecks {
  private static final int MANY_GROUPS = 100;
  private static final int LARGE_GROUPS = 4_096;
  private static final List<String> ID_TOKEN_CLAIMS = List.of("at_hash", "c_hash", "nonce");
  private static final Set<String> NO_ACCESS_TOKENS = Set.of("refresh", "offline", "id", "logout");
  private static final List<String> GROUP_CLAIMS =
      List.of("groups", "roles", "permissions", "entitlements", "wids");

  private final ObjectNode payload;
  private final SafeClaims safe;
  private final List<Finding> findings = new ArrayList<>();

  ClaimChecks(ObjectNode payload, SafeClaims safe) {
    this.payload = payload;
    this.safe = safe;
  }

  List<Finding> findings() {
    issuer();
    audience();
    if (!payload.has("sub")) {
      found(ClaimFinding.TOKEN_SUBJECT_MISSING, "");
    }
    scopes();
    type();
    groups();
    overage();
    actors();
    nested();
    return findings;
  }

  /** Returns the audiences, whether they are a list or not. */
  static List<String> audiences(ObjectNode payload) {
    JsonNode aud = payload.path("aud");
    var audiences = new ArrayList<String>();
    if (aud.isTextual()) {
      audiences.add(aud.textValue());
    }
    for (JsonNode element : aud.isArray() ? aud : payload.arrayNode()) {
      audiences.add(element.asText());
    }
    return audiences;
  }

  private void issuer() {
    JsonNode issuer = payload.path("iss");
    if (issuer.isMissingNode()) {
      found(ClaimFinding.TOKEN_ISSUER_MISSING, "");
    } else if (!isPublicUrl(issuer.asText())) {
      found(ClaimFinding.TOKEN_ISSUER_UNUSUAL, "iss: " + safe.text(issuer));
    }
  }

  private static boolean isPublicUrl(String issuer) {
    String lower = issuer.toLowerCase(Locale.ROOT);
    if (!lower.startsWith("https://") || lower.indexOf('?') >= 0 || lower.indexOf('#') >= 0) {
      return false;
    }
    String authority = lower.substring(8).split("/", 2)[0];
    return Authority.parse(authority).filter(parsed -> !parsed.host().isAddress()).isPresent();
  }

  private void audience() {
    List<String> audiences = audiences(payload);
    if (audiences.isEmpty()) {
      found(ClaimFinding.TOKEN_AUDIENCE_MISSING, "");
    }
    boolean forClient =
        Stream.of("azp", "client_id")
            .map(name -> payload.path(name).asText())
            .anyMatch(client -> !client.isEmpty() && audiences.equals(List.of(client)));
    if (forClient) {
      found(
          ClaimFinding.TOKEN_AUDIENCE_IS_CLIENT,
          "aud: " + safe.text("aud", TextNode.valueOf(audiences.get(0))));
    }
    ID_TOKEN_CLAIMS.stream()
        .filter(payload::has)
        .findFirst()
        .ifPresent(name -> found(ClaimFinding.TOKEN_IS_ID_TOKEN, name));
  }

  private void scopes() {
    GrantedScopes.of(payload)
        .unusualForm()
        .ifPresent(form -> found(ClaimFinding.TOKEN_SCOPE_FORM, form));
    if (payload.has("scp") && !payload.has("scope")) {
      found(ClaimFinding.TOKEN_SCOPE_CLAIM, payload.path("scp").isArray() ? "a list" : "");
    }
  }

  /** Keycloak writes the kind of a token into a claim. */
  private void type() {
    String type = payload.path("typ").asText();
    if (NO_ACCESS_TOKENS.contains(type.toLowerCase(Locale.ROOT))) {
      found(ClaimFinding.TOKEN_KIND_WRONG, "typ: " + type);
    }
  }

  private void groups() {
    for (String name : GROUP_CLAIMS) {
      JsonNode list = payload.path(name);
      int bytes = list.isArray() ? list.toString().getBytes(StandardCharsets.UTF_8).length : 0;
      if (list.size() > MANY_GROUPS || bytes > LARGE_GROUPS) {
        found(
            ClaimFinding.TOKEN_GROUPS_LARGE,
            name + ": " + list.size() + " entries, " + bytes + " bytes");
      }
    }
  }

  /** Entra leaves the list out, and puts a flag or the address of a list in its place. */
  private void overage() {
    if (payload.path("hasgroups").asBoolean()) {
      found(ClaimFinding.TOKEN_GROUPS_OVERAGE, "hasgroups");
    } else if (payload.path("_claim_names").has("groups")) {
      found(ClaimFinding.TOKEN_GROUPS_OVERAGE, "_claim_names: groups");
    }
  }

  /** The outermost actor acts; those inside it acted before and decide nothing any more. */
  private void actors() {
    var actors = new ArrayList<String>();
    for (JsonNode actor = payload.path("act"); actor.isObject(); actor = actor.path("act")) {
      actors.add(actor.has("sub") ? safe.person(actor.path("sub")) : "an actor without sub");
    }
    if (!actors.isEmpty()) {
      String subject = payload.has("sub") ? safe.person(payload.path("sub")) : "a missing sub";
      List<String> before = actors.subList(1, actors.size());
      found(
          ClaimFinding.TOKEN_DELEGATED,
          actors.get(0)
              + " acts for "
              + subject
              + (before.isEmpty()
                  ? ""
                  : "; acted before: " + String.join(", before that ", before)));
    }
  }

  private void nested() {
    int count = 0;
    for (JsonNode claim : payload) {
      if (claim.isTextual() && claim.textValue().startsWith("eyJ")) {
        count += claim.textValue().split("\\.", 4).length == 3 ? 1 : 0;
      }
    }
    if (count > 0) {
      found(ClaimFinding.TOKEN_NESTED, count + (count == 1 ? " claim" : " claims"));
    }
  }

  private void found(ClaimFinding kind, String evidence) {
    findings.add(kind.found(evidence));
  }
}
