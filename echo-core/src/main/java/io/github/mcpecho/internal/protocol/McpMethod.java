package io.github.mcpecho.internal.protocol;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The requests that a client may make by some revision: the one table of which method exists when.
 * The legacy era is revisions 2024-11-05 to 2025-11-25, the modern one begins with 2026-07-28.
 * Whether a server has a method of the era is another matter.
 */
public enum McpMethod {
  INITIALIZE("initialize", Eras.LEGACY),
  PING("ping", Eras.LEGACY),
  SERVER_DISCOVER("server/discover", Eras.MODERN),
  SUBSCRIPTIONS_LISTEN("subscriptions/listen", Eras.MODERN),
  LOGGING_SET_LEVEL("logging/setLevel", Eras.LEGACY),
  COMPLETION_COMPLETE("completion/complete", Eras.BOTH),
  TOOLS_LIST("tools/list", Eras.BOTH),
  TOOLS_CALL("tools/call", Eras.BOTH, "name"),
  PROMPTS_LIST("prompts/list", Eras.BOTH),
  PROMPTS_GET("prompts/get", Eras.BOTH, "name"),
  RESOURCES_LIST("resources/list", Eras.BOTH),
  RESOURCES_TEMPLATES_LIST("resources/templates/list", Eras.BOTH),
  RESOURCES_READ("resources/read", Eras.BOTH, "uri"),
  RESOURCES_SUBSCRIBE("resources/subscribe", Eras.LEGACY),
  RESOURCES_UNSUBSCRIBE("resources/unsubscribe", Eras.LEGACY),
  TASKS_GET("tasks/get", Eras.LEGACY),
  TASKS_RESULT("tasks/result", Eras.LEGACY),
  TASKS_LIST("tasks/list", Eras.LEGACY),
  TASKS_CANCEL("tasks/cancel", Eras.LEGACY);

  /** Of the extension io.modelcontextprotocol/tasks to 2026-07-28. */
  public static final String TASKS_UPDATE = "tasks/update";

  private enum Eras {
    LEGACY,
    MODERN,
    BOTH
  }

  private static final Map<String, McpMethod> BY_WIRE_NAME =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(McpMethod::wireName, Function.identity()));

  private final String wireName;
  private final Eras eras;
  private final Optional<String> nameParam;

  McpMethod(String wireName, Eras eras) {
    this(wireName, eras, "");
  }

  McpMethod(String wireName, Eras eras, String nameParam) {
    this.wireName = wireName;
    this.eras = eras;
    this.nameParam = Optional.of(nameParam).filter(param -> !param.isEmpty());
  }

  public static Optional<McpMethod> of(String wireName) {
    return Optional.ofNullable(BY_WIRE_NAME.get(wireName));
  }

  /**
   * Returns the param that {@code Mcp-Name} repeats in a modern request of this method (<a
   * href="https://modelcontextprotocol.io/specification/2026-07-28/basic/transports/streamable-http#standard-request-headers">standard
   * request headers</a>); nothing if its requests have no such header.
   */
  public static Optional<String> nameParam(String wireName) {
    McpMethod method = BY_WIRE_NAME.get(wireName);
    return method == null ? Optional.empty() : method.nameParam;
  }

  public String wireName() {
    return wireName;
  }

  public boolean is(String method) {
    return wireName.equals(method);
  }

  /** Returns whether some revision to 2025-11-25 has it. */
  public boolean isLegacy() {
    return eras != Eras.MODERN;
  }

  /** Returns whether the revisions since 2026-07-28 have it. */
  public boolean isModern() {
    return eras != Eras.LEGACY;
  }
}
