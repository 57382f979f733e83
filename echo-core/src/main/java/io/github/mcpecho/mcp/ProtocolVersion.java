package io.github.mcpecho.mcp;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The revisions of MCP, oldest first. */
public enum ProtocolVersion {
  V2024_11_05("2024-11-05"),
  V2025_03_26("2025-03-26"),
  V2025_06_18("2025-06-18"),
  V2025_11_25("2025-11-25"),
  V2026_07_28("2026-07-28");

  private static final Map<String, ProtocolVersion> BY_WIRE_NAME =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(ProtocolVersion::wireName, Function.identity()));

  private final String wireName;

  ProtocolVersion(String wireName) {
    this.wireName = wireName;
  }

  public static Optional<ProtocolVersion> of(String wireName) {
    return Optional.ofNullable(BY_WIRE_NAME.get(wireName));
  }

  /** Returns the name as messages and headers carry it, a date. */
  public String wireName() {
    return wireName;
  }

  /** Returns whether every request of this revision carries its own {@code _meta} envelope. */
  public boolean isModern() {
    return compareTo(V2026_07_28) >= 0;
  }

  /** Returns whether several messages may come as one JSON array; revision 2025-06-18 ended it. */
  public boolean hasBatches() {
    return compareTo(V2025_06_18) < 0;
  }

  /** Returns whether requests after {@code initialize} name the revision in a header. */
  public boolean hasVersionHeader() {
    return compareTo(V2025_06_18) >= 0;
  }

  @Override
  public String toString() {
    return wireName;
  }
}
