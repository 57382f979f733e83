package io.github.mcpecho.internal.redaction;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the values in the lines below a name.
 *
 * @param found is added to by {@link #hid}
 */
record ValuesBelow(String text, List<Span> found) {
  /** The only word of a line, and what may close it. */
  private static final Pattern WORD =
      Pattern.compile(
          "\r?\n[ \t]*+([A-Za-z0-9][^\\p{javaWhitespace}&;\"':={}\\[\\],<>]*+)"
              + "(?=[\\p{javaWhitespace}&\"']|\\z)[\\])}\"'`.]{0,4}+[ \t]*+(?:\r?\n|\\z)");

  /** What one line below a name holds: an item of a list, or a member, of YAML (1.2.2 §8.2). */
  private static final Pattern LINE =
      Pattern.compile(
          "\r?\n([ \t]*+(?:- )?+)(?:([\\w.@-]{1,64}+):[ \t]++)?+[\"']?+"
              + "([^\\s\"':{}\\[\\],]{6,128}+)[\"']?+[ \t]*+(?=\r?\n|[)}\\],]|\\z)");

  /** The value of what has a member for it, of YAML, below others that tell of it. */
  private static final Pattern MEMBER =
      Pattern.compile(
          "(?:\r?\n[ \t]++(?!(?i:default|value):)[A-Za-z]{1,32}+:(?: [^\r\n]{0,200}+)?){0,6}+"
              + "\r?\n[ \t]++(?i:default|value):[ \t]++\\\\{0,7}+[\"']?+([^\\s\"'\\\\:{}\\[\\],][^\\s\"'\\\\]{3,128}+)\\\\{0,7}+[\"']?+[ \t]*+(?=\r?\n|[\"')}\\],]|\\z)");

  /** The one word of the line below a name, as a form or a person writes it. */
  Optional<Span> word(int from) {
    Matcher word = WORD.matcher(text).region(from, text.length());
    return word.lookingAt() && !StandIns.isAt(text, word.start(1))
        ? Optional.of(new Span(word.start(1), word.end(1)))
        : Optional.empty();
  }

  /**
   * Hides what the lines below a name hold: {@code - value}, {@code value: value}, and the member
   * of each user below {@code passwords}.
   */
  boolean hid(String name, int lineBreak) {
    if (!text.startsWith("\n", lineBreak) && !text.startsWith("\r", lineBreak)) {
      return false;
    }
    String one = name.endsWith("s") ? name.substring(0, name.length() - 1) : name;
    Optional<Span> value = member(lineBreak);
    if (value.isPresent() && !HarmlessValues.isOne(text, name, value.get())) {
      found.add(Values.span(one, value.get().from(), value.get().to()));
      return true;
    }
    boolean isOfUsers = !one.equals(name) && SecretNames.isPassword(one);
    Matcher below = LINE.matcher(text).region(lineBreak, text.length());
    boolean hid = false;
    while (below.lookingAt() && !below.group(1).isEmpty()) {
      String member = below.group(2);
      if ((member == null
              || isOfUsers
              || Pairs.isValue(member)
              || name.equals("secrets") && isOneWord(below.group(3)))
          && (PasswordStatements.isMixed(below.group(3))
              || isOfUsers
                  && (member == null || !SecretWords.ABOUT.has(member))
                  && !PlainWords.isPlain(text, below.start(3), below.end(3)))
          && !StandIns.isAt(text, below.start(3))) {
        found.add(Values.span(one, below.start(3), below.end(3)));
        hid = true;
      }
      below.region(below.end(), text.length());
    }
    return hid;
  }

  /** {@code Default: value} or {@code value: value}, below members such as {@code Type: String}. */
  private Optional<Span> member(int lineBreak) {
    Matcher below = MEMBER.matcher(text).region(lineBreak, text.length());
    return below.lookingAt()
            && !StandIns.isAt(text, below.start(1))
            && !PlainWords.isPlain(text, below.start(1), below.end(1))
        ? Optional.of(new Span(below.start(1), below.end(1)))
        : Optional.empty();
  }

  /** Names of regions, files and images have such signs. */
  private static boolean isOneWord(String value) {
    return value.chars().noneMatch(c -> "-./".indexOf(c) >= 0);
  }
}
