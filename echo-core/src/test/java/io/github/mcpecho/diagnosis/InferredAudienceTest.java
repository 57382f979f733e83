package io.github.mcpecho.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.diagnosis.headers.PrintHeaderTool;
import io.github.mcpecho.diagnosis.identity.AuthContextTool;
import io.github.mcpecho.diagnosis.tokens.BearerDecodeTool;
import io.github.mcpecho.diagnosis.urls.PublicUrl;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.mcp.Tool;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How sure authContext is of the audience that a token should have. */
class InferredAudienceTest {
  private static final PublicUrl CONFIGURED = PublicUrl.of("https://mcp.example.com/mcp");

  @ParameterizedTest
  @CsvSource({
    "mcp.example.com,https://mcp.example.com/mcp,''",
    "mcp.example.com,https://api.example.com,WARNING AUTH_AUDIENCE_DIFFERS",
    "10.0.0.5:3000,https://mcp.example.com/mcp,''",
    "mcp.example.com,https://mcp.example.com,INFO AUTH_AUDIENCE_ORIGIN",
    "mcp.example.com,https://mcp.example.com/,INFO AUTH_AUDIENCE_ORIGIN",
    "mcp.example.com,https://mcp.example.com/other,WARNING AUTH_AUDIENCE_DIFFERS",
    "mcp.example.com,https://mcp.example.co,WARNING AUTH_AUDIENCE_DIFFERS",
    "mcp.example.com,http://mcp.example.com,WARNING AUTH_AUDIENCE_DIFFERS",
    "mcp.example.com,api://0b1c2d3e,INFO AUTH_AUDIENCE_NO_URL",
    "mcp.example.com,0b1c2d3e-0000-4000-8000-000000000000,INFO AUTH_AUDIENCE_NO_URL"
  })
  void expectationFromTheRequestIsNoCertainty(String host, String audience, String found) {
    assertEquals(found, found(run(PublicUrl.UNKNOWN, host, audience)));
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.5:3000,https://mcp.example.com/mcp,''",
    "mcp.example.com,https://api.example.com,ERROR AUTH_AUDIENCE_MISMATCH",
    "mcp.example.com,https://mcp.example.com,ERROR AUTH_AUDIENCE_MISMATCH",
    "mcp.example.com,api://0b1c2d3e,ERROR AUTH_AUDIENCE_MISMATCH"
  })
  void configuredUrlIsExpectedForCertain(String host, String audience, String found) {
    assertEquals(found, found(run(CONFIGURED, host, audience)));
  }

  @ParameterizedTest
  @CsvSource({
    "00000003-0000-0000-c000-000000000000,Microsoft Graph",
    "https://graph.microsoft.com,Microsoft Graph",
    "https://management.azure.com/,Azure Resource Manager",
    "https://dev-1.eu.auth0.com/userinfo,the userinfo endpoint of Auth0",
    "https://kubernetes.default.svc.cluster.local,the API server of Kubernetes",
    "sts.amazonaws.com,AWS STS",
    "499b84ac-1321-427f-aa17-267ca6975798,Azure DevOps",
    "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d,Azure Databricks",
    "https://analysis.windows.net/powerbi/api,Power BI",
    "https://cognitiveservices.azure.com,Azure AI services",
    "https://contoso.sharepoint.com,SharePoint Online",
    "https://api.github.com,the API of GitHub",
    "https://api.atlassian.com,the API of Atlassian",
    "https://www.googleapis.com/oauth2/v4/token,the token endpoint of Google",
    "https://pubsub.googleapis.com/,an API of Google",
    "api://AzureADTokenExchange,the token exchange of Microsoft Entra ID",
    "sigstore,Sigstore"
  })
  void tokenForAServiceThatIsKnownByNameIsForNoOtherServer(String audience, String service) {
    for (PublicUrl url : List.of(PublicUrl.UNKNOWN, CONFIGURED)) {
      ToolRun run = run(url, "mcp.example.com", audience);
      assertEquals("ERROR AUTH_AUDIENCE_OTHER_SERVICE", found(run));
      assertEquals(
          "aud: " + audience + "; that is " + service,
          run.finding("AUTH_AUDIENCE_OTHER_SERVICE").path("evidence").asText());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://graph.microsoft.com.example.com,WARNING AUTH_AUDIENCE_DIFFERS",
    "https://graph.example.com,WARNING AUTH_AUDIENCE_DIFFERS",
    "https://api.github.com.example.com,WARNING AUTH_AUDIENCE_DIFFERS",
    "https://sharepoint.com.example.com,WARNING AUTH_AUDIENCE_DIFFERS",
    "https://www.googleapis.com,WARNING AUTH_AUDIENCE_DIFFERS",
    "api://AzureADTokenExchange2,INFO AUTH_AUDIENCE_NO_URL",
    "sigstore-server,INFO AUTH_AUDIENCE_NO_URL",
    "00000003-0000-0000-c000-000000000001,INFO AUTH_AUDIENCE_NO_URL"
  })
  void whatOnlyLooksLikeAKnownServiceIsNone(String audience, String found) {
    assertEquals(found, found(run(PublicUrl.UNKNOWN, "mcp.example.com", audience)));
  }

  @ParameterizedTest
  @CsvSource({
    "/mcp/,https://mcp.example.com/mcp/,''",
    "/mcp/,https://mcp.example.com/mcp,''",
    "/mcp,https://mcp.example.com/mcp/,WARNING AUTH_AUDIENCE_DIFFERS",
    "/,https://mcp.example.com/,''",
    "/,https://mcp.example.com,''"
  })
  void tokenMayBeForTheVeryUrlThatTheClientCalls(String target, String audience, String found) {
    var clock = Clock.fixed(ToolRun.NOW, ZoneOffset.UTC);
    var redactor = new Redactor(new byte[] {1});
    var context =
        new CallContext(
            "POST",
            target,
            "HTTP/1.1",
            Headers.of(
                "Host",
                "mcp.example.com",
                "X-Forwarded-Proto",
                "https",
                "Authorization",
                "Bearer " + TokenFixtures.token("{\"aud\":\"" + audience + "\"}")),
            CallContext.Connection.builder().build(),
            ToolRun.NOW);
    for (Tool tool :
        List.of(
            new AuthContextTool(clock, redactor, PublicUrl.UNKNOWN, List.of()),
            new BearerDecodeTool(clock, redactor),
            new PrintHeaderTool(redactor, "pod-7"))) {
      assertEquals(found, found(ToolRun.of(tool, context, Json.object())));
    }
  }

  @Test
  void findingSaysThatTheExpectationWasInferred() {
    ToolRun run = run(PublicUrl.UNKNOWN, "mcp.example.com", "https://mcp.example.com/sse");
    assertTrue(run.text().contains("was inferred from the request, not configured"), run.text());
    assertEquals(
        "expected https://mcp.example.com/mcp, found https://mcp.example.com/sse;"
            + " equal after ignoring the path",
        run.finding("AUTH_AUDIENCE_DIFFERS").path("evidence").asText());
  }

  @Test
  void aLostSchemeIsTheFixWhereTheTokenIsForHttps() {
    String issuer = "\"iss\":\"https://sso.example.com/realms/main\",";
    String token =
        TokenFixtures.token(
            "{"
                + issuer
                + "\"aud\":[\"https://mcp.example.com/mcp\",\"account\"],\"scope\":\"a\"}");
    var clock = Clock.fixed(ToolRun.NOW, ZoneOffset.UTC);
    ToolRun run =
        ToolRun.of(
            new BearerDecodeTool(clock, new Redactor(new byte[] {1})),
            Headers.of("Host", "mcp.example.com", "Authorization", "Bearer " + token));
    String fix = run.finding("URL_PUBLIC_HTTP").path("fix").asText();
    assertTrue(fix.contains("send X-Forwarded-Proto"), fix);
  }

  private static String found(ToolRun run) {
    List<String> found =
        run.findings().stream()
            .filter(id -> id.startsWith("AUTH_AUDIENCE"))
            .map(id -> run.finding(id).path("severity").asText() + " " + id)
            .toList();
    return String.join(", ", found);
  }

  private static ToolRun run(PublicUrl configured, String host, String audience) {
    var clock = Clock.fixed(ToolRun.NOW, ZoneOffset.UTC);
    var tool = new AuthContextTool(clock, new Redactor(new byte[] {1}), configured, List.of());
    String token = TokenFixtures.token("{\"aud\":\"" + audience + "\"}");
    return ToolRun.of(
        tool,
        Headers.of("Host", host, "X-Forwarded-Proto", "https", "Authorization", "Bearer " + token));
  }
}
