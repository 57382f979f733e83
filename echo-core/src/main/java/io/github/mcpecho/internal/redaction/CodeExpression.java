package io.github.mcpecho.internal.redaction;

import io.github.mcpecho.internal.text.TsvResource;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An expression of code without a secret in it, such as {@code request.getHeader("Authorization")},
 * {@code hash(password, 10)} or {@code e.target.value}: it calls, indexes or reads a property, and
 * every string in it is a name. The words are read from {@code code-words.tsv} beside this class.
 */
final class CodeExpression {
  /** None is longer that is asked about. */
  private static final int LONGEST = 256;

  private static final int DEEPEST = 6;
  private static final int LONGEST_NUMBER = 4;

  private static final Pattern LOOKUP = forms("LOOKUP");
  private static final Pattern ASK = forms("ASK");
  private static final Pattern KEYWORD = forms("KEYWORD");
  private static final Pattern PLAIN_STRING = forms("NAME");
  private static final Pattern WORD = forms("WORD");

  /** What a header, a variable or a setting may be called. */
  private static final Pattern CALLED =
      Pattern.compile("[A-Za-z]{1,24}+(?:[_./:-][A-Za-z]{1,24}+){0,7}+[0-9]?");

  private static final Pattern CONSTANT = Pattern.compile(StandIns.CONSTANT);

  private static final Pattern SAID =
      Pattern.compile(
          "(?=.{0,80}(?i:code|key|pass|secret|token))"
              + "[A-Za-z]{1,20}(?:[ _][A-Za-z]{1,20}){0,9} ?[:?!>.]? ?");

  /** The last of the properties that are read without a call. */
  private static final Pattern PROPERTY = Pattern.compile(StandIns.NAME + "[12]?");

  private static final Pattern TEXT_OF =
      Pattern.compile("[a-z]{1,20}(?:Box|Controller|Edit|Entry|Field|Input)\\.text");

  private static final Pattern BEFORE =
      Pattern.compile("(?:await |new |typeof |&|\\*|!|\\[\\]|\\([a-z]{1,20}\\) ?){0,3}+");

  private static final Pattern JOINT =
      Pattern.compile("[?!&]?\\.(?![.0-9])|->|::(?:<[A-Za-z_:]{1,40}>::)?");

  /** A string: {@code q(value)}. */
  private static final Pattern PERL_QUOTE = Pattern.compile("q[qw]?[(\\[{]");

  /** What counts if there is no other. */
  private static final Pattern OTHERWISE = Pattern.compile("\\|\\||\\?\\?|\\?:|//|or ");

  private static final Pattern NOTHING =
      Pattern.compile("(?:\"\"|''|nil|None|null|undefined)(?![\\w\"'])");

  /** Behind an expression that is a part of a greater one. */
  private static final String GOES_ON = "=!+%?<*^~@#-";

  /** What stands between the words of what is passed. */
  private static final String SIGNS = ",.=>&*!?:;|-+$ \t\r\n";

  private final String text;
  private final int limit;

  /** Whether it calls or indexes something. */
  private boolean calls;

  private CodeExpression(String text, int from) {
    this.text = text;
    this.limit = Math.min(text.length(), from + LONGEST);
  }

  private static Pattern forms(String kind) {
    return Pattern.compile(
        TsvResource.rows(CodeExpression.class, "code-words.tsv").stream()
            .filter(cells -> cells[0].equals(kind))
            .map(cells -> cells[1].replace("NAME", StandIns.NAME))
            .collect(Collectors.joining("|")));
  }

  /**
   * Returns whether one begins here, and nothing but the next one behind its operator follows; no
   * string either, as in {@code string(6) "value"}.
   */
  static boolean isAt(String text, int from) {
    int end = end(text, from);
    if (end < 0) {
      return false;
    }
    int next = TextEnds.skipSpaces(text, end);
    int other = otherStart(text, next);
    return other > next
        ? TextEnds.behind(NOTHING, text, other) > other || end(text, other) > 0
        : next == text.length()
            || GOES_ON.indexOf(text.charAt(next)) < 0
                && (next == end || !Quotes.isQuote(behindBackslashes(text, next)));
  }

  private static char behindBackslashes(String text, int from) {
    int end = TextEnds.end(text, from, c -> c == '\\');
    return end < text.length() ? text.charAt(end) : '\\';
  }

  /**
   * The string that counts if the one that begins here gives nothing: {@code env["X"] || "value"}.
   */
  static Optional<Span> otherwise(String text, int from) {
    int end = end(text, from);
    int next = end < 0 ? from : TextEnds.skipSpaces(text, end);
    int other = end < 0 ? from : otherStart(text, next);
    return other > next
        ? Quotes.inside(text, other).filter(string -> string.from() < string.to())
        : Optional.empty();
  }

