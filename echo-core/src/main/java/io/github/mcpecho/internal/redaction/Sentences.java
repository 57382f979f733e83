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
    return beforeClosers(text, from, TextEnds.valueEnd(text, from));
  }

  /** The same of what is written with ASCII: of other alphabets some have no blanks. */
  static int latinEnd(String text, int from) {
    return beforeClosers(
        text, from, TextEnds.end(text, from, c -> c < 0x7F && !Chars.endsValue(c)));
  }

  private static int beforeClosers(String text, int from, int end) {
    return end == from ? end : TextEnds.start(text, end, from + 1, c -> CLOSERS.indexOf(c) >= 0);
  }

  /**
   * Where the words end, without a sign between them, that are not plain and follow a word that
   * ends here; here if there are fewer.
   */
  static int phraseEnd(String text, int wordEnd, int fewest) {
    int end = wordEnd;
    for (int words = 0; words < MOST_WORDS; words++) {
      int next = nextUnplainEnd(text, end);
      if (next == end) {
        return words < fewest ? wordEnd : end;
      }
      end = next;
    }
    return end;
  }

  /** Plain words of which one says what became of a value: {@code not yet valid}. */
  static boolean isAnswer(String text, Span words) {
    boolean answers = false;
    for (int from = words.from(); from < words.to(); ) {
      int end = TextEnds.end(text, from, words.to(), c -> !TextEnds.isSpace(c));
      if (!PlainWords.isPlain(text, from, end)) {
        return false;
      }
      answers |= SecretNames.isNoSecret(text.substring(from, end));
      from = TextEnds.skipSpaces(text, end);
    }
    return answers;
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
    boolean isWord =
        TextEnds.end(text, next, nextEnd, c -> Character.isLetterOrDigit(c) || c == '-') == nextEnd;
    return next == end || !isWord || PlainWords.isPlain(text, next, nextEnd) ? end : nextEnd;
  }
}
