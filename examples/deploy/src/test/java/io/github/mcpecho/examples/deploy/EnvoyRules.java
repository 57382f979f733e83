package io.github.mcpecho.examples.deploy;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Duration;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.TypeRegistry;
import io.envoyproxy.pgv.validate.Validate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Holds messages against the rules that stand beside their fields (protoc-gen-validate), which
 * Envoy checks at its start too. A rule that nobody here can check is an error.
 */
final class EnvoyRules {
  private final TypeRegistry types;
  private final List<String> violations = new ArrayList<>();
  private int checked;

  EnvoyRules(TypeRegistry types) {
    this.types = types;
  }

  /** Returns what is wrong with this message, and with those inside of it. */
  List<String> violations(Message message) {
    check(message);
    return violations;
  }

  /** Returns how many rules were held against something. */
  int checked() {
    return checked;
  }

  private void check(Message message) {
    if (message instanceof Any any) {
      check(unpacked(any));
      return;
    }
    Descriptor type = message.getDescriptorForType();
    for (OneofDescriptor oneOf : type.getRealOneofs()) {
      if (oneOf.getOptions().getExtension(Validate.required)) {
        hold(message.hasOneof(oneOf), type, oneOf.getName(), "required");
      }
    }
    for (FieldDescriptor field : type.getFields()) {
      check(message, field);
    }
  }

  private void check(Message message, FieldDescriptor field) {
    Validate.FieldRules rules = field.getOptions().getExtension(Validate.rules);
    boolean isSet = !field.hasPresence() || message.hasField(field);
    if (!isSet && field.getRealContainingOneof() != null) {
      return; // Another one of them may be.
    }
    if (rules.getMessage().getRequired()) {
      hold(isSet, field.getContainingType(), field.getName(), "required");
    }
    Object value = message.getField(field);
    for (Map.Entry<FieldDescriptor, Object> kind : rules.getAllFields().entrySet()) {
      if (!kind.getKey().getName().equals("message")) {
        check(isSet, value, (Message) kind.getValue(), field);
      }
    }
    if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
      values(value, isSet).stream().map(Message.class::cast).forEach(this::check);
    }
  }

  private static Collection<?> values(Object value, boolean isSet) {
    return value instanceof Collection<?> several ? several : isSet ? List.of(value) : List.of();
  }

  private void check(boolean isSet, Object value, Message rules, FieldDescriptor field) {
    boolean mayBeEmpty =
        rules.getAllFields().entrySet().stream()
            .anyMatch(rule -> rule.getKey().getName().equals("ignore_empty"));
    rules
        .getAllFields()
        .forEach(
            (rule, bound) -> {
              if (rule.getName().equals("required")) {
                hold(isSet, field.getContainingType(), field.getName(), "required");
              } else if (rule.getName().equals("items")) {
                for (Object item : (Collection<?>) value) {
                  ((Message) bound)
                      .getAllFields()
                      .forEach((kind, of) -> check(true, item, (Message) of, field));
                }
              } else if (isSet && !(mayBeEmpty && isEmpty(value))) {
                hold(
                    isKept(rule.getName(), bound, value),
                    field.getContainingType(),
                    field.getName(),
                    rule.getName() + " " + bound);
              }
            });
  }

  private static boolean isEmpty(Object value) {
    return value.toString().isEmpty() || value.equals(0) || value.equals(0L);
  }

  private static boolean isKept(String rule, Object bound, Object value) {
    return switch (rule) {
      case "ignore_empty", "strict" -> true;
      case "min_len", "min_bytes" -> length(value) >= (long) bound;
      case "max_len", "max_bytes" -> length(value) <= (long) bound;
      case "min_items", "min_pairs" -> ((Collection<?>) value).size() >= (long) bound;
      case "max_items", "max_pairs" -> ((Collection<?>) value).size() <= (long) bound;
      case "unique" -> ((Collection<?>) value).stream().distinct().count() == size(value);
      case "pattern" -> Pattern.compile((String) bound).matcher((String) value).matches();
      case "prefix" -> ((String) value).startsWith((String) bound);
      // A name or a value of a header.
      case "well_known_regex" -> ((String) value).chars().noneMatch(c -> c < ' ' || c == 0x7F);
      case "defined_only" -> ((EnumValueDescriptor) value).getIndex() >= 0;
      case "const" -> number(value).equals(number(bound));
      case "in" -> ((Collection<?>) bound).contains(plain(value));
      case "not_in" -> !((Collection<?>) bound).contains(plain(value));
      case "gt" -> number(value).compareTo(number(bound)) > 0;
      case "gte" -> number(value).compareTo(number(bound)) >= 0;
      case "lt" -> number(value).compareTo(number(bound)) < 0;
      case "lte" -> number(value).compareTo(number(bound)) <= 0;
      default -> throw new IllegalArgumentException("Nobody checks the rule " + rule);
    };
  }

  private static long length(Object value) {
    return value.toString().length();
  }

  private static long size(Object value) {
    return ((Collection<?>) value).size();
  }

  private static Object plain(Object value) {
    if (value instanceof Any any) {
      return any.getTypeUrl();
    }
    return value instanceof EnumValueDescriptor named ? named.getNumber() : value;
  }

  /** Durations are messages, and so are numbers that may be left out. */
  private static Double number(Object value) {
    if (value instanceof Message message) {
      return message.getDescriptorForType().equals(Duration.getDescriptor())
          ? number(member(message, "seconds")) + number(member(message, "nanos")) / 1e9
          : number(member(message, "value"));
    }
    return value instanceof Boolean flag ? (flag ? 1.0 : 0.0) : ((Number) value).doubleValue();
  }

  private static Object member(Message message, String name) {
    return message.getField(message.getDescriptorForType().findFieldByName(name));
  }

  private void hold(boolean isKept, Descriptor type, String field, String rule) {
    checked++;
    if (!isKept) {
      violations.add(type.getName() + "." + field + ": " + rule);
    }
  }

  private Message unpacked(Any any) {
    try {
      Descriptor type = types.getDescriptorForTypeUrl(any.getTypeUrl());
      return DynamicMessage.parseFrom(type, any.getValue());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
