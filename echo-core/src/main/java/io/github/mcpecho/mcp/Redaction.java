package io.github.mcpecho.mcp;

import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * Makes what a request holds fit to be shown: the output of a tool ends up in the transcript of a
 * model, and logs are read by many. Thread-safe.
 */
public interface Redaction {
  /** Changes nothing. */
  Redaction NONE = of(text -> text, (name, value) -> value);

  /** Shows the length and nothing else: what tools get from a server without a redaction. */
  Redaction LENGTH_ONLY = of(Redaction::length, (name, value) -> length(value));

  /**
   * Returns one made of two functions.
   *
   * @param header takes the name of a header and its value
   */
  static Redaction of(UnaryOperator<String> text, BinaryOperator<String> header) {
    return new Redaction() {
      @Override
      public String text(String value) {
        return text.apply(value);
      }

      @Override
      public String header(String name, String value) {
        return header.apply(name, value);
      }
    };
  }

  /**
   * Returns a text with everything replaced that looks like a secret. A secret that has no shape of
   * its own, such as a password alone, is not noticed.
   */
  String text(String text);

  /** Returns the value of a header with its secrets replaced; the name tells some of them. */
  String header(String name, String value);

  private static String length(String text) {
    return "(" + text.length() + " characters)";
  }
}
