package io.github.mcpecho.tools.redaction;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In the tables, square brackets stand around what has to be replaced. */
class SecretShapesTest {
  private final Redactor redactor = new Redactor(new byte[] {7});

  static Stream<String> marked() {
    return """
          see [eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc] here
          [eyJhbGciOiJIUzI1NiJ9..abc.def.ghi]
          for=[eyjhbgcioijiuzi1nij9.eyjzdwiioiixin0.abc] [EYJHBGCIOIJIUZI1NIJ9.EYJZDWIIOIIXIN0.ABC]
          pre%20[eyJhbGciOiJIUzI1NiJ9.e30.abc]
          glued[eyJhbGciOiJIUzI1NiJ9.e30.abc]
          [ewogICJhbGciOiAiSFMyNTYiCn0.e30.abc]
          [eyAiYWxnIjogIm5vbmUiIH0.e30.]
          Bearer [abc]
          bearer [abc,] DPoP [x!y]
          Authorization: Basic [dXNlcjpwYXNz]
          authorization=[Bearer] then
          Token [abcdef]
          token [0123456789ab]
          [ghp_abcdEFGH] and [github_pat_11ABC] and x=[glpat-abcd_efgh]
          [sk-proj-abcdefghijkl] [sk_live_abcd1234]
          v[ghp_0123456789abcdefghijABCDEFGHIJ012345]
          [xoxb-1234-abcd] [AKIAIOSFODNN7EXAMPLE] [ASIAIOSFODNN7EXAMPLE]
          [AIzaSyA1234567890abcdef] [ya29.a0AfB_by] [hf_abcdefghijklmn] [npm_abcdefghijklmn]
          [-----BEGIN PRIVATE KEY----- MIIB -----END PRIVATE KEY-----] after
          [-----BEGIN PRIVATE KEY----- MIIB]
          postgres://[user:p@ss]@db:5432/x
          redis://[:p/a#ss]@db/0
          https://[oauth2]@git.example/x
          for=1.2.3.4;host="[u:Pw!d7e11@]@h.example:80" [ann:p@ss]@h, //[u:p]@h/x
          Bearer [x="hunter2"], y
          Bearer [x="hunter2"]
          /mcp?access_token=[abc]&code=[def]&state=1&sig=[ghi]
          Server=db;Password=[abc];Timeout=3
          client_secret=[a,b] --token='[a b]' --apiKey=[x]
          {"password":"[a\\"b]","user":"c","token": [12],"keys" : "[d]"}
          {\\"password\\":\\"[abc\\]"}
          """
        .lines();
  }

  @ParameterizedTest
  @MethodSource("marked")
  void secretsAreReplaced(String marked) {
    var expected = new StringBuilder();
    for (int i = 0; i < marked.length(); i++) {
      int end = marked.charAt(i) == '[' ? marked.indexOf(']', i) : i;
      expected.append(
          end > i ? redactor.credential(marked.substring(i + 1, end)) : marked.charAt(i));
      i = end;
    }
    String text = marked.replace("[", "").replace("]", "");
    assertEquals(expected.toString(), redactor.text(text));
    assertEquals(expected.toString(), redactor.text(expected.toString()), "twice is as once");
  }

  @Test
  void aListUnderASecretNameIsReplacedWhole() {
    assertEquals(
        "{\"keys\":" + redactor.secret("[\"a\",{\"b\":[1]}]") + ",\"c\":2}",
        redactor.text("{\"keys\":[\"a\",{\"b\":[1]}],\"c\":2}"));
    assertEquals("{\"keys\":" + redactor.secret("[[1]"), redactor.text("{\"keys\":[[1]"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Hello, MCP!",
        "https://auth.example.com:8443/realms/a?state=1&x=code",
        "sk-SK,sk;q=0.9,en;q=0.8",
        "openid basic profile token email",
        "Bearer realm=\"mcp\", resource_metadata=\"https://a.example/x\", error=\"invalid_token\"",
        "urn:ietf:params:oauth:token-type:jwt",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "ann@example.com",
        "mailto:ann@example.com accounts.google.com:ann@example.com",
        "from: ann@example.com, to:<bob@example.com>, {\"email\":\"ann@example.com\"}",
        "strengths_of_character_and_ways highs_and_lows_2020_edition",
        "Bearer authorization_uri=\"https://login.example/x\", resource_id=\"a\"",
        "eyjafjallajokull.example.is",
        "http://[::1]:3000/@x",
        "npm_config_registry hf_home ASIAPACIFIC",
        "com.example.keyJs.Parser e.g. eyJ",
        "for=192.0.2.60;proto=http;by=203.0.113.43",
        "\"Not A;Brand\";v=\"99\", \"Chromium\";v=\"140\"",
        "ключ: значение 🔑"
      })
  void harmlessTextStays(String text) {
    assertEquals(text, redactor.text(text));
  }

  @Test
  void aWholeSecretIsReplacedAtEveryPlace() {
    String secret = "ghp_0123456789";
    for (char before : " ,;:=/\"'([{<|\\?&#@%".toCharArray()) {
      String text = before + secret + " " + before;
      assertEquals(-1, redactor.text(text).indexOf("0123456789"), text);
    }
  }
}
