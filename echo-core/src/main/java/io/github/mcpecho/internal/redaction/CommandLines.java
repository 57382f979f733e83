package io.github.mcpecho.internal.redaction;

import io.github.mcpecho.internal.text.TsvResource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds passwords in command lines whose options do not call them so: user and password of {@code
 * curl} and of programs that take its option too, and what {@code password-options.tsv} lists.
 */
final class CommandLines {
  /** With what stands between it and its value, in a command line or a JSON array of its words. */
  private static final Pattern OPTION =
      Pattern.compile("(?:--(?:proxy-)?user|-[A-Za-z]{0,7}[uU])(?:[ \\t]+|=|[\"'],[ \\t]*)");

  /** With nothing between it and its value; other programs have other options that begin so. */
  private static final Pattern CURL_OPTION = Pattern.compile("-[A-Za-z]{0,7}?[uU](?=\\S)");

  private static final String CURL = "curl";

  /**
   * A program that takes a password.
   *
   * @param glued whether the password stands right behind the option
   * @param apart whether it may be the next word
   */
  private record Program(String name, String option, boolean glued, boolean apart) {
    static Program of(String[] cells) {
      return new Program(cells[0], cells[1], !cells[2].equals("APART"), !cells[2].equals("GLUED"));
    }
  }

  private static final List<Program> PROGRAMS =
      TsvResource.rows(CommandLines.class, "password-options.tsv").stream()
          .map(Program::of)
          .toList();

  /** How far before its option the name of the program is looked for. */
  private static final int COMMAND_LINE = 256;

  /** User and group of a process, as containers are given them. */
  private static final Pattern IDS = Pattern.compile("[0-9]{1,5}:[0-9]{1,5}");

  private final String text;

  private CommandLines(String text) {
    this.text = text;
  }

  /**
   * {@code -u user:password} or {@code --user user:password}, and after the word {@code curl}
   * {@code -uuser:password} too; asked at the first hyphen.
   */
  static Optional<Span> at(String text, int hyphen) {
    return hyphen == 0 || isBeforeOption(text.charAt(hyphen - 1))
        ? new CommandLines(text).at(hyphen)
        : Optional.empty();
  }

  private Optional<Span> at(int hyphen) {
    return behind(OPTION, hyphen)
        .or(() -> isBehind(CURL, hyphen) ? behind(CURL_OPTION, hyphen) : Optional.empty())
        .or(() -> password(hyphen));
  }

  private Optional<Span> password(int hyphen) {
    for (Program program : PROGRAMS) {
      int end = hyphen + program.option.length();
      if (text.startsWith(program.option, hyphen) && end < text.length()) {
        int next = TextEnds.skipSpaces(text, text.startsWith("\",", end) ? end + 2 : end);
        boolean fits = next == end ? program.glued : program.apart && !text.startsWith("-", next);
        if (fits && isBehind(program.name, hyphen)) {
          Span word = Quotes.inside(text, next).orElseGet(() -> word(next));
          return Optional.of(new Span(word.from(), word.to(), true));
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Span> behind(Pattern pattern, int hyphen) {
    Matcher option = pattern.matcher(text).region(hyphen, text.length());
    return option.lookingAt() ? credentials(option.end()) : Optional.empty();
  }

  private boolean isBehind(String program, int hyphen) {
    return text.substring(Math.max(0, hyphen - COMMAND_LINE), hyphen).contains(program);
  }

  private Optional<Span> credentials(int from) {
    Span word = Quotes.inside(text, from).orElseGet(() -> word(from));
    String credentials = text.substring(word.from(), word.to());
    int colon = credentials.indexOf(':');
    boolean isUrl = colon >= 0 && credentials.startsWith("://", colon);
    return colon < 0 || isUrl || credentials.equals(":") || IDS.matcher(credentials).matches()
        ? Optional.empty()
        : Optional.of(new Span(word.from(), word.to(), true));
  }

  /** A word that has no quotes around it, but may have some around the password. */
  private Span word(int from) {
    int end = TextEnds.valueEnd(text, from);
    boolean passwordFollows = end > from && text.charAt(end - 1) == ':';
    return new Span(
        from, passwordFollows ? Quotes.inside(text, end).map(Span::to).orElse(end) : end);
  }

  private static boolean isBeforeOption(char c) {
    return Character.isWhitespace(c) || c == '"' || c == '\'';
  }
}
