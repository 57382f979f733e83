package io.github.mcpecho.internal.text;

import java.util.regex.Pattern;

/** Compiles regular expressions that read texts from outside in linear time. */
public final class Expressions {
  private static final String BOUNDARY = "\\b";

  /** That of letters, digits and underscores of ASCII. */
  private static final String PLAIN_BOUNDARY = "(?:(?<!\\w)(?=\\w)|(?<=\\w)(?!\\w))";

  private Expressions() {}

  /**
   * Returns {@link Pattern#compile(String)} with a plain boundary of words: Java looks for the base
   * of a combining mark over all marks before it, at each of them again.
   */
  public static Pattern compile(String expression) {
    return compile(expression, 0);
  }

  /** Returns the same with {@linkplain Pattern#compile(String, int) flags}. */
  public static Pattern compile(String expression, int flags) {
    return Pattern.compile(expression.replace(BOUNDARY, PLAIN_BOUNDARY), flags);
  }
}
