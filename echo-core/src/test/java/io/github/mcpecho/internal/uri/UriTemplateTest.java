package io.github.mcpecho.internal.uri;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UriTemplateTest {
  @ParameterizedTest
  @CsvSource({
    "echo://{text}, echo://hi, {text=hi}",
    "echo://{text}, echo://gr%C3%BC%C3%9Fe, {text=grüße}",
    "echo://{text}, echo://a%2Fb, {text=a/b}",
    "echo://{text}, echo://a%20b%3F, {text=a b?}",
    "echo://{text}, echo://, {text=}",
    "echo://{text}, echo://..., {text=...}",
    "echo://{text}, echo://100%25, {text=100%}",
    "test://template/{id}/data, test://template/123/data, {id=123}",
    "file:///docs/{+path}, file:///docs/a/b.txt, {path=a/b.txt}",
    "a:{x}-{y}, a:1-2, '{x=1, y=2}'",
    "a:{x}-{y}, a:1-2-3, '{x=1, y=2-3}'",
    "a:plain, a:plain, {}"
  })
  void r06_aUriIsMatchedAndItsValuesAreDecoded(String template, String uri, String values) {
    assertEquals(Optional.of(values), UriTemplate.of(template).match(uri).map(Map::toString));
  }

  @ParameterizedTest
  @CsvSource({
    "echo://{text}, echo:/hi",
    "echo://{text}, ECHO://hi",
    "echo://{text}, echo://a/b",
    "echo://{text}, echo://a?b",
    "echo://{text}, echo://a#b",
    "echo://{text}, other://hi",
    "test://template/{id}/data, test://template/123/dat",
    "test://template/{id}/data, test://template//dataX",
    "test://template/{id}/data, test://template/1/2/data",
    "a:plain, a:plainer",
    "a:{x}b, a:"
  })
  void r06_anotherUriIsNotMatched(String template, String uri) {
    assertEquals(Optional.empty(), UriTemplate.of(template).match(uri));
  }

  /** Whatever a template's author resolves such a value in, it would lead out of there. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "..",
        ".",
        "../etc/passwd",
        "a/../../etc",
        "a/..",
        "/etc/passwd",
        "%2e%2e/etc",
        "%2E%2E%2Fetc",
        "..%2fetc",
        "a%2f..%2f..%2fetc",
        "..%5c..%5cetc",
        "%5Cetc",
        "%2Fetc",
        "a/%2e/b",
        "%252e%252e%252fetc",
        "%25252e%25252e/etc",
        "a%00.txt",
        "a%2500.txt",
        "%ff",
        "%c0%af",
        "%zz",
        "%2"
      })
  void r06_noValueLeadsOutOfAFolder(String path) {
    assertEquals(
        Optional.empty(), UriTemplate.of("file:///docs/{+path}").match("file:///docs/" + path));
    assertEquals(Optional.empty(), UriTemplate.of("a:{x}").match("a:" + path));
  }

  /** Not of the product's tables: any text that is no path upwards comes back as it went out. */
  @Test
  void r06_whatIsExpandedIsMatchedAgain() {
    var random = new Random(20_261_128);
    UriTemplate one = UriTemplate.of("echo://{text}");
    UriTemplate two = UriTemplate.of("x://h/{id}/in/{+path}");
    for (int i = 0; i < 2_000; i++) {
      String text = text(random);
      String uri = one.expand(Map.of("text", text));
      assertEquals(Optional.empty(), ResourceUri.problem(uri), uri);
      assertEquals(Optional.of(Map.of("text", text)), one.match(uri), uri);
      Map<String, String> values = Map.of("id", "a" + i, "path", text);
      assertEquals(Optional.of(values), two.match(two.expand(values)));
    }
  }

  private static String text(Random random) {
    int[] alphabet = "aZ9-_~ äß€你𝄞%?#[]@!&'()*+,;=:\"<>{}|^`\n/".codePoints().toArray();
    var text = new StringBuilder("x");
    int length = random.nextInt(12);
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{x}",
        "nothing",
        "echo://{",
        "echo://}",
        "echo://{}",
        "echo://{x}{y}",
        "echo://{x}/{x}",
        "echo://{?x}",
        "echo://{#x}",
        "echo://{x*}",
        "echo://{x,y}",
        "echo://{x:3}",
        "echo://ä/{x}",
        "echo://a b/{x}",
        "echo://%2/{x}",
        "{x}://a"
      })
  void aTemplateThatIsNoneOrNotSupportedIsRefused(String template) {
    assertThrows(IllegalArgumentException.class, () -> UriTemplate.of(template));
  }

  @Test
  void aMissingValueIsNoted() {
    UriTemplate template = UriTemplate.of("echo://{text}");
    assertThrows(IllegalArgumentException.class, () -> template.expand(Map.of("other", "x")));
  }

  /** A matcher that tries again and again would not end in a lifetime. */
  @Test
  void r06_aLongUriThatAlmostFitsTakesNoTime() {
    UriTemplate template = UriTemplate.of("a:{p}-{q}-{r}-{s}-{t}-{u}-end");
    String uri = "a:" + "-".repeat(ResourceUri.MAX_LENGTH - 3) + "x";
    assertTimeoutPreemptively(
        Duration.ofSeconds(10), () -> assertTrue(template.match(uri).isEmpty()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nothing | it has no scheme such as https:
          '' | it has no scheme such as https:
          1a:b | it has no scheme such as https:
          a:b c | character 4 must be percent-encoded
          a:ä | character 3 must be percent-encoded
          a:%2 | character 3 must be percent-encoded
          a:%zz | character 3 must be percent-encoded
          a:{x} | character 3 must be percent-encoded
          a:b\u007f | character 4 must be percent-encoded
          """)
  void r06_aTextThatIsNoUriIsToldWhy(String text, String problem) {
    assertEquals(Optional.of(problem), ResourceUri.problem(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a:",
        "echo://hi",
        "file:///a/../b",
        "urn:isbn:1",
        "x+y-z.1://u@h:1/p?q#f",
        "a:%00"
      })
  void r06_aUriIsOneWhateverItNames(String text) {
    assertEquals(Optional.empty(), ResourceUri.problem(text));
  }

  @Test
  void r06_aUriHasALongestLength() {
    assertEquals(Optional.empty(), ResourceUri.problem("a:" + "b".repeat(8_190)));
    assertEquals(
        Optional.of("it is longer than 8192 characters"),
        ResourceUri.problem("a:" + "b".repeat(8_191)));
  }
}
