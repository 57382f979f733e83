package io.github.mcpecho.testing.script;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.redaction.QuotedInput;
import io.github.mcpecho.internal.text.KebabCase;
import io.github.mcpecho.internal.text.NearestName;
import io.github.mcpecho.settings.ConfigurationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The members of one object of a script, which are asked for one by one; {@link #readAll} then
 * names those that nobody asked for. Every failure says where in the script it is. For one thread.
 */
final class ScriptObject {
  /** The member that says that a name need not be one that is known. */
  static final String CUSTOM = "custom";

  static final Json JSON = new Json(Json.DEFAULT_MAX_DEPTH);

  private final String place;
  private final ObjectNode json;
  private final TreeSet<String> known = new TreeSet<>();

  private ScriptObject(String place, ObjectNode json) {
    this.place = place;
    this.json = json;
  }

  /**
   * Reads an object.
   *
   * @param place where it is, such as {@code rules[2].on}
   */
  static ScriptObject of(String place, JsonNode json) {
    if (json instanceof ObjectNode object) {
      return new ScriptObject(place, object);
    }
    throw new ConfigurationException(place + " must be an object");
  }

  String place() {
    return place;
  }

  Optional<JsonNode> member(String name) {
    known.add(name);
    return Optional.ofNullable(json.get(name));
  }

  Optional<String> text(String name) {
    return typed(name, "a string", JsonNode::isTextual, JsonNode::asText);
  }

  String requiredText(String name) {
    return required(name, text(name));
  }

  String requiredName(String name) {
    String given = requiredText(name);
    if (given.isEmpty()) {
      throw invalid(name, "a string that is not empty");
    }
    return given;
  }

  Optional<Integer> integer(String name) {
    return typed(name, "an integer", JsonNode::isInt, JsonNode::intValue);
  }

  /** Returns an integer between these two, or one of them. */
  Optional<Integer> integer(int least, int most, String name) {
    return typed(
        name,
        "an integer from %d to %d".formatted(least, most),
        number -> number.isInt() && least <= number.intValue() && number.intValue() <= most,
        JsonNode::intValue);
  }

  /** Returns an integer that is not negative. */
  Optional<Integer> number(String name) {
    return integer(0, Integer.MAX_VALUE, name);
  }

  /** Returns an integer that is not 0 either. */
  Optional<Integer> positive(String name) {
    return integer(1, Integer.MAX_VALUE, name);
  }

  int requiredNumber(String name) {
    return required(name, number(name));
  }

  boolean flag(String name) {
    return typed(name, "true or false", JsonNode::isBoolean, JsonNode::booleanValue).orElse(false);
  }

  Optional<Duration> millis(String name) {
    return number(name).map(Duration::ofMillis);
  }

  Duration requiredMillis(String name) {
    return required(name, millis(name));
  }

  /** Returns the strings of an array; none if it is not there. */
  List<String> texts(String name) {
    var texts = new ArrayList<String>();
    for (JsonNode element : array(name, "an array of strings")) {
      if (!element.isTextual()) {
        throw invalid(name, "an array of strings");
      }
      texts.add(element.asText());
    }
    return texts;
  }

  /** Returns any JSON, as text. */
  Optional<String> json(String name) {
    return member(name).map(JSON::writeString);
  }

  /** Returns an object as JSON; an empty one if it is not there. */
  String jsonObject(String name) {
    return typed(name, "an object", JsonNode::isObject, JSON::writeString).orElse("{}");
  }

  Optional<ScriptObject> object(String name) {
    return member(name).map(json -> of(place + "." + name, json));
  }

  /** Returns the objects of an array; none if it is not there. */
  List<ScriptObject> objects(String name) {
    var objects = new ArrayList<ScriptObject>();
    for (JsonNode element : array(name, "an array of objects")) {
      objects.add(of(place + "." + name + "[" + objects.size() + "]", element));
    }
    return objects;
  }

  /** Returns the members of an object whose values are strings. */
  List<Map.Entry<String, String>> textMembers(String name) {
    return typed(name, "an object of strings", JsonNode::isObject, JsonNode::properties).stream()
        .flatMap(Set::stream)
        .map(
            member -> {
              if (!member.getValue().isTextual()) {
                throw invalid(name + "." + QuotedInput.of(member.getKey()), "a string");
              }
              return Map.entry(member.getKey(), member.getValue().textValue());
            })
        .toList();
  }

  /** Returns the members of an object whose values are strings, numbers or booleans. */
  List<Map.Entry<String, JsonNode>> values(String name) {
    var values = new ArrayList<Map.Entry<String, JsonNode>>();
    typed(name, "an object", JsonNode::isObject, JsonNode::properties).ifPresent(values::addAll);
    if (values.stream()
        .anyMatch(value -> !value.getValue().isValueNode() || value.getValue().isNull())) {
      throw invalid(name, "an object of strings, numbers or booleans");
    }
    return values;
  }

  /** Returns the one of these constants whose name this is, in lower case and with hyphens. */
  <E extends Enum<E>> Optional<E> constant(String name, Class<E> type) {
    return text(name).map(given -> constant(name, given, type.getEnumConstants()));
  }

  <E extends Enum<E>> List<E> constants(String name, Class<E> type) {
    var found = new ArrayList<E>();
    for (String given : texts(name)) {
      found.add(constant(name + "[" + found.size() + "]", given, type.getEnumConstants()));
    }
    return found;
  }

  private <E extends Enum<E>> E constant(String name, String given, E[] constants) {
    List<String> names = KebabCase.all(constants);
    return KebabCase.find(given, constants)
        .orElseThrow(
            () ->
                invalid(
                    name,
                    "one of %s, not %s%s"
                        .formatted(
                            String.join(", ", names),
                            QuotedInput.of(given),
                            NearestName.hint(given, names))));
  }

  /**
   * Returns what is made of the members.
   *
   * @throws ConfigurationException if one is left that was not asked for, or one does not fit
   */
  <T> T readAll(Function<ScriptObject, T> reader) {
    try {
      T made = reader.apply(this);
      requireAllKnown();
      return made;
    } catch (ConfigurationException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(place + ": " + e.getMessage());
    }
  }

  private void requireAllKnown() {
    for (String name : (Iterable<String>) json::fieldNames) {
      if (!known.contains(name)) {
        throw new ConfigurationException(
            "%s has no member \"%s\"; it may have %s"
                .formatted(
                    place,
                    QuotedInput.of(name),
                    known.isEmpty() ? "none" : String.join(", ", known)));
      }
    }
  }

  /** Refuses a name that is none of these, unless {@value #CUSTOM} says that it need not be. */
  void requireKnown(String member, String name, List<String> known, String meaning) {
    if (!flag(CUSTOM) && !known.contains(name)) {
      throw invalid(
          member,
          "%s, not %s%s; beside \"%s\": true it may be any"
              .formatted(meaning, QuotedInput.of(name), NearestName.hint(name, known), CUSTOM));
    }
  }

  ConfigurationException invalid(String name, String expected) {
    return new ConfigurationException(place + "." + name + " must be " + expected);
  }

  private JsonNode array(String name, String expected) {
    return typed(name, expected, JsonNode::isArray, node -> node).orElseGet(Json::array);
  }

  private <T> T required(String name, Optional<T> value) {
    return value.orElseThrow(
        () -> new ConfigurationException(place + " needs a member \"" + name + "\""));
  }

  private <T> Optional<T> typed(
      String name, String expected, Predicate<JsonNode> isOfType, Function<JsonNode, T> read) {
    Optional<JsonNode> value = member(name);
    if (value.isPresent() && !isOfType.test(value.get())) {
      throw invalid(name, expected);
    }
    return value.map(read);
  }
}
