package io.github.mcpecho.servlet;

import io.github.mcpecho.ConfigurationException;
import io.github.mcpecho.report.SafeText;
import java.util.ArrayList;
import java.util.List;

/**
 * Origins that were listed: {@code *}, an origin, or a host with or without a port, of any scheme.
 * Immutable.
 */
final class OriginPatterns {
  private static final int MAX_SHOWN = 80;

  static final OriginPatterns NONE = of(List.of());

  private final boolean all;
  private final List<Origin> origins;
  private final List<Authority> hosts;

  private OriginPatterns(boolean all, List<Origin> origins, List<Authority> hosts) {
    this.all = all;
    this.origins = List.copyOf(origins);
    this.hosts = List.copyOf(hosts);
  }

  /**
   * Reads a list.
   *
   * @throws ConfigurationException if an entry is none of these
   */
  static OriginPatterns of(List<String> entries) {
    var origins = new ArrayList<Origin>();
    var hosts = new ArrayList<Authority>();
    for (String entry : entries) {
      if (entry.contains("://")) {
        origins.add(Origin.parse(entry).orElseThrow(() -> unusable(entry)));
      } else if (!entry.equals("*")) {
        hosts.add(Authority.parse(entry).orElseThrow(() -> unusable(entry)));
      }
    }
    return new OriginPatterns(entries.contains("*"), origins, hosts);
  }

  /**
   * Returns a copy of a list.
   *
   * @throws ConfigurationException if an entry is none that {@link #of} reads
   */
  static List<String> checked(List<String> entries) {
    of(entries);
    return List.copyOf(entries);
  }

  private static ConfigurationException unusable(String entry) {
    return new ConfigurationException(
        "\"%s\" is no host, no origin such as https://host, and not *"
            .formatted(SafeText.escape(SafeText.cap(entry, MAX_SHOWN))));
  }

  boolean isEmpty() {
    return !all && origins.isEmpty() && hosts.isEmpty();
  }

  /** Returns whether every origin is welcome, opaque ones too. */
  boolean allowsAll() {
    return all;
  }

  boolean allows(Origin origin) {
    return all
        || origins.contains(origin)
        || hosts.stream().anyMatch(host -> host.covers(origin.authority()));
  }
}
