package io.github.mcpecho.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.diagnosis.cors.CorsAnalysisTool;
import io.github.mcpecho.diagnosis.headers.PrintHeaderTool;
import io.github.mcpecho.diagnosis.identity.AuthContextTool;
import io.github.mcpecho.diagnosis.identity.Identity;
import io.github.mcpecho.diagnosis.tokens.BearerDecodeTool;
import io.github.mcpecho.diagnosis.tokens.TokenPolicy;
import io.github.mcpecho.diagnosis.urls.PublicUrl;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Header;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.mcp.Tool;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests as they arrive in setups that work: no tool may warn of any of them. */
class HealthySetupsTest {
  private final Redactor redactor = new Redactor(new byte[] {1, 2, 3});
  private final Clock clock = Clock.fixed(ToolRun.NOW, ZoneOffset.UTC);
  private final List<Tool> tools =
      List.of(
          new PrintHeaderTool(redactor, "pod-7"),
          new AuthContextTool(clock, redactor, PublicUrl.UNKNOWN, List.of()),
          new BearerDecodeTool(clock, redactor, TokenPolicy.NONE, Identity::judgeAll),
          new CorsAnalysisTool(redactor));

  /** A setup, and the headers that reach this server in it. */
  private enum Setup {
    TRAEFIK_AND_OAUTH2_PROXY(
        """
        Host: mcp.example.com
        User-Agent: node
        Accept: application/json, text/event-stream
        Content-Type: application/json
        Mcp-Protocol-Version: 2025-06-18
        Authorization: Bearer <keycloak>
        X-Auth-Request-User: 6f1c2a7e-5d0b-4c9e-9a51-0f3f6f0f9a11
        X-Auth-Request-Preferred-Username: alice
        X-Auth-Request-Email: alice@example.com
        X-Auth-Request-Groups: developers,admins
        X-Forwarded-For: 203.0.113.7
        X-Forwarded-Host: mcp.example.com
        X-Forwarded-Port: 443
        X-Forwarded-Proto: https
        X-Forwarded-Server: traefik-7f9c
        X-Real-Ip: 203.0.113.7
        """),
    ENVOY_WITH_MUTUAL_TLS(
        """
        Host: echo.prod.svc
        User-Agent: python-httpx/0.28.1
        Accept: application/json, text/event-stream
        Content-Type: application/json
        Mcp-Protocol-Version: 2025-06-18
        Authorization: Bearer <mesh>
        X-Forwarded-Proto: http
        X-Request-Id: 6b0f5f0a-6a35-4e3a-b4f6-7d0a5f4e6c21
        X-Envoy-Attempt-Count: 1
        X-Forwarded-Client-Cert: By=spiffe://cluster.local/ns/prod/sa/echo;\
        Hash=3f2a;Subject="";URI=spiffe://cluster.local/ns/prod/sa/agent
        """),
    CLOUDFLARE_ACCESS(
        """
        Host: mcp.example.com
        User-Agent: claude-code/2.0
        Accept: application/json, text/event-stream
        Accept-Encoding: gzip, br
        Content-Type: application/json
        Mcp-Protocol-Version: 2025-06-18
        Cf-Access-Jwt-Assertion: <cloudflare>
        Cf-Access-Authenticated-User-Email: alice@example.com
        Cf-Connecting-Ip: 203.0.113.7
        Cf-Ipcountry: DE
        Cf-Ray: 8f4f5a1b2c3d4e5f-FRA
        Cf-Visitor: {"scheme":"https"}
        Cdn-Loop: cloudflare; loops=1
        X-Forwarded-For: 203.0.113.7
        X-Forwarded-Proto: https
        """),
    AWS_LOAD_BALANCER_WITH_OIDC(
        """
        Host: mcp.example.com
        User-Agent: node
        Accept: application/json, text/event-stream
        Content-Type: application/json
        Mcp-Protocol-Version: 2025-06-18
        X-Amzn-Oidc-Data: <alb>
        X-Amzn-Oidc-Identity: 6f1c2a7e
        X-Amzn-Oidc-Accesstoken: <alb>
        X-Amzn-Trace-Id: Root=1-67fa4d5e-0123456789abcdef01234567
        X-Forwarded-For: 203.0.113.7
        X-Forwarded-Port: 443
        X-Forwarded-Proto: https
        """),
    POMERIUM(
        """
        Host: mcp.example.com
        User-Agent: node
        Accept: application/json, text/event-stream
        Content-Type: application/json
        Mcp-Protocol-Version: 2025-06-18
        X-Pomerium-Jwt-Assertion: <pomerium>
        X-Pomerium-Claim-Email: alice@example.com
        X-Pomerium-Claim-Name: Alice Doe
        X-Pomerium-Claim-User: google/1100
        X-Forwarded-For: 203.0.113.7
        X-Forwarded-Host: mcp.example.com
        X-Forwarded-Proto: https
        X-Envoy-External-Address: 203.0.113.7
        X-Request-Id: 6b0f5f0a-6a35-4e3a-b4f6-7d0a5f4e6c21
        """),
    GOOGLE_IDENTITY_AWARE_PROXY(
        """
        Host: mcp.example.com
        User-Agent: node
        Accept: application/json, text/event-stream
        Content-Type: application/json
        Mcp-Protocol-Version: 2025-06-18
        X-Goog-Authenticated-User-Email: accounts.google.com:alice@example.com
        X-Goog-Authenticated-User-Id: accounts.google.com:1100
        X-Goog-Iap-Jwt-Assertion: <iap>
        Via: 1.1 google
        X-Cloud-Trace-Context: 105445aa7843bc8bf206b12000100000/1;o=1
        X-Forwarded-For: 203.0.113.7,198.51.100.20
        X-Forwarded-Proto: https
        """),
    GOOGLE_IDENTITY_AWARE_PROXY_BEFORE_CLOUD_RUN(
        """
        Host: echo-1234567890.europe-west1.run.app
        User-Agent: node
        Accept: application/json, text/event-stream
        Content-Type: application/json
        Mcp-Protocol-Version: 2025-06-18
        X-Goog-Authenticated-User-Email: accounts.google.com:alice@example.com
        X-Goog-Authenticated-User-Id: accounts.google.com:1100
        X-Goog-Iap-Jwt-Assertion: <iap>
        X-Serverless-Authorization: Bearer <cloud run>
        X-Forwarded-For: 203.0.113.7
        X-Forwarded-Proto: https
        """),
    CLOUD_RUN_WITH_A_CUSTOM_AUDIENCE(
        """
        Host: mcp.example.com
        User-Agent: node
        Accept: application/json, text/event-stream
        Content-Type: application/json
        Mcp-Protocol-Version: 2025-06-18
        Authorization: Bearer <service account>
        X-Forwarded-For: 203.0.113.7
        X-Forwarded-Proto: https
        """),
    OAUTH_PROXY_OF_FASTMCP(
        """
        Host: mcp.example.com
        User-Agent: node
        Accept: application/json, text/event-stream
        Content-Type: application/json
        Mcp-Protocol-Version: 2025-06-18
        Authorization: Bearer <fastmcp>
        X-Forwarded-For: 203.0.113.7
        X-Forwarded-Proto: https
        """),
    GATEWAY_IN_A_CLUSTER(
        """
        Host: backend.svc.cluster.local:8000
        User-Agent: node
        Accept: application/json, text/event-stream
        Content-Type: application/json
        Mcp-Protocol-Version: 2025-06-18
        Authorization: Bearer <entra>
        """),
    GATEWAY_IN_A_NETWORK_OF_CONTAINERS(
        """
        Host: mcp-server:8000
        User-Agent: node
        Accept: application/json, text/event-stream
        Content-Type: application/json
        Mcp-Protocol-Version: 2025-06-18
        Authorization: Bearer <entra>
        """),
    AZURE_EASY_AUTH(
        """
        Host: echo.azurewebsites.net
        User-Agent: node
        Accept: application/json, text/event-stream
        Content-Type: application/json
        Mcp-Protocol-Version: 2025-06-18
        Authorization: Bearer <entra>
        X-Ms-Client-Principal: <principal>
        X-Ms-Client-Principal-Id: 0a1b2c3d-0000-4000-8000-000000000001
        X-Ms-Client-Principal-Idp: aad
        X-Ms-Client-Principal-Name: alice@example.com
        Disguised-Host: echo.azurewebsites.net
        Was-Default-Hostname: echo.azurewebsites.net
        X-Appservice-Proto: https
        X-Arr-Ssl: 2048|256|CN=Microsoft Azure RSA TLS Issuing CA 03|CN=*.azurewebsites.net
        X-Forwarded-For: 203.0.113.7:51234
        X-Forwarded-Proto: https
        X-Original-Url: /mcp
        """),
    NGINX_THAT_ENDS_TLS(
        """
        Host: mcp.example.com
        Connection: close
        X-Real-IP: 203.0.113.7
        X-Forwarded-For: 203.0.113.7
        X-Forwarded-Proto: https
        User-Agent: node
        Accept: application/json, text/event-stream
        Content-Type: application/json
        Mcp-Protocol-Version: 2025-06-18
        Authorization: Bearer <keycloak>
        """),
    NGINX_BEHIND_A_BALANCER(
        """
        Host: mcp.example.com
        X-Real-IP: 10.0.0.9
        X-Forwarded-For: 203.0.113.7, 10.0.0.9
        X-Forwarded-Port: 443
        X-Forwarded-Proto: https
        User-Agent: node
        Accept: application/json, text/event-stream
        Content-Type: application/json
        Mcp-Protocol-Version: 2025-06-18
        """),
    NGINX_ON_THE_DEVELOPERS_MACHINE(
        """
        Host: localhost:8443
        X-Forwarded-For: 127.0.0.1
        X-Forwarded-Proto: https
        User-Agent: node
        Accept: application/json, text/event-stream
        Content-Type: application/json
        Mcp-Protocol-Version: 2025-06-18
        """),
    LOCAL_CURL(
        """
        Host: localhost:3000
        User-Agent: curl/8.5.0
        Accept: */*
        Content-Type: application/json
        Content-Length: 100
        """),
    CLAUDE_DESKTOP_DIRECT(
        """
        Host: 127.0.0.1:3000
        Connection: keep-alive
        Content-Type: application/json
        Accept: application/json, text/event-stream
        Mcp-Protocol-Version: 2025-06-18
        Accept-Language: *
        Sec-Fetch-Mode: cors
        User-Agent: node
        Accept-Encoding: gzip, deflate
        """),
    INSPECTOR_IN_THE_BROWSER(
        """
        Host: localhost:3000
        Connection: keep-alive
        Origin: http://localhost:6274
        Referer: http://localhost:6274/
        Content-Type: application/json
        Accept: application/json, text/event-stream
        Mcp-Protocol-Version: 2025-06-18
        Sec-Fetch-Dest: empty
        Sec-Fetch-Mode: cors
        Sec-Fetch-Site: same-site
        User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/131.0.0.0
        Accept-Encoding: gzip, deflate, br, zstd
        """);

