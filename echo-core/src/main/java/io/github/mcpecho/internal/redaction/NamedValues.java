package io.github.mcpecho.internal.redaction;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what is secret because a name before it says so. Every method is asked at the character
 * between name and value, from left to right, and looks back over one name only. Not thread-safe.
 */
final class NamedValues {
  /** How far apart the two members of a pair may be, and how far before its end a tag begins. */
  private static final int NEAR = 128;

  /** The end of an element, and the name of the next one. */
  private static final Pattern BESIDE = Pattern.compile("</[^<>]{1,64}+>\\s{0,64}+<(\\w{1,16}+)");

  /** What may close a line behind its only word. */
  private static final Pattern BEHIND_WORD =
      Pattern.compile("[\\])}\"'`.]{0,4}+[ \t]*+(?:\r?\n|\\z)");

  private static final String BEFORE_FIRST = "\n\r\"'([{,;/";

  /** As Kotlin, TypeScript, Python and Rust declare it, up to the value. */
  private static final Pattern TYPE =
      Pattern.compile("[A-Za-z&][\\w.<>?\\[\\]&]{0,40}+[ \t]++=(?![=>])[ \t]*+");

  /**
   * What is filled in from somewhere else: {@code $API_KEY}, {@code %API_KEY%}, {@code <api-key>},
   * {@code {{ .Values.password }}}, {@code getToken()}, {@code os.environ["API_KEY"]}; and what
   * somebody has hidden already.
   */
  private static final Pattern ELSEWHERE =
      Pattern.compile(
          "\\$\\{?[A-Z]{1,20}+(?:_[A-Z]{1,20}+){0,5}+\\}?(?![\\w-])"
              + "|\\{\\{[A-Za-z_. ]{1,80}+\\}\\}"
              + "|(?:await )?(?:[A-Za-z]{1,20}+\\.){0,4}[A-Za-z]{1,30}+"
              + "(?:\\(\\)|[(\\[][\"'][A-Z_]{1,64}+[\"'][)\\]]|(?<=\\.get)\\([\"'][A-Za-z_-]{1,64}+[\"']\\))"
              + "|<(?:[a-z]{1,20}+[ _-]){0,3}+(?:credential|key|password|secret|token|value)>(?![^\\s\"',;])"
              + "|%[A-Z_]{2,40}+%(?![^\\s\"',;])"
              + "|\\*{3,64}+(?![^\\s\"',;])");

  private static final int LONGEST_PORT = 5;
  private static final int LONGEST_COUNT = 3;

  /** What Python, C#, C++, Rust and SQL write before the quote of a string. */
  private static final String PREFIXES = "@$bBfFLNrRuU";

  private static final int LONGEST_PREFIX = 2;

  /** Says where a word of a phrase ends. */
  private interface WordEnd {
    int of(String text, int from);
  }

  private final String text;
  private final List<Span> found;

  /** What a {@link Pairs pair} is called, and where that was said; none yet if empty. */
  private String pairName = "";

  private int pairNameAt;

  /** Where the value of a pair began whose name may follow. */
  private int pairValueAt;

  /** Adds what is known too late to be returned. */
  NamedValues(String text, List<Span> found) {
    this.text = text;
    this.found = found;
  }

