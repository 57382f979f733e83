package io.github.mcpecho.internal.redaction;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds values whose names stand in another member, attribute or element beside them. Asked from
 * left to right; not thread-safe.
 */
final class NamedPairs {
  /** How far apart the two members of a pair may be, and how far before its end a tag begins. */
  private static final int NEAR = 128;

  /** How far apart two elements of a pair may be: a description may stand between them. */
  private static final int FAR = 512;

  /** The end of an element, and the name of the next one. */
  private static final Pattern BESIDE =
      Pattern.compile("</[^<>]{1,64}+>\\s{0,64}+<([\\w-]{1,32}+)");

  /** The end of an attribute that has the name, and the attribute that has the value. */
  private static final Pattern ATTRIBUTE_BESIDE =
      Pattern.compile(
          "\\\\*+[\"'](?:\\s{1,16}+[\\w:-]{1,32}+=\\\\*+[\"'][^\"'<>]{0,64}+[\"']){0,2}?\\s{1,16}+(\\w{1,16}+)=");

  private final String text;
  private final List<Span> found;
  private final Values values;

  /** What a {@link Pairs pair} is called, and where that was said; none yet if empty. */
  private String pairName = "";

  private int pairNameAt;

  /** Where the value of a pair began whose name may follow. */
  private int pairValueAt;

  NamedPairs(String text, List<Span> found, Values values) {
    this.text = text;
    this.found = found;
    this.values = values;
  }

  /**
   * {@code <name>value</name>}, also with attributes, of which one may be the name, and {@code
   * <key>name</key><value>value</value>}; of {@code <user>:<password>@host} nothing is one.
   */
  Optional<Span> element(int bracket) {
    int open =
        Math.max(
            0, TextEnds.start(text, bracket, bracket - NEAR + 1, c -> "<>".indexOf(c) < 0) - 1);
    int end = TextEnds.end(text, open, bracket, c -> !Character.isWhitespace(c));
    String tag = text.substring(open, end);
    String name = tag.substring(tag.lastIndexOf(':') + 1).replace("<", "");
    if (!tag.startsWith("<") || tag.startsWith("</") || text.charAt(bracket - 1) == '/') {
      return Optional.empty();
    }
    int to = text.indexOf(text.startsWith("<![CDATA[", bracket + 1) ? "]]>" : "<", bracket + 1);
    var content = new Span(bracket + 1, to < 0 ? text.length() : to);
    if (isPlaceholder(open, content)) {
      return Optional.empty();
    }
    if (holdsElements(content)) {
      if (SecretNames.isSecretLabel(name) && isBeforeValue(content.to())) {
        pairName = name;
        pairNameAt = bracket;
      }
      return Optional.empty();
    }
    if (Pairs.isName(lastWord(name)) && !isType(name) && content.to() - content.from() < NEAR) {
      String called = content.in(text).strip();
      boolean isSecret = SecretNames.isSecretLabel(called);
      if (isBesideValue(content) || isSecret && !SecretNames.isSecret(name)) {
        pairName = isSecret ? called : "";
        pairNameAt = bracket;
        return Optional.empty();
      }
    }
    boolean isOfPair =
        pairNameAt > open || Pairs.isElement(lastWord(name)) && isWithin(FAR, pairNameAt, bracket);
    String told = SecretNames.isSecret(name) ? name : isOfPair ? pairName : "";
    if (isOfPair) {
      pairName = "";
    }
    return told.isEmpty()
        ? Optional.empty()
        : Optional.of(Values.span(told, content.from(), content.to()));
  }

  /** Returns whether the element behind this has the value of which this is the name. */
  private boolean isBesideValue(Span content) {
    Matcher beside = BESIDE.matcher(text).region(content.to(), text.length());
    return beside.lookingAt() && Pairs.isElement(lastWord(beside.group(1)));
  }

