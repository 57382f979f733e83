package io.github.mcpecho.doctor;

/** Numbers for people. */
final class Words {
  private Words() {}

  /** Returns a number with its noun, whose plural ends in s. */
  static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
