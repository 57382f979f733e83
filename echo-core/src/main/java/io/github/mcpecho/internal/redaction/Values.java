package io.github.mcpecho.internal.redaction;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a value begins and ends that a name stands before. */
record Values(String text) {
  /** What Python, C#, C++, Rust and SQL write before the quote of a string. */
  private static final String PREFIXES = "@$bBfFLNrRuU";

  /** Before the quote of a string of Rust or Swift that ends with a quote and as many signs. */
  private static final Pattern RAW = Pattern.compile("(?:b?r)?(#{1,8})(\\\\{0,7}+\")");

  /** A program that is run with a variable: {@code PGPASSWORD=value psql -h db}. */
  private static final Pattern COMMAND =
      Pattern.compile(
          "[ \\t]{1,4}(?:ansible-\\w{1,20}|aws|borg|createdb|curl|docker|dropdb|helm|kubectl|mysql\\w{0,10}"
              + "|pg_\\w{1,12}|psql|redis-cli|restic|sshpass|terraform)(?=\\s|$)");

  /** How a here document begins, in a shell, Terraform and Ruby: {@code <<-EOT}. */
  private static final Pattern HERE_DOCUMENT =
      Pattern.compile(
          "(?:\\$\\([a-z]{0,8} ?)?<<[-~]? ?[\"'\\\\]?([A-Za-z_]\\w{0,31}+)[\"']?[^\r\n]{0,80}+\r?\n[ \t]*+");

  /** What stands before the value that counts if there is no other. */
  private static final Pattern OTHERWISE =
      Pattern.compile("[ \t]{0,4}+(?:or|\\|\\||\\?\\?|\\?:)[ \t]{0,4}+(?=[\"'])");

  /** A sign in a password of a line of its own, behind which no other name or command stands. */
  private static final Pattern SEPARATOR =
      Pattern.compile(
          "[;&](?![\\s;&]|[\\w .-]{1,64}+[=:]|(?i:cd|echo|exit|export|httponly|secure|set|unset)(?![\\w-]))");

  private static final int LONGEST_PREFIX = 2;

  /** Says where a word of a phrase ends. */
  private interface WordEnd {
    int of(String text, int from);
  }

  static Span span(String name, int from, int to) {
    return new Span(from, to, SecretNames.isPassword(name));
  }

  /**
   * Returns the value that begins here.
   *
   * @param nameStart where its name begins
   * @param isMember whether it is that of an object
   */
  Span of(String name, int nameStart, int start, boolean isMember) {
    Optional<Span> quoted = quoted(start);
    if (quoted.isPresent()) {
      return span(name, quoted.get().from(), joinedEnd(quoted.get().to(), "+.&"));
    }
    int inside = behindBracket(start);
    Optional<Span> listed = isMember ? Optional.empty() : Quotes.inside(text, inside);
    if (inside > start && listed.isPresent()) {
      String signs = text.charAt(start) == '{' ? ",:" : ",";
      return span(name, listed.get().from(), joinedEnd(listed.get().to(), signs));
    }
    int bracketed = isMember ? inside : AuthSchemes.behindScheme(text, inside);
    if (inside > start && bracketed > inside) {
      boolean isChosen =
          SecretNames.isPassword(name) || AuthSchemes.isBasic(text.substring(inside, bracketed));
      return new Span(bracketed, TextEnds.wordEnd(text, bracketed), isChosen);
    }
    int block = blockStart(start);
    if (block > start) {
      return span(name, block, blockEnd(block));
    }
    Matcher here = HERE_DOCUMENT.matcher(text).region(start, text.length());
    if (here.lookingAt()) {
      return span(name, here.end(), hereEnd(here.end(), here.group(1)));
    }
    if (text.startsWith("$(", start)) {
      int close = TextEnds.end(text, start, c -> c != ')' && c != '\n');
      return span(name, start, TextEnds.valueEnd(text, close));
    }
    if (text.startsWith("{", start) && !isMember) {
      int close = text.indexOf('}', start);
      return span(name, start + 1, close < 0 ? text.length() : close);
    }
    if (isMember) {
      int end = TextEnds.literalEnd(text, start);
      boolean isWord = end > start && Chars.isAlphanumeric(text.charAt(start));
      return span(name, start, isWord ? phraseEnd(end, TextEnds::literalEnd) : end);
    }
    if (SecretNames.isCookie(name)) {
      return new Span(start, TextEnds.lineEnd(text, start));
    }
    int credential = AuthSchemes.behindScheme(text, start);
    boolean isLine = credential == start && SecretNames.isPassword(name) && startsLine(nameStart);
    int wordEnd = valueEnd(credential, isLine, TextEnds::valueEnd);
    if (text.startsWith("new ", credential)) {
      wordEnd = TextEnds.valueEnd(text, credential + 4);
    }
    int end = callEnd(credential, wordEnd);
    boolean passesUser = text.substring(wordEnd, end).indexOf(',') >= 0;
    if (nameStart > 0 && Quotes.isQuote(text.charAt(nameStart - 1))) {
      char quote = text.charAt(nameStart - 1);
      end =
          callEnd(
              credential,
              valueEnd(credential, isLine, (in, from) -> TextEnds.pairEnd(in, from, quote)));
    } else if (credential == start
        && mayBePhrase(name, nameStart, start)
        && !(text.charAt(start - 1) == '='
            && COMMAND.matcher(text).region(end, text.length()).lookingAt())) {
      end = otherwiseEnd(phraseEnd(end, TextEnds::valueEnd));
    }
    boolean isChosen =
        passesUser
            || SecretNames.isPassword(name)
            || AuthSchemes.isBasic(text.substring(start, credential));
    return new Span(SecretNames.isAuthorization(name) ? credential : start, end, isChosen);
  }

