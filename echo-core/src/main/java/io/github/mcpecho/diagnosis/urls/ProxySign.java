package io.github.mcpecho.diagnosis.urls;

import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.internal.http.HeaderCatalogue;
import io.github.mcpecho.internal.http.HeaderKind;
import java.util.Comparator;
import java.util.Optional;

/** What tells that a proxy is in front of this server. */
public final class ProxySign {
  private ProxySign() {}

  /**
   * Returns what no client sends of its own accord: of the headers that are a proxy's by the table
   * of headers the first in that table, else an outdated protocol.
   */
  public static Optional<String> in(CallContext context) {
    return context.headers().lines().stream()
        .map(line -> HeaderCatalogue.find(line.name()))
        .filter(HeaderKind::isProxySign)
        .min(Comparator.comparingInt(HeaderKind::position))
        .map(HeaderKind::name)
        .or(() -> Optional.of(context.protocol()).filter("HTTP/1.0"::equals));
  }
}
