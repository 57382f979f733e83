package io.github.mcpecho.tools.jwt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.mcpecho.report.Section;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;

/** The times of a token, seen from now. */
public final class TokenTimeline {
  private TokenTimeline() {}

  /** Returns the section; it is empty if the token names no time. */
  public static Section.Builder of(ObjectNode payload, Instant now) {
    Section.Builder section = Section.titled("timeline", "⏱️ Token Timeline");
    Optional<Instant> issued = time(section, payload, "iat", "issuedAt", "Issued At");
    issued.ifPresent(at -> section.field("age", "Age", age(at, now)));
    Optional<Instant> notBefore = time(section, payload, "nbf", "notBefore", "Not Before");
    time(section, payload, "auth_time", "authenticatedAt", "Authenticated At");
    time(section, payload, "updated_at", "updatedAt", "Profile Updated At");
    Optional<Instant> expires = time(section, payload, "exp", "expiresAt", "Expires At");
    if (expires.isPresent() && issued.isPresent() && expires.get().isAfter(issued.get())) {
      section.field("lifetime", "Lifetime", lifetime(issued.get(), expires.get(), now));
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
      status(section, "VALID", "expires in " + span(expires.get(), now));
    }
    if (expires.isPresent() || notBefore.isPresent()) {
      leeways(section, payload, now);
    }
    return section;
  }

  /** Servers forgive different clock differences, which explains most flapping logins. */
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

  private static Optional<Instant> time(
      Section.Builder section, ObjectNode payload, String claim, String name, String label) {
    JsonNode value = payload.get(claim);
    if (value == null) {
      return Optional.empty();
    }
    NumericDate date = NumericDate.of(value);
    section.field(name, label, date.shown());
    return date.instant();
  }

  private static String age(Instant issued, Instant now) {
    String span = TimeSpan.between(issued, now);
    return issued.isAfter(now) ? "issued " + span + " in the future" : span;
  }

  private static String lifetime(Instant issued, Instant expires, Instant now) {
    double whole = Duration.between(issued, expires).toSeconds();
    double used = Duration.between(issued, now).toSeconds() / whole;
    long percent = Math.round(100 * Math.max(0, Math.min(1, used)));
    return span(issued, expires) + " (" + percent + "% used)";
  }

  private static void status(Section.Builder section, String fact, String shown) {
    section.field("status", "Status", shown, TextNode.valueOf(fact));
  }

  private static String span(Instant one, Instant other) {
    return TimeSpan.between(one, other);
  }
}
