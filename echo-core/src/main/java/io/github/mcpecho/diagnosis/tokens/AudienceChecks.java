package io.github.mcpecho.diagnosis.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.mcpecho.report.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Judges which servers a token is for. Compares byte for byte, as servers do. */
final class AudienceChecks {
  private final ObjectNode payload;
  private final Issuer.Use use;
  private final SafeClaims safe;

  AudienceChecks(ObjectNode payload, Issuer.Use use, SafeClaims safe) {
    this.payload = payload;
    this.use = use;
    this.safe = safe;
  }

  /** Returns one finding at most, the one that says most. */
  Optional<Finding> finding(Expectations expected) {
    List<String> actual = audiences();
    if (actual.stream().anyMatch(expected.audiences()::contains)) {
      return Optional.empty();
    }
    if (expected.certain() && !actual.isEmpty()) {
      return Optional.of(ClaimFinding.AUTH_AUDIENCE_MISMATCH.found(difference(expected, actual)));
    }
    if (!actual.isEmpty() && actual.stream().allMatch(OtherService::isAudience)) {
      return Optional.of(
          ClaimFinding.AUTH_AUDIENCE_OTHER_SERVICE.found(
              "aud: " + shown(payload.path("aud")) + remark(actual)));
    }
    // A token of another kind has another audience: the finding about its kind says enough.
    if (use != Issuer.Use.ACCESS && !expected.certain()) {
      return Optional.empty();
    }
    if (actual.isEmpty()) {
      return Optional.of(ClaimFinding.TOKEN_AUDIENCE_MISSING.found(""));
    }
    if (isClient(actual)) {
      return Optional.of(
          ClaimFinding.TOKEN_AUDIENCE_IS_CLIENT.found("aud: " + shown(payload.path("aud"))));
    }
    return expected.audiences().isEmpty()
        ? Optional.empty()
        : Optional.of(
            (actual.stream().anyMatch(AudienceChecks::isUrl)
                    ? ClaimFinding.AUTH_AUDIENCE_DIFFERS
                    : ClaimFinding.AUTH_AUDIENCE_NO_URL)
                .found(difference(expected, actual)));
  }

  /** Returns the audiences, whether they are a list or not. */
  private List<String> audiences() {
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

  private boolean isClient(List<String> audiences) {
    return Stream.of("azp", "client_id", "cid", "appid")
        .map(name -> payload.path(name).asText())
        .anyMatch(client -> !client.isEmpty() && audiences.equals(List.of(client)));
  }

  private String difference(Expectations expected, List<String> actual) {
    String hint =
        expected.audiences().stream()
            .flatMap(audience -> actual.stream().map(other -> NearMiss.hint(audience, other)))
            .filter(text -> !text.isEmpty())
            .findFirst()
            .orElseGet(() -> remark(actual));
    return "expected "
        + expected.audiences().stream()
            .map(audience -> shown(TextNode.valueOf(audience)))
            .collect(Collectors.joining(" or "))
        + ", found "
        + shown(payload.path("aud"))
        + hint;
  }

  /** Returns what else the audience is, if that is known. */
  private String remark(List<String> audiences) {
    return isClient(audiences)
        ? "; that is the client itself"
        : audiences.stream()
            .flatMap(audience -> OtherService.of(audience).stream())
            .findFirst()
            .map(service -> "; that is " + service.name())
            .orElse(use == Issuer.Use.ID ? "; an ID token names its client there" : "");
  }

  private String shown(JsonNode audience) {
    return safe.text("aud", audience);
  }

  private static boolean isUrl(String audience) {
    String lower = audience.toLowerCase(Locale.ROOT);
    return lower.startsWith("https://") || lower.startsWith("http://");
  }
}
