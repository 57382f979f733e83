package io.github.mcpecho.internal.redaction;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * The rows of a table by the first two characters with which what they tell of begins: every word
 * of a text is looked up, and most begin nothing.
 */
final class Beginnings<T> {
  private static final int ASCII = 0x80;

  private final List<List<T>> rows = new ArrayList<>(Collections.nCopies(ASCII * ASCII, List.of()));

  /**
   * Keeps the order of the rows.
   *
   * @param begin how what a row tells of begins: with two characters at least
   */
  Beginnings(List<T> rows, Function<T, String> begin) {
    for (T row : rows) {
      int place = place(begin.apply(row).charAt(0), begin.apply(row).charAt(1));
      var together = new ArrayList<>(this.rows.get(place));
      together.add(row);
      this.rows.set(place, together);
    }
  }

  /**
   * Returns those that may begin so, to be compared: characters beyond ASCII share a place with
   * others. They are walked by index: it is asked for each character, and an iterator is an object.
   */
  List<T> of(char first, char next) {
    return rows.get(place(first, next));
  }

  private static int place(char first, char next) {
    return (first * ASCII + next) % (ASCII * ASCII);
  }
}
