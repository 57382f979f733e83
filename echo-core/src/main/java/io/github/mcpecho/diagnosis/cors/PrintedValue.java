package io.github.mcpecho.diagnosis.cors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a value as JSON has it, or as the consoles of Node, Deno, Python, Ruby, Java, Go and Rust
 * print one, and that of Firefox: brackets, quotes of any kind or none, and {@code :}, {@code =>},
 * {@code =} or an arrow behind a name. What is not one whole value is not read at all.
 */
final class PrintedValue {
  private static final int DEEPEST = 24;
  private static final Set<String> NOTHING = Set.of("null", "undefined", "None", "nil");
  private static final String QUOTES = "\"'`";
  private static final String OPENED = "{[(";
  private static final String CLOSED = "}])";

  /** What consoles print in front of a value: the name of its class, or the kind of a string. */
  private static final Pattern CLASS =
      Pattern.compile(
          "<?[A-Za-z_$][\\w.$@]{0,99}(?:\\(\\d{1,9}\\))?\\s?(?:\\[\\w+\\] )?(?=[{\\[(])"
              + "|\\[[A-Z]\\w*(?:: [\\w ]+)?\\] (?=\\{)|[bur](?=[\"'])");

  private static final Pattern SEPARATOR = Pattern.compile("\\s*(=>|=|:|→)\\s*");

  private final String text;
  private int at;
  private boolean broken;

  private PrintedValue(String text) {
    this.text = text;
  }

  /** Returns the value that the text is: its objects, lists and strings. */
  static Optional<JsonNode> read(String text) {
    var reader = new PrintedValue(text);
    JsonNode value = reader.value(false, 0);
    reader.skip(";,>");
    return reader.broken || reader.at < text.length() ? Optional.empty() : Optional.of(value);
  }

  /**
   * @param raw whether strings stand without quotes, so that a quote belongs to the string
   */
  private JsonNode value(boolean raw, int depth) {
    skip("");
    Matcher prefix = CLASS.matcher(text).region(at, text.length());
    if (!raw && prefix.lookingAt()) {
      at = prefix.end();
    }
    broken |= depth > DEEPEST || at == text.length();
    if (broken) {
      return MissingNode.getInstance();
    }
    char first = text.charAt(at);
    int bracket = OPENED.indexOf(first);
    if (bracket >= 0 && !(raw && first == '(')) {
      at++;
      return container(CLOSED.charAt(bracket), raw && first == '[', depth + 1);
    }
    if (!raw && isQuote(at)) {
      return TextNode.valueOf(quoted());
    }
    String word = word(raw);
    return !raw && NOTHING.contains(word) ? NullNode.getInstance() : TextNode.valueOf(word);
  }

  private JsonNode container(char end, boolean raw, int depth) {
    ObjectNode members = Json.object();
    ArrayNode elements = Json.array();
    String last = "";
    while (!broken) {
      skip(",;");
      if (at < text.length() && text.charAt(at) == end) {
        at++;
        broken = !members.isEmpty() && !elements.isEmpty();
        return members.isEmpty() && (end != '}' || !elements.isEmpty()) ? elements : members;
      }
      int start = at;
      JsonNode item = raw ? TextNode.valueOf(word(true)) : value(false, depth);
      boolean quoted = isQuote(start);
      Matcher separator = SEPARATOR.matcher(text).region(at, text.length());
      if (!raw && separator.lookingAt()) {
        at = separator.end();
        boolean java = separator.group(1).equals("=") && !isQuote(at);
        boolean go = !quoted && separator.group().equals(":") && !isQuote(at) && !isQuote(at + 1);
        last = item.asText();
        add(members, last, value(java || go, depth));
      } else if (!last.isEmpty() && item.isTextual() && members.path(last).isTextual()) {
        // Java prints the values of a map as they are, commas in them too.
        members.put(last, members.path(last).textValue() + ", " + item.textValue());
      } else {
        elements.add(item);
      }
      broken |= at == start || at == text.length();
    }
    return elements;
  }

  private boolean isQuote(int index) {
    return index < text.length() && QUOTES.indexOf(text.charAt(index)) >= 0;
  }

  /** A name may come twice: then it has several values. */
  private static void add(ObjectNode members, String name, JsonNode value) {
    JsonNode earlier = members.get(name);
    if (earlier == null) {
      members.set(name, value);
    } else if (earlier.isArray()) {
      ((ArrayNode) earlier).add(value);
    } else {
      members.set(name, Json.array().add(earlier).add(value));
    }
  }

  private String quoted() {
    char quote = text.charAt(at++);
    var string = new StringBuilder();
    while (at < text.length() && text.charAt(at) != quote) {
      char c = text.charAt(at++);
      string.append(c == '\\' && at < text.length() ? escaped() : c);
    }
    if (at == text.length()) {
      broken = true;
    } else {
      at++;
    }
    return string.toString();
  }

  private char escaped() {
    char kind = text.charAt(at++);
    int digits = kind == 'u' ? 4 : kind == 'x' ? 2 : 0;
    if (digits > 0 && at + digits <= text.length()) {
      String code = text.substring(at, at + digits);
      if (code.matches("[0-9A-Fa-f]+")) {
        at += digits;
        return (char) Integer.parseInt(code, 16);
      }
    }
    int control = "ntr".indexOf(kind);
    return control >= 0 ? "\n\t\r".charAt(control) : kind;
  }

  /** Reads up to the next comma or closing bracket; a name ends before its separator. */
  private String word(boolean raw) {
    int start = at;
    int open = 0;
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (open == 0 && (c == ',' || CLOSED.indexOf(c) >= 0)) {
        break;
      }
      if (!raw && open == 0 && ("\n=→".indexOf(c) >= 0 || c == ':' && isBehindName(at + 1))) {
        break;
      }
      open += OPENED.indexOf(c) >= 0 ? 1 : CLOSED.indexOf(c) >= 0 ? -1 : 0;
    }
    return text.substring(start, at).strip();
  }

  /** A colon in a URL or a time separates nothing. */
  private boolean isBehindName(int index) {
    return index < text.length()
        && (Character.isWhitespace(text.charAt(index))
            || isQuote(index)
            || OPENED.indexOf(text.charAt(index)) >= 0);
  }

  private void skip(String marks) {
    while (at < text.length()
        && (Character.isWhitespace(text.charAt(at)) || marks.indexOf(text.charAt(at)) >= 0)) {
      at++;
    }
  }
}
