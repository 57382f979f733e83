package io.github.mcpecho.mcp;

import java.util.List;

/**
 * Is told of every exchange at the MCP endpoint, by the adapter and on its thread: return fast,
 * throw nothing. Implementations are thread-safe.
 */
public interface ExchangeListener {
  /** Hears nothing. */
  ExchangeListener NONE = exchange -> {};

  /** A request has arrived. */
  default void started() {}

  /** The request that {@link #started} announced has been answered. */
  void finished(Exchange exchange);

  /** Returns a listener that tells all of these, in order. */
  static ExchangeListener all(List<ExchangeListener> listeners) {
    ExchangeListener[] audience = listeners.toArray(ExchangeListener[]::new);
    return new ExchangeListener() {
      @Override
      public void started() {
        for (ExchangeListener listener : audience) {
          listener.started();
        }
      }

      @Override
      public void finished(Exchange exchange) {
        for (ExchangeListener listener : audience) {
          listener.finished(exchange);
        }
      }
    };
  }
}
