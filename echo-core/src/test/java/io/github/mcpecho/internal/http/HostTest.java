package io.github.mcpecho.internal.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class HostTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Example.COM:80              | example.com        | example.com
          example.com:                | example.com        | example.com
          example.com:0               | example.com        | example.com
          example.com:65536           | [example.com:65536] | example.com:65536
          10.0.0.5:3000               | 10.0.0.5           | 10.0.0.5
          0:0:0:0:0:0:0:1             | [::1]              | ::1
          [0:0:0:0:0:0:0:1]:3000      | [::1]              | ::1
          [::1]                       | [::1]              | ::1
          0:0:0:0:0:0:0:0             | [::]               | ::
          2001:DB8:0:0:1:0:0:1        | [2001:db8::1:0:0:1] | 2001:db8::1:0:0:1
          2001:db8:0:1:1:1:1:1        | [2001:db8:0:1:1:1:1:1] | 2001:db8:0:1:1:1:1:1
          fe80:0:0:0:10:0:0:0         | [fe80::10:0:0:0]   | fe80::10:0:0:0
          1:0:0:0:0:0:0:0             | [1::]              | 1::
          ::ffff:10.0.0.5             | 10.0.0.5           | 10.0.0.5
          [::FFFF:0a00:0005]:80       | 10.0.0.5           | 10.0.0.5
          ::10.0.0.5                  | [::a00:5]          | ::a00:5
          fe80:0:0:0:0:0:0:1%eth0     | [fe80::1%eth0]     | fe80::1%eth0
          1:2:3                       | [1:2:3]            | 1:2:3
          .:1:2                       | [.:1:2]            | .:1:2
          _hidden                     | _hidden            | _hidden
          ''                          | ''                 | ''
          []                          | ''                 | ''
          """)
  void oneNodeHasOneForm(String node, String text, String form) {
    assertEquals(text, Host.ofNode(node).text());
    assertEquals(form, Host.ofNode(node).node());
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.7:80, 203.0.113.7",
    "[2001:DB8::1]:80, [2001:DB8::1]",
    "[2001:DB8::1], [2001:DB8::1]",
    "2001:DB8::1, 2001:DB8::1",
    "_gazonk:_port, _gazonk:_port",
    "a:65536, a:65536",
    "unknown, unknown",
  })
  void onlyThePortIsCutOff(String node, String host) {
    assertEquals(host, Host.withoutPort(node));
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, LOOPBACK",
    "a.localhost, LOOPBACK",
    "localhost.example.com, PUBLIC",
    "127.0.0.1, LOOPBACK",
    "127.255.255.254, LOOPBACK",
    "127.example.com, PUBLIC",
    "127.0.0.1.example.com, PUBLIC",
    "127.1, PUBLIC",
    "::1, LOOPBACK",
    "0:0:0:0:0:0:0:1, LOOPBACK",
    "::ffff:127.0.0.1, LOOPBACK",
    "::2, PUBLIC",
    "10.0.0.1, PRIVATE_ADDRESS",
    "10.example.com, PUBLIC",
    "172.15.0.1, PUBLIC",
    "172.16.0.1, PRIVATE_ADDRESS",
    "172.31.255.255, PRIVATE_ADDRESS",
    "172.32.0.1, PUBLIC",
    "192.168.0.1, PRIVATE_ADDRESS",
    "192.168.example.com, PUBLIC",
    "169.254.169.254, PRIVATE_ADDRESS",
    "100.63.0.1, PUBLIC",
    "100.64.0.1, PRIVATE_ADDRESS",
    "100.127.0.1, PRIVATE_ADDRESS",
    "100.128.0.1, PUBLIC",
    "::ffff:10.0.0.1, PRIVATE_ADDRESS",
    "fc00::1, PRIVATE_ADDRESS",
    "fdff::1, PRIVATE_ADDRESS",
    "fe00::1, PUBLIC",
    "fe80::1%eth0, PRIVATE_ADDRESS",
    "febf::1, PRIVATE_ADDRESS",
    "fc00.example.com, PUBLIC",
    "2001:db8::1, PUBLIC",
    "203.0.113.9, PUBLIC",
    "backend, PRIVATE_NAME",
    "echo.default.svc, PRIVATE_NAME",
    "mcp.internal, PRIVATE_NAME",
    "internal.example.com, PUBLIC",
    "2130706433, PUBLIC",
  })
  void scopeIsThatOfTheAddressOrTheName(String node, HostScope scope) {
    assertEquals(scope, Host.ofNode(node).scope());
  }

  /** RFC 4291 §2.2: case, zeros in front, a double colon, the end as an IPv4 address. */
  @ParameterizedTest
  @MethodSource("addresses")
  void everySpellingOfAnAddressIsThatAddress(int[] groups) throws UnknownHostException {
    Host host = Host.ofNode(plain(groups));
    for (String spelling : spellings(groups)) {
      assertEquals(host, Host.ofNode(spelling), spelling);
      Host inUri = Host.parse("[" + spelling + "]").orElseThrow();
      assertEquals(Host.parse("[" + plain(groups) + "]").orElseThrow(), inUri, spelling);
      assertEquals(host, Host.ofNode(inUri.text()), spelling);
      assertEquals(InetAddress.getByName(spelling), InetAddress.getByName(host.node()), spelling);
    }
  }

  static Stream<int[]> addresses() {
    // Each group zero, small or large, so that runs of zeros of every place and length come up.
    return Stream.concat(
        IntStream.range(0, 256)
            .mapToObj(
                bits ->
                    IntStream.range(0, 8)
                        .map(i -> (bits >> i & 1) == 0 ? 0 : i % 2 == 0 ? 0xdb8 : i)
                        .toArray()),
        Stream.of(
            new int[] {0, 0, 0, 0, 0, 0xffff, 0x7f00, 1},
            new int[] {0, 0, 0, 0, 0, 0xffff, 0, 0},
            new int[] {0xfe80, 0, 0, 0, 0xabcd, 0, 0, 0xffff}));
  }

  private static List<String> spellings(int[] groups) {
    var spellings = new ArrayList<String>();
    for (String ending : List.of(plain(groups), withIpv4(groups))) {
      spellings.add(ending);
      spellings.add(ending.toUpperCase(Locale.ROOT));
      String[] parts = ending.split(":");
      for (int start = 0; start < parts.length; start++) {
        for (int end = start + 1; end <= parts.length && parts[end - 1].equals("0"); end++) {
          spellings.add(joined(parts, 0, start) + "::" + joined(parts, end, parts.length));
        }
      }
    }
    spellings.add(
        IntStream.of(groups)
            .mapToObj(group -> "%04x".formatted(group))
            .reduce((left, right) -> left + ":" + right)
            .orElseThrow());
    return spellings;
  }

  private static String plain(int[] groups) {
    return IntStream.of(groups)
        .mapToObj(Integer::toHexString)
        .reduce((left, right) -> left + ":" + right)
        .orElseThrow();
  }

  private static String withIpv4(int[] groups) {
    String plain = plain(groups);
    int end = plain.lastIndexOf(':', plain.lastIndexOf(':') - 1);
    return plain.substring(0, end)
        + ":%d.%d.%d.%d"
            .formatted(groups[6] >> 8, groups[6] & 255, groups[7] >> 8, groups[7] & 255);
  }

  private static String joined(String[] parts, int start, int end) {
    return String.join(":", List.of(parts).subList(start, end));
  }

  @Test
  void whatLooksLikeAnAddressAndIsNoneStaysAName() {
    for (String text :
        List.of(
            "127.0.0.256",
            "1.2.3",
            "1.2.3.",
            "1.2.3.4.",
            ".1.2.3",
            ".1.2.3.4",
            "1.2.3.4.5",
            "01.2.3.4",
            "1.2.3.00",
            "1.2.3.4294967297",
            "1..2.3",
            "1.2.3.x",
            "٧.1.1.1")) {
      assertEquals(text, Host.ofNode(text).node());
      assertEquals(false, Host.ofNode(text).isAddress());
    }
  }
}
