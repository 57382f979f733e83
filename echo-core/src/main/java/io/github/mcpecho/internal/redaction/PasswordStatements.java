package io.github.mcpecho.internal.redaction;

import io.github.mcpecho.internal.text.TsvResource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds passwords in statements of databases, servers and protocols, read from {@code
 * password-statements.tsv} beside this class: {@code IDENTIFIED BY 'password'}, {@code requirepass
 * password}.
 */
final class PasswordStatements {
  /** The constants are a column of password-statements.tsv. */
  private enum Value {
    QUOTED,
    WORD,
    MIXED,
    KEY,
    LINE,
    LINES,
    USERS,
    REST,
    SAID,
    PHRASE,
    ALONE,
    LATIN,
    SEGMENT;

    /** Returns whether a machine made it, rather than a person. */
    boolean isMade() {
      return this == KEY || this == SEGMENT;
    }

    /** Returns what stands here, unless it cannot be a password. */
    Optional<Span> at(String text, int from) {
      Optional<Span> quoted = Quotes.inside(text, from);
      return switch (this) {
        case QUOTED -> quoted;
        case KEY ->
            quoted
                .or(() -> Optional.of(new Span(from, keyEnd(text, from))))
                .filter(span -> isKey(span.in(text)));
        case USERS ->
            Optional.of(new Span(from, TextEnds.behind(LIST_OF_USERS, text, from)))
                .filter(users -> users.from() < users.to());
        case SEGMENT ->
            Optional.of(new Span(from, TextEnds.behind(MADE_SEGMENT, text, from)))
                .filter(segment -> segment.from() < segment.to());
        case SAID, PHRASE, ALONE, LATIN ->
            quoted.isPresent()
                ? quoted.filter(span -> !PlainWords.isPlain(text, span.from(), span.to()))
                : said(text, from);
        case MIXED ->
            // What is longer is looked at no further than this, however often a name stands in it.
            quoted.isPresent() || isMade(text.substring(from, keyEnd(text, from)))
                ? quoted.or(() -> Optional.of(new Span(from, TextEnds.valueEnd(text, from))))
                : Optional.empty();
        case WORD -> {
          int item = itemStart(text, from);
          yield Quotes.inside(text, item)
              .or(() -> Optional.of(new Span(item, TextEnds.valueEnd(text, item))));
        }
        default -> quoted.or(() -> Optional.of(new Span(from, end(text, from))));
      };
    }

    /**
     * A plain word is one of a password if others follow that are not: {@code correct horse battery
     * staple}.
     */
    private Optional<Span> said(String text, int from) {
      int end = this == LATIN ? Sentences.latinEnd(text, from) : Sentences.wordEnd(text, from);
      boolean isPlain = PlainWords.isPlain(text, from, end);
      int phraseEnd =
          this == ALONE || this == LATIN
              ? end
              : Sentences.phraseEnd(text, end, !isPlain ? 0 : this == PHRASE ? 1 : 2);
      boolean isNone =
          isPlain
              ? phraseEnd == end
              : StandIns.isAt(text, from) || Sentences.isMeasure(text, from, end);
      return isNone ? Optional.empty() : Optional.of(new Span(from, phraseEnd));
    }

    /** Behind the hyphen of a list of YAML, of which each word of a command line may be an item. */
    private static int itemStart(String text, int from) {
      boolean isItem =
          text.startsWith("- ", from)
              && text.startsWith("\n", TextEnds.spacesStart(text, from) - 1);
      return isItem ? TextEnds.skipSpaces(text, from + 1) : from;
    }

    private static int keyEnd(String text, int from) {
      return TextEnds.end(text, from, from + LONGEST + 1, c -> !Chars.endsValue(c));
    }

    /** The type of a column has digits, too. */
    private static boolean isMade(String word) {
      return isMixed(word) && !SecretNames.isNoSecret(word);
    }

    private int end(String text, int from) {
      return switch (this) {
        case LINE -> assignmentsEnd(text, from);
        case LINES ->
            text.startsWith("[", from) ? TextEnds.literalEnd(text, from) : linesEnd(text, from);
        case REST -> text.length();
        default -> TextEnds.valueEnd(text, from);
      };
    }

