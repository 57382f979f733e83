package io.github.mcpecho.diagnosis.urls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostPortTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          example.com        | example.com   | 0    | true
          example.com:8080   | example.com   | 8080 | true
          Example.COM:8080   | Example.COM   | 8080 | true
          [2001:db8::1]      | [2001:db8::1] | 0    | true
          [2001:db8::1]:443  | [2001:db8::1] | 443  | true
          2001:db8::1        | 2001:db8::1   | 0    | false
          example.com:       | example.com:  | 0    | false
          example.com:0      | example.com:0 | 0    | false
          example.com:65536  | example.com:65536 | 0 | false
          user@example.com   | user@example.com | 0 | false
          exa mple.com       | exa mple.com  | 0    | false
          ''                 | ''            | 0    | false
          []                 | []            | 0    | false
          """)
  void hostAndPortAreToldApart(String text, String host, int port, boolean valid) {
    HostPort parsed = HostPort.of(text);
    assertEquals(host, parsed.host());
    assertEquals(port, parsed.port().orElse(0));
    assertEquals(valid, parsed.isValid());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Example.COM:80              | example.com        | example.com
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
          fe80:0:0:0:0:0:0:1%eth0     | [fe80:0:0:0:0:0:0:1%eth0] | fe80:0:0:0:0:0:0:1%eth0
          1:2:3                       | [1:2:3]            | 1:2:3
          .:1:2                       | [.:1:2]            | .:1:2
          _hidden                     | _hidden            | _hidden
          """)
  void oneHostHasOneForm(String text, String canonical, String node) {
    assertEquals(canonical, HostPort.of(text).canonical());
    assertEquals(node, HostPort.of(text).node());
  }
}
