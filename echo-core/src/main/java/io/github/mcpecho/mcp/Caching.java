package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/**
 * How long, and for whom, a client of 2026-07-28 may keep a result (<a
 * href="https://modelcontextprotocol.io/specification/2026-07-28/server/utilities/caching">caching</a>).
 *
 * @param ttl not negative; zero if it is stale at once
 * @param shared whether it is the same for every caller, so that a gateway may hand it to another
 *     one; else it is for callers with the same authorization only
 */
public record Caching(Duration ttl, boolean shared) {
  /** Stale at once, and for its caller alone: what holds of a resource that says nothing. */
  public static final Caching NONE = new Caching(Duration.ZERO, false);

  public Caching {
    if (ttl.isNegative()) {
      throw new IllegalArgumentException("A time to live is not negative");
    }
  }

  /** Returns that of a result which is the same for everybody. */
  public static Caching shared(Duration ttl) {
    return new Caching(ttl, true);
  }

  /** Returns that of a result which depends on the authorization of the caller. */
  public static Caching forCaller(Duration ttl) {
    return new Caching(ttl, false);
  }

  void putInto(ObjectNode result) {
    result.put("ttlMs", ttl.toMillis()).put("cacheScope", shared ? "public" : "private");
  }
}