  /** {@code --name <name> what it is}, and that of a host. */
  private boolean isPlaceholder(int open, Span behind) {
    char next = behind.from() < text.length() ? text.charAt(behind.from()) : ' ';
    return !text.startsWith("</", behind.to())
        && (next == '@' && text.startsWith(":", open - 1)
            || Quotes.isQuote(next) && " =:".indexOf(open > 0 ? text.charAt(open - 1) : '<') >= 0
            || " ]\n".indexOf(next) >= 0
                && text.startsWith(" ", open - 1)
                && text.startsWith("-", TextEnds.nameStart(text, open - 1)));
  }

  /** {@code <password><value>value</value></password>}. */
  private boolean isBeforeValue(int bracket) {
    int end =
        TextEnds.end(text, bracket + 1, bracket + NEAR, c -> Chars.isAlphanumeric(c) || c == ':');
    int name = TextEnds.start(text, end, bracket + 1, Chars::isAlphanumeric);
    return text.startsWith("<", bracket) && Pairs.isElement(text.substring(name, end));
  }

  /** No text stands here, and what follows ends no element: {@code <setting name="a"><value>}. */
  private boolean holdsElements(Span content) {
    return !text.startsWith("</", content.to())
        && content.in(text).chars().noneMatch(Character::isLetterOrDigit);
  }

  /** {@code env-entry-type}, behind the name: of what is typed otherwise, it is the name. */
  private boolean isType(String name) {
    return lastWord(name).equals("type") && !pairName.isEmpty();
  }

  /** {@code name} of {@code param-name}. */
  private static String lastWord(String name) {
    return name.substring(name.lastIndexOf('-') + 1);
  }

  /**
   * Returns whether an attribute names what another one or its element holds: {@code <add
   * key="name" value="value"/>}, {@code <entry key="name">}.
   */
  boolean isName(String attribute, int operator, int from) {
    int open = Pairs.isName(attribute) ? tagStart(operator) : -1;
    if (open < 0) {
      return false;
    }
    String near = near(from);
    Optional<Span> told = Quotes.inside(near, 0);
    if (told.isEmpty()) {
      return false;
    }
    Matcher beside = ATTRIBUTE_BESIDE.matcher(text).region(from + told.get().to(), text.length());
    return pairValueAt > open
        || beside.lookingAt() && Pairs.isValue(beside.group(1))
        || SecretNames.isSecretLabel(told.get().in(near));
  }

  /** Where the tag begins that has an attribute here, -1 if this is in none. */
  private int tagStart(int at) {
    int open = TextEnds.start(text, at, at - NEAR + 1, c -> "<>".indexOf(c) < 0) - 1;
    return open >= 0 && text.charAt(open) == '<' ? open : -1;
  }

  /** One of {@code "name": "DB_PASSWORD", "value": "hunter2"}, in either order. */
  Optional<Span> member(String name, int operator, int from) {
    boolean isNear = !pairName.isEmpty() && isNear(pairNameAt, operator);
    if (Pairs.isName(name)) {
      String near = near(from);
      Span told = Quotes.inside(near, 0).orElse(new Span(0, TextEnds.valueEnd(near, 0)));
      String candidate = told.in(near);
      boolean secret = SecretNames.isSecret(candidate);
      if (secret || !isNear) {
        pairName = secret ? candidate : "";
        pairNameAt = operator;
      }
      if (secret && pairValueAt > 0 && isNear(pairValueAt, operator)) {
        found.add(values.of(pairName, pairValueAt, pairValueAt, true));
      }
    } else if (Pairs.isValue(name)) {
      pairValueAt = from;
      if (isNear) {
        Span value = values.of(pairName, from, from, true);
        pairName = "";
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }

  private String near(int from) {
    return text.substring(from, Math.min(text.length(), from + NEAR));
  }

  private boolean isNear(int before, int at) {
    return isWithin(NEAR, before, at);
  }

  private boolean isWithin(int distance, int before, int at) {
    return at - before < distance && text.substring(before, at).indexOf('}') < 0;
  }
}