  private boolean startsLine(int nameStart) {
    int line = TextEnds.spacesStart(text, nameStart);
    return line == 0
        || "\n\"'".indexOf(text.charAt(line - 1)) >= 0
        || text.startsWith("export", line - 6);
  }

  /** In a line of its own a value may have the signs that end one in a list or a query. */
  private int valueEnd(int start, boolean isLine, WordEnd ends) {
    int end = ends.of(text, start);
    int sign = isLine ? TextEnds.behind(SEPARATOR, text, end) : end;
    while (sign > end) {
      end = ends.of(text, sign);
      sign = TextEnds.behind(SEPARATOR, text, end);
    }
    return end;
  }

  /** What is inside the quotes that stand here, or behind what languages write before them. */
  Optional<Span> quoted(int start) {
    return Quotes.inside(text, start)
        .or(() -> Quotes.inside(text, behindPrefix(start)))
        .or(() -> raw(start));
  }

  private Optional<Span> raw(int start) {
    Matcher raw = RAW.matcher(text).region(start, text.length());
    if (!raw.lookingAt()) {
      return Optional.empty();
    }
    int close = text.indexOf(raw.group(2) + raw.group(1), raw.end());
    return Optional.of(new Span(raw.end(), close < 0 ? text.length() : close));
  }

  /**
   * Where the first line begins of a block scalar (YAML 1.2.2 §8.1) whose sign stands here, else
   * here.
   */
  private int blockStart(int sign) {
    if (sign >= text.length() || "|>".indexOf(text.charAt(sign)) < 0) {
      return sign;
    }
    int end = TextEnds.end(text, sign + 1, sign + 3, c -> "-+123456789".indexOf(c) >= 0);
    int line = TextEnds.skipSpaces(text, end);
    boolean isEnd = text.startsWith("\n", line) || text.startsWith("\r\n", line);
    return isEnd ? TextEnds.skipBlanks(text, line) : sign;
  }

  /** Where the lines end that are indented as the first. */
  private int blockEnd(int start) {
    int indent = start - TextEnds.spacesStart(text, start);
    int end = TextEnds.lineEnd(text, start);
    while (end < text.length() && !Quotes.isQuote(text.charAt(end))) {
      int next = TextEnds.skipBlanks(text, end);
      if (next == text.length()
          || indent == 0
          || next - TextEnds.spacesStart(text, next) < indent) {
        return end;
      }
      end = TextEnds.lineEnd(text, next);
    }
    return end;
  }