    private static final String TIMES = "\"iat\":1734695700,\"exp\":1734699300,\"jti\":\"j\"";

    private final String lines;

    Setup(String lines) {
      this.lines = lines;
    }

    CallContext context() {
      var connection =
          CallContext.Connection.builder()
              .server(host(), 80)
              .remote("10.0.0.9", 4711)
              .local("10.0.0.5", 3000)
              .build();
      List<Header> headers =
          lines
              .lines()
              .map(line -> line.split(": ", 2))
              .map(pair -> new Header(pair[0], filledIn(pair[1])))
              .toList();
      return new CallContext(
          "POST", "/mcp", "HTTP/1.1", Headers.of(headers), connection, ToolRun.NOW);
    }

    private String host() {
      return lines.lines().findFirst().orElseThrow().substring(6).split(":")[0];
    }

    private static String filledIn(String value) {
      return value
          .replace(
              "<keycloak>",
              token(
                  """
                  "iss":"https://login.example.com/realms/r","typ":"Bearer","azp":"mcp-client",\
                  "aud":["https://mcp.example.com/mcp","account"],"scope":"openid mcp:tools",\
                  "sub":"6f1c2a7e-5d0b-4c9e-9a51-0f3f6f0f9a11","preferred_username":"alice",\
                  "name":"Alice Doe","email":"alice@example.com","sid":"s",\
                  "realm_access":{"roles":["offline_access"]}"""))
          .replace(
              "<mesh>",
              token(
                  """
                  "iss":"https://login.example.com","aud":"http://echo.prod.svc/mcp",\
                  "sub":"agent","client_id":"agent","scope":"mcp:tools\""""))
          .replace(
              "<cloudflare>",
              token(
                  """
                  "iss":"https://team.cloudflareaccess.com","aud":["32eafc7626e737"],\
                  "sub":"7335d417-61da-459d-899c-0a01c76a2f94","type":"app",\
                  "email":"alice@example.com","country":"DE\""""))
          .replace(
              "<alb>",
              token(
                  """
                  "iss":"https://login.example.com","sub":"6f1c2a7e","name":"Alice Doe",\
                  "email":"alice@example.com\""""))
          .replace(
              "<pomerium>",
              token(
                  """
                  "iss":"mcp.example.com","aud":"mcp.example.com","sub":"google/1100",\
                  "user":"google/1100","email":"alice@example.com","name":"Alice Doe",\
                  "groups":["g1"]"""))
          .replace(
              "<iap>",
              token(
                  """
                  "iss":"https://cloud.google.com/iap","sub":"accounts.google.com:1100",\
                  "aud":"/projects/1/global/backendServices/2","email":"alice@example.com",\
                  "azp":"/projects/1/global/backendServices/2","hd":"example.com\""""))
          .replace(
              "<service account>",
              token(
                  """
                  "iss":"https://accounts.google.com","aud":"https://mcp.example.com",\
                  "azp":"1100","sub":"1100","email":"agent@p.iam.gserviceaccount.com",\
                  "email_verified":true"""))
          .replace(
              "<cloud run>",
              token(
                      """
                      "iss":"https://accounts.google.com",\
                      "aud":"https://echo-1234567890.europe-west1.run.app","azp":"1101",\
                      "sub":"1101","email":"service-1@gcp-sa-iap.iam.gserviceaccount.com\"""")
                  .replaceAll("[^.]+$", "SIGNATURE_REMOVED_BY_GOOGLE"))
          .replace(
              "<fastmcp>",
              TokenFixtures.token(
                  "{\"alg\":\"HS256\",\"typ\":\"JWT\"}",
                  """
                  {"iss":"https://mcp.example.com/","aud":"https://mcp.example.com/mcp",\
                  "client_id":"c1","scope":"openid",\
                  """
                      + TIMES
                      + "}"))
          .replace(
              "<entra>",
              token(
                  """
                  "iss":"https://login.microsoftonline.com/t/v2.0","aud":"api://0b1c2d3e",\
                  "azp":"c1","sub":"pairwise","oid":"0a1b2c3d-0000-4000-8000-000000000001",\
                  "preferred_username":"alice@example.com","name":"Alice Doe","tid":"t",\
                  "nbf":1734695700,"scp":"Tools.Read Tools.Call","ver":"2.0\""""))
          .replace(
              "<principal>",
              Base64.getEncoder()
                  .encodeToString(
                      """
                      {"auth_typ":"aad","name_typ":"name","role_typ":"roles","claims":[\
                      {"typ":"name","val":"Alice Doe"},{"typ":"roles","val":"reader"}]}"""
                          .getBytes(StandardCharsets.UTF_8)));
    }

    private static String token(String claims) {
      return TokenFixtures.token(
          "{\"alg\":\"RS256\",\"kid\":\"k\",\"typ\":\"JWT\"}", "{" + claims + "," + TIMES + "}");
    }
  }

  @ParameterizedTest
  @EnumSource(Setup.class)
  void healthySetupHasNoWarning(Setup setup) {
    var warnings = new ArrayList<String>();
    for (Tool tool : tools) {
      ToolRun run = ToolRun.of(tool, setup.context(), Json.object());
      for (JsonNode finding : run.facts().path("findings")) {
        if (!finding.path("severity").asText().equals("INFO")) {
          warnings.add(tool.descriptor().name() + ": " + finding);
        }
      }
    }
    assertEquals(List.of(), warnings);
  }
}
