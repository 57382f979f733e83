package io.github.mcpecho.internal.redaction;

import io.github.mcpecho.internal.text.TsvResource;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the words of which the keys of a wallet are made (BIP 39): twelve or more of its list in a
 * row, also numbered or in quotes. The words are read from {@code seed-words.tsv} beside this
 * class. Prose has words between them that are too short or too common for the list.
 */
final class SeedPhrases {
  private static final int SHORTEST_WORD = 3;
  private static final int LONGEST_WORD = 8;
  private static final int FEWEST_WORDS = 12;

  /** Between two words, such as {@code "\n12. "}. */
  private static final int LONGEST_GAP = 8;

  /** Read with the first text that has so many words: a server starts without them. */
  private static final class Listed {
    static final Set<String> WORDS =
        TsvResource.rows(SeedPhrases.class, "seed-words.tsv").stream()
            .map(cells -> cells[0])
            .collect(Collectors.toUnmodifiableSet());
  }

  private SeedPhrases() {}

  static void addTo(List<Span> found, String text) {
    if (hasWords(text)) {
      search(found, text);
    }
  }

  /** Returns whether so many words stand in it that may be in the list. */
  private static boolean hasWords(String text) {
    int words = 0;
    for (int i = 0; i < text.length() && words < FEWEST_WORDS; ) {
      int end = wordEnd(text, i);
      words += isAsLong(end - i) ? 1 : 0;
      i = Math.max(end, i + 1);
    }
    return words == FEWEST_WORDS;
  }

  private static boolean isAsLong(int length) {
    return length >= SHORTEST_WORD && length <= LONGEST_WORD;
  }

  private static void search(List<Span> found, String text) {
    var distinct = new HashSet<String>();
    int words = 0;
    int from = 0;
    int last = 0;
    for (int i = 0; i < text.length(); ) {
      int end = wordEnd(text, i);
      int length = end - i;
      if (length == 0) {
        i++;
        continue;
      }
      String word = isAsLong(length) ? text.substring(i, end).toLowerCase(Locale.ROOT) : "";
      boolean listed = Listed.WORDS.contains(word);
      if (!listed || i - last > LONGEST_GAP) {
        add(found, words, distinct.size(), new Span(from, last));
        distinct.clear();
        words = 0;
      }
      if (listed) {
        from = words == 0 ? i : from;
        last = end;
        words++;
        distinct.add(word);
      }
      i = end;
    }
    add(found, words, distinct.size(), new Span(from, last));
  }

  /** Who tries an echo repeats a word, and a phrase made at random hardly one. */
  private static void add(List<Span> found, int words, int distinct, Span phrase) {
    if (words >= FEWEST_WORDS && distinct > FEWEST_WORDS / 2) {
      found.add(phrase);
    }
  }

  private static int wordEnd(String text, int from) {
    return TextEnds.end(text, from, Character::isLetter);
  }
}
