package io.github.mcpecho.diagnosis.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One block of a report: its lines of text, and the same facts under a member name of {@code
 * structuredContent}. Immutable.
 */
public final class Section {
  private final List<String> lines;
  private final Optional<String> key;
  private final JsonNode fact;

  private Section(List<String> lines, Optional<String> key, JsonNode fact) {
    this.lines = List.copyOf(lines);
    this.key = key;
    this.fact = fact;
  }

  /** Starts a section whose facts stand under {@code key}; the heading is followed by a colon. */
  public static Builder titled(String key, String heading) {
    return new Builder(Optional.of(key), heading + ":");
  }

  /** Starts a section that says nothing a program would read. */
  public static Builder remark(String heading) {
    return new Builder(Optional.empty(), heading + ":");
  }

  /** Returns a section of one line, {@code heading: shown}. */
  public static Section line(String key, String heading, String shown, JsonNode fact) {
    return new Section(List.of(heading + ": " + shown), Optional.of(key), fact);
  }

  /** Returns a section of one line, {@code heading: shown}. */
  public static Section line(String key, String heading, String shown) {
    return line(key, heading, shown, TextNode.valueOf(shown));
  }

  /** Returns a line that says nothing a program would read. */
  public static Section remarkLine(String text) {
    return new Section(List.of(text), Optional.empty(), Json.object());
  }

  /** Returns facts that the text shows elsewhere. */
  public static Section factOnly(String key, JsonNode fact) {
    return new Section(List.of(), Optional.of(key), fact);
  }

  List<String> lines() {
    return lines;
  }

  Optional<String> key() {
    return key;
  }

  JsonNode fact() {
    return fact;
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
      return field(name, label, shown, TextNode.valueOf(shown));
    }

    /** Adds {@code label: shown}, and the fact {@code name} in a form that programs prefer. */
    public Builder field(String name, String label, String shown, JsonNode value) {
      fields.set(name, value);
      return text(label + ": " + shown);
    }

    /** Adds a fact without a line of its own. */
    public Builder fact(String name, JsonNode value) {
      fields.set(name, value);
      return this;
    }

    /** Adds an indented line. */
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

    /** Returns whether there is nothing under the heading. */
    boolean isEmpty() {
      return lines.size() == 1;
    }

    public Section build() {
      return new Section(lines, key, fact.orElse(fields));
    }
  }
}
