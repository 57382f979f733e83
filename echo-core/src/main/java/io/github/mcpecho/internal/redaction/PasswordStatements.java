package io.github.mcpecho.internal.redaction;

import io.github.mcpecho.internal.text.TsvResource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds passwords in statements of databases, servers and protocols, read from {@code
 * password-statements.tsv} beside this class: {@code IDENTIFIED BY 'password'}, {@code requirepass
 * password}.
 */
final class PasswordStatements {
  private record Statement(String begin, Pattern whole, boolean quoted) {
    static Statement of(String[] cells) {
      return new Statement(
          cells[0],
          Pattern.compile(cells[1].replace(" ", "\\s+"), Pattern.CASE_INSENSITIVE),
          cells[2].equals("QUOTED"));
    }

    Optional<Span> password(String text, int from) {
      if (!text.regionMatches(true, from, begin, 0, begin.length())) {
        return Optional.empty();
      }
      Matcher statement = whole.matcher(text).region(from, Math.min(text.length(), from + LONGEST));
      if (!statement.lookingAt()) {
        return Optional.empty();
      }
      int value = statement.end();
      return Quotes.inside(text, value)
          .or(
              () ->
                  quoted
                      ? Optional.empty()
                      : Optional.of(new Span(value, TextEnds.valueEnd(text, value))))
          .map(span -> new Span(span.from(), span.to(), true));
    }
  }

  /** A longer statement is none. */
  private static final int LONGEST = 512;

  private static final List<Statement> STATEMENTS =
      TsvResource.rows(PasswordStatements.class, "password-statements.tsv").stream()
          .map(Statement::of)
          .toList();

  private PasswordStatements() {}

  /** Returns the password of the statement that begins here, at the start of a word. */
  static Optional<Span> at(String text, int from) {
    for (Statement statement : STATEMENTS) {
      Optional<Span> password = statement.password(text, from);
      if (password.isPresent()) {
        return password;
      }
    }
    return Optional.empty();
  }
}