    /** Quotes around a value do not end the line, but those around a command do. */
    private static int assignmentsEnd(String text, int from) {
      int end = TextEnds.lineEnd(text, from);
      while (true) {
        int quote = TextEnds.backslashesStart(text, end);
        boolean isValue = quote > from && text.charAt(quote - 1) == '=';
        Optional<Span> value = isValue ? Quotes.inside(text, quote) : Optional.empty();
        if (value.isEmpty() || value.get().to() == text.length()) {
          return value.map(Span::to).orElse(end);
        }
        end = TextEnds.lineEnd(text, value.get().to() + value.get().from() - quote);
      }
    }

    /** A list of codes or of words goes on with lines that are as short and have digits. */
    private static int linesEnd(String text, int from) {
      int end = TextEnds.lineEnd(text, from);
      while (true) {
        int next = TextEnds.skipBlanks(text, end);
        int nextEnd = TextEnds.lineEnd(text, next);
        if (nextEnd - next > LONGEST_CODE || !isMixed(text.substring(next, nextEnd))) {
          return end;
        }
        end = nextEnd;
      }
    }

    /** A word of English has no digits and no capital behind a small letter; a URL is none. */
    private static boolean isKey(String word) {
      return word.length() >= SHORTEST_KEY
          && word.length() <= LONGEST
          && (isMade(word) || SMALL_AND_CAPITAL.matcher(word).find())
          && !word.contains("://")
          && "(:".indexOf(word.charAt(word.length() - 1)) < 0
          && !AuthSchemes.isKnown(word);
    }
  }

  /**
   * One line, or a part of it.
   *
   * @param behind of which one has to stand behind the beginning, so that of most words no pattern
   *     need be asked; anything may if empty
   */
  private record Statement(String begin, String behind, Pattern whole, Value value) {
    /** Those of one line, one for each beginning. */
    static Stream<Statement> of(String[] cells) {
      return Stream.of(cells[0].split(","))
          .map(begin -> of(begin, cells[1].replace("{begin}", begin), cells[2]));
    }

    private static Statement of(String begin, String statement, String value) {
      String rest = statement.substring(statement.startsWith("{command}") ? COMMAND_LENGTH : 0);
      return new Statement(
          begin,
          rest.startsWith(begin + " ")
              ? BLANKS
              : rest.startsWith(begin + "[\\s+-]+") ? BLANKS + "+-" : "",
          Pattern.compile(
              statement
                  .replace(" ", "\\s+")
                  .replace("[\"']", "\\\\*[\"']")
                  .replace("{said}", "(?:(?:" + FOR + ")?" + VERB + "|" + FOR + "\\s*=\\s*)")
                  .replace("{for}", FOR)
                  .replace("{command}", COMMAND)
                  .replace("{end}", END)
                  .replace("~", BETWEEN),
              Pattern.CASE_INSENSITIVE),
          Value.valueOf(value));
    }

    Optional<Span> password(String text, int from) {
      if (!text.regionMatches(true, from, begin, 0, begin.length())
          || !behind.isEmpty() && !isBetween(text, from + begin.length())) {
        return Optional.empty();
      }
      Matcher statement =
          whole
              .matcher(text)
              .useTransparentBounds(true)
              .region(from, Math.min(text.length(), from + LONGEST));
      if (!statement.lookingAt()) {
        return Optional.empty();
      }
      return value
          .at(text, statement.end())
          .map(span -> value == Value.MIXED || value == Value.SAID ? withOthers(text, span) : span)
          .map(span -> new Span(span.from(), span.to(), !value.isMade()));
    }

    /** {@code password a or b}. */
    private static Span withOthers(String text, Span first) {
      int end = first.to();
      Matcher other = OTHER.matcher(text).region(end, Math.min(text.length(), end + LONGEST));
      while (other.lookingAt()) {
        int next = Value.keyEnd(text, other.end());
        if (!Value.isMade(text.substring(other.end(), next))) {
          break;
        }
        end = next;
        other.region(end, Math.min(text.length(), end + LONGEST));
      }
      return new Span(first.from(), end);
    }

    private boolean isBetween(String text, int at) {
      return at < text.length() && behind.indexOf(text.charAt(at)) >= 0;
    }
  }