  private static int otherStart(String text, int operator) {
    int behind = TextEnds.behind(OTHERWISE, text, operator);
    return behind > operator ? TextEnds.skipSpaces(text, behind) : operator;
  }

  /** Returns whether one is the whole of a part. */
  static boolean isWhole(String text, Span part) {
    return end(text, part.from()) == part.to();
  }

  private static int end(String text, int from) {
    var expression = new CodeExpression(text, from);
    int start = TextEnds.behind(BEFORE, text, from);
    int end = expression.chain(start, 0);
    boolean isEnd =
        end > start
            && (end == text.length()
                || Chars.endsWord(text.charAt(end))
                || text.charAt(end) == '`');
    return isEnd && (expression.calls || isProperty(text.substring(start, end))) ? end : -1;
  }

  private static boolean isProperty(String chain) {
    int dot = Math.max(chain.lastIndexOf('.'), chain.lastIndexOf('>'));
    return dot > 0 && PROPERTY.matcher(chain.substring(dot + 1)).matches()
        || TEXT_OF.matcher(chain).matches();
  }

  /** Where the words end that are joined, called and indexed, -1 if this is none. */
  private int chain(int from, int depth) {
    int at = word(from);
    String word = at < 0 ? "" : text.substring(from, at);
    while (at >= 0 && at < limit) {
      char c = text.charAt(at);
      if (c == '(' || c == '[' || c == '{' && word.startsWith("$")) {
        at = passed(at, word, depth);
        calls = true;
      } else {
        int joint = TextEnds.behind(JOINT, text, at);
        if (joint == at) {
          return text.startsWith("?;", at) ? at + 1 : at;
        }
        at = word(joint);
        word = at < 0 ? "" : text.substring(joint, at);
      }
    }
    return at;
  }

  /** Where a word of code ends, -1 if it may be something else. */
  private int word(int from) {
    int start = TextEnds.end(text, from, from + 1, c -> c == '$');
    int end = TextEnds.end(text, start, limit, c -> Chars.isAlphanumeric(c) || c == '_');
    int letters = TextEnds.end(text, start, end, c -> !Chars.isDigit(c));
    boolean isWord =
        end > start
            && !PERL_QUOTE.matcher(text).region(start, text.length()).lookingAt()
            && (letters == end || WORD.matcher(text.substring(start, end)).matches());
    return isWord ? end : -1;
  }

  /** Where the bracket closes that opens here, -1 if what it has in it may be a secret. */
  private int passed(int open, String called, int depth) {
    int at = open + 1;
    int strings = 0;
    while (at >= 0 && at < limit && depth < DEEPEST) {
      char c = text.charAt(at);
      Optional<Span> string = Quotes.inside(text, at);
      if (")]}".indexOf(c) >= 0) {
        return at + 1;
      } else if (string.isPresent()) {
        String name = string.get().in(text);
        boolean isName =
            isPlain(name)
                || isOfKeyword(at) && CALLED.matcher(name).matches()
                || strings == 0 && !text.startsWith("=", at - 1) && isNameFor(called, name);
        strings++;
        at = isName ? Quotes.behind(text, string.get()) : -1;
      } else if ("([{".indexOf(c) >= 0) {
        at = passed(at, "", depth + 1);
      } else if (Chars.isDigit(c)) {
        int end = TextEnds.end(text, at, Chars::isAlphanumeric);
        int digits = TextEnds.end(text, at, end, Chars::isDigit);
        at = digits == end && end - at <= LONGEST_NUMBER ? end : -1;
      } else if (SIGNS.indexOf(c) >= 0 && c != '$') {
        at++;
      } else {
        at = chain(at, depth + 1);
      }
    }
    return -1;
  }

  private static boolean isPlain(String string) {
    return PLAIN_STRING.matcher(string).matches();
  }

  /** {@code SecretId="name"}, {@code forKey: "name"}. */
  private boolean isOfKeyword(int at) {
    int end = TextEnds.start(text, at, at - 2, c -> "=: ".indexOf(c) >= 0);
    return end < at
        && KEYWORD.matcher(text.substring(TextEnds.nameStart(text, end), end)).matches();
  }

  private static boolean isNameFor(String called, String string) {
    return LOOKUP.matcher(called).matches()
            && CALLED.matcher(string).matches()
            && (SecretNames.isSecret(string) || CONSTANT.matcher(string).matches())
        || ASK.matcher(called).matches() && SAID.matcher(string).matches();
  }
}
