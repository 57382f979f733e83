package io.github.mcpecho.diagnosis.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.internal.text.SafeText;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.util.Optional;

/**
 * A time as a claim gives it: seconds since 1970 (RFC 7519 §2), or what people write instead.
 *
 * @param form how the claim says it
 * @param instant the time that is meant, empty if the value is no time
 * @param raw the value as it came, capped
 */
record NumericDate(Form form, Optional<Instant> instant, String raw) {
  enum Form {
    SECONDS,
    FRACTION,
    MILLISECONDS,
    STRING,
    NONSENSE
  }

  /** Seconds beyond this are in the year 5138: the claim counts milliseconds. */
  private static final long MILLISECONDS_FROM = 100_000_000_000L;

  /** The first second of the year 1. */
  private static final long EARLIEST = -62_135_596_800L;

  private static final int MAX_DIGITS = 18;
  private static final int MAX_SHOWN = 40;
  private static final String TIME = "0123456789.:-+TZ ";
  private static final DateTimeFormatter UTC =
      new DateTimeFormatterBuilder()
          .appendValue(ChronoField.YEAR, 4, 12, SignStyle.NORMAL)
          .appendPattern("-MM-dd HH:mm:ss 'UTC'")
          .toFormatter()
          .withZone(ZoneOffset.UTC);

  static NumericDate of(JsonNode claim) {
    String raw = shown(claim);
    if (claim.isNumber()) {
      BigDecimal number = claim.decimalValue();
      Form form = claim.isIntegralNumber() ? Form.SECONDS : Form.FRACTION;
      return wholePart(number).map(seconds -> ofSeconds(form, seconds, raw)).orElse(nonsense(raw));
    }
    return claim.isTextual() ? ofText(claim.textValue(), raw) : nonsense(raw);
  }

  /** A claim that has nothing of a time may be anything, a secret too. */
  private static String shown(JsonNode claim) {
    String text = claim.asText();
    if (claim.isContainerNode()) {
      return "…";
    }
    boolean timely = !claim.isTextual() || text.chars().allMatch(c -> TIME.indexOf(c) >= 0);
    if (!timely) {
      return text.length() + " characters";
    }
    String shown = SafeText.cap(text, MAX_SHOWN);
    return claim.isTextual() ? "\"" + shown + "\"" : shown;
  }

  /** Returns whether servers that repair nothing read it: a number of seconds. */
  boolean isWellFormed() {
    return form == Form.SECONDS || form == Form.FRACTION;
  }

  static String utc(Instant time) {
    return UTC.format(time);
  }

  /** Returns the time and the raw value, or the raw value alone if it is no time. */
  String shown() {
    return instant.map(time -> utc(time) + " (" + raw + ")").orElse("not a time (" + raw + ")");
  }

  private static NumericDate ofText(String text, String raw) {
    if (text.isEmpty() || text.length() > MAX_DIGITS || !text.matches("[0-9]+")) {
      return new NumericDate(iso(text).isEmpty() ? Form.NONSENSE : Form.STRING, iso(text), raw);
    }
    NumericDate digits = ofSeconds(Form.SECONDS, Long.parseLong(text), raw);
    return new NumericDate(Form.STRING, digits.instant, raw);
  }

  private static Optional<Instant> iso(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static NumericDate ofSeconds(Form form, long seconds, String raw) {
    if (seconds >= MILLISECONDS_FROM) {
      return new NumericDate(Form.MILLISECONDS, Optional.of(Instant.ofEpochMilli(seconds)), raw);
    }
    return seconds >= EARLIEST
        ? new NumericDate(form, Optional.of(Instant.ofEpochSecond(seconds)), raw)
        : nonsense(raw);
  }

  /**
   * Returns the digits before the point. Looks at the exponent first: writing out 1e999999999 would
   * take gigabytes.
   */
  private static Optional<Long> wholePart(BigDecimal number) {
    long digits = (long) number.precision() - number.scale();
    if (digits > MAX_DIGITS) {
      return Optional.empty();
    }
    return Optional.of(digits <= 0 ? 0 : number.longValue());
  }

  private static NumericDate nonsense(String raw) {
    return new NumericDate(Form.NONSENSE, Optional.empty(), raw);
  }
}
