package io.github.mcpecho.mcp;

import java.util.List;
import java.util.Set;

/**
 * Is told of every exchange at the MCP endpoint, by the adapter and on its thread: return fast,
 * throw nothing. Implementations are thread-safe.
 */
public interface ExchangeListener {
  /** Hears nothing. */
  ExchangeListener NONE = exchange -> {};

  /** A server was made that will tell of its exchanges, and has these tools. */
  default void serves(Set<String> toolNames) {}

  /** A request has arrived. */
  default void started() {}

  /** The answer to a request has become a stream of events. */
  default void streamOpened() {}

  /** A stream that {@link #streamOpened} announced has ended. */
  default void streamClosed() {}

  /** The request that {@link #started} announced has been answered. */
  void finished(Exchange exchange);

  /** Returns a listener that tells all of these, in order. */
  static ExchangeListener all(List<ExchangeListener> listeners) {
    List<ExchangeListener> audience = List.copyOf(listeners);
    return new ExchangeListener() {
      @Override
      public void serves(Set<String> toolNames) {
        audience.forEach(listener -> listener.serves(toolNames));
      }

      @Override
      public void started() {
        audience.forEach(ExchangeListener::started);
      }

      @Override
      public void streamOpened() {
        audience.forEach(ExchangeListener::streamOpened);
      }

      @Override
      public void streamClosed() {
        audience.forEach(ExchangeListener::streamClosed);
      }

      @Override
      public void finished(Exchange exchange) {
        audience.forEach(listener -> listener.finished(exchange));
      }
    };
  }
}
