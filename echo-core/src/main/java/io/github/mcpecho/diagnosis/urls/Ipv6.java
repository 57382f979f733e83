package io.github.mcpecho.diagnosis.urls;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** IPv6 addresses in the one form of RFC 5952. */
final class Ipv6 {
  private static final int GROUPS = 8;
  private static final String CHARACTERS = "0123456789abcdefABCDEF:.";

  private Ipv6() {}

  /**
   * Returns an address without brackets in its shortest form, an IPv4 address that came as an IPv6
   * one as the former, and any other text as it is. Looks no name up.
   */
  static String shortest(String text) {
    if (text.indexOf(':') < 0 || text.chars().anyMatch(c -> CHARACTERS.indexOf(c) < 0)) {
      return text;
    }
    try {
      // With brackets it is an address or an error, and never a name.
      InetAddress address = InetAddress.getByName("[" + text + "]");
      return address instanceof Inet6Address
          ? compressed(address.getAddress())
          : address.getHostAddress();
    } catch (UnknownHostException e) {
      return text;
    }
  }

  /** The first of the longest runs of zeros, two at least, is left out (RFC 5952 §4.2). */
  private static String compressed(byte[] bytes) {
    String groups =
        IntStream.range(0, GROUPS)
            .map(i -> (bytes[2 * i] & 0xFF) << 8 | bytes[2 * i + 1] & 0xFF)
            .mapToObj(Integer::toHexString)
            .collect(Collectors.joining(":"));
    for (int more = GROUPS - 1; more > 0; more--) {
      String shorter = groups.replaceFirst("(^|:)0(:0){" + more + "}(:|$)", "::");
      if (!shorter.equals(groups)) {
        return shorter;
      }
    }
    return groups;
  }
}
