package io.github.mcpecho.diagnosis.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.diagnosis.report.Section;
import io.github.mcpecho.internal.jsonrpc.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;

/** The times of a token, seen from now. */
final class TokenTimeline {
  private static final int BAR = 20;

  private TokenTimeline() {}

  /** Returns the section; it is empty if the token names no time. */
  static Section.Builder of(ObjectNode payload, Instant now) {
    Section.Builder section = Section.titled("timeline", "⏱️ Token Timeline");
    Optional<Instant> today = Optional.of(now);
    Optional<Instant> issued =
        time(section, payload, "iat", "issuedAt", "Issued At", Optional.empty());
    issued.ifPresent(at -> section.field("age", "Age", age(at, now)));
    Optional<Instant> notBefore = time(section, payload, "nbf", "notBefore", "Not Before", today);
    time(section, payload, "auth_time", "authenticatedAt", "Authenticated At", today);
    time(section, payload, "updated_at", "updatedAt", "Profile Updated At", today);
    Optional<Instant> expires =
        time(section, payload, "exp", "expiresAt", "Expires At", Optional.empty());
    if (expires.isPresent() && issued.isPresent() && expires.get().isAfter(issued.get())) {
      lifetime(section, issued.get(), expires.get(), now);
    }
    if (expires.isPresent() && !now.isBefore(expires.get())) {
      status(
          section,
          "EXPIRED",
          "EXPIRED since "
              + NumericDate.utc(expires.get())
              + " ("
              + span(expires.get(), now)
              + " ago)");
    } else if (notBefore.isPresent() && now.isBefore(notBefore.get())) {
      status(section, "NOT_YET_VALID", "NOT YET VALID for " + span(notBefore.get(), now));
    } else if (expires.isPresent()) {
      status(section, "VALID", "VALID, expires in " + span(expires.get(), now));
    }
    if (expires.isPresent() || notBefore.isPresent()) {
      leeways(section, payload, now);
    }
    return section.fact("numbers", numbers(payload, now));
  }

  /** Returns what the text says in words, for programs: seconds since 1970, seconds, booleans. */
  private static ObjectNode numbers(ObjectNode payload, Instant now) {
    ObjectNode numbers = Json.object().put("now", now.getEpochSecond());
    TimeChecks.TIMES.forEach(
        claim ->
            TimeChecks.time(payload, claim)
                .ifPresent(time -> numbers.put(claim, time.getEpochSecond())));
    Optional<Instant> expires = TimeChecks.time(payload, "exp");
    numbers
        .put("expired", expires.filter(at -> !now.isBefore(at)).isPresent())
        .put("notYetValid", TimeChecks.time(payload, "nbf").filter(now::isBefore).isPresent());
    expires.ifPresent(at -> numbers.put("secondsLeft", Duration.between(now, at).toSeconds()));
    ObjectNode accepted = numbers.putObject("acceptedWithLeeway");
    for (Duration leeway : TimeChecks.LEEWAYS) {
      accepted.put(Long.toString(leeway.toSeconds()), TimeChecks.isAccepted(payload, now, leeway));
    }
    return numbers;
  }

  /**
   * Shows who would accept the times: servers allow different clock differences, which is why many
   * a login works only now and then.
   */
  private static void leeways(Section.Builder section, ObjectNode payload, Instant now) {
    String verdicts =
        TimeChecks.LEEWAYS.stream()
            .map(
                leeway ->
                    leeway.toSeconds()
                        + " s "
                        + (TimeChecks.isAccepted(payload, now, leeway) ? "accepted" : "refused"))
            .collect(Collectors.joining(", "));
    section.field("leeway", "Leeway", verdicts);
    section.field("serverClock", "Server Clock", NumericDate.utc(now));
  }

  /** Adds the line of a time; with its distance from now, if that is given. */
  private static Optional<Instant> time(
      Section.Builder section,
      ObjectNode payload,
      String claim,
      String name,
      String label,
      Optional<Instant> now) {
    JsonNode value = payload.get(claim);
    if (value == null) {
      return Optional.empty();
    }
    NumericDate date = NumericDate.of(value);
    String distance =
        date.instant().flatMap(at -> now.map(today -> distance(at, today))).orElse("");
    section.field(name, label, date.shown() + distance);
    return date.instant();
  }

  private static String distance(Instant at, Instant now) {
    return at.isAfter(now) ? ", in " + span(now, at) : ", " + span(at, now) + " ago";
  }

  private static String age(Instant issued, Instant now) {
    String span = TimeSpan.between(issued, now);
    return issued.isAfter(now) ? "issued " + span + " in the future" : span;
  }

  private static void lifetime(
      Section.Builder section, Instant issued, Instant expires, Instant now) {
    double whole = Duration.between(issued, expires).toSeconds();
    double used = Duration.between(issued, now).toSeconds() / whole;
    double share = Math.max(0, Math.min(1, used));
    String shown = span(issued, expires) + " (" + Math.round(100 * share) + "% used)";
    int filled = (int) Math.round(BAR * share);
    section
        .text("Lifetime: " + shown + " " + "█".repeat(filled) + "░".repeat(BAR - filled))
        .fact("lifetime", shown);
  }

  private static void status(Section.Builder section, String fact, String shown) {
    section.text("Status: " + shown).fact("status", fact);
  }

  private static String span(Instant one, Instant other) {
    return TimeSpan.between(one, other);
  }
}
