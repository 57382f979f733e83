package io.github.mcpecho.diagnosis.timing;

import io.github.mcpecho.http.Headers;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a proxy says that it took a request up. There is a convention but no standard: {@code t=} or
 * nothing, then the time since 1970, in seconds (nginx), milliseconds (Heroku) or microseconds
 * (Apache), told apart by their size.
 *
 * @param header the name as it was sent
 * @param sentAt what it says, empty if that is no time
 */
record HopTime(String header, Optional<Instant> sentAt) {
  private static final List<String> NAMES =
      List.of("x-request-start", "x-queue-start", "x-middleware-start");

  private static final Pattern TIME = Pattern.compile("(?:t=)?(\\d{9,19}(?:\\.\\d{1,9})?)");
  private static final int LONGEST = 40;

  /** Returns what the headers of this kind say, in the order they came. */
  static List<HopTime> of(Headers headers) {
    var times = new ArrayList<HopTime>();
    for (var line : headers) {
      if (NAMES.stream().anyMatch(line.name()::equalsIgnoreCase)) {
        times.add(new HopTime(line.name(), parse(line.value())));
      }
    }
    return times;
  }

  /** Returns how long before a moment this was; negative if after it. */
  Optional<Duration> before(Instant moment) {
    return sentAt.map(sent -> Duration.between(sent, moment));
  }

  private static Optional<Instant> parse(String value) {
    if (value.length() > LONGEST) {
      return Optional.empty();
    }
    Matcher matcher = TIME.matcher(value.strip());
    return matcher.matches() ? Optional.of(instant(matcher.group(1))) : Optional.empty();
  }

  private static Instant instant(String number) {
    int dot = number.indexOf('.');
    int digits = dot < 0 ? number.length() : dot;
    // Seconds have ten digits until 2286; each finer unit has three more.
    int unit = (Math.max(digits, 10) - 10 + 2) / 3 * 3;
    BigDecimal nanos = new BigDecimal(number).movePointRight(9 - unit);
    BigDecimal[] secondsAndRest = nanos.divideAndRemainder(BigDecimal.TEN.pow(9));
    return Instant.ofEpochSecond(secondsAndRest[0].longValue(), secondsAndRest[1].longValue());
  }
}
