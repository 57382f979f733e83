package io.github.mcpecho.diagnosis.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.mcpecho.diagnosis.request.Placeholders.Placeholder;
import io.github.mcpecho.report.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Judges which servers a token is for. Compares byte for byte, as servers do. */
record AudienceChecks(ObjectNode payload, Issuer.Use use, SafeClaims safe) {
  private static final String ALIKE =
      "The audience is this server's URL but for one thing: %s. Write the URL alike, byte for byte,"
          + " in this server's configuration, in the resource that the client asks for and in aud.";
  private static final String TLS =
      "The audience is this server's URL but for http and https: if clients use https, let the"
          + " proxy that ends TLS send X-Forwarded-Proto, or configure this server's public URL"
          + " (MCP_ECHO_PUBLIC_URL).";

  private static final String PASSED_ON =
      "The audience is the URL of another server. If a gateway or a client got the token for that"
          + " server and handed it on, let it drop the token, or exchange it for one with this"
          + " audience (RFC 8693). Else ";
  private static final String ASK =
      "let the client ask for this resource, and the issuer set aud from it.";

  private static final String ONE_STRING = "the list in one string";
  private static final String LIST =
      "aud is a list that was written into one string, with brackets, commas or blanks. Let the"
          + " issuer write a JSON array with a string for each audience (RFC 7519 §4.1.3).";
  private static final int MOST_ELEMENTS = 16;

