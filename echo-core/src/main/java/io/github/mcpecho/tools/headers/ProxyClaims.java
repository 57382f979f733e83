package io.github.mcpecho.tools.headers;

import io.github.mcpecho.mcp.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What proxies say about the connection of the client, the outermost hop first.
 *
 * @param clients addresses without ports, in lower case
 */
record ProxyClaims(List<String> clients, List<String> schemes, List<String> hosts) {
  private static final Pattern PAIR =
      Pattern.compile("([A-Za-z]{1,20})\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*+)\"?|([^\\s;,\"]*+))");

  /** Reads {@code X-Forwarded-For}, {@code -Proto} and {@code -Host}. */
  static ProxyClaims ofXForwarded(Headers headers) {
    return new ProxyClaims(
        list(headers, "x-forwarded-for").stream().map(ProxyClaims::withoutPort).toList(),
        list(headers, "x-forwarded-proto"),
        list(headers, "x-forwarded-host"));
  }

  /** Reads {@code Forwarded} (RFC 7239 §4); what is malformed is left out. */
  static ProxyClaims ofForwarded(Headers headers) {
    var clients = new ArrayList<String>();
    var schemes = new ArrayList<String>();
    var hosts = new ArrayList<String>();
    Matcher pair = PAIR.matcher(String.join(",", headers.all("forwarded")));
    while (pair.find()) {
      String value =
          (pair.group(2) == null ? pair.group(3) : pair.group(2)).toLowerCase(Locale.ROOT);
      switch (pair.group(1).toLowerCase(Locale.ROOT)) {
        case "for" -> clients.add(withoutPort(value));
        case "proto" -> schemes.add(value);
        case "host" -> hosts.add(value);
        default -> {
          // "by" names the proxy itself.
        }
      }
    }
    return new ProxyClaims(clients, schemes, hosts);
  }

  Optional<String> scheme() {
    return schemes.stream().findFirst();
  }

  Optional<String> host() {
    return hosts.stream().findFirst();
  }

  /** Returns the outermost address, unless it is hidden (RFC 7239 §6.2, §6.3). */
  Optional<String> client() {
    return clients.stream().findFirst().filter(c -> !c.startsWith("_") && !c.equals("unknown"));
  }

  boolean isEmpty() {
    return clients.isEmpty() && schemes.isEmpty() && hosts.isEmpty();
  }

  /** Returns the host of {@code host:port}, without the brackets of an IPv6 address. */
  static String withoutPort(String authority) {
    if (authority.startsWith("[")) {
      int end = authority.indexOf(']');
      return end < 0 ? authority : authority.substring(1, end);
    }
    int colon = authority.indexOf(':');
    boolean onlyOne = colon >= 0 && colon == authority.lastIndexOf(':');
    return onlyOne ? authority.substring(0, colon) : authority;
  }

  private static List<String> list(Headers headers, String name) {
    var values = new ArrayList<String>();
    for (String line : headers.all(name)) {
      for (String value : line.split(",")) {
        if (!value.isBlank()) {
          values.add(value.strip().toLowerCase(Locale.ROOT));
        }
      }
    }
    return values;
  }
}
