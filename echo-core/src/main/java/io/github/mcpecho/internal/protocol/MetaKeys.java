package io.github.mcpecho.internal.protocol;

/**
 * The members of {@code _meta} that are the protocol's own (<a
 * href="https://modelcontextprotocol.io/specification/2026-07-28/basic#meta">_meta</a>).
 */
public final class MetaKeys {
  private static final String PREFIX = "io.modelcontextprotocol/";

  public static final String PROTOCOL_VERSION = PREFIX + "protocolVersion";
  public static final String CLIENT_CAPABILITIES = PREFIX + "clientCapabilities";
  public static final String CLIENT_INFO = PREFIX + "clientInfo";
  static final String LOG_LEVEL = PREFIX + "logLevel";
  public static final String SERVER_INFO = PREFIX + "serverInfo";
  public static final String SUBSCRIPTION_ID = PREFIX + "subscriptionId";

  /** Of 2025-11-25. */
  public static final String RELATED_TASK = PREFIX + "related-task";

  /** An extension, which client and server declare among their capabilities. */
  public static final String TASKS_EXTENSION = PREFIX + "tasks";

  private MetaKeys() {}
}
