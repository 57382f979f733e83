package io.github.mcpecho.diagnosis.tokens;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.report.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges the times of a token. */
final class TimeChecks {
  /** The differences of clocks that servers allow: none, that of most libraries, that of some. */
  static final List<Duration> LEEWAYS =
      List.of(Duration.ZERO, Duration.ofSeconds(60), Duration.ofSeconds(300));

  /** Up to this difference the clocks may be wrong rather than the token. */
  static final Duration LEEWAY = LEEWAYS.get(1);

  private static final Duration LONG_LIFETIME = Duration.ofDays(1);

  /** The claims that have to be a NumericDate (RFC 7519 §4.1.4 to §4.1.6). */
  private static final List<String> NUMERIC_DATES = List.of("iat", "nbf", "exp");

  static final List<String> TIMES = List.of("iat", "nbf", "exp", "auth_time", "updated_at");

  private final ObjectNode payload;
  private final boolean accessToken;
  private final Instant now;
  private final SafeClaims safe;
  private final List<Finding> findings = new ArrayList<>();

  /**
   * @param accessToken whether the token keeps to RFC 9068, which requires exp
   */
  TimeChecks(ObjectNode payload, boolean accessToken, Instant now, SafeClaims safe) {
    this.payload = payload;
    this.accessToken = accessToken;
    this.now = now;
    this.safe = safe;
  }

  List<Finding> findings() {
    NUMERIC_DATES.forEach(this::form);
    Optional<Instant> issued = time("iat");
    Optional<Instant> starts = time("nbf");
    Optional<Instant> ends = time("exp");
    if (!payload.has("exp")) {
      found(
          accessToken ? ClaimFinding.TOKEN_EXPIRY_REQUIRED : ClaimFinding.TOKEN_EXPIRY_MISSING, "");
    }
    ends.ifPresent(this::expiry);
    starts.ifPresent(this::notBefore);
    issued.ifPresent(this::issuedAt);
    if (ends.isPresent() && issued.isPresent()) {
      lifetime(issued.get(), ends.get());
    }
    if (ends.isPresent() && starts.isPresent() && !starts.get().isBefore(ends.get())) {
      found(ClaimFinding.TOKEN_TIMES_CONTRADICT, "nbf is not before exp");
    }
    return findings;
  }

  /** Returns whether a server that allows this difference of clocks would accept the times. */
  static boolean isAccepted(ObjectNode payload, Instant now, Duration leeway) {
    boolean started = time(payload, "nbf").filter(at -> now.plus(leeway).isBefore(at)).isEmpty();
    boolean ended = time(payload, "exp").filter(at -> !now.minus(leeway).isBefore(at)).isPresent();
    return started && !ended;
  }

  private void form(String claim) {
    if (!payload.has(claim)) {
      return;
    }
    NumericDate date = NumericDate.of(payload.get(claim));
    String evidence = claim + ": " + safe.text(date.raw());
    switch (date.form()) {
      case SECONDS -> {}
      case FRACTION -> found(ClaimFinding.TOKEN_TIME_FRACTION, evidence);
      case MILLISECONDS -> found(ClaimFinding.TOKEN_TIME_IN_MILLISECONDS, evidence);
      case STRING, NONSENSE -> found(ClaimFinding.TOKEN_TIME_NOT_A_NUMBER, evidence);
    }
  }

  private void expiry(Instant ends) {
    if (now.isBefore(ends)) {
      return;
    }
    String evidence = "exp was " + TimeSpan.between(ends, now) + " ago" + clock();
    boolean forgiven = now.minus(LEEWAY).isBefore(ends);
    found(forgiven ? ClaimFinding.TOKEN_CLOCK_SKEW : ClaimFinding.TOKEN_EXPIRED, evidence);
  }

  private void notBefore(Instant starts) {
    if (!now.isBefore(starts)) {
      return;
    }
    String evidence = "nbf is " + TimeSpan.between(now, starts) + " ahead" + clock();
    boolean forgiven = !now.plus(LEEWAY).isBefore(starts);
    found(forgiven ? ClaimFinding.TOKEN_CLOCK_SKEW : ClaimFinding.TOKEN_NOT_YET_VALID, evidence);
  }

  private void issuedAt(Instant issued) {
    if (issued.isAfter(now)) {
      String evidence = "iat is " + TimeSpan.between(now, issued) + " ahead" + clock();
      found(ClaimFinding.TOKEN_ISSUED_IN_FUTURE, evidence);
    }
  }

  private void lifetime(Instant issued, Instant ends) {
    if (!ends.isAfter(issued)) {
      found(ClaimFinding.TOKEN_TIMES_CONTRADICT, "exp is not after iat");
    } else if (Duration.between(issued, ends).compareTo(LONG_LIFETIME) > 0) {
      found(ClaimFinding.TOKEN_LIFETIME_LONG, TimeSpan.between(issued, ends));
    }
  }

  private String clock() {
    return ", by this server's clock (" + NumericDate.utc(now) + ")";
  }

  private Optional<Instant> time(String claim) {
    return time(payload, claim);
  }

  /** Returns the time that a claim means, whatever its form. */
  static Optional<Instant> time(ObjectNode payload, String claim) {
    return Optional.ofNullable(payload.get(claim))
        .flatMap(value -> NumericDate.of(value).instant());
  }

  private void found(ClaimFinding kind, String evidence) {
    findings.add(kind.found(evidence));
  }
}
