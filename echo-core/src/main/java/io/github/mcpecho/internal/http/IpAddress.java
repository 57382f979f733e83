package io.github.mcpecho.internal.http;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An IP address as URIs write it (RFC 3986 §3.2.2), without brackets and zone. */
record IpAddress(int... parts) {
  private static final int OCTETS = 4;
  private static final int GROUPS = 8;

  private static final int MAX_OCTET = 255;

  /** The groups before an IPv4 address that is written as an IPv6 one (RFC 4291 §2.5.5.2). */
  private static final int[] MAPPED = {0, 0, 0, 0, 0, 0xFFFF};

  static Optional<IpAddress> parse(String text) {
    if (text.indexOf(':') >= 0) {
      String groups = withoutGap(withoutOctets(text));
      return Ipv6.GROUPED.matcher(groups).matches()
          ? Optional.of(new IpAddress(numbers(groups)))
          : Optional.empty();
    }
    return octets(text);
  }

  private static int[] numbers(String groups) {
    return Arrays.stream(groups.split(":")).mapToInt(n -> Integer.parseInt(n, 16)).toArray();
  }

  /**
   * Without a zero in front of an octet, which some programs take for octal (RFC 3986 §7.4). By
   * hand: the address in Host is read with every request.
   */
  private static Optional<IpAddress> octets(String text) {
    if (text.isEmpty() || text.charAt(0) > '9') {
      return Optional.empty();
    }
    int[] octets = new int[OCTETS];
    int octet = 0;
    boolean begun = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.' && begun && octet < OCTETS - 1) {
        octet++;
        begun = false;
      } else if (c >= '0' && c <= '9' && !(begun && octets[octet] == 0)) {
        octets[octet] = octets[octet] * 10 + c - '0';
        begun = true;
      } else {
        return Optional.empty();
      }
      if (octets[octet] > MAX_OCTET) {
        return Optional.empty();
      }
    }
    return octet == OCTETS - 1 && begun ? Optional.of(new IpAddress(octets)) : Optional.empty();
  }

  /** The last two groups may be written as an IPv4 address is. */
  private static String withoutOctets(String text) {
    int start = text.lastIndexOf(':') + 1;
    return parse(text.substring(start))
        .map(ipv4 -> text.substring(0, start) + ipv4.group(0) + ":" + ipv4.group(2))
        .orElse(text);
  }

  private String group(int octet) {
    return Integer.toHexString(parts[octet] << 8 | parts[octet + 1]);
  }

  /** A double colon stands for one or more groups of zeros (RFC 4291 §2.2). */
  private static String withoutGap(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      return text;
    }
    boolean atEdge = gap == 0 || gap + 2 == text.length();
    String before = gap == 0 ? "0" : text.substring(0, gap);
    String behind = gap + 2 == text.length() ? "0" : text.substring(gap + 2);
    int missing = GROUPS - 2 - (int) (before + behind).chars().filter(c -> c == ':').count();
    return missing > 0 || missing == 0 && atEdge
        ? before + ":" + "0:".repeat(missing) + behind
        : text;
  }

  /** Returns the IPv4 address if it is one that is written as an IPv6 address, else this. */
  IpAddress unmapped() {
    boolean mapped =
        parts.length == GROUPS && Arrays.equals(parts, 0, MAPPED.length, MAPPED, 0, MAPPED.length);
    return mapped
        ? new IpAddress(parts[6] >> 8, parts[6] & 0xFF, parts[7] >> 8, parts[7] & 0xFF)
        : this;
  }

  boolean isLoopback() {
    return parts.length == OCTETS ? parts[0] == 127 : toString().equals("::1");
  }

  /**
   * Returns whether it is of a private network (RFC 1918, 6598, 4193), of one link, or none at all
   * ({@code 0.0.0.0}, {@code ::}): a server listens on that, and it is no loopback address, since a
   * page of any origin may reach it.
   */
  boolean isPrivate() {
    if (parts.length == GROUPS) {
      return (parts[0] & 0xFE00) == 0xFC00
          || (parts[0] & 0xFFC0) == 0xFE80
          || Arrays.stream(parts).allMatch(part -> part == 0);
    }
    return switch (parts[0]) {
      case 0, 10 -> true;
      case 100 -> (parts[1] & 0xC0) == 64;
      case 169 -> parts[1] == 254;
      case 172 -> (parts[1] & 0xF0) == 16;
      case 192 -> parts[1] == 168;
      default -> false;
    };
  }

  /** Returns the one form of RFC 5952 §4: the first of the longest runs of zeros is left out. */
  @Override
  public String toString() {
    if (parts.length == OCTETS) {
      return parts[0] + "." + parts[1] + "." + parts[2] + "." + parts[3];
    }
    String groups =
        Arrays.stream(parts).mapToObj(Integer::toHexString).collect(Collectors.joining(":"));
    return Ipv6.ZEROS.stream()
        .filter(zeros -> zeros.matcher(groups).find())
        .findFirst()
        .map(zeros -> zeros.matcher(groups).replaceFirst("::"))
        .orElse(groups);
  }

  /** Compiled when the first such address comes. */
  private static final class Ipv6 {
    static final Pattern GROUPED = Pattern.compile("[0-9A-Fa-f]{1,4}(?::[0-9A-Fa-f]{1,4}){7}");

    /** Runs of zeros, two at least, the longest first. */
    static final List<Pattern> ZEROS =
        IntStream.rangeClosed(1, GROUPS - 1)
            .mapToObj(i -> Pattern.compile("(?:^|:)0(?::0){" + (GROUPS - i) + "}(?::|$)"))
            .toList();
  }
}
