package io.github.mcpecho.tools.redaction;

/**
 * Replaces long runs of hexadecimal or base64url characters that look random: in a header about a
 * user they are a handle somebody can use. A UUID is an identifier and stays.
 */
final class RandomRuns {
  private static final int LONG = 32;
  private static final double BITS_PER_CHARACTER = 3.5;

  private final Redactor redactor;
  private final String text;

  RandomRuns(Redactor redactor, String text) {
    this.redactor = redactor;
    this.text = text;
  }

  String redacted() {
    var out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int end = i;
      while (end < text.length() && Chars.isBase64Url(text.charAt(end))) {
        end++;
      }
      String run = text.substring(i, end);
      out.append(isRandom(run) ? redactor.secret(run) : run);
      if (end < text.length()) {
        out.append(text.charAt(end++));
      }
      i = end;
    }
    return out.toString();
  }

  private static boolean isRandom(String run) {
    return run.length() >= LONG && !isUuid(run) && entropy(run) >= BITS_PER_CHARACTER;
  }

  private static boolean isUuid(String run) {
    if (run.length() != 36) {
      return false;
    }
    for (int i = 0; i < run.length(); i++) {
      boolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;
      char c = run.charAt(i);
      if (hyphen ? c != '-' : Character.digit(c, 16) < 0) {
        return false;
      }
    }
    return true;
  }

  private static double entropy(String run) {
    int[] counts = new int[128];
    run.chars().forEach(c -> counts[c]++);
    double bits = 0;
    for (int count : counts) {
      if (count > 0) {
        double share = (double) count / run.length();
        bits -= share * Math.log(share) / Math.log(2);
      }
    }
    return bits;
  }
}
