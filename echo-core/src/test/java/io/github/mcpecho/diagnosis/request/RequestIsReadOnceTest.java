package io.github.mcpecho.diagnosis.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.diagnosis.TokenFixtures;
import io.github.mcpecho.diagnosis.ToolRun;
import io.github.mcpecho.diagnosis.authorization.TokenAuthorization;
import io.github.mcpecho.diagnosis.headers.PrintHeaderTool;
import io.github.mcpecho.diagnosis.identity.AuthContextTool;
import io.github.mcpecho.diagnosis.tokens.BearerDecodeTool;
import io.github.mcpecho.diagnosis.tokens.TokenFacts;
import io.github.mcpecho.diagnosis.tokens.TokenPolicy;
import io.github.mcpecho.diagnosis.tokens.TrustedKeys;
import io.github.mcpecho.diagnosis.urls.ExternalUrls;
import io.github.mcpecho.diagnosis.urls.PublicUrl;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.CountedHeaders;
import io.github.mcpecho.http.Header;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.http.HeaderCatalogue;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.mcp.Authorization;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RequestIsReadOnceTest {
  private static final Instant NOW = Instant.parse("2024-12-20T12:00:00Z");
  private static final PublicUrl URL = PublicUrl.of("https://mcp.example.com/mcp");
  private static final String TOKEN =
      TokenFixtures.token(
          """
          {"iss":"https://auth.example.com","sub":"u1","aud":"https://mcp.example.com/mcp",\
          "client_id":"c","scope":"mcp","jti":"1","iat":1734695700,"exp":1734699300}""");
  private static final String[] HEADERS = {
    "Host", "mcp.example.com",
    "User-Agent", "test/1",
    "Accept", "application/json, text/event-stream",
    "Content-Type", "application/json",
    "Authorization", "Bearer " + TOKEN,
    "X-Forwarded-For", "192.0.2.7",
    "X-Forwarded-Proto", "https",
    "X-Forwarded-User", "ann",
    "X_Forwarded_Email", "ann@example.com",
    "Connection", "close",
    "Mcp-Name", "printHeader",
    "X-Thing", "thing"
  };

  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private final Redactor redactor = new Redactor(new byte[] {1, 2, 3});
  private final AuthContextTool authContext = new AuthContextTool(clock, redactor, URL, List.of());
  private final TokenAuthorization challenge =
      new TokenAuthorization(
          clock,
          redactor,
          new TokenPolicy(URL, List.of(), List.of(), List.of(), TrustedKeys.NONE, true));

  @Test
  void printHeaderLooksEachHeaderUpOnceAndShowsThatRow() {
    var request = CallContext.local(Headers.of(HEADERS), NOW);
    var lookUps = new HashMap<String, Integer>();
    request.derived(
        RequestFacts.class,
        fresh ->
            new RequestFacts(
                fresh,
                name -> {
                  lookUps.merge(name, 1, Integer::sum);
                  return HeaderCatalogue.find(name.equals("X-Thing") ? "CF-Ray" : name);
                }));
    ToolRun run = ToolRun.of(new PrintHeaderTool(redactor, "pod-7"), request, Json.object());
    for (Header line : request.headers()) {
      assertEquals(1, lookUps.remove(line.name()), line.name());
    }
    assertTrue(lookUps.isEmpty(), lookUps::toString);
    assertEquals(
        HeaderCatalogue.find("CF-Ray").family(),
        run.facts().path("headers").path(11).path("family").textValue());
  }

  @Test
  void authContextReadsTheHeaderLinesAFewTimes() {
    CountedHeaders lines = CountedHeaders.of(HEADERS);
    ToolRun.of(authContext, CallContext.local(lines.headers(), NOW), Json.object());
    assertTrue(lines.readings() <= 12, lines.readings() + " readings");
  }

  @Test
  void printHeaderReadsTheHeaderLinesAFewTimes() {
    CountedHeaders lines = CountedHeaders.of(HEADERS);
    var request = CallContext.local(lines.headers(), NOW);
    ToolRun.of(new PrintHeaderTool(redactor, "pod-7"), request, Json.object());
    assertTrue(lines.readings() <= 12, lines.readings() + " readings");
  }

  /** Whoever decodes the token anew does not see what is changed here. */
  @Test
  void toolsShowTheTokenThatChallengeModeDecoded() {
    var request = CallContext.local(Headers.of(HEADERS), NOW);
    assertEquals(Optional.empty(), challenge.refusal(request));
    payload(request).put("iss", "https://changed.example");
    assertEquals(
        "https://changed.example",
        ToolRun.of(authContext, request, Json.object())
            .facts()
            .path("token")
            .path("issuer")
            .textValue());
    assertEquals(
        "https://changed.example",
        ToolRun.of(new BearerDecodeTool(clock, redactor), request, Json.object())
            .facts()
            .path("payload")
            .path("iss")
            .textValue());
  }

  @Test
  void challengeModeJudgesTheTokenThatAToolDecoded() {
    var request = CallContext.local(Headers.of(HEADERS), NOW);
    ToolRun.of(authContext, request, Json.object());
    payload(request).put("exp", 1);
    assertEquals(Optional.of(401), challenge.refusal(request).map(Authorization.Refusal::status));
  }

  @Test
  void whatIsReadIsTheSameForAllWhoAskAndNewForAnotherRequest() {
    var request = CallContext.local(Headers.of(HEADERS), NOW);
    var other = request.withHeaders(request.headers());
    assertSame(RequestFacts.of(request).headers(), RequestFacts.of(request).headers());
    assertSame(RequestFacts.of(request).forwarded(), RequestFacts.of(request).forwarded());
    ExternalUrls urls = ExternalUrls.of(request, URL, redactor);
    assertSame(urls, ExternalUrls.of(request, URL, redactor));
    assertTrue(urls != ExternalUrls.of(other, URL, redactor));
    assertEquals("https://mcp.example.com/mcp", urls.resource());
    assertEquals(
        "https://other.example/mcp",
        ExternalUrls.of(request, PublicUrl.of("https://other.example/mcp"), redactor).resource());
    assertEquals(Optional.empty(), TokenFacts.of(request.withHeaders(Headers.NONE)).presented());
  }

  private static ObjectNode payload(CallContext request) {
    TokenFacts facts = TokenFacts.of(request);
    return facts.decoded(facts.presented().orElseThrow()).payload().orElseThrow();
  }
}