  /**
   * {@code name=value}, {@code name: value}, {@code "name": "value"}, {@code :name => 'value'},
   * {@code ['name'] = 'value'}, {@code name := value} and {@code "name" -> "value"}, asked at the
   * first character of the operator.
   */
  Optional<Span> assigned(int operator) {
    if (operator > 0 && isOperator(operator - 1) || text.startsWith("::", operator)) {
      return Optional.empty();
    }
    int end = TextEnds.blanksStart(text, operator);
    if (isPlusBehindQuote(end - 1)) {
      end--;
    }
    int close = end > 0 && text.charAt(end - 1) == ']' ? indexStart(end - 1) : end;
    boolean quoted = close > 0 && Quotes.isQuote(text.charAt(close - 1));
    if (!quoted && (TextEnds.spacesStart(text, operator) > end || text.charAt(operator) == '-')) {
      return Optional.empty();
    }
    int nameEnd = quoted ? TextEnds.backslashesStart(text, close - 1) : close;
    int start = TextEnds.nameStart(text, nameEnd);
    String name = text.substring(start, nameEnd);
    int behind = behindOperator(operator);
    int from = quoted ? TextEnds.skipBlanks(text, behind) : TextEnds.skipSpaces(text, behind);
    if (quoted && text.startsWith("+\"", from)) {
      from++;
    }
    boolean isWhole = quoted && start > 0 && text.charAt(start - 1) == text.charAt(close - 1);
    boolean secret =
        isWhole
            ? SecretNames.isSecret(name)
            : text.charAt(operator) == '=' || text.startsWith(":=", operator)
                ? isAssigned(name, start, from, end == operator)
                : isField(name, start, from, from > behind);
    Optional<Span> ofPair = pair(name, operator, from);
    if (!secret) {
      return ofPair;
    }
    Optional<Span> below = text.charAt(operator) == ':' ? wordBelow(from) : Optional.empty();
    if (below.isPresent()) {
      return below.map(word -> span(name, word.from(), word.to())).filter(this::isSecret);
    }
    int begin = quoted ? from : behindType(operator, from);
    return isCode(operator, begin)
        ? Optional.empty()
        : Optional.of(value(name, start, begin, isWhole))
            .filter(this::isSecret)
            .filter(value -> !isCount(name, value));
  }

  /** The one word of the line below a name, as a form or a person writes it. */
  private Optional<Span> wordBelow(int from) {
    int line = text.startsWith("\r\n", from) ? from + 1 : from;
    if (!text.startsWith("\n", line)) {
      return Optional.empty();
    }
    int start = TextEnds.skipSpaces(text, line + 1);
    int end = TextEnds.valueEnd(text, start);
    boolean isWord =
        end > start
            && Chars.isAlphanumeric(text.charAt(start))
            && text.substring(start, end).chars().noneMatch(c -> ":={}[],;<>".indexOf(c) >= 0)
            && !isElsewhere(text, start)
            && BEHIND_WORD.matcher(text).region(end, text.length()).lookingAt();
    return isWord ? Optional.of(new Span(start, end)) : Optional.empty();
  }

  /** A form writes a blank as a plus sign, also around the colon of JSON. */
  private boolean isPlusBehindQuote(int i) {
    return i > 0 && text.charAt(i) == '+' && Quotes.isQuote(text.charAt(i - 1));
  }

  /** Of {@code name[]} and {@code name[0]} the name stands before the brackets. */
  private int indexStart(int close) {
    int open = close;
    while (open > 0 && close - open < LONGEST_PORT && Chars.isDigit(text.charAt(open - 1))) {
      open--;
    }
    return open > 1 && text.charAt(open - 1) == '[' ? open - 1 : close;
  }

  /** {@code | name | value |}, a row of a table; asked at the bar between them. */
  Optional<Span> cell(int bar) {
    int end = TextEnds.spacesStart(text, bar);
    int start = TextEnds.nameStart(text, end);
    String name = text.substring(start, end);
    boolean isCell = text.startsWith("|", TextEnds.spacesStart(text, start) - 1);
    if (!isCell || !SecretNames.isSecretLabel(name)) {
      return Optional.empty();
    }
    int value = TextEnds.skipSpaces(text, bar + 1);
    int valueEnd = TextEnds.cellEnd(text, value);
    return PasswordStatements.isMixed(text.substring(value, valueEnd))
        ? Optional.of(span(name, value, valueEnd))
        : Optional.empty();
  }

  /** {@code --name value} and {@code -name value}, as in a command line. */
  Optional<Span> option(int blank) {
    int start = TextEnds.nameStart(text, blank);
    if (start == blank || !text.startsWith("-", start)) {
      return Optional.empty();
    }
    int value = TextEnds.skipSpaces(text, blank + 1);
    return text.startsWith("-", value)
        ? Optional.empty()
        : labelled(text.substring(start, blank), value);
  }

