package io.github.mcpecho.diagnosis.tokens;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The distance between two times in words, by the calendar in UTC. */
final class TimeSpan {
  private static final List<ChronoUnit> UNITS =
      List.of(
          ChronoUnit.YEARS,
          ChronoUnit.MONTHS,
          ChronoUnit.DAYS,
          ChronoUnit.HOURS,
          ChronoUnit.MINUTES,
          ChronoUnit.SECONDS);
  private static final int SHOWN_UNITS = 2;

  private TimeSpan() {}

  /** Returns the two largest units, such as {@code 6 years, 11 months}, whichever comes first. */
  static String between(Instant one, Instant other) {
    boolean ordered = !other.isBefore(one);
    LocalDateTime from = utc(ordered ? one : other);
    LocalDateTime to = utc(ordered ? other : one);
    var words = new ArrayList<String>();
    int unitsSinceLargest = 0;
    for (ChronoUnit unit : UNITS) {
      long count = from.until(to, unit);
      from = from.plus(count, unit);
      if (count > 0 || unitsSinceLargest > 0) {
        unitsSinceLargest++;
      }
      if (count > 0) {
        words.add(count + " " + name(unit, count));
      }
      if (unitsSinceLargest == SHOWN_UNITS) {
        break;
      }
    }
    return words.isEmpty() ? "0 seconds" : String.join(", ", words);
  }

  private static LocalDateTime utc(Instant time) {
    return LocalDateTime.ofInstant(time, ZoneOffset.UTC);
  }

  private static String name(ChronoUnit unit, long count) {
    String plural = unit.toString().toLowerCase(Locale.ROOT);
    return count == 1 ? plural.substring(0, plural.length() - 1) : plural;
  }
}
