package io.github.mcpecho.internal.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that a misspelt one was meant to be. */
public final class NearestName {
  private static final int MOST_MISTAKES = 2;

  /** Comparing takes time for every letter of both. */
  private static final int LONGEST = 64;

  private NearestName() {}

  /**
   * Returns the one of these that differs by letter case alone, or else by at most two letters and
   * less than half of them, or else the longest one that stands behind a prefix, as clients of
   * several servers put one before names.
   */
  public static Optional<String> of(String name, Collection<String> known) {
    if (name.length() > LONGEST) {
      return Optional.empty();
    }
    String lower = name.toLowerCase(Locale.ROOT);
    int fewest = 1 + Math.min(MOST_MISTAKES, (name.length() - 1) / 2);
    String nearest = null;
    for (String one : known) {
      boolean alike = Math.abs(one.length() - name.length()) < fewest;
      int mistakes = alike ? mistakes(lower, one.toLowerCase(Locale.ROOT)) : fewest;
      if (mistakes < fewest) {
        fewest = mistakes;
        nearest = one;
      }
    }
    return Optional.ofNullable(nearest).or(() -> behindPrefix(lower, known));
  }

  private static Optional<String> behindPrefix(String name, Collection<String> known) {
    return known.stream()
        .filter(one -> name.length() > one.length() && !one.isEmpty())
        .filter(one -> name.endsWith(one.toLowerCase(Locale.ROOT)))
        .filter(one -> !Character.isLetterOrDigit(name.charAt(name.length() - one.length() - 1)))
        .max(Comparator.comparingInt(String::length));
  }

  /**
   * Returns the same as words behind the wrong name; nothing if none is near, or it is one of
   * these.
   */
  public static String hint(String name, Collection<String> known) {
    return of(name, known)
        .filter(one -> !one.equals(name))
        .map(one -> " (did you mean " + one + "?)")
        .orElse("");
  }

  /**
   * Returns the edit distance: letters to insert, drop or replace; exchanged ones count twice.
   * Takes time for the product of both lengths.
   */
  public static int mistakes(String one, String other) {
    int[] previous = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int[] current = new int[other.length() + 1];
      current[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int replaced = previous[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
      }
      previous = current;
    }
    return previous[other.length()];
  }
}
