package io.github.mcpecho.diagnosis.tokens;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.diagnosis.urls.ExternalUrls;
import io.github.mcpecho.internal.hashing.Hashes;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.report.Finding;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * A DPoP proof, judged by the list of RFC 9449 §4.3. Its signature is verified with the key that it
 * brings, which shows that the sender owns that key, and not whose it is.
 */
final class DpopProof {
  private static final Duration WINDOW = Duration.ofSeconds(300);

  private final String compact;
  private final ObjectNode header;
  private final ObjectNode payload;
  private final SafeClaims safe;
  private final List<Finding> findings = new ArrayList<>();

  DpopProof(String compact, ObjectNode header, ObjectNode payload, SafeClaims safe) {
    this.compact = compact;
    this.header = header;
    this.payload = payload;
    this.safe = safe;
  }

  List<Finding> judge(
      String method, ExternalUrls urls, Instant now, String token, Optional<String> thumbprint) {
    if (!header.path("typ").asText().equals("dpop+jwt")) {
      found(SenderFinding.DPOP_TYPE, "typ: " + safe.text(header.path("typ")));
    }
    boolean asymmetric = HeaderChecks.ASYMMETRIC.contains(header.path("alg").asText());
    if (!asymmetric) {
      found(SenderFinding.DPOP_ALGORITHM, "alg: " + safe.text(header.path("alg")));
    }
    boolean usable = key(thumbprint);
    if (asymmetric && usable) {
      signature();
    }
    if (!payload.path("htm").asText().equals(method)) {
      found(
          SenderFinding.DPOP_METHOD,
          "htm: " + safe.text(payload.path("htm")) + ", request: " + safe.text(method));
    }
    url(urls);
    time(now);
    String id = payload.path("jti").textValue();
    if (id == null || id.isEmpty()) {
      found(SenderFinding.DPOP_ID_MISSING, payload.has("jti") ? "jti is no text, or empty" : "");
    }
    if (!payload.path("ath").asText().equals(sha256(token))) {
      found(
          SenderFinding.DPOP_TOKEN_HASH,
          payload.has("ath") ? "ath is the hash of another token" : "no ath");
    }
    return findings;
  }

  /** Returns whether there is a public key, and nothing but that. */
  private boolean key(Optional<String> bound) {
    ObjectNode key = header.get("jwk") instanceof ObjectNode object ? object : Json.object();
    if (SafeClaims.PRIVATE_KEY.stream().anyMatch(key::has)) {
      found(SenderFinding.DPOP_KEY_PRIVATE, "kty: " + safe.text(key.path("kty")));
      return false;
    }
    Optional<String> actual = Jose.thumbprint(key);
    if (actual.isEmpty()) {
      found(SenderFinding.DPOP_KEY, header.has("jwk") ? "jwk is no public key" : "no jwk");
    } else if (bound.isPresent() && !bound.equals(actual)) {
      found(
          SenderFinding.DPOP_KEY_MISMATCH,
          "bound: " + safe.text(bound.get()) + ", proof: " + actual.get());
    }
    return actual.isPresent();
  }

  private void signature() {
    String algorithm = "alg: " + safe.text(header.path("alg"));
    switch (Jose.verifyWithOwnKey(compact)) {
      case VERIFIED -> {}
      case NO_MATCHING_KEY ->
          found(SenderFinding.DPOP_SIGNATURE_INVALID, "jwk is no key for " + algorithm);
      case UNSUPPORTED ->
          found(
              SenderFinding.DPOP_SIGNATURE_UNSUPPORTED,
              algorithm + (header.has("crit") ? ", crit" : ""));
      default -> found(SenderFinding.DPOP_SIGNATURE_INVALID, algorithm);
    }
  }

  private void url(ExternalUrls urls) {
    String url = payload.path("htu").asText();
    Optional<String> source = urls.sourceOf(url);
    boolean best = source.equals(Optional.of(urls.bestSource()));
    if (source.isEmpty() || urls.isConfigured() && !best) {
      String whose = source.map(name -> "; htu is the URL by " + name + " only").orElse("");
      found(
          SenderFinding.DPOP_URL_MISMATCH,
          "htu: "
              + safe.text(url)
              + ", expected "
              + safe.text(urls.best())
              + NearMiss.hint(urls.best(), url)
              + whose);
    } else if (!best) {
      found(
          SenderFinding.DPOP_URL_BY_LESSER_SOURCE,
          "htu is the URL by "
              + source.get()
              + ", but "
              + urls.bestSource()
              + " says "
              + safe.text(urls.best()));
    }
  }

  private void time(Instant now) {
    NumericDate iat = NumericDate.of(payload.path("iat"));
    Optional<Instant> made = iat.instant().filter(any -> iat.isWellFormed());
    if (made.isEmpty()) {
      String kind = iat.form() == NumericDate.Form.MILLISECONDS ? " (milliseconds)" : "";
      found(SenderFinding.DPOP_TIME, "iat is no NumericDate: " + safe.text(iat.raw()) + kind);
    } else if (Duration.between(made.get(), now).abs().compareTo(WINDOW) > 0) {
      String side = made.get().isAfter(now) ? " ahead" : " ago";
      found(SenderFinding.DPOP_TIME, "iat is " + TimeSpan.between(made.get(), now) + side);
    }
    limit("exp", now, Instant::isAfter);
    limit("nbf", now, (limit, moment) -> !limit.isAfter(moment));
  }

  /** No proof needs these times, but one that has them is bound to them (RFC 7519 §4.1). */
  private void limit(String name, Instant now, BiPredicate<Instant, Instant> holds) {
    if (!payload.has(name)) {
      return;
    }
    NumericDate time = NumericDate.of(payload.path(name));
    Duration leeway = name.equals("exp") ? TimeChecks.LEEWAY.negated() : TimeChecks.LEEWAY;
    Optional<Instant> limit = time.instant().filter(any -> time.isWellFormed());
    if (limit.isEmpty()) {
      found(SenderFinding.DPOP_TIME, name + " is no NumericDate: " + safe.text(time.raw()));
    } else if (!holds.test(limit.get(), now.plus(leeway))) {
      String side = limit.get().isAfter(now) ? " ahead" : " ago";
      found(SenderFinding.DPOP_TIME, name + " is " + TimeSpan.between(limit.get(), now) + side);
    }
  }

  static String sha256(String token) {
    return Hashes.base64Url(Hashes.sha256(token.getBytes(StandardCharsets.US_ASCII)));
  }

  private void found(SenderFinding kind, String evidence) {
    findings.add(kind.found(evidence));
  }
}
