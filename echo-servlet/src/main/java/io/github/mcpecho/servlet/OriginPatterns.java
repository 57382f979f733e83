package io.github.mcpecho.servlet;

import io.github.mcpecho.internal.http.Authority;
import io.github.mcpecho.internal.http.Origin;
import io.github.mcpecho.internal.redaction.QuotedInput;
import io.github.mcpecho.settings.ConfigurationException;
import java.util.ArrayList;
import java.util.List;

/**
 * Origins that were listed: {@code *}, an origin, or a host with or without a port, of any scheme.
 * Immutable.
 */
record OriginPatterns(boolean all, List<Origin> origins, List<Authority> hosts) {
  static final OriginPatterns NONE = of(List.of());

  /**
   * Reads a list of what may stand in {@code Host}, where nothing has a scheme.
   *
   * @throws ConfigurationException if an entry is no host and not {@code *}
   */
  static OriginPatterns ofHosts(List<String> entries) {
    for (String entry : entries) {
      if (entry.contains("://")) {
        throw unusable(entry, "is an origin; without the scheme it is a host");
      }
    }
    return of(entries);
  }

  /**
   * @throws ConfigurationException if an entry is none of these
   */
  static OriginPatterns of(List<String> entries) {
    var origins = new ArrayList<Origin>();
    var hosts = new ArrayList<Authority>();
    for (String entry : entries) {
      if (entry.equals(Origin.OPAQUE)) {
        throw unusable(entry, "is what pages without an origin send; only * lets these in");
      } else if (entry.contains("://")) {
        origins.add(Origin.parse(entry).orElseThrow(() -> unusable(entry)));
      } else if (!entry.equals("*")) {
        hosts.add(Authority.parse(entry).orElseThrow(() -> unusable(entry)));
      }
    }
    return new OriginPatterns(entries.contains("*"), origins, hosts);
  }

  private static ConfigurationException unusable(String entry) {
    return unusable(entry, "is no host, no origin such as https://host, and not *");
  }

  private static ConfigurationException unusable(String entry, String why) {
    return new ConfigurationException("\"" + QuotedInput.of(entry) + "\" " + why);
  }

  boolean isEmpty() {
    return !all && origins.isEmpty() && hosts.isEmpty();
  }

  /** Returns whether every origin is welcome, opaque ones too. */
  boolean allowsAll() {
    return all;
  }

  boolean allows(Origin origin) {
    return origins.contains(origin) || allows(origin.authority());
  }

  /** Returns whether this host is welcome, whatever the scheme. */
  boolean allows(Authority host) {
    return all || hosts.stream().anyMatch(listed -> listed.covers(host));
  }
}
