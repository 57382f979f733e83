package io.github.mcpecho.internal.redaction;

import io.github.mcpecho.internal.text.SafeText;

/** What an error message quotes of a setting, a name or a script: anybody may have written it. */
public final class QuotedInput {
  private static final int LONGEST = 80;

  private QuotedInput() {}

  /** Returns the text in one line of about 80 characters, with secrets replaced. */
  public static String of(String text) {
    return of(text, LONGEST);
  }

  /** Returns the text in one line of about so many characters, with secrets replaced. */
  public static String of(String text, int longest) {
    // The key is random: nobody compares fingerprints in error messages.
    return SafeText.escape(SafeText.cap(Redactor.withRandomKey().text(text), longest));
  }
}
