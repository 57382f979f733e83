package io.github.mcpecho.internal.protocol;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What clients send. */
public final class ClientMethods {
  /** The methods of their requests and notifications, by any revision, in order. */
  public static final List<String> NAMES =
      Stream.of(
              Arrays.stream(McpMethod.values()).map(McpMethod::wireName),
              Notifications.OF_LEGACY_CLIENTS.stream(),
              Stream.of(McpMethod.TASKS_UPDATE))
          .flatMap(names -> names)
          .sorted()
          .toList();

  private ClientMethods() {}
}
