package io.github.mcpecho.internal.http;

import java.util.List;

/** From where a host can be reached, as far as its name or address tells. */
public enum HostScope {
  /** A name or address that only this machine can mean. */
  LOOPBACK,
  /** An address of a private network (RFC 1918, RFC 6598, RFC 4193) or of one link. */
  PRIVATE_ADDRESS,
  /** A name that only a private resolver knows. */
  PRIVATE_NAME,
  /** Anything else. */
  PUBLIC;

  /** Names of RFC 6762, RFC 8375 and ICANN's list for private use, and what people use too. */
  private static final List<String> PRIVATE_ENDS =
      List.of(
          ".local",
          ".internal",
          ".flycast",
          ".consul",
          ".svc",
          ".lan",
          ".home.arpa",
          ".localdomain",
          ".intranet",
          ".test");

  /** What the resolver of a cluster, a cloud or a network of containers gives. */
  private static final List<String> CLUSTER_ENDS =
      List.of(".svc", ".cluster.local", ".internal", ".flycast", ".consul");

  static HostScope ofAddress(IpAddress address) {
    return address.isLoopback() ? LOOPBACK : address.isPrivate() ? PRIVATE_ADDRESS : PUBLIC;
  }

  /** Judges a name in lower case; the whole of {@code .localhost} is loopback (RFC 6761 §6.3). */
  static HostScope ofName(String text) {
    String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    if (name.equals("localhost") || name.endsWith(".localhost")) {
      return LOOPBACK;
    }
    return isOneLabel(name) || endsWithOne(name, PRIVATE_ENDS) ? PRIVATE_NAME : PUBLIC;
  }

  /** Returns whether a name in lower case is one that services in a cluster call each other. */
  static boolean isOfCluster(String name) {
    return isOneLabel(name) && !name.equals("localhost") || endsWithOne(name, CLUSTER_ENDS);
  }

  private static boolean isOneLabel(String name) {
    return name.indexOf('.') < 0
        && name.indexOf(':') < 0
        && !name.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean endsWithOne(String name, List<String> ends) {
    for (int i = 0; i < ends.size(); i++) {
      if (name.endsWith(ends.get(i))) {
        return true;
      }
    }
    return false;
  }
}