  /** Where the quote of a literal may stand: {@code b'value'}, {@code @"value"}. */
  private int behindPrefix(int start) {
    return TextEnds.end(text, start, start + LONGEST_PREFIX, c -> PREFIXES.indexOf(c) >= 0);
  }

  /** Where the bracket of a list, a map or a type stands before the first value. */
  private int behindBracket(int start) {
    return start < text.length() && "[(<{".indexOf(text.charAt(start)) >= 0
        ? TextEnds.skipSpaces(text, start + 1)
        : start;
  }

  /**
   * Where the last string ends that one of the signs, or an arrow, joins with a string that ends
   * here: {@code "va" + "lue"}.
   */
  int joinedEnd(int quotedEnd, String signs) {
    int end = quotedEnd;
    while (true) {
      int quote = TextEnds.end(text, end, c -> c == '\\');
      int sign = TextEnds.skipBlanks(text, quote + 1);
      boolean isArrow = text.startsWith("->", sign);
      if (sign >= text.length() || !isArrow && signs.indexOf(text.charAt(sign)) < 0) {
        return end;
      }
      Optional<Span> next =
          Quotes.inside(text, TextEnds.skipBlanks(text, sign + (isArrow ? 2 : 1)));
      if (next.isEmpty()) {
        return end;
      }
      end = next.get().to();
    }
  }

  /** Where the line begins that has nothing but the mark, else the end of the text. */
  private int hereEnd(int from, String mark) {
    for (int end = TextEnds.lineFeed(text, from); end < text.length(); ) {
      if (text.startsWith(mark, TextEnds.skipSpaces(text, end + 1))) {
        return end;
      }
      end = TextEnds.lineFeed(text, end + 1);
    }
    return text.length();
  }

  /** {@code password = password or "value"}. */
  private int otherwiseEnd(int end) {
    int other = TextEnds.behind(OTHERWISE, text, end);
    return other > end ? Quotes.inside(text, other).map(Span::to).orElse(end) : end;
  }

  /**
   * A call is hidden with what is passed to it: {@code password = String.from("value")}, {@code
   * Field(default="value")}.
   */
  private int callEnd(int start, int end) {
    int open = TextEnds.backslashesStart(text, end);
    boolean isIndex = text.startsWith("[", open - 1);
    boolean isCall =
        isIndex
            || text.startsWith("(", open - 1)
            || text.startsWith("=", open - 1) && text.substring(start, end).indexOf('(') > 0;
    Optional<Span> passed = isCall ? Quotes.inside(text, open) : Optional.empty();
    if (passed.isEmpty()) {
      return end;
    }
    int close = text.indexOf(isIndex ? ']' : ')', passed.get().to());
    return close < 0 ? text.length() : close;
  }

  /** Words of a command line are apart, a blank ends a URL, and a scheme no phrase. */
  private boolean mayBePhrase(String name, int nameStart, int start) {
    char before = nameStart > 0 ? text.charAt(nameStart - 1) : ' ';
    boolean inUrl = "?&#".indexOf(before) >= 0 || before == ';' && !SecretNames.isPassword(name);
    return nameStart < start && !inUrl && !SecretNames.isAuthorization(name);
  }

  /** A pass phrase goes on to the end of the line, but no further than to what is a value again. */
  private int phraseEnd(int wordEnd, WordEnd ends) {
    int end = wordEnd;
    while (true) {
      int next = TextEnds.skipSpaces(text, end);
      int nextEnd = ends.of(text, next);
      if (next == end || nextEnd == next || startsValue(next, nextEnd)) {
        return end;
      }
      end = nextEnd;
    }
  }

  /** {@code name=value}, {@code name: value}, {@code name = value}, {@code --name} or the end. */
  private boolean startsValue(int word, int wordEnd) {
    int behind = TextEnds.skipSpaces(text, wordEnd);
    String name = text.substring(word, wordEnd);
    return name.indexOf('=') >= 0
        || name.indexOf(':') >= 0
        || name.startsWith("-") && name.length() > 1
        || ",}])".indexOf(name.charAt(0)) >= 0
        || text.startsWith("=", behind);
  }
}
