package io.github.mcpecho.doctor.exchange;

import io.github.mcpecho.internal.text.TsvResource;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** Addresses at which nobody serves others, or that tell a machine of a cloud its secrets. */
final class SpecialAddresses {
  private static final int IPV4_BYTES = 4;

  private static final List<byte[]> OF_METADATA =
      TsvResource.rows(SpecialAddresses.class, "metadata-addresses.tsv").stream()
          .map(row -> address(row[0]).getAddress())
          .toList();

  /** Prefixes before an IPv4 address that is reached by IPv6 (RFC 6052 §2.1, RFC 3056 §2). */
  private static final List<byte[]> TRANSLATING =
      List.of(prefix("64:ff9b::", 12), prefix("2002::", 2));

  private SpecialAddresses() {}

  static boolean has(InetAddress address) {
    return address.isLinkLocalAddress()
        || address.isAnyLocalAddress()
        || address.isMulticastAddress()
        || OF_METADATA.stream().anyMatch(one -> Arrays.equals(one, address.getAddress()));
  }

  /** Returns the address that is reached by way of this one. */
  static InetAddress meant(InetAddress address) {
    byte[] bytes = address.getAddress();
    return TRANSLATING.stream()
        .filter(prefix -> bytes.length > IPV4_BYTES)
        .filter(prefix -> Arrays.equals(prefix, Arrays.copyOf(bytes, prefix.length)))
        .map(prefix -> of(Arrays.copyOfRange(bytes, prefix.length, prefix.length + IPV4_BYTES)))
        .findFirst()
        .orElse(address);
  }

  private static byte[] prefix(String address, int bytes) {
    return Arrays.copyOf(address(address).getAddress(), bytes);
  }

  /** Reads one that is written as numbers, so that no name is looked up. */
  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("No address: " + text, e);
    }
  }

  private static InetAddress of(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("They are four", e);
    }
  }
}
