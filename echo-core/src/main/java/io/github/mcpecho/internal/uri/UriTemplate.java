package io.github.mcpecho.internal.uri;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A URI template of RFC 6570, as far as resources need it: text with {@code {name}} (level 1),
 * whose value is encoded so that it stays one piece, and {@code {+name}} (level 2), whose value may
 * hold {@code /} and other delimiters. Lists, {@code {?query}}, {@code {#fragment}} and the other
 * operators are not supported. Matching takes time for the length of the URI, whatever is in it.
 * Immutable.
 */
public final class UriTemplate {
  private static final Pattern EXPRESSION = Pattern.compile("\\{(\\+?)([A-Za-z0-9_.]+)}");

  /** What ends a piece of a URI. */
  private static final Pattern DELIMITER = Pattern.compile("[/?#]");

  private final String text;
  private final List<Part> parts;
  private final String end;

  /**
   * @param literal what stands before the variable
   * @param whole whether its value may hold delimiters
   */
  private record Part(String literal, String variable, boolean whole) {}

  private UriTemplate(String text, List<Part> parts, String end) {
    this.text = text;
    this.parts = parts;
    this.end = end;
  }

  /**
   * @throws IllegalArgumentException if it is none, or one that is not supported
   */
  public static UriTemplate of(String text) {
    var parts = new ArrayList<Part>();
    Set<String> names = new HashSet<>();
    int done = 0;
    for (Matcher found = EXPRESSION.matcher(text); found.find(); done = found.end()) {
      String literal = text.substring(done, found.start());
      if (literal.isEmpty() && done > 0) {
        throw new IllegalArgumentException("two variables have nothing between them");
      }
      if (!names.add(found.group(2))) {
        throw new IllegalArgumentException("the variable " + found.group(2) + " is there twice");
      }
      parts.add(new Part(literal, found.group(2), !found.group(1).isEmpty()));
    }
    var template = new UriTemplate(text, List.copyOf(parts), text.substring(done));
    String literals = EXPRESSION.matcher(text).replaceAll("x");
    if (literals.contains("{") || literals.contains("}")) {
      throw new IllegalArgumentException("only {name} and {+name} are supported of RFC 6570");
    }
    ResourceUri.problem(literals)
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException(problem);
            });
    if (!parts.isEmpty() && !parts.get(0).literal.contains(":")) {
      throw new IllegalArgumentException("a variable stands in its scheme");
    }
    return template;
  }

  /** Returns the names of the variables, in their order. */
  public List<String> variables() {
    return parts.stream().map(Part::variable).toList();
  }

  /**
   * Returns the values of the variables in this URI, decoded, or nothing if it is no expansion of
   * this template. A value that could leave a folder is none: see {@link ResourceUri}.
   *
   * @param uri one without a {@link ResourceUri#problem}
   */
  public Optional<Map<String, String>> match(String uri) {
    Map<String, String> values = new LinkedHashMap<>();
    int at = 0;
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      if (!uri.startsWith(part.literal, at)) {
        return Optional.empty();
      }
      at += part.literal.length();
      boolean last = i == parts.size() - 1;
      int stop = last ? uri.length() - end.length() : uri.indexOf(parts.get(i + 1).literal, at);
      if (stop < at) {
        return Optional.empty();
      }
      Optional<String> value = value(uri.substring(at, stop), part.whole);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      values.put(part.variable, value.get());
      at = stop;
    }
    return uri.substring(at).equals(end) ? Optional.of(values) : Optional.empty();
  }

  /**
   * @throws IllegalArgumentException if one is missing
   */
  public String expand(Map<String, String> values) {
    var uri = new StringBuilder();
    for (Part part : parts) {
      String value = values.get(part.variable);
      if (value == null) {
        throw new IllegalArgumentException("There is no value of " + part.variable);
      }
      String kept = part.whole ? Percent.UNRESERVED + Percent.RESERVED : Percent.UNRESERVED;
      uri.append(part.literal).append(Percent.encode(value, kept));
    }
    return uri.append(end).toString();
  }

  private static Optional<String> value(String encoded, boolean whole) {
    return !whole && DELIMITER.matcher(encoded).find()
        ? Optional.empty()
        : Percent.decode(encoded).filter(ResourceUri::staysInside);
  }

  @Override
  public String toString() {
    return text;
  }
}
