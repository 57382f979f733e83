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
  private static final String BEFORE_FIRST = "\n\r\"'([{,;/";

  /** As Kotlin, TypeScript, Python and Rust declare it, up to the value. */
  private static final Pattern TYPE =
      Pattern.compile(
          "(?:&'static |constant )?[A-Za-z&][\\w.<>?\\[\\]&]{0,40}+[ \t]++:?=(?![=>])[ \t]*+");

  private static final Pattern TAG =
      Pattern.compile("!(?:Base64|Sub|!binary|!str)[ \t]++(?=[\"'])");

  /** The rest of a row that is no head: no line is drawn below it. */
  private static final Pattern LAST_CELL =
      Pattern.compile(
          "([^|\"\r\n]{0,64}+)\\|[ \t]*+(?![^\"\\\\\r\n])(?!(?:\r?\n|(?:\\\\{1,7}r)?\\\\{1,7}n)[ \t]*+[|+][ :|+]*+-)");

  /** The end of a line of a properties file or a script that goes on in the next. */
  private static final Pattern CONTINUATION = Pattern.compile("\\\\\r?\n[ \t]*+");

  private static final Pattern DIGEST = Pattern.compile("[\"']?+[0-9a-f]{64}");

  private static final Pattern VERB = Pattern.compile("(?:is|to|was):? {1,4}+");

  private static final String NAME_IN_LIST = "- (?:[a-z]{1,20}_){1,3}(?:key|password|secret|token)";

  /** The end of a line, as an escape, and of the text, or names below that are no values. */
  private static final Pattern WRITTEN_LINE_END =
      Pattern.compile(
          "(?:\\\\{1,4}+r)?\\\\{1,4}+n(?:[\"']|\\z|[ \\t]{1,40}+(?:[\\w.-]{1,64}+:\\\\{1,4}+[nr](?!\\w)"
              + "|[A-Za-z][\\w.-]{0,63}+:(?=[ \\t\\\\])|"
              + NAME_IN_LIST
              + "(?:\\\\{1,4}n[ \\t]{1,40}"
              + NAME_IN_LIST
              + "){0,9}+(?:\\\\{1,4}n(?![ \\t]{0,40}-)|[\"']|\\z)))");

  private static final Pattern MARKUP = Pattern.compile("\\*\\*|</(?:b|em|i|strong)>");

  /** A word without signs of code in it, and not the number of an error or a document. */
  private static final Pattern MADE =
      Pattern.compile(
          "(?![A-Z]{2,16}+[0-9]++\\b)((?=[^0-9\\s]{0,64}+[0-9][^0-9\\s]{0,64}+[0-9])\\w(?<!_)[\\w!@#$%^*+/.~-]{5,127}+)(?![(:=\\[])");

  /** The next word of a command line that is printed as a list. */
  private static final Pattern NEXT_WORD =
      Pattern.compile(",[ \t]++(?!-)([^\\s,]+?)(?=,|\\]?(?:\\s|[\"'\\]]|\\z))");

  /** The parameters of a call, up to the value of the one that counts. */
  private static final Pattern PARAMETERS =
      Pattern.compile(
          "(?=[a-z]\\w{0,24}+=)(?:(?!default=)[a-z]\\w{0,24}+=(?:[\\w.]{1,32}+|\\\\{0,7}+[\"'][^\"'\\\\\r\n]{0,128}+\\\\{0,7}+[\"'])\\s*+,\\s*+){0,6}+(default=(?=\\\\{0,7}+[\"']))?+");

  private static final int LONGEST_COMPARISON = 16;

  private static final String[] COMPARISONS = {"<>", "ilike", "in", "like", "not", "rlike"};

  /** Between a column and the values that it is compared with, in SQL. */
  private static final Pattern COMPARISON =
      Pattern.compile(
          "(?:(?i:(?:not )?(?:i?like|rlike))|<>|(?i:(?:not )?in)\\s?+\\()\\s{0,4}+[NE]?+(?=\\\\{0,7}+[\"'])");

  private static final int LONGEST_LABEL = 32;

  /** No language has a longer one; a line of them is an ornament. */
  private static final int LONGEST_OPERATOR = 8;

  private static final int LONGEST_PORT = 5;
  private static final int LONGEST_ACCESSORS = 64;

  /** How much of a value is looked at. */
  private static final int LONGEST_VALUE = 128;

  private final String text;
  private final List<Span> found;
  private final Values values;
  private final NamedPairs pairs;
  private final ValuesBelow below;

  /** Where what only {@linkplain Descriptions tells} about a secret ends. */
  private int describedEnd;

  /** Adds what is known too late to be returned. */
  NamedValues(String text, List<Span> found) {
    this.text = text;
    this.found = found;
    this.values = new Values(text);
    this.pairs = new NamedPairs(text, found, values);
    this.below = new ValuesBelow(text, found);
  }

  /** {@code <name>value</name>}; asked at the bracket behind the name. */
  Optional<Span> element(int bracket) {
    return pairs.element(bracket);
  }

  /**
   * {@code name=value}, {@code name: value}, {@code "name": "value"}, {@code :name => 'value'},
   * {@code ['name'] = 'value'}, {@code name := value} and {@code "name" -> "value"}, asked at the
   * first character of the operator.
   */
  Optional<Span> assigned(int operator) {
    int sign = signStart(operator);
    if (operator < describedEnd
        || sign > 0 && "=:".indexOf(text.charAt(sign - 1)) >= 0
        || text.startsWith("::", operator)) {
      return Optional.empty();
    }
    int end = TextEnds.blanksStart(text, sign);
    if (isPlusBehindQuote(end - 1)) {
      end--;
    }
    int close = isIndex(end) ? indexStart(end - 1) : end;
    boolean quoted = close > 0 && Quotes.isQuote(text.charAt(close - 1));
    if (!quoted
        && (TextEnds.spacesStart(text, sign) > end && !isContinued(operator)
            || text.charAt(operator) == '-')) {
      return Optional.empty();
    }
    int nameEnd =
        quoted
            ? TextEnds.backslashesStart(text, close - 1)
            : accessorsStart(macroEnd(markupStart(close)));
    int start = TextEnds.nameStart(text, nameEnd);
    boolean isWhole = quoted && start > 0 && text.charAt(start - 1) == text.charAt(close - 1);
    String name = isWhole ? joined(start, nameEnd) : text.substring(start, nameEnd);
    int behind = behindMarkup(operator, behindOperator(operator));
    int from = quoted ? TextEnds.skipBlanks(text, behind) : TextEnds.skipSpaces(text, behind);
    if (quoted && text.startsWith("+\"", from)) {
      from++;
    }
    if (text.startsWith("\\", from)) {
      from = TextEnds.behind(CONTINUATION, text, from);
    }
    boolean secret =
        isWhole
            ? SecretNames.isSecret(name)
                || SecretNames.isOf(SecretWords.CODE, name) && isMachineMade(from)
            : text.charAt(operator) == '=' || text.startsWith(":=", operator)
                ? isAssigned(name, start, from, end == sign)
                : isField(name, start, from, from > behind);
    Optional<Span> ofPair = pairs.member(name, operator, from);
    if (!secret && SecretNames.isOf(SecretWords.USER, name)) {
      return UserInfo.behindUser(text, Quotes.inside(text, from).map(Span::from).orElse(from));
    }
    if (!secret
        || text.startsWith("</", from)
        || isMessage(start, from)
        || isDigest(start, from)
        || isLineEnd(operator, from)
        || pairs.isName(name, operator, from)) {
      return ofPair;
    }
    int joined = behindString(start, from);
    if (joined > from) {
      return printed(name, joined).filter(this::isSecret);
    }
    Optional<Span> word = text.charAt(operator) == ':' ? below.word(from) : Optional.empty();
    if (word.isPresent()) {
      return word.map(value -> Values.span(name, value.from(), value.to())).filter(this::isSecret);
    }
    if (text.charAt(operator) == ':' && below.hid(name, from)) {
      return Optional.empty();
    }
    int begin = quoted ? from : behindTag(behindType(operator, from));
    Optional<Span> otherwise = CodeExpression.otherwise(text, begin);
    if (otherwise.isPresent()) {
      return otherwise
          .map(value -> Values.span(name, value.from(), value.to()))
          .filter(this::isSecret);
    }
    describedEnd = Descriptions.end(text, begin);
    return describedEnd > begin || HarmlessValues.isCode(text, operator, begin)
        ? Optional.empty()
        : Optional.of(values.of(name, start, begin, isWhole))
            .filter(value -> !HarmlessValues.isOne(text, name, value));
  }

  /**
   * Where a bracket or a sign of code stands behind a string that ends where a value would begin,
   * as in {@code ask("Password: ")}, else here.
   */
  private int behindString(int nameStart, int from) {
    int open =
        TextEnds.start(
                text, nameStart, nameStart - LONGEST_LABEL, c -> Character.isLetter(c) || c == ' ')
            - 1;
    int close = TextEnds.end(text, from, c -> c == '\\');
    if (open < 0
        || !Quotes.isQuote(text.charAt(open))
        || !text.startsWith(text.substring(open, open + 1), close)) {
      return from;
    }
    int sign = TextEnds.skipBlanks(text, close + 1);
    boolean isSign = sign < text.length() && ")+.&,".indexOf(text.charAt(sign)) >= 0;
    return isSign || text.startsWith("<<", sign) ? sign : from;
  }

  /** {@code print("Password: " + "value")}; asked at the sign. */
  private Optional<Span> printed(String name, int sign) {
    int next = TextEnds.skipBlanks(text, text.startsWith("<<", sign) ? sign + 2 : sign + 1);
    return (text.startsWith(")", sign) ? Optional.<Span>empty() : Quotes.inside(text, next))
        .filter(value -> !PlainWords.isPlain(text, value.from(), value.to()))
        .filter(
            value ->
                !text.startsWith(",", sign)
                    || PasswordStatements.isMixed(value.in(text))
                    || text.startsWith(")", Quotes.behind(text, value)))
        .map(value -> Values.span(name, value.from(), values.joinedEnd(value.to(), "+.&")));
  }

  /** {@code ${NAME:?message}}: the shell tells it if there is no value. */
  private boolean isMessage(int nameStart, int from) {
    return text.startsWith("?", from) && text.startsWith("${", nameStart - 2);
  }

  /** Helm writes the digest of a file below its name. */
  private boolean isDigest(int nameStart, int from) {
    return text.startsWith("checksum/", nameStart - 9)
        && TextEnds.behind(DIGEST, text, from) > from;
  }

  /** The name stands above the sign, which begins a line that is indented. */
  private boolean isContinued(int operator) {
    return text.startsWith("= ", operator) && TextEnds.isSpace(text.charAt(operator - 1));
  }

  /** What stands below is read where the escape is resolved. */
  private boolean isLineEnd(int operator, int from) {
    return text.charAt(operator) == ':'
        && text.startsWith("\\", from)
        && WRITTEN_LINE_END.matcher(text).region(from, text.length()).lookingAt();
  }

  /** Where {@code ?=}, {@code ::=} or {@code :::=} of make begins, else where the operator is. */
  private int signStart(int operator) {
    int colons = TextEnds.start(text, operator, operator - 3, c -> c == ':');
    return text.charAt(operator) != '='
        ? operator
        : text.startsWith("||", operator - 2) || text.startsWith("??", operator - 2)
            ? operator - 2
            : text.startsWith("?", operator - 1) || isUnequal(operator)
                ? operator - 1
                : operator - colons > 1 ? colons : operator;
  }

  /** {@code password != "value"}. */
  private boolean isUnequal(int operator) {
    return text.startsWith("!", operator - 1)
        && Quotes.inside(text, TextEnds.skipSpaces(text, behindOperator(operator))).isPresent();
  }

  /** {@code name[0]}, {@code ["name"]} and, in Perl, {@code {'name'}}. */
  private boolean isIndex(int end) {
    return end > 1
        && (text.charAt(end - 1) == ']'
            || text.charAt(end - 1) == '}' && Quotes.isQuote(text.charAt(end - 2)));
  }

  /** {@code {$NAME}}, as Zabbix calls a macro, and {@code $ENV{NAME}} of Perl. */
  private int macroEnd(int end) {
    if (!text.startsWith("}", end - 1)) {
      return end;
    }
    int open = TextEnds.nameStart(text, end - 1);
    return text.startsWith("{$", open - 2) || text.startsWith("$ENV{", open - 5) ? end - 1 : end;
  }

  /** {@code Name { get; set; }}, a property of C#. */
  private int accessorsStart(int end) {
    int open =
        text.startsWith("}", end - 1)
            ? TextEnds.start(text, end - 1, end - LONGEST_ACCESSORS, NamedValues::isOfAccessors)
            : 0;
    return text.startsWith("{", open - 1)
            && text.startsWith("get;", TextEnds.skipSpaces(text, open))
        ? TextEnds.blanksStart(text, open - 1)
        : end;
  }

  private static boolean isOfAccessors(char c) {
    return Chars.isLetter(c) || c == ';' || c == ' ';
  }

  /** {@code "na" "me"} and {@code "na" + "me"} are one name, which tells more than its end. */
  private String joined(int start, int end) {
    String name = text.substring(start, end);
    int open = TextEnds.backslashesStart(text, start - 1);
    int sign = TextEnds.blanksStart(text, open);
    boolean isSign = sign > 0 && "+.".indexOf(text.charAt(sign - 1)) >= 0;
    int close = isSign ? TextEnds.blanksStart(text, sign - 1) : sign;
    if (close == open
        || close == 0
        || !Quotes.isQuote(text.charAt(close - 1))
        || SecretNames.isSecret(name)) {
      return name;
    }
    int before = TextEnds.backslashesStart(text, close - 1);
    return text.substring(TextEnds.nameStart(text, before), before) + name;
  }

  /** {@code **name**}, as Markdown has it in bold, or as code, and {@code name?} of TypeScript. */
  private int markupStart(int end) {
    return TextEnds.start(text, end, c -> "*`?".indexOf(c) >= 0);
  }

  /** {@code **name:** value} and {@code <b>name:</b> value}. */
  private int behindMarkup(int operator, int from) {
    return text.charAt(operator) == ':'
            && (text.startsWith("*", from) || text.startsWith("<", from))
        ? TextEnds.behind(MARKUP, text, from)
        : from;
  }

  /**
   * {@code Password} alone on its line and one word on the next, as a form is copied; asked at the
   * line break.
   */
  Optional<Span> under(int lineBreak) {
    int end =
        TextEnds.spacesStart(
            text, text.startsWith("\r", lineBreak - 1) ? lineBreak - 1 : lineBreak);
    int item = TextEnds.skipSpaces(text, lineBreak + 1);
    if (text.startsWith("- ", item)) {
      return itemOf(end, TextEnds.skipSpaces(text, item + 1));
    }
    int start =
        TextEnds.start(text, end, end - LONGEST_LABEL, c -> Character.isLetter(c) || c == ' ');
    boolean isLine = start == 0 || "\n\"'#*>".indexOf(text.charAt(start - 1)) >= 0;
    String name = text.substring(start, end).strip();
    return isLine
            && !name.isEmpty()
            && Character.isUpperCase(name.charAt(0))
            && SecretNames.isSecretLabel(name)
            && !SecretNames.isAuthorization(name)
            && !SecretNames.isCookie(name)
        ? below
            .word(lineBreak)
            .filter(word -> !PlainWords.isPlain(text, word.from(), word.to()))
            .map(word -> Values.span(name, word.from(), word.to()))
        : Optional.empty();
  }

  /** The item of a list of YAML below {@code - --name}, both in quotes or not. */
  private Optional<Span> itemOf(int end, int item) {
    boolean isQuoted = end > 0 && Quotes.isQuote(text.charAt(end - 1));
    int close = isQuoted ? TextEnds.backslashesStart(text, end - 1) : end;
    String option = text.substring(TextEnds.nameStart(text, close), close);
    int value = Quotes.inside(text, item).map(Span::from).orElse(item);
    return option.startsWith("-") && !text.startsWith("-", value) && !StandIns.isAt(text, value)
        ? labelled(option, item).filter(this::isSecret)
        : Optional.empty();
  }

  /** A form writes a blank as a plus sign, also around the colon of JSON. */
  private boolean isPlusBehindQuote(int i) {
    return i > 0 && text.charAt(i) == '+' && Quotes.isQuote(text.charAt(i - 1));
  }

  /** Of {@code name[]} and {@code name[0]} the name stands before the brackets. */
  private int indexStart(int close) {
    int open = TextEnds.start(text, close, close - LONGEST_PORT, Chars::isDigit);
    return open > 1 && text.charAt(open - 1) == '[' ? open - 1 : close;
  }

  /** {@code | name | value |}, a row of a table; asked at the bar between them. */
  Optional<Span> cell(int bar) {
    int end = TextEnds.spacesStart(text, bar);
    int start = TextEnds.start(text, end, end - LONGEST_LABEL, NamedValues::isOfCell);
    if (!text.startsWith("|", start - 1)) {
      return Optional.empty();
    }
    String name = text.substring(start, end).replaceAll("[*` ]+", " ").strip();
    if (!SecretNames.isSecretLabel(name)) {
      return Optional.empty();
    }
    int value = TextEnds.skipSpaces(text, bar + 1);
    int valueEnd = TextEnds.end(text, value, c -> c != '|' && !Chars.endsValue(c));
    if (PasswordStatements.isMixed(text.substring(value, valueEnd))) {
      return Optional.of(Values.span(name, value, valueEnd));
    }
    Matcher rest = LAST_CELL.matcher(text).region(valueEnd, text.length());
    return isFirst(start - 1) && rest.lookingAt() && !PlainWords.isPlain(text, value, valueEnd)
        ? Optional.of(Values.span(name, value, TextEnds.spacesStart(text, rest.end(1))))
        : Optional.empty();
  }

  private static boolean isOfCell(char c) {
    return Chars.isBase64Url(c) || ".*` ".indexOf(c) >= 0 || Character.isLetter(c);
  }

  /**
   * {@code name -> value}, {@code name - value}, with an arrow or a dash of any kind, or with the
   * verb of a language that has no blanks; asked at the sign.
   */
  Optional<Span> told(int sign) {
    int end = markupStart(TextEnds.spacesStart(text, sign));
    return made(TextEnds.nameStart(text, end), end, behindOperator(sign));
  }

  /** {@code name <- "value"} of R; asked at the first character of the sign. */
  Optional<Span> given(int sign) {
    int end = TextEnds.blanksStart(text, sign);
    String name = text.substring(TextEnds.nameStart(text, end), end);
    return SecretNames.isSecretLabel(name) || SecretNames.isPassword(name)
        ? Quotes.inside(text, TextEnds.skipSpaces(text, sign + 2))
            .map(value -> Values.span(name, value.from(), value.to()))
            .filter(this::isSecret)
        : Optional.empty();
  }

  /** {@code ACCESS_KEY} and {@code accessToken} are no words of a sentence. */
  private boolean isCompound(int start, int end) {
    for (int i = start + 1; i < end; i++) {
      char c = text.charAt(i);
      if (c == '_' || Character.isUpperCase(c) && Character.isLowerCase(text.charAt(i - 1))) {
        return true;
      }
    }
    return false;
  }

  /** What stands behind the name of a secret if it is no word of a language and no code. */
  private Optional<Span> made(int nameStart, int nameEnd, int from) {
    int last = Math.min(text.length(), from + LONGEST_VALUE);
    int start = TextEnds.end(text, from, last, c -> " \t\"'`「『".indexOf(c) >= 0);
    Matcher made = MADE.matcher(text).region(start, last);
    String name = text.substring(nameStart, nameEnd);
    return made.lookingAt()
            && !StandIns.isAt(text, start)
            && PasswordStatements.isMixed(made.group(1))
            && !PlainWords.isPlain(text, start, made.end(1))
            && (SecretNames.isSecretLabel(name) || SecretNames.isPassword(name))
        ? Optional.of(Values.span(name, start, made.end(1)))
        : Optional.empty();
  }

  /** {@code --name value} and {@code -name value}, as in a command line. */
  Optional<Span> option(int blank) {
    int start = TextEnds.nameStart(text, blank);
    if (start == blank) {
      return Optional.empty();
    }
    if (!text.startsWith("-", start)) {
      return text.startsWith("@", start - 1) && Quotes.inside(text, blank + 1).isPresent()
          ? labelled(text.substring(start, blank), blank + 1)
              .filter(this::isSecret)
              .filter(value -> !PlainWords.isPlain(text, value.from(), value.to()))
          : isComparison(blank + 1)
              ? compared(text.substring(start, blank), blank + 1)
              : isProperty(start, blank)
                  ? property(text.substring(start, blank), blank)
                  : isCompound(start, blank)
                      ? made(start, blank, TextEnds.behind(VERB, text, blank + 1))
                      : Optional.empty();
    }
    int value = TextEnds.skipSpaces(text, blank + 1);
    return text.startsWith("-", value) || StandIns.isAt(text, value)
        ? Optional.empty()
        : labelled(text.substring(start, blank), value)
            .filter(this::isSecret)
            .filter(word -> !isCalled(text.substring(start, blank), word));
  }

  private boolean isComparison(int from) {
    int end = from + LONGEST_COMPARISON;
    if (TextEnds.end(text, from, end, c -> !Quotes.isQuote(c)) >= Math.min(end, text.length())) {
      return false;
    }
    for (String word : COMPARISONS) {
      if (text.regionMatches(true, from, word, 0, word.length())) {
        return true;
      }
    }
    return false;
  }

  /** {@code password LIKE 'value'} and {@code password NOT IN ('value', 'other')}. */
  private Optional<Span> compared(String name, int from) {
    Matcher comparison = COMPARISON.matcher(text).region(from, text.length());
    return comparison.lookingAt()
            && (SecretNames.isSecretLabel(name) || SecretNames.isPassword(name))
        ? Quotes.inside(text, comparison.end())
            .map(value -> Values.span(name, value.from(), values.joinedEnd(value.to(), ",")))
            .filter(this::isSecret)
        : Optional.empty();
  }

  /** At the beginning of a line, and with two dots, as no word of a sentence has. */
  private boolean isProperty(int start, int end) {
    return (start == 0 || text.charAt(start - 1) == '\n')
        && TextEnds.start(text, end, start, c -> c != '.')
            > TextEnds.end(text, start, end, c -> c != '.') + 1;
  }

  /** {@code hibernate.connection.password value}, a line of a properties file. */
  private Optional<Span> property(String name, int blank) {
    int value = TextEnds.skipSpaces(text, blank);
    int end = TextEnds.valueEnd(text, value);
    return SecretNames.isSecretLabel(name)
            && !isOperator(value, end)
            && TextEnds.isLineEnd(text, TextEnds.skipSpaces(text, end))
            && !StandIns.isAt(text, value)
            && !PlainWords.isPlain(text, value, end)
        ? Optional.of(Values.span(name, value, end))
        : Optional.empty();
  }

  private boolean isOperator(int from, int to) {
    return from == to
        || "=:".indexOf(text.charAt(from)) >= 0
        || TextEnds.end(text, from, to, c -> !Chars.isAlphanumeric(c)) == to;
  }

  /** {@code [--api-key API_KEY]}, as a program tells of its options. */
  private boolean isCalled(String option, Span value) {
    int end = TextEnds.start(text, value.to(), value.from(), c -> "])".indexOf(c) >= 0);
    return option
        .substring(TextEnds.end(option, 0, c -> c == '-'))
        .replace('-', '_')
        .toUpperCase(Locale.ROOT)
        .equals(text.substring(value.from(), end));
  }

  /**
   * {@code "--name", "value"}, as in a list of the words of a command line, {@code ("name",
   * "value"}, as in a call, and the line {@code "name","value"}, as in CSV: a list of names alone
   * has another bracket, and no digits in its second and last. Without quotes, {@code --name,
   * value}, a word is one of a list if it is the last of it, or has letters and digits.
   */
  Optional<Span> listed(int comma) {
    int close = TextEnds.spacesStart(text, comma) - 1;
    if (close < 1) {
      return Optional.empty();
    }
    if (!Quotes.isQuote(text.charAt(close))) {
      return nextWord(comma);
    }
    int end = TextEnds.backslashesStart(text, close);
    int start = TextEnds.nameStart(text, end);
    int value = TextEnds.skipBlanks(text, comma + 1);
    String name = text.substring(start, end);
    if (name.startsWith("-")) {
      int other = behindParameters(value);
      return other < 0 ? Optional.empty() : labelled(name, other);
    }
    int quote = TextEnds.backslashesStart(text, start - 1);
    int bracket = TextEnds.spacesStart(text, quote) - 1;
    char before = bracket < 0 ? '\n' : text.charAt(bracket);
    return "([\n\"'/,".indexOf(before) >= 0 && SecretNames.isSecretLabel(name)
        ? Quotes.inside(text, value)
            .filter(
                quoted ->
                    before == '('
                        || (before == ',' ? isMade(quoted) : isLast(quoted, before == '[')))
            .map(quoted -> Values.span(name, quoted.from(), quoted.to()))
        : Optional.empty();
  }

  /** The next of the arguments of a call is no name if it has letters and digits. */
  private boolean isMade(Span quoted) {
    return PasswordStatements.isMixed(quoted.in(text))
        && quoted.in(text).indexOf(' ') < 0
        && !PlainWords.isPlain(text, quoted.from(), quoted.to());
  }

  /**
   * Where the value is that an option of a program has if none is given: {@code ("--token",
   * type=str, default="value")}; here if no parameter of a call stands here, and -1 if it has none.
   */
  private int behindParameters(int from) {
    Matcher parameters = PARAMETERS.matcher(text).region(from, text.length());
    return !parameters.lookingAt() ? from : parameters.group(1) == null ? -1 : parameters.end();
  }

  private Optional<Span> nextWord(int comma) {
    int start = TextEnds.nameStart(text, comma);
    String option = text.startsWith("-", start) ? text.substring(start, comma) : "";
    if (option.isEmpty() || !SecretNames.isSecretLabel(option)) {
      return Optional.empty();
    }
    Matcher word = NEXT_WORD.matcher(text).region(comma, text.length());
    return word.lookingAt()
        ? Optional.of(Values.span(option, word.start(1), word.end(1)))
            .filter(value -> text.startsWith("]", value.to()) || isMixed(value.from()))
            .filter(value -> !StandIns.isWhole(text, value) && isSecret(value))
        : Optional.empty();
  }

  /** In a list it has letters and digits; in a row of two cells it may be a word. */
  private boolean isLast(Span quoted, boolean inList) {
    int close = TextEnds.end(text, quoted.to(), c -> c == '\\') + 1;
    return inList
        ? text.startsWith("]", TextEnds.skipBlanks(text, close))
            && PasswordStatements.isMixed(quoted.in(text))
        : isLineEnd(close)
            && !PlainWords.isPlain(text, quoted.from(), quoted.to())
            && !SecretNames.isSecretLabel(quoted.in(text));
  }

  private boolean isLineEnd(int at) {
    int end = TextEnds.end(text, at, c -> c == '\\');
    return TextEnds.isLineEnd(text, end) || text.startsWith(")", end);
  }

  /** {@code setPassword("value")}, as code passes it; asked at the bracket. */
  Optional<Span> passed(int bracket) {
    int value = TextEnds.skipBlanks(text, bracket + 1);
    if (value == text.length() || "\"'\\".indexOf(text.charAt(value)) < 0) {
      return Optional.empty();
    }
    int start = TextEnds.nameStart(text, bracket);
    String name = text.substring(start, bracket);
    return SecretNames.isSecretLabel(name)
        ? Quotes.inside(text, value)
            .filter(quoted -> !isGetter(name) || !StandIns.isAt(text, start))
            .filter(quoted -> !quoted.in(text).stripTrailing().endsWith(":"))
            .filter(quoted -> !isGetter(name) || isMade(quoted) || isFollowed(quoted))
            .map(quoted -> passed(name, quoted))
            .filter(this::isSecret)
        : Optional.empty();
  }

  /** {@code client.get_secret("name")}. */
  private static boolean isGetter(String name) {
    return name.startsWith("get", name.lastIndexOf('.') + 1);
  }

  private boolean isFollowed(Span quoted) {
    return text.startsWith(",", TextEnds.skipBlanks(text, Quotes.behind(text, quoted)));
  }

  /** Of several values one is the user, and another the password. */
  private Span passed(String name, Span first) {
    int end = values.joinedEnd(first.to(), ",");
    return end > first.to()
        ? new Span(first.from(), end, true)
        : Values.span(name, first.from(), end);
  }

  /** Where the value begins in {@code password: String = "value"}, else {@code from}. */
  private int behindType(int operator, int from) {
    return text.charAt(operator) == ':' ? TextEnds.behind(TYPE, text, from) : from;
  }

  /** Behind a tag of YAML before a string: {@code !Sub "value"}. */
  private int behindTag(int from) {
    return text.startsWith("!", from) && !StandIns.isAt(text, from)
        ? TextEnds.behind(TAG, text, from)
        : from;
  }

  /**
   * A word such as {@code pass} is followed by a number in a report; it names a password where it
   * begins a line and something else follows.
   */
  private boolean isAssigned(String name, int start, int from, boolean adjacent) {
    boolean inQuery = start > 0 && "?&#".indexOf(text.charAt(start - 1)) >= 0;
    return adjacent
        ? SecretNames.isSecret(name)
            || inQuery
                && (SecretNames.isOf(SecretWords.QUERY, name)
                    || SecretNames.isOf(SecretWords.CODE, name) && isMachineMade(from))
        : SecretNames.isSecretLabel(name)
            || SecretNames.isPassword(name)
                && (values.quoted(from).isPresent()
                    || (start == 0 || text.charAt(start - 1) == '\n')
                        && !(from < text.length() && Chars.isDigit(text.charAt(from))));
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
                    || values.quoted(TextEnds.behind(TYPE, text, from)).isPresent()
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

  private boolean isMachineMade(int from) {
    int start = Quotes.inside(text, from).map(Span::from).orElse(from);
    String next = text.substring(start, Math.min(text.length(), start + LONGEST_VALUE));
    return Surprisal.isMachineMade(next.substring(0, TextEnds.wordEnd(next, 0)));
  }

  private boolean isOption(int start) {
    return text.startsWith("/", start - 1)
        && (start == 1 || Character.isWhitespace(text.charAt(start - 2)));
  }

  private boolean isPort(int from) {
    int end = TextEnds.end(text, from, from + LONGEST_PORT + 1, Chars::isDigit);
    return end - from <= LONGEST_PORT
        && (end == text.length() || !Chars.isAlphanumeric(text.charAt(end)));
  }

  private boolean isSecret(Span value) {
    return !HarmlessValues.isAnswer(text, value);
  }

  private Optional<Span> labelled(String option, int value) {
    return SecretNames.isSecretLabel(option)
        ? Optional.of(values.of(option, value, value, false))
        : Optional.empty();
  }

  private int behindOperator(int operator) {
    int end = operator + 1;
    while (end < operator + LONGEST_OPERATOR
        && (text.startsWith("=", end)
            || text.startsWith(">", end) && "=-".indexOf(text.charAt(end - 1)) >= 0)) {
      end++;
    }
    return end;
  }
}
