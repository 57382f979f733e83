package io.github.mcpecho.internal.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorityTest {
  @ParameterizedTest
  @CsvSource({
    "localhost, localhost, -1",
    "Echo.Example.COM:8443, echo.example.com, 8443",
    "a_b~c-d.:80, a_b~c-d., 80",
    "host:, host, -1",
    "host:0, host, 0",
    "host:65535, host, 65535",
    "127.0.0.1:3000, 127.0.0.1, 3000",
    "[::1]:3000, [::1], 3000",
    "[2001:DB8::7], [2001:db8::7], -1",
    "[::ffff:127.0.0.1], [::ffff:7f00:1], -1",
  })
  void hostAndPortAreRead(String text, String host, int port) {
    Authority authority = Authority.parse(text).orElseThrow();
    assertEquals(host, authority.host().text());
    assertEquals(port, authority.port().orElse(-1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":80",
        "host:65536",
        "host:000080",
        "host:-1",
        "host:+80",
        "host:80:80",
        "host:\u0661",
        "host name",
        "höst",
        "user@host",
        "host/path",
        "host,other",
        "[]",
        "[:]",
        "[::1",
        "[::1]x",
        "[::1]]:80",
        "[fe80::1%eth0]",
        "[fe80::1%25eth0]",
        "[1:2:3]",
        "[1:2:3:4:5:6:7:8:9]",
        "[1::2::3]",
        "[:1::]",
        "[00001::]",
        "[::1.2.3]",
        "[1.2.3.4]",
        "[v1.a]",
        "a%62",
        "[\uff11::]",
        "::1"
      })
  void anythingElseIsNone(String text) {
    assertEquals(Optional.empty(), Authority.parse(text));
  }

  @Test
  void aNameThatIsTooLongIsNoHost() {
    assertEquals(253, Authority.parse("a".repeat(253)).orElseThrow().host().text().length());
    assertEquals(Optional.empty(), Authority.parse("a".repeat(254)));
    assertEquals(Optional.empty(), Authority.parse("[" + "1".repeat(46) + "]"));
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, true",
    "LOCALHOST:80, true",
    "localhost., true",
    "app.localhost:80, true",
    "notlocalhost, false",
    "127.0.0.1, true",
    "127.255.0.7:1, true",
    "[::1], true",
    "[0:0:0:0:0:0:0:1]:80, true",
    "[::ffff:127.0.0.1], false",
    "[::7f00:1], false",
    "127.0.0.256, false",
    "127.1, false",
    "127.example.com, false",
    "127.0.0.1., false",
    "127.0.0.01, false",
    "127.0.0.1.evil.example, false",
    "localhost.evil.example, false",
    "128.0.0.1, false",
    "[::2], false",
  })
  void loopbackIsThisMachineAndNothingElse(String text, boolean loopback) {
    assertEquals(
        loopback, Authority.parse(text).orElseThrow().host().scope() == HostScope.LOOPBACK);
  }
}
