package io.github.mcpecho.internal.redaction;

/** Where words end that people write in a sentence. */
final class Sentences {
  /** What ends a sentence or a part of it, and no password that is written in one. */
  private static final String CLOSERS = ".,:?)`*";

  /** No pass phrase has more words. */
  private static final int MOST_WORDS = 8;

  private Sentences() {}

  /** Where the word ends that begins here, without the signs of the sentence behind it. */
  static int wordEnd(String text, int from) {
    int end = TextEnds.valueEnd(text, from);
    while (end > from + 1 && CLOSERS.indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return end;
  }

  /** Where the words end that are not plain and follow a word that ends here. */
  static int phraseEnd(String text, int wordEnd) {
    int end = wordEnd;
    for (int i = 0; i < MOST_WORDS; i++) {
      int next = nextUnplainEnd(text, end);
      if (next == end) {
        return end;
      }
      end = next;
    }
    return end;
  }

  /** How many words follow, without a sign between them, before the next that is plain. */
  static int unplainWords(String text, int wordEnd) {
    int count = 0;
    int end = wordEnd;
    for (int next = nextUnplainEnd(text, end); next > end; next = nextUnplainEnd(text, end)) {
      end = next;
      count++;
      if (count == MOST_WORDS) {
        return count;
      }
    }
    return count;
  }

  /** A number with a unit: {@code 1024 bytes}. */
  static boolean isMeasure(String text, int from, int to) {
    int next = TextEnds.skipSpaces(text, to);
    return next > to
        && text.substring(from, to).chars().allMatch(Character::isDigit)
        && PlainWords.isPlain(text, next, wordEnd(text, next));
  }

  /** Where the next word ends, here if it is plain or none. */
  private static int nextUnplainEnd(String text, int end) {
    int next = TextEnds.skipSpaces(text, end);
    int nextEnd = wordEnd(text, next);
    for (int i = next; i < nextEnd; i++) {
      if (!Character.isLetterOrDigit(text.charAt(i)) && text.charAt(i) != '-') {
        return end;
      }
    }
    return next == end || PlainWords.isPlain(text, next, nextEnd) ? end : nextEnd;
  }
}
