package io.github.mcpecho.testing.oauth;

import static io.github.mcpecho.testing.CallMatcher.anyPost;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.standalone.RawHttp;
import io.github.mcpecho.testing.McpEchoServer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ChallengesTest {
  private static final String METADATA = "ORIGIN/.well-known/oauth-protected-resource/mcp";
  private static final String NOWHERE = "ORIGIN/mcp/.well-known/oauth-protected-resource";
  private static final String EMPTY = "Content-Length: 0|Connection: close||";

  @AutoClose private final McpEchoServer server = McpEchoServer.start();
  private final HandMadeClient client = new HandMadeClient(server);

  static Stream<Arguments> answers() {
    return Stream.of(
        refusal(
            Challenges.correct(), "Bearer realm=\"mcp\", resource_metadata=\"" + METADATA + '"'),
        refusal(
            Challenges.correct("a", "b"),
            "Bearer realm=\"mcp\", resource_metadata=\"" + METADATA + "\", scope=\"a b\""),
        Arguments.of(Challenges.missingHeader(), "401 Unauthorized|" + EMPTY),
        refusal(Challenges.noMetadata(), "Bearer realm=\"mcp\""),
        refusal(
            Challenges.noScope(), "Bearer realm=\"mcp\", resource_metadata=\"" + METADATA + '"'),
        refusal(
            Challenges.relativeMetadata(),
            "Bearer realm=\"mcp\","
                + " resource_metadata=\"/.well-known/oauth-protected-resource/mcp\""),
        refusal(
            Challenges.httpMetadata(),
            "Bearer realm=\"mcp\","
                + " resource_metadata=\"http://127.0.0.1/.well-known/oauth-protected-resource/mcp\""),
        refusal(
            Challenges.brokenMetadata(),
            "Bearer realm=\"mcp\", resource_metadata=\"" + NOWHERE + '"'),
        refusal(
            Challenges.duplicateMetadata(),
            "Bearer realm=\"mcp\", resource_metadata=\""
                + NOWHERE
                + "\", resource_metadata=\""
                + METADATA
                + '"'),
        refusal(
            Challenges.wrongResource(),
            "Bearer realm=\"mcp\", resource_metadata=\"" + METADATA + '"'),
        refusal(Challenges.rootOnlyPrm(), "Bearer realm=\"mcp\""),
        refusal(
            Challenges.headerOnlyPrm(),
            "Bearer realm=\"mcp\", resource_metadata=\"ORIGIN/oauth/resource-metadata.json\""),
        refusal(Challenges.noPrm(), "Bearer realm=\"mcp\""),
        refusal(Challenges.prm401(), "Bearer realm=\"mcp\", resource_metadata=\"" + METADATA + '"'),
        refusal(Challenges.prm500(), "Bearer realm=\"mcp\", resource_metadata=\"" + METADATA + '"'),
        Arguments.of(
            Challenges.insufficientScope("a", "b"),
            "403 Forbidden|Content-Type: application/json|Cache-Control: no-store"
                + "|WWW-Authenticate: Bearer realm=\"mcp\", resource_metadata=\""
                + METADATA
                + "\", scope=\"a b\", error=\"insufficient_scope\","
                + " error_description=\"More scopes are needed\""
                + "|Content-Length: 75|Connection: close||"
                + "{\"error\":\"insufficient_scope\",\"error_description\":\"More scopes are needed\"}"),
        Arguments.of(
            Challenges.invalidToken("It is Monday"),
            "401 Unauthorized|Content-Type: application/json|Cache-Control: no-store"
                + "|WWW-Authenticate: Bearer realm=\"mcp\", resource_metadata=\""
                + METADATA
                + "\", error=\"invalid_token\", error_description=\"It is Monday\""
                + "|Content-Length: 60|Connection: close||"
                + "{\"error\":\"invalid_token\",\"error_description\":\"It is Monday\"}"),
        Arguments.of(
            Challenges.dpopNonce("n-0"),
            "401 Unauthorized|Content-Type: application/json|Cache-Control: no-store"
                + "|WWW-Authenticate: DPoP realm=\"mcp\", resource_metadata=\""
                + METADATA
                + "\", error=\"use_dpop_nonce\", error_description=\"The proof needs this nonce\","
                + " algs=\"ES256 RS256 PS256\"|DPoP-Nonce: n-0"
                + "|Content-Length: 75|Connection: close||"
                + "{\"error\":\"use_dpop_nonce\",\"error_description\":\"The proof needs this nonce\"}"),
        refusal(
            Challenges.bearerCase(), "bearer realm=\"mcp\", resource_metadata=\"" + METADATA + '"'),
        refusal(
            Challenges.multipleChallenges(),
            "Basic realm=\"mcp\", charset=\"UTF-8\", Bearer realm=\"mcp\", resource_metadata=\""
                + METADATA
                + '"'),
        refusal(
            Challenges.multipleChallengeLines(),
            "Basic realm=\"mcp\", charset=\"UTF-8\"|WWW-Authenticate: Bearer realm=\"mcp\","
                + " resource_metadata=\""
                + METADATA
                + '"'),
        Arguments.of(
            Challenges.reasonPhrase("Unauthenticated"),
            "401 Unauthenticated|WWW-Authenticate: Bearer realm=\"mcp\", resource_metadata=\""
                + METADATA
                + "\"|"
                + EMPTY),
        Arguments.of(
            Challenges.htmlLoginRedirect(),
            "302 Found|Location: ORIGIN/oauth2/sign_in?rd=%2Fmcp|" + EMPTY),
        Arguments.of(Challenges.forbidden(), "403 Forbidden|" + EMPTY));
  }

  private static Arguments refusal(Challenge challenge, String expected) {
    return Arguments.of(challenge, "401 Unauthorized|WWW-Authenticate: " + expected + "|" + EMPTY);
  }

  @ParameterizedTest
  @MethodSource("answers")
  void aCallIsRefusedToTheByte(Challenge challenge, String expected) throws Exception {
    server.on(anyPost()).then(challenge);

    String answer = RawHttp.answer(server.uri(), HandMadeClient.ECHO);

    assertEquals("HTTP/1.1 " + expected.replace("ORIGIN", origin()).replace("|", "\r\n"), answer);
  }

  /** What a GET finds at the well-known URL with the path, and at that of the root. */
  @ParameterizedTest
  @CsvSource({
    "correct, /mcp, /mcp",
    "relative-metadata, /mcp, /mcp",
    "wrong-resource, https://another-resource.example/mcp, https://another-resource.example/mcp",
    "root-only-prm, 404, /",
    "header-only-prm, 404, 404",
    "no-prm, 404, 404",
    "prm-401, 401, 401",
    "prm-500, 500, 500",
  })
  void metadataIsWhereTheChallengeHasIt(String name, String withPath, String atRoot)
      throws Exception {
    Challenges.named(name, List.of()).publishOn(server);

    assertEquals(withPath, found("/.well-known/oauth-protected-resource/mcp"));
    assertEquals(atRoot, found("/.well-known/oauth-protected-resource"));
  }

  private String found(String path) throws Exception {
    var response = client.get(client.url(path));
    if (response.statusCode() != 200) {
      return String.valueOf(response.statusCode());
    }
    String resource = HandMadeClient.json(response).path("resource").asText();
    return resource.equals(origin()) ? "/" : resource.replace(origin(), "");
  }

  private String origin() {
    return client.url("/").replaceFirst("/$", "");
  }

  @Test
  void metadataThatOnlyTheHeaderNamesIsThere() throws Exception {
    Challenges.headerOnlyPrm().publishOn(server);

    assertEquals("/mcp", found("/oauth/resource-metadata.json"));
  }

  @Test
  void whoFollowsToTheLoginPageGetsHtml() throws Exception {
    Challenges.htmlLoginRedirect().publishOn(server);

    var page = client.get(client.url("/oauth2/sign_in?rd=%2Fmcp"));

    assertEquals("text/html; charset=utf-8", page.headers().firstValue("Content-Type").get());
    assertTrue(page.body().contains("Sign in"));
  }

  @Test
  void whatIsPublishedEndsWithAReset() throws Exception {
    Challenges.wrongResource().publishOn(server);

    server.reset();

    assertEquals("404", found("/.well-known/oauth-protected-resource"));
  }

  @Test
  void everyChallengeCanBeHadByItsName() {
    for (String name : Challenges.names()) {
      assertEquals(name, Challenges.named(name, List.of()).name());
    }
    assertEquals(
        answers().map(row -> row.get()[0].toString()).distinct().sorted().toList(),
        Challenges.names().stream().sorted().toList());
  }

  @Test
  void aChallengeByNameTakesItsArguments() throws Exception {
    server.on(anyPost()).then(Challenges.named("correct", List.of("a", "b")));
    assertTrue(challenge().contains("scope=\"a b\""), challenge());

    server.on(anyPost()).then(Challenges.named("insufficient-scope", List.of("c")));
    assertTrue(challenge().contains("scope=\"c\""), challenge());

    server.on(anyPost()).then(Challenges.named("invalid-token", List.of("Gone")));
    assertTrue(challenge().contains("error_description=\"Gone\""), challenge());
  }

  private String challenge() throws Exception {
    return client.call().headers().firstValue("WWW-Authenticate").orElseThrow();
  }

  @Test
  void whatCannotStandInAHeaderIsRefused() {
    for (String wrong : List.of("", "a\"b", "a\\b", "a\r\nX: y", "ä")) {
      assertThrows(IllegalArgumentException.class, () -> Challenges.invalidToken(wrong));
      assertThrows(IllegalArgumentException.class, () -> Challenges.reasonPhrase(wrong));
      assertThrows(IllegalArgumentException.class, () -> Challenges.dpopNonce(wrong));
      assertThrows(IllegalArgumentException.class, () -> Challenges.correct(wrong));
    }
    assertThrows(IllegalArgumentException.class, () -> Challenges.insufficientScope("a b"));
  }

  @Test
  void aNameThatIsUnknownAndAnArgumentTooManySayWhatThereIs() {
    String unknown =
        assertThrows(IllegalArgumentException.class, () -> Challenges.named("nonesuch", List.of()))
            .getMessage();
    assertTrue(unknown.contains("no-metadata"), unknown);
    String tooMany =
        assertThrows(
                IllegalArgumentException.class, () -> Challenges.named("no-metadata", List.of("x")))
            .getMessage();
    assertEquals("no-metadata takes at most 0 arguments, not 1", tooMany);
  }
}
