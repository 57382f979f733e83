package io.github.mcpecho.internal.redaction;

import io.github.mcpecho.internal.text.TsvResource;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds passwords in command lines whose options do not call them so: user and password of {@code
 * curl} and of programs that take its option too, and what {@code password-options.tsv} lists. Made
 * for one text, and asked from left to right.
 */
final class CommandLines {
  /** With what stands between it and its value, in a command line or a JSON array of its words. */
  private static final Pattern OPTION =
      Pattern.compile("(?:--(?:proxy-)?user|-[A-Za-z]{0,7}[uU])(?:[ \\t]+|=|[\"'],[ \\t]*)");

  /** With nothing between it and its value; other programs have other options that begin so. */
  private static final Pattern CURL_OPTION = Pattern.compile("-[A-Za-z]{0,7}?[uU](?=\\S)");

  private static final Pattern CURL = Pattern.compile("curl");

  /** How a password stands behind its option; the constants are a column of the table. */
  private enum Value {
    GLUED,
    APART,
    EITHER,
    LISTED
  }

  /** A program that takes a password. */
  private record Program(Pattern name, String option, Value value) {
    static Program of(String[] cells) {
      String name = Pattern.quote(cells[0]).replace("*", "\\E[\\w.-]*\\Q");
      return new Program(
          Pattern.compile("(?<![\\w.-])" + name + "(?:\\.(?:exe|jar|sh))?(?![\\w.-])"),
          cells[1],
          Value.valueOf(cells[2]));
    }

    boolean takes(String text, int end, int next) {
      if (next == end) {
        return value == Value.GLUED || value == Value.EITHER;
      }
      return value != Value.GLUED && !text.startsWith("-", next);
    }
  }

  private static final List<Program> PROGRAMS =
      TsvResource.rows(CommandLines.class, "password-options.tsv").stream()
          .map(Program::of)
          .toList();

  /** Between two words of a list, of JSON or of YAML. */
  private static final Pattern BESIDE =
      Pattern.compile("\\\\{0,7}[\"']?(?:,\\s*|[ \\t\\r]*+\\n[ \\t]*+- )");

  /** How far before its option the name of the program is looked for. */
  private static final int COMMAND_LINE = 256;

  private static final int LONGEST_PASSWORD = 128;

  /** User and group of a process, as containers are given them. */
  private static final Pattern IDS = Pattern.compile("[0-9]{1,5}:[0-9]{1,5}");

  private final String text;

  /** Where each program is named; many options need not look for the same name again. */
  private final Map<Pattern, Name> names = new IdentityHashMap<>();

  /** Where the last item without quotes ends; those that begin in it end there too. */
  private int literalEnd;

  CommandLines(String text) {
    this.text = text;
  }

  /** Returns whether a hyphen here may begin an option. */
  static boolean isOption(String text, int hyphen) {
    return hyphen == 0 || isBeforeOption(text.charAt(hyphen - 1));
  }

  /**
   * {@code -u user:password} or {@code --user user:password}, and after the word {@code curl}
   * {@code -uuser:password} too; asked at the first hyphen.
   */
  Optional<Span> at(int hyphen) {
    return behind(OPTION, hyphen)
        .or(() -> isBehind(CURL, hyphen) ? behind(CURL_OPTION, hyphen) : Optional.empty())
        .or(() -> password(hyphen));
  }

  private Optional<Span> password(int hyphen) {
    for (Program program : PROGRAMS) {
      int end = hyphen + program.option.length();
      if (text.startsWith(program.option, hyphen) && end < text.length()) {
        int beside = TextEnds.behind(BESIDE, text, end);
        boolean isListed = beside > end;
        int next = TextEnds.skipSpaces(text, beside);
        if (program.takes(text, end, next) && isBehind(program.name, hyphen)) {
          Span word =
              Quotes.inside(text, next)
                  .orElseGet(() -> isListed ? new Span(next, literalEnd(next)) : word(next));
          if (StandIns.isAt(text, next)) {
            return Optional.empty();
          }
          if (program.value != Value.LISTED
              || isListed
                  && word.to() - word.from() <= LONGEST_PASSWORD
                  && PasswordStatements.isMixed(word.in(text))) {
            return Optional.of(new Span(word.from(), word.to(), true));
          }
        }
      }
    }
    return Optional.empty();
  }

  private int literalEnd(int from) {
    if (from >= literalEnd) {
      literalEnd = TextEnds.literalEnd(text, from);
    }
    return literalEnd;
  }

  private Optional<Span> behind(Pattern pattern, int hyphen) {
    Matcher option = pattern.matcher(text).region(hyphen, text.length());
    return option.lookingAt() ? credentials(option.end()) : Optional.empty();
  }

  private boolean isBehind(Pattern program, int hyphen) {
    return names.computeIfAbsent(program, Name::new).isIn(hyphen - COMMAND_LINE, hyphen);
  }

  private Optional<Span> credentials(int from) {
    Span word = Quotes.inside(text, from).orElseGet(() -> word(from));
    String credentials = word.in(text);
    int colon = credentials.indexOf(':');
    boolean isUrl = colon >= 0 && credentials.startsWith("://", colon);
    // A command that is quoted in a sentence ends before the sign of the sentence.
    boolean isQuoted = colon > 0 && credentials.lastIndexOf('`', colon) >= 0;
    return colon < 0
            || isUrl
            || isQuoted
            || credentials.equals(":")
            || IDS.matcher(credentials).matches()
            || UserInfo.isStandIn(text, word)
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
    return Character.isWhitespace(c) || c == '"' || c == '\'' || c == '[';
  }

  /** The name of a program in the text, of which every part is searched once. */
  private final class Name {
    private final Matcher matcher;
    private int searched;
    private int last = -1;

    Name(Pattern program) {
      matcher = program.matcher(text).useTransparentBounds(true);
    }

    /** Returns whether it begins and ends between two places, the second of which only grows. */
    boolean isIn(int from, int to) {
      matcher.region(Math.min(to, Math.max(searched, from)), to);
      while (matcher.find()) {
        last = matcher.start();
      }
      searched = to;
      return last >= Math.max(0, from);
    }
  }
}