  /**
   * {@code "--name", "value"}, as in a list of the words of a command line, and {@code ("name",
   * "value"}, as in a call: a list of names alone has another bracket, and no digits in its second
   * and last.
   */
  Optional<Span> listed(int comma) {
    int close = TextEnds.spacesStart(text, comma) - 1;
    if (close < 1 || !Quotes.isQuote(text.charAt(close))) {
      return Optional.empty();
    }
    int end = TextEnds.backslashesStart(text, close);
    int start = TextEnds.nameStart(text, end);
    int value = TextEnds.skipBlanks(text, comma + 1);
    String name = text.substring(start, end);
    if (name.startsWith("-")) {
      return labelled(name, value);
    }
    int bracket = TextEnds.backslashesStart(text, start - 1) - 1;
    boolean isPassed = text.startsWith("(", bracket);
    return (isPassed || text.startsWith("[", bracket)) && SecretNames.isSecretLabel(name)
        ? Quotes.inside(text, value)
            .filter(quoted -> isPassed || isMixedAndLast(quoted))
            .map(quoted -> span(name, quoted.from(), quoted.to()))
        : Optional.empty();
  }

  private boolean isMixedAndLast(Span quoted) {
    int behind = quoted.to();
    while (behind < text.length() && (text.charAt(behind) == '\\' || isQuoteAt(behind))) {
      behind++;
    }
    return text.startsWith("]", TextEnds.skipBlanks(text, behind))
        && PasswordStatements.isMixed(text.substring(quoted.from(), quoted.to()));
  }

  private boolean isQuoteAt(int i) {
    return Quotes.isQuote(text.charAt(i));
  }