  /** Returns one finding at most, the one that says most. */
  Optional<Finding> finding(Expectations expected) {
    List<String> actual = audiences(payload);
    if (actual.stream().anyMatch(expected.audiences()::contains)) {
      return Optional.empty();
    }
    Optional<Placeholder> placeholder =
        actual.stream().flatMap(one -> ClaimChecks.placeholder(one).stream()).findFirst();
    if (placeholder.isPresent()) {
      return Optional.of(
          ClaimFinding.TOKEN_CLAIM_PLACEHOLDER.found("aud: " + placeholder.get().words()));
    }
    boolean isOther = !actual.isEmpty() && actual.stream().allMatch(OtherService::isAudience);
    if (isOther && near(expected, actual).isEmpty()) {
      return Optional.of(
          ClaimFinding.AUTH_AUDIENCE_OTHER_SERVICE.found(
              "aud: " + shown(payload.path("aud")) + remark(actual)));
    }
    if (expected.certain() && !actual.isEmpty()) {
      return Optional.of(difference(ClaimFinding.AUTH_AUDIENCE_MISMATCH, expected, actual));
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
        : Optional.of(difference(inferred(expected, actual), expected, actual));
  }

  private static ClaimFinding inferred(Expectations expected, List<String> actual) {
    if (actual.stream().anyMatch(one -> isOrigin(one, expected))) {
      return ClaimFinding.AUTH_AUDIENCE_ORIGIN;
    }
    return actual.stream().anyMatch(AudienceChecks::isUrl) || near(expected, actual).isPresent()
        ? ClaimFinding.AUTH_AUDIENCE_DIFFERS
        : ClaimFinding.AUTH_AUDIENCE_NO_URL;
  }

  /** Returns whether it is an expected URL but for the whole path. */
  private static boolean isOrigin(String audience, Expectations expected) {
    String origin =
        audience.endsWith("/") ? audience.substring(0, audience.length() - 1) : audience;
    return isUrl(origin)
        && path(origin).isEmpty()
        && expected.audiences().stream().anyMatch(url -> url.startsWith(origin + "/"));
  }

  /** Returns whether the finding has a fix for what stands in this very audience. */
  static boolean hasOwnFix(Finding finding) {
    boolean isOfAudience =
        finding.kind() == ClaimFinding.AUTH_AUDIENCE_MISMATCH
            || finding.kind() == ClaimFinding.AUTH_AUDIENCE_DIFFERS;
    return isOfAudience && !finding.fix().equals(finding.kind().fix());
  }

  static List<String> audiences(ObjectNode payload) {
    JsonNode aud = payload.path("aud");
    var audiences = new ArrayList<String>();
    if (aud.isTextual()) {
      audiences.add(aud.textValue());
    }
    for (JsonNode element : aud.isArray() ? aud : payload.arrayNode()) {
      audiences.add(element.asText(""));
    }
    audiences.removeIf(String::isBlank);
    return audiences;
  }

  private boolean isClient(List<String> audiences) {
    return Stream.of("azp", "client_id", "cid", "appid")
        .map(name -> payload.path(name).asText())
        .anyMatch(client -> !client.isEmpty() && audiences.equals(List.of(client)));
  }

  private Finding difference(ClaimFinding kind, Expectations expected, List<String> actual) {
    Optional<List<String>> difference = near(expected, actual);
    String evidence =
        "expected "
            + expected.audiences().stream()
                .map(audience -> shown(TextNode.valueOf(audience)))
                .collect(Collectors.joining(" or "))
            + ", found "
            + shown(payload.path("aud"))
            + difference.map(NearMiss::hint).orElseGet(() -> remark(actual));
    return kind.found(
        kind.meaning(),
        evidence,
        difference
            .filter(all -> kind != ClaimFinding.AUTH_AUDIENCE_ORIGIN)
            .map(
                all ->
                    all.contains(ONE_STRING)
                        ? LIST
                        : expected.certain() || !all.contains(NearMiss.SCHEME)
                            ? ALIKE.formatted(String.join(", ", all))
                            : TLS)
            .orElseGet(
                () ->
                    kind == ClaimFinding.AUTH_AUDIENCE_MISMATCH
                            && isOfAnotherServer(expected, actual)
                        ? PASSED_ON + ASK
                        : kind.fix()));
  }

  /**
   * Returns the fix for the audience of another server, with what the issuer has to do if nobody
   * handed the token on; nothing of any other fix.
   */
  static Optional<String> passedOn(String fix, String ofIssuer) {
    return fix.startsWith(PASSED_ON) ? Optional.of(PASSED_ON + ofIssuer) : Optional.empty();
  }

  private boolean isOfAnotherServer(Expectations expected, List<String> audiences) {
    String issuer = origin(payload.path("iss").asText());
    return audiences.stream()
        .filter(audience -> isUrl(audience) && !origin(audience).equals(issuer))
        .anyMatch(
            audience ->
                expected.audiences().stream()
                    .anyMatch(own -> isUrl(own) && isNeighbour(own, audience)));
  }

  /**
   * The path alone in common shows an endpoint, and no identifier that an issuer gives; neither
   * does it give the name of a host beside this one.
   */
  private static boolean isNeighbour(String own, String other) {
    String path = path(other);
    return path.length() > 1 ? path(own).equals(path) : domain(own).equals(domain(other));
  }

  /** Returns what stands behind the first label of the host, or the whole if that is no domain. */
  private static String domain(String url) {
    String origin = origin(url);
    int dot = origin.indexOf('.');
    return dot > 0 && origin.indexOf('.', dot + 1) > 0 ? origin.substring(dot) : url;
  }

  private static String origin(String url) {
    return url.substring(0, url.length() - path(url).length());
  }

  private static String path(String url) {
    int path = url.indexOf('/', url.indexOf("://") + "://".length());
    return path < 0 ? "" : url.substring(path);
  }

  /** Returns by how little an audience differs from an expected one. */
  private static Optional<List<String>> near(Expectations expected, List<String> actual) {
    return expected.audiences().stream()
        .flatMap(one -> actual.stream().flatMap(other -> near(one, other).stream()))
        .findFirst();
  }

  private static Optional<List<String>> near(String expected, String actual) {
    return elements(actual)
        .flatMap(
            one ->
                one.equals(expected)
                    ? Stream.of(List.of(ONE_STRING))
                    : NearMiss.difference(expected, one)
                        .map(
                            others ->
                                Stream.concat(Stream.of(ONE_STRING), others.stream()).toList())
                        .stream())
        .findFirst()
        .or(() -> NearMiss.difference(expected, actual));
  }

  /** Returns the audiences that somebody wrote into one string, as JSON or with signs between. */
  private static Stream<String> elements(String list) {
    String[] elements = list.strip().split("[\\s,;\\[\\]\"']+");
    return elements.length < 2 ? Stream.empty() : Stream.of(elements).limit(MOST_ELEMENTS);
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
