package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.diagnosis.headers.PrintHeaderTool;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.servlet.HttpSettings;
import io.github.mcpecho.settings.Settings;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent and what can be read. */
class MediaTypesTest {
  @AutoClose final EchoHttpServer server = Servers.start(Servers.CONFIG, Servers.greeter());

  final Client client = new Client(server.uri());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "Application/JSON",
        "application/json;charset=utf-8",
        "application/json; charset=UTF-8",
        "application/json ; charset=\"utf-8\"",
        "application/json; profile=\"a;b,c\"",
        "application/json;"
      })
  void h10_jsonIsRead(String type) throws Exception {
    assertEquals(200, client.post(Client.GREET, "Content-Type", type).statusCode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=application/json",
        "text/plain; x=application/json",
        "application/jsonp",
        "application/json-rpc",
        "application/json, text/plain",
        "application/json; charset=iso-8859-1",
        "application/json; charset=utf-8; charset=utf-16",
        "application/json; charset",
        "application/",
        "json",
        "*/*"
      })
  void h10_otherTypesAreUnsupported(String type) throws Exception {
    HttpResponse<String> response = client.post(Client.GREET, "Content-Type", type);

    assertEquals(415, response.statusCode());
    assertTrue(response.body().startsWith("{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32600,"));
  }

  /** Whoever did not send it himself sees here what something in between made of it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Content-Type | text/plain | Content-Type must be application/json, sent once; what came is text/plain
          Content-Type | application/x-www-form-urlencoded | Content-Type must be application/json, sent once; what came is application/x-www-form-urlencoded, which curl -d sends unless told otherwise: add -H 'Content-Type: application/json'
          Content-Type | application/json; charset=utf-16 | the only charset of JSON is utf-8 (RFC 8259 section 8.1); what came is application/json; charset=utf-16
          Content-Encoding | gzip | a body with a Content-Encoding is not read here: send the JSON as it is; what came is gzip
          Accept | text/html | Accept must name application/json or text/event-stream, best both; what came is text/html
          """)
  void aRefusalOfAHeaderSaysWhatCame(String name, String value, String said) throws Exception {
    String body =
        (name.equals("Content-Type")
                ? client.post(Client.GREET, name, value)
                : client.postJson(Client.GREET, name, value))
            .body();

    assertTrue(body.contains("\"Invalid request: " + said + "\""), body);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Type", "Accept", "Content-Encoding"})
  void aRefusalOfAHeaderShowsNoSecret(String name) throws Exception {
    String secret = "ghp_a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8";
    try (EchoHttpServer echo = EchoHttpServer.start(Servers.CONFIG)) {
      String body =
          name.equals("Content-Type")
              ? new Client(echo.uri()).post(Client.GREET, name, secret).body()
              : new Client(echo.uri()).postJson(Client.GREET, name, secret).body();

      assertTrue(body.contains("; what came is "), body);
      assertFalse(body.contains(secret.substring(4)), body);
    }
  }

  @Test
  void whatDidNotComeIsSaidToo() throws Exception {
    String untyped = client.post(Client.GREET).body();
    assertTrue(untyped.contains("application/json, sent once; none came"), untyped);
    Settings strict = Servers.CONFIG.with(HttpSettings.STRICT, true);
    try (EchoHttpServer strictServer = Servers.start(strict, Servers.greeter())) {
      String refused =
          new Client(strictServer.uri()).postJson(Client.GREET, "Accept", "*/*").body();
      assertTrue(
          refused.contains(
              "Accept must name application/json and text/event-stream, as MCP_ECHO_STRICT asks"
                  + " for; what came is */*"),
          refused);
    }
  }

  @Test
  void h10_aBodyWithoutATypeIsUnsupported() throws Exception {
    assertEquals(415, client.post(Client.GREET).statusCode());
  }

  @Test
  void h10_twoTypesAreUnsupported() throws Exception {
    HttpResponse<String> response =
        client.post(
            Client.GREET, "Content-Type", "application/json", "Content-Type", "application/json");

    assertEquals(415, response.statusCode());
  }

  /** The server, strict or not, goes by what printHeader says of the header. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          application/json;x="a,b", text/event-stream          | true  | true
          application/json; x="a;q=0", text/event-stream;q=0.1 | true  | true
          application/json, text/event-stream                  | true  | true
          application/json;x=", text/event-stream"             | false | true
          application/json;q=0, */*                            | false | true
          application/json;q="0", text/event-stream;q=0        | false | false
          */*                                                  | false | true
          """)
  void v15_whatAStrictServerServesIsNotReported(String accept, boolean strict, boolean lenient)
      throws Exception {
    var tool = new PrintHeaderTool(new Redactor(new byte[] {1}), "pod-7");
    String call = Client.GREET.replace("greet", "printHeader");
    for (boolean isStrict : new boolean[] {true, false}) {
      Settings settings = Servers.CONFIG.with(HttpSettings.STRICT, isStrict);
      try (EchoHttpServer echo = Servers.start(settings, tool)) {
        HttpResponse<String> response =
            new Client(echo.uri())
                .postJson(call, "Accept", accept, "MCP-Protocol-Version", "2025-11-25");
        assertEquals((isStrict ? strict : lenient) ? 200 : 406, response.statusCode());
        if (response.statusCode() == 200) {
          assertEquals(!strict, response.body().contains("\"id\":\"ACCEPT_"), response.body());
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "br", "x"})
  void h10_codedBodiesAreUnsupported(String coding) throws Exception {
    assertEquals(415, client.postJson(Client.GREET, "Content-Encoding", coding).statusCode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "*/*",
        "application/*",
        "application/json, text/event-stream",
        "text/event-stream;q=0.9, application/json;q=0.1",
        "text/html, */*;q=0.1",
        "application/json;q=bad",
        ", ,application/json",
        "text/event-stream;q=0, application/json"
      })
  void h09_jsonIsSentToWhoeverReadsIt(String accept) throws Exception {
    HttpResponse<String> response = client.postJson(Client.GREET, "Accept", accept);

    assertEquals(200, response.statusCode());
    assertEquals("application/json", response.headers().firstValue("Content-Type").orElse(""));
    assertEquals(Client.GREETING, response.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/event-stream", "text/*", "application/json;q=0, */*"})
  void h09_whoeverReadsOnlyStreamsGetsAStream(String accept) throws Exception {
    HttpResponse<String> response = client.postJson(Client.GREET, "Accept", accept);

    assertEquals(200, response.statusCode());
    assertEquals("text/event-stream", response.headers().firstValue("Content-Type").orElse(""));
    assertEquals("event: message\ndata: " + Client.GREETING + "\n\n", response.body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/html",
        "application/jsonp",
        "x-application/json",
        "application/json;q=0",
        "*/*;q=0",
        "text/html;x=\"application/json\"",
        "garbage"
      })
  void h09_whoeverReadsNeitherIsNotServed(String accept) throws Exception {
    HttpResponse<String> response = client.postJson(Client.GREET, "Accept", accept);

    assertEquals(406, response.statusCode());
    assertEquals("application/json", response.headers().firstValue("Content-Type").orElse(""));
  }

  @ParameterizedTest
  @CsvSource({
    "200, 'application/json, text/event-stream'",
    "200, 'text/event-stream;q=0.5,application/json'",
    "406, application/json",
    "406, text/event-stream",
    "406, */*"
  })
  void strictServersAskForBothTypes(int status, String accept) throws Exception {
    Settings strict = Servers.CONFIG.with(HttpSettings.STRICT, true);
    try (EchoHttpServer strictServer = Servers.start(strict, Servers.greeter())) {
      HttpResponse<String> response =
          new Client(strictServer.uri()).postJson(Client.GREET, "Accept", accept);

      assertEquals(status, response.statusCode());
    }
  }

  @Test
  void errorsAreJsonForWhoeverReadsOnlyStreams() throws Exception {
    HttpResponse<String> response = client.postJson("{", "Accept", "text/event-stream");

    assertEquals(400, response.statusCode());
    assertEquals("application/json", response.headers().firstValue("Content-Type").orElse(""));
  }
}