  /**
   * {@code <name>value</name>}, also with attributes, of which one may be the name, and {@code
   * <key>name</key><value>value</value>}.
   */
  Optional<Span> element(int bracket) {
    int open = bracket;
    do {
      open--;
    } while (open > 0 && bracket - open < NEAR && "<>".indexOf(text.charAt(open)) < 0);
    open = Math.max(open, 0);
    int end = open;
    while (end < bracket && !Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    String tag = text.substring(open, end);
    String name = tag.substring(tag.lastIndexOf(':') + 1).replace("<", "");
    if (!tag.startsWith("<") || tag.startsWith("</") || text.charAt(bracket - 1) == '/') {
      return Optional.empty();
    }
    int to = text.indexOf(text.startsWith("<![CDATA[", bracket + 1) ? "]]>" : "<", bracket + 1);
    var content = new Span(bracket + 1, to < 0 ? text.length() : to);
    if (Pairs.isName(name) && isBesideValue(content)) {
      String called = text.substring(content.from(), content.to()).strip();
      pairName = SecretNames.isSecretLabel(called) ? called : "";
      pairNameAt = bracket;
      return Optional.empty();
    }
    boolean isOfPair = pairNameAt > open || Pairs.isElement(name) && isNear(pairNameAt, bracket);
    String told = SecretNames.isSecret(name) ? name : isOfPair ? pairName : "";
    if (isOfPair) {
      pairName = "";
    }
    return told.isEmpty()
        ? Optional.empty()
        : Optional.of(span(told, content.from(), content.to()));
  }

  /** Returns whether the element behind this has the value of which this is the name. */
  private boolean isBesideValue(Span content) {
    Matcher beside = BESIDE.matcher(text).region(content.to(), text.length());
    return content.to() - content.from() < NEAR
        && beside.lookingAt()
        && Pairs.isElement(beside.group(1));
  }

  /** {@code setPassword("value")}, as code passes it; asked at the bracket. */
  Optional<Span> passed(int bracket) {
    int value = TextEnds.skipBlanks(text, bracket + 1);
    if (value == text.length() || "\"'\\".indexOf(text.charAt(value)) < 0) {
      return Optional.empty();
    }
    String name = text.substring(TextEnds.nameStart(text, bracket), bracket);
    return SecretNames.isSecretLabel(name)
        ? Quotes.inside(text, value)
            .map(quoted -> span(name, quoted.from(), quoted.to()))
            .filter(this::isSecret)
        : Optional.empty();
  }

  /** Where the value begins in {@code password: String = "value"}, else {@code from}. */
  private int behindType(int operator, int from) {
    Matcher type = TYPE.matcher(text).region(from, text.length());
    return text.charAt(operator) == ':' && type.lookingAt() ? type.end() : from;
  }

  /** A comparison, or what stands for a value that is elsewhere. */
  private boolean isCode(int operator, int from) {
    boolean isQuoted = Quotes.inside(text, from).isPresent();
    return !isQuoted
        && (text.startsWith("==", operator)
                && SecretNames.isNoSecret(text.substring(from, TextEnds.valueEnd(text, from)))
            || isElsewhere(text, AuthSchemes.behindScheme(text, from)));
  }

  /** Returns whether no value stands here, but what tells where it is. */
  static boolean isElsewhere(String text, int from) {
    return ELSEWHERE.matcher(text).region(from, text.length()).lookingAt();
  }

  /** {@code tokens: 1200}, those of a language model, and {@code pass=10}, those of a test. */
  private boolean isCount(String name, Span value) {
    boolean isFew = value.to() - value.from() <= LONGEST_COUNT && name.equalsIgnoreCase("pass");
    return (isFew || name.toLowerCase(Locale.ROOT).endsWith("tokens"))
        && text.substring(value.from(), value.to()).chars().allMatch(Character::isDigit);
  }

  private boolean isSecret(Span value) {
    return value.to() - value.from() >= NEAR
        || !SecretNames.isNoSecret(text.substring(value.from(), value.to()));
  }

  /**
   * A word such as {@code pass} is followed by a number in a report; it names a password where it
   * begins a line and something else follows.
   */
  private boolean isAssigned(String name, int start, int from, boolean adjacent) {
    boolean inQuery = start > 0 && "?&#".indexOf(text.charAt(start - 1)) >= 0;
    return adjacent
        ? SecretNames.isSecret(name)
            || inQuery && SecretWords.isQuerySecret(name.toLowerCase(Locale.ROOT))
        : SecretNames.isSecretLabel(name)
            || SecretNames.isPassword(name)
                && (start == 0 || text.charAt(start - 1) == '\n')
                && !(from < text.length() && Chars.isDigit(text.charAt(from)));
  }

  /**
   * The name of a host has dots or hyphens, and a port behind its colon. A word such as {@code
   * pass}, which stands before a colon in any text, tells of a value in quotes, of one that an
   * option of a Windows program takes, {@code /pass:value}, and of one with letters and digits
   * behind the first word of a line or a quotation.
   */
  private boolean isField(String name, int start, int from, boolean apart) {
    boolean mayBeHost = name.indexOf('.') >= 0 || name.indexOf('-') >= 0;
    return (apart || !(mayBeHost && isPort(from)) && !text.startsWith(":", start - 1))
        && (SecretNames.isSecretLabel(name)
            || SecretNames.isPassword(name)
                && (isOption(start)
                    || Quotes.inside(text, from).isPresent()
                    || apart && isFirst(start) && isMixed(from)));
  }

  /** No word stands before it, as in a report of tests. */
  private boolean isFirst(int start) {
    int begin = TextEnds.spacesStart(text, start);
    return begin == 0 || BEFORE_FIRST.indexOf(text.charAt(begin - 1)) >= 0;
  }

  private boolean isMixed(int from) {
    return PasswordStatements.isMixed(text.substring(from, TextEnds.valueEnd(text, from)));
  }

  private boolean isOption(int start) {
    return text.startsWith("/", start - 1)
        && (start == 1 || Character.isWhitespace(text.charAt(start - 2)));
  }

  private boolean isPort(int from) {
    int end = from;
    while (end < text.length() && end - from <= LONGEST_PORT && Chars.isDigit(text.charAt(end))) {
      end++;
    }
    return end - from <= LONGEST_PORT
        && (end == text.length() || !Chars.isAlphanumeric(text.charAt(end)));
  }

  /** One of {@code "name": "DB_PASSWORD", "value": "hunter2"}, in either order. */
  private Optional<Span> pair(String name, int operator, int from) {
    boolean isNear = !pairName.isEmpty() && isNear(pairNameAt, operator);
    if (Pairs.isName(name)) {
      String near = text.substring(from, Math.min(text.length(), from + NEAR));
      Span told = Quotes.inside(near, 0).orElse(new Span(0, TextEnds.valueEnd(near, 0)));
      String candidate = near.substring(told.from(), told.to());
      boolean secret = SecretNames.isSecret(candidate);
      if (secret || !isNear) {
        pairName = secret ? candidate : "";
        pairNameAt = operator;
      }
      if (secret && pairValueAt > 0 && isNear(pairValueAt, operator)) {
        found.add(value(pairName, pairValueAt, pairValueAt, true));
      }
    } else if (Pairs.isValue(name)) {
      pairValueAt = from;
      if (isNear) {
        Span value = value(pairName, from, from, true);
        pairName = "";
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }

  private boolean isNear(int before, int at) {
    return at - before < NEAR && text.substring(before, at).indexOf('}') < 0;
  }

  private Optional<Span> labelled(String option, int value) {
    return SecretNames.isSecretLabel(option)
        ? Optional.of(value(option, value, value, false))
        : Optional.empty();
  }

  private Span value(String name, int nameStart, int start, boolean isMember) {
    Optional<Span> quoted =
        Quotes.inside(text, start).or(() -> Quotes.inside(text, behindPrefix(start)));
    if (quoted.isPresent()) {
      return span(name, quoted.get().from(), quoted.get().to());
    }
    int block = blockStart(start);
    if (block > start) {
      return span(name, block, blockEnd(block));
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
    int end = callEnd(TextEnds.valueEnd(text, credential));
    if (nameStart > 0 && Quotes.isQuote(text.charAt(nameStart - 1))) {
      end = callEnd(TextEnds.pairEnd(text, credential, text.charAt(nameStart - 1)));
    } else if (credential == start && mayBePhrase(name, nameStart, start)) {
      end = phraseEnd(end, TextEnds::valueEnd);
    }
    if (AuthSchemes.isBasic(text.substring(start, credential))) {
      return new Span(SecretNames.isAuthorization(name) ? credential : start, end, true);
    }
    return span(name, SecretNames.isAuthorization(name) ? credential : start, end);
  }

  /**
   * Where the first line begins of a block scalar (YAML 1.2.2 §8.1) whose sign stands here, else
   * here.
   */
  private int blockStart(int sign) {
    if (sign >= text.length() || "|>".indexOf(text.charAt(sign)) < 0) {
      return sign;
    }
    int end = sign + 1;
    while (end < text.length() && end - sign <= 2 && "-+123456789".indexOf(text.charAt(end)) >= 0) {
      end++;
    }
    int line = TextEnds.skipSpaces(text, end);
    boolean isEnd = text.startsWith("\n", line) || text.startsWith("\r\n", line);
    return isEnd ? TextEnds.skipBlanks(text, line) : sign;
  }

  /** Where the lines end that are indented as the first. */
  private int blockEnd(int start) {
    int indent = start - TextEnds.spacesStart(text, start);
    int end = TextEnds.lineEnd(text, start);
    while (end < text.length() && !isQuoteAt(end)) {
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
    int end = start;
    while (end < text.length()
        && end - start < LONGEST_PREFIX
        && PREFIXES.indexOf(text.charAt(end)) >= 0) {
      end++;
    }
    return end;
  }

  /** A call is hidden with what is passed to it: {@code password = String.from("value")}. */
  private int callEnd(int end) {
    int open = TextEnds.backslashesStart(text, end);
    Optional<Span> passed =
        text.startsWith("(", open - 1) ? Quotes.inside(text, open) : Optional.empty();
    if (passed.isEmpty()) {
      return end;
    }
    int close = text.indexOf(')', passed.get().to());
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

  private static Span span(String name, int from, int to) {
    return new Span(from, to, SecretNames.isPassword(name));
  }

  private int behindOperator(int operator) {
    int end = operator + 1;
    while (end < text.length()
        && (text.charAt(end) == '='
            || text.charAt(end) == '>' && "=-".indexOf(text.charAt(end - 1)) >= 0)) {
      end++;
    }
    return end;
  }

  private boolean isOperator(int i) {
    return text.charAt(i) == '=' || text.charAt(i) == ':';
  }
}
