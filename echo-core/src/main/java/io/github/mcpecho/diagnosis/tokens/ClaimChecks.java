package io.github.mcpecho.diagnosis.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.diagnosis.request.Placeholders;
import io.github.mcpecho.diagnosis.request.Placeholders.Placeholder;
import io.github.mcpecho.internal.http.Origin;
import io.github.mcpecho.report.Finding;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Judges who issued a token, for whom, and what it allows. */
final class ClaimChecks {
  private static final int MANY_GROUPS = 100;
  private static final int LARGE_GROUPS = 4_096;

  /** With what variables begin, and no URL and no name has. */
  private static final Pattern WITHOUT_SCHEME =
      Pattern.compile("[\\w-]+(?:\\.[\\w-]+)+(?::[0-9]+)?/");

  private static final Pattern MADE = Pattern.compile("[$%#]\\{|\\{\\{|^[$%<{@]");

  private static final String SPIFFE_ID = "spiffe://";
  private static final List<String> ID_TOKEN_CLAIMS = List.of("at_hash", "c_hash", "nonce");
  private static final List<String> GROUP_CLAIMS =
      List.of("groups", "roles", "permissions", "entitlements", "wids");

  private final ObjectNode payload;
  private final boolean accessToken;
  private final Optional<Issuer> issuer;
  private final SafeClaims safe;
  private final List<Finding> findings = new ArrayList<>();

  /**
   * @param accessToken whether the header says that this is an access token (RFC 9068)
   */
  ClaimChecks(ObjectNode payload, boolean accessToken, Optional<Issuer> issuer, SafeClaims safe) {
    this.payload = payload;
    this.accessToken = accessToken;
    this.issuer = issuer;
    this.safe = safe;
  }

  /** Returns what is wrong with whoever issued it, and what else there is to say. */
  List<Finding> findings(List<String> issuers) {
    issuer(issuers);
    if (!payload.has("sub")) {
      found(ClaimFinding.TOKEN_SUBJECT_MISSING, "");
    }
    scopes();
    groups();
    overage();
    actors();
    nested();
    return findings;
  }

  /** Returns what the token is for, as its issuer is known to write it, or as it looks. */
  Issuer.Use use() {
    Issuer.Use known = issuer.map(Issuer::use).orElse(Issuer.Use.ACCESS);
    return known == Issuer.Use.ACCESS && idTokenClaim().isPresent() ? Issuer.Use.ID : known;
  }

  /** Returns a claim of ID tokens, unless something else says that this is an access token. */
  private Optional<String> idTokenClaim() {
    boolean access =
        accessToken
            || payload.path("typ").asText().equals("Bearer")
            || !GrantedScopes.of(payload).granted().isEmpty();
    return access ? Optional.empty() : ID_TOKEN_CLAIMS.stream().filter(payload::has).findFirst();
  }

  Optional<Finding> purpose() {
    String name = issuer.map(Issuer::name).orElse("");
    return switch (use()) {
      case ACCESS -> Optional.empty();
      case ASSERTION -> Optional.of(ClaimFinding.TOKEN_IS_ASSERTION.found(name));
      case ID -> Optional.of(ClaimFinding.TOKEN_IS_ID_TOKEN.found(idTokenClaim().orElse(name)));
    };
  }

  /** Returns the variable in a claim that nobody has put a value in for, if there is one. */
  static Optional<Placeholder> placeholder(String claim) {
    return MADE.matcher(claim).find() ? Placeholders.in(claim) : Optional.empty();
  }

  private void issuer(List<String> expected) {
    JsonNode actual = payload.path("iss");
    Optional<Placeholder> placeholder = placeholder(actual.asText());
    if (placeholder.isPresent()) {
      found(ClaimFinding.TOKEN_CLAIM_PLACEHOLDER, "iss: " + placeholder.get().words());
    } else if (!expected.isEmpty()) {
      if (!expected.contains(actual.asText())) {
        found(ClaimFinding.AUTH_ISSUER_MISMATCH, difference(expected, actual));
      }
    } else if (payload.path("sub").asText().startsWith(SPIFFE_ID)) {
      // The trust domain in its subject says who issued a JWT-SVID, which needs no iss (§3).
      return;
    } else if (actual.isMissingNode()) {
      found(ClaimFinding.TOKEN_ISSUER_MISSING, "");
    } else if (!isPublicUrl(actual.asText())
        && (issuer.isEmpty()
            || actual.asText().startsWith("http://")
            || WITHOUT_SCHEME.matcher(actual.asText()).lookingAt())) {
      found(ClaimFinding.TOKEN_ISSUER_UNUSUAL, "iss: " + safe.text(actual));
    }
  }

  private String difference(List<String> expected, JsonNode actual) {
    return "expected "
        + expected.stream().map(safe::text).collect(Collectors.joining(" or "))
        + ", found "
        + (actual.isMissingNode() ? "nothing" : safe.text(actual))
        + expected.stream()
            .map(one -> NearMiss.hint(one, actual.asText()))
            .filter(hint -> !hint.isEmpty())
            .findFirst()
            .orElse("");
  }

  private static boolean isPublicUrl(String issuer) {
    return issuer.indexOf('?') < 0
        && issuer.indexOf('#') < 0
        && Origin.ofUrl(issuer)
            .filter(origin -> origin.scheme().equals("https"))
            .filter(origin -> !origin.authority().host().isAddress())
            .isPresent();
  }

  private void scopes() {
    if (payload.has("scp") && !payload.has("scope")) {
      found(ClaimFinding.TOKEN_SCOPE_CLAIM, payload.path("scp").isArray() ? "scp, a list" : "scp");
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
      found(
          ClaimFinding.TOKEN_NESTED, count + (count == 1 ? " claim" : " claims") + ", not opened");
    }
  }

  private void found(ClaimFinding kind, String evidence) {
    findings.add(kind.found(evidence));
  }
}
