package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a head of HTTP/2 that cannot be read (RFC 9113 §8.2, §8.3). */
class MalformedHttp2Test {
  /** What the table of requests in HTTP/1.1 cannot have. */
  static final Set<Malformation> OF_HTTP2 =
      EnumSet.range(Malformation.PSEUDO_HEADER_MISSING, Malformation.TE);

  private static EchoHttpServer server;

  @BeforeAll
  static void start() throws Exception {
    server = EchoHttpServer.start(Servers.CONFIG);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          :method=CONNECT;:authority=evil:1                                     | CONNECT
          :method=POST;:scheme=http;:path=/m cp;:authority=localhost            | PATH_CHARACTER
          :method=POST;:scheme=http;:path=mcp;:authority=localhost              | TARGET
          :method=POST;:scheme=http;:path=/mcp%zz;:authority=localhost          | TARGET
          :method=POST;:scheme=http;:path=/mcp;:authority=localhost;host=evil   | HOST_OTHER
          :method=POST;:scheme=http;:authority=localhost                        | PSEUDO_HEADER_MISSING
          :method=POST;:path=/mcp;:authority=localhost                          | PSEUDO_HEADER_MISSING
          :scheme=http;:path=/mcp;:authority=localhost                          | PSEUDO_HEADER_MISSING
          :method=POST;:method=GET;:scheme=http;:path=/mcp;:authority=localhost | PSEUDO_HEADER_TWICE
          :method=POST;:scheme=http;:path=/mcp;:path=/x;:authority=localhost    | PSEUDO_HEADER_TWICE
          :method=POST;:scheme=http;:path=/mcp;:authority=localhost;:evil=x     | PSEUDO_HEADER_UNKNOWN
          :method=POST;:scheme=http;:path=/mcp;x=a;:authority=localhost         | PSEUDO_HEADER_LATE
          :method=POST;:scheme=http;:path=/mcp;:authority=localhost;X-Evil=a    | FIELD_NAME
          :method=POST;:scheme=http;:path=/mcp;:authority=localhost;x evil=a    | FIELD_NAME
          :method=POST;:scheme=http;:path=/mcp;:authority=localhost;connection=close | CONNECTION_FIELD
          :method=POST;:scheme=http;:path=/mcp;:authority=localhost;transfer-encoding=chunked | CONNECTION_FIELD
          :method=POST;:scheme=http;:path=/mcp;:authority=localhost;te=evil     | TE
          """)
  void headIsCalledByItsFault(String fields, Malformation why) throws IOException {
    try (var client = new RawHttp2(server.uri())) {
      client.head(fields.split(";"));
      assertEquals(
          """
          {"jsonrpc":"2.0","error":{"code":-32600,"message":"Invalid request: %s"}}"""
              .formatted(why.sentence()),
          client.next(RawHttp2.DATA).text());
    }
  }
}
