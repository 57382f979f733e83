package io.github.mcpecho.internal.redaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The members of objects that hold a name beside its value, as Kubernetes lists variables, HAR
 * lists headers and Azure lists claims.
 */
public final class Pairs {
  private Pairs() {}

  /** Returns the name that an object holds beside a value, nothing if it is no pair. */
  public static String name(ObjectNode object) {
    String name = "";
    boolean hasValue = false;
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      String told = isName(member.getKey()) ? member.getValue().asText() : "";
      name = name.isEmpty() || SecretNames.isSecret(told) ? told : name;
      hasValue |= isValue(member.getKey());
    }
    return hasValue ? name : "";
  }

  /** Returns whether a member of this name holds the name of a pair. */
  static boolean isName(String member) {
    String lower = member.toLowerCase(Locale.ROOT);
    return SecretWords.PAIR_NAME.has(lower)
        || isCompound(member, lower, "name")
        || isCompound(member, lower, "key");
  }

  /** Returns whether an element of this name holds the value of a pair. */
  static boolean isElement(String name) {
    return isValue(name) || SecretWords.PAIR_ELEMENT.has(name);
  }

  /** Returns whether a member of this name holds the value of a pair. */
  public static boolean isValue(String member) {
    String lower = member.toLowerCase(Locale.ROOT);
    return SecretWords.PAIR_VALUE.has(lower) || isCompound(member, lower, "value");
  }

  /** {@code ParameterKey}, {@code optionName} and {@code param-value}. */
  private static boolean isCompound(String member, String lower, String last) {
    List<String> words = lower.endsWith(last) ? SecretNames.words(member) : List.of();
    return words.size() == 2
        && SecretWords.PAIR_NAME.has(words.get(0))
        && words.get(1).equals(last);
  }
}