  private static final String BLANKS = " \t\n\u000B\f\r";
  private static final int COMMAND_LENGTH = "{command}".length();

  /** A longer statement is none. */
  private static final int LONGEST = 512;

  /** Of a word that stands in prose: a shorter one is a version. */
  private static final int SHORTEST = 6;

  private static final int SHORTEST_KEY = 8;

  /** With the number or the hyphen of a list. */
  private static final int LONGEST_CODE = 48;

  /** Letters and digits, but for a word with a number behind it, as in {@code rsa-2048}. */
  private static final Pattern MADE_SEGMENT =
      Pattern.compile(
          "(?=[\\w.~%+=-]{0,256}[0-9])(?=[\\w.~%+=-]{0,256}[A-Za-z])(?![a-z]{1,20}[_.-][a-z]?[0-9]{1,4}(?![\\w.-]))"
              + "[\\w.~%+=-]{8,256}");

  private static final Pattern LIST_OF_USERS =
      Pattern.compile(
          "[\\w.-]{1,64}+:[^\\s\"']{1,256}+[\"']?+"
              + "(?:\r?\n[ \t]*+(?:- )?+[\"']?+[\\w.-]{1,64}+:[^\\s\"']{1,256}+[\"']?+)*+");

  private static final Pattern SMALL_AND_CAPITAL = Pattern.compile("[a-z0-9][A-Z]");

  /** What people write between a name and its value: for whom it is, a verb or a sign. */
  private static final String BETWEEN =
      "(?:[\\s+]+(?:for|of)(?:[\\s+]+\\w{1,32}){1,2})?"
          + "(?:\\s*\\*{0,2}(?:[:=]|->)\\*{0,2}[\\s+]*|[\\s+]+(?:(?:is|was)\\s*:?[\\s+]+)?)`?";

  /** For whom or what it is. */
  private static final String FOR =
      "[\\s+]+(?:for|of|on|für|von|der|des|para|de|do|da|del|pour|du|di|zum|zur|voor|van|dla|pro|för|till|til)"
          + "(?:[\\s+]+(?:https?://)?[^\\s+:=,;()]{1,64}){1,4}?";

  /** What is said of it, up to the value. */
  private static final String VERB =
      "[\\s+]+(?:is|was|ist|lautet|war|es|és|era|é|e|è|est)"
          + "(?:[\\s+]+(?:now|still|(?:set|changed|reset|updated)[\\s+]+to))?(?:\\s*:)?[\\s+]+";

  /** A line, a string or a command begins here: what stands before is a prompt or a separator. */
  private static final String COMMAND = "(?<![^\\s\"'`(;&|$#>/][ \\t]{0,8})";

  private static final String END = "[ \\t]*(?:$|[\r\n\"'`);&|])";

  /** Between a value and another. */
  private static final Pattern OTHER =
      Pattern.compile("\\s+(?:or|and|to|oder|und)\\s+[\"'`]?", Pattern.CASE_INSENSITIVE);

  /** By characters in small letters. */
  private static final Beginnings<Statement> STATEMENTS =
      new Beginnings<>(
          TsvResource.rows(PasswordStatements.class, "password-statements.tsv").stream()
              .flatMap(Statement::of)
              .toList(),
          Statement::begin);

  private PasswordStatements() {}

  /** Returns the password of the statement that begins here, at the start of a word. */
  static Optional<Span> at(String text, int from) {
    char next = from + 1 < text.length() ? inAnyCase(text.charAt(from + 1)) : 0;
    List<Statement> statements = STATEMENTS.of(inAnyCase(text.charAt(from)), next);
    for (int i = 0; i < statements.size(); i++) {
      Optional<Span> password = statements.get(i).password(text, from);
      if (password.isPresent()) {
        return password;
      }
    }
    return Optional.empty();
  }

  /** Returns whether a word has letters and digits, and is too long for a version. */
  static boolean isMixed(String word) {
    return word.length() >= SHORTEST
        && word.chars().anyMatch(Character::isDigit)
        && word.chars().anyMatch(Character::isLetter);
  }

  /** As {@link String#regionMatches(boolean, int, String, int, int)} compares. */
  private static char inAnyCase(char c) {
    return Character.toLowerCase(Character.toUpperCase(c));
  }
}
