package io.github.mcpecho.diagnosis.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * One block of a report: its lines of text, and the same facts under a member name of {@code
 * structuredContent}. Immutable.
 */
public record Section(List<String> lines, Optional<String> key, JsonNode fact) {
  /** Starts a section whose facts stand under {@code key}; the heading is followed by a colon. */
  public static Builder titled(String key, String heading) {
    return new Builder(Optional.of(key), heading + ":");
  }

  /** Starts a section of text without facts. */
  public static Builder remark(String heading) {
    return new Builder(Optional.empty(), heading + ":");
  }

  /** Returns a section of one line, {@code heading: shown}. */
  public static Section line(String key, String heading, String shown, JsonNode fact) {
    return new Section(List.of(heading + ": " + shown), Optional.of(key), fact);
  }

  public static Section line(String key, String heading, String shown) {
    return line(key, heading, shown, TextNode.valueOf(shown));
  }

  /** Returns a section that is one line of text without a fact. */
  public static Section remarkLine(String text) {
    return new Section(List.of(text), Optional.empty(), Json.object());
  }

  /** Returns a section that is one fact without text. */
  public static Section factOnly(String key, JsonNode fact) {
    return new Section(List.of(), Optional.of(key), fact);
  }

  /** Collects the lines and facts of one section. Not thread-safe. */
  public static final class Builder {
    private final Optional<String> key;
    private final List<String> lines = new ArrayList<>();
    private final ObjectNode fields = Json.object();
    private Optional<JsonNode> fact = Optional.empty();

    private Builder(Optional<String> key, String heading) {
      this.key = key;
      lines.add(heading);
    }

    /** Adds {@code label: shown}, and the same text as the fact {@code name}. */
    public Builder field(String name, String label, String shown) {
      return text(label, shown).fact(name, shown);
    }

    /** Adds a fact without a line of its own. */
    public Builder fact(String name, JsonNode value) {
      fields.set(name, value);
      return this;
    }

    public Builder fact(String name, String value) {
      fields.put(name, value);
      return this;
    }

    public Builder fact(String name, long value) {
      fields.put(name, value);
      return this;
    }

    public Builder fact(String name, double value) {
      fields.put(name, value);
      return this;
    }

    public Builder fact(String name, boolean value) {
      fields.put(name, value);
      return this;
    }

    /** Adds an indented line {@code label: shown}. */
    public Builder text(String label, String shown) {
      lines.add("  " + label + ": " + shown);
      return this;
    }

    public Builder text(String line) {
      lines.add("  " + line);
      return this;
    }

    /** Adds lines as they are, split at line feeds. */
    public Builder block(String text) {
      lines.addAll(List.of(text.split("\n", -1)));
      return this;
    }

    /** Replaces the facts: the section's value is not an object of its fields. */
    public Builder value(JsonNode value) {
      fact = Optional.of(value);
      return this;
    }

    /** Replaces the facts by a list of texts. */
    public Builder value(List<String> texts) {
      ArrayNode list = Json.array(texts.size());
      texts.forEach(list::add);
      return value(list);
    }

    /** Returns whether there is nothing under the heading. */
    boolean isEmpty() {
      return lines.size() == 1;
    }

    public Section build() {
      return new Section(Collections.unmodifiableList(lines), key, fact.orElse(fields));
    }
  }
}
