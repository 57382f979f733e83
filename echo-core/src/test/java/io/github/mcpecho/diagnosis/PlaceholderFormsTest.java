package io.github.mcpecho.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.diagnosis.identity.AuthContextTool;
import io.github.mcpecho.diagnosis.urls.PublicUrl;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.internal.redaction.TokenPrefixes;
import io.github.mcpecho.internal.text.TsvResource;
import io.github.mcpecho.mcp.Tool;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What authContext takes for a placeholder in the place of a token, and what for a token. */
class PlaceholderFormsTest {
  private final Tool tool =
      new AuthContextTool(
          Clock.fixed(ToolRun.NOW, ZoneOffset.UTC),
          new Redactor(new byte[] {1, 2, 3}),
          PublicUrl.UNKNOWN,
          List.of());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          os.environ/MCP_TOKEN                      | as LiteLLM writes it
          {vault://env/mcp-token}                   | as Kong and APISIX write it
          $env://MCP_TOKEN                          | as Kong and APISIX write it
          $secret://vault/1/mcp/token               | as Kong and APISIX write it
          var.mcp_token                             | a name of Terraform or Helm
          local.tokens["mcp"]                       | a name of Terraform or Helm
          .Values.mcp.token                         | a name of Terraform or Helm
          module.secrets.token                      | a name of Terraform or Helm
          System.Security.SecureString              | what .NET prints for an object
          System.Net.NetworkCredential              | what .NET prints for an object
          System.String[]                           | what .NET prints for an object
          System.Func`1[System.String]              | what .NET prints for an object
          Task`1[System.String]                     | nobody awaited
          System.Threading.Tasks.Task`1[System.String] | nobody awaited
          ValueTask`1[System.String]                | nobody awaited
          Promise { <pending> }                     | nobody awaited
          Promise { undefined }                     | nobody awaited
          undefinednull                             | a value that is missing
          nullnull                                  | a value that is missing
          undefined.undefined.undefined             | a value that is missing
          $[[ inputs.token ]]                       | an expression of GitLab CI
          $[variables.token]                        | an expression of GitLab CI
          [% token %]                               | a template between percent signs
          {% response 'body' %}                     | a template between percent signs
          {%ENV:MCP_TOKEN%}                         | a template between percent signs
          [parameters('token')]                     | an expression of a template of Azure Resource Manager
          [reference('kv').token]                   | an expression of a template of Azure Resource Manager
          @{identity.email}                         | a selector of Cloudflare Gateway
          MCP_TOKEN                                 | the name of a variable
          GITHUB_PERSONAL_ACCESS_TOKEN              | the name of a variable
          #<OAuth2::AccessToken:0x00007f8a>         | what Ruby prints for an object
          #<Proc:0x00007f8a (lambda)>               | what Ruby prints for an object
          Instance of 'Future<String>'              | what Dart prints for an object
          Array                                     | what PHP prints for an array
          java.util.concurrent.CompletableFuture@1b2c[Not completed] | what Java prints for an object
          Microsoft.Identity.Client.AuthenticationResult | what .NET prints for an object
          :token                                    | a parameter by its name
          :mcp_token                                | a parameter by its name
          {0}                                       | a format that was not filled in
          {}                                        | a format that was not filled in
          ~{TOKEN}~                                 | a name between signs
          ~{TOKEN}                                  | a name between signs
          «token»                                   | a name between signs
          ‹token›                                   | a name between signs
          \u00c2\u00abtoken\u00c2\u00bb             | a name between signs
          !!TOKEN!!                                 | a name between signs
          !TOKEN!                                   | a name between signs
          Optional("abc")                           | a value that may be missing
          Optional[abc]                             | a value that may be missing
          Optional.empty                            | a value that may be missing
          Some("abc")                               | a value that may be missing
          lambda:token                              | the source of a function of Python
          lambda self: self.token                   | the source of a function of Python
          {"$secret":"mcp/token"}                   | a reference in JSON
          {"Ref":"McpToken"}                        | a reference in JSON
          {"valueFrom":{"secretKeyRef":{"name":"a"}}} | a reference in JSON
          file:///run/secrets/token                 | an address where a value lies
          s3://bucket/token                         | an address where a value lies
          gs://bucket/token                         | an address where a value lies
          https://vault.example/v1/secret/mcp       | an address where a value lies
          `mcp`                                     | a command or name in backticks
          REDACTED                                  | a hidden credential
          redacted                                  | a hidden credential
          REDACTED_TOKEN                            | a hidden credential
          REDACTED-1234                             | a hidden credential
          sk-[REDACTED]                             | shortened or hid
          ghp_<hidden>                              | shortened or hid
          eyJhbGciO[REDACTED]                       | shortened or hid
          eyJhbGciOiJSUzI1NiJ9.[REDACTED].sig       | shortened or hid
          glpat-***hidden***                        | shortened or hid
          REDACTED REDACTED                         | a hidden credential
          token-redacted                            | a hidden credential
          masked                                    | a hidden credential
          (hidden)                                  | what mcp-echo shows
          (32 characters)                           | what mcp-echo shows
          (32 characters, fingerprint 0a1b2c3d)     | what mcp-echo shows
          eyJhbGc... (812 characters, fingerprint 0a1b2c3d) | what mcp-echo shows
          [FILTERED]                                | a hidden value
          [Filtered by Sentry]                      | a hidden value
          [REDACTED]                                | a hidden value
          [REDACTED:token]                          | a hidden value
          [REDACTED BY PROXY]                       | a hidden value
          <redacted>                                | a hidden value
          <REDACTED:api_key>                        | a hidden value
          (redacted)                                | a hidden value
          {redacted}                                | a hidden value
          **REDACTED**                              | a hidden value
          *** redacted ***                          | a hidden value
          -redacted-                                | a hidden value
          ==REDACTED==                              | a hidden value
          [SECRET]                                  | a hidden value
          <sensitive>                               | a hidden value
          ***                                       | a hidden value
          [*****]                                   | a hidden value
          xxxx                                      | a hidden value
          (...)                                     | a hidden value
          ---                                       | a hidden value
          #######                                   | a hidden value
          \u2022\u2022\u2022                        | a hidden value
          \u25cf\u25cf\u25cf                        | a hidden value
          \u2588\u2588\u2588                        | a hidden value
          \u00b7\u00b7\u00b7\u00b7                  | a hidden value
          `get-token`                               | a command or name in backticks
          `cat /run/token1`                         | a command or name in backticks
          eyJhbGciOiJSUzI1NiJ9.***.***              | shortened or hid
          eyJhbGciOiJSUzI1NiJ9.[REDACTED].[REDACTED] | shortened or hid
          eyJhbGciOiJSUzI1NiJ9.eyJpc3Mi[...]Qk9vYVFZ | shortened or hid
          eyJhbGciOiJSUzI1NiJ9.eyJpc3Mi…<snip>      | shortened or hid
          eyJhbGciOiJSUzI1NiJ9.eyJpc3Mi (truncated) | shortened or hid
          {file:~/.token}                           | a reference in braces
          {env:MCP_TOKEN}                           | a name in braces
          ~~token~~                                 | a name between signs
          %%mcp_token%%                             | a name between signs
          True                                      | a truth value
          false                                     | a truth value
          Error: token not found                    | a message of the program
          bash: get-token: command not found        | a message of the program
          cat: /run/token: No such file or directory | a message of the program
          """)
  void whatStandsForATokenIsNone(String value, String evidence) {
    ToolRun run = bearer(value);
    String said = run.finding("AUTH_PLACEHOLDER").path("evidence").asText();
    assertTrue(said.contains(evidence), said);
    assertFalse(run.findings().contains("AUTH_CHARACTERS"), run.text());
    assertEquals("NOT AUTHENTICATED", run.facts().path("status").asText(), run.text());
  }

  /** A token of each vendor that the product knows, made up from its prefix. */
  static Stream<String> tokensOfVendors() {
    return TsvResource.rows(TokenPrefixes.class, "tokens.tsv").stream()
        .filter(row -> !List.of("PATH", "CRYPT").contains(row[3]))
        .map(row -> row[0] + "7F0A4C9E1D3B".repeat(12).substring(0, Integer.parseInt(row[2])));
  }

  @ParameterizedTest
  @MethodSource("tokensOfVendors")
  @ValueSource(
      strings = {
        "7Qd0eB2x8Rk5Zs3Wm6Yt1Vp9N",
        "2YotnFZFEjr1zCsicMWpAA",
        "mF_9.B5f-4.1JqM",
        "SlAV32hkKG",
        "czZCaGRSa3F0MzpnWDFmQmF0M2JW",
        "vF9dft4qmT",
        "0b1c2d3e-0000-4000-8000-000000000000",
        "4f9a1c77d0eb2084f9a1c77d0eb2084a",
        "d41d8cd98f00b204e9800998ecf8427e9f86d081",
        "Kz~8fBAo.4LjpNeO.gxU",
        "AbCdEf/GhIjKl+MnOpQr==",
        "/9j/4AAQSkZJRgABAQ",
        "//79Kb2x8Rk5Zs3Wm6Yt1Vp9N=",
        "+a7Qd0eB2x8Rk5Zs3Wm6==",
        "~7Qd0eB2x8Rk5Zs3Wm6",
        "_7Qd0eB2x8Rk5Zs3Wm6Yt_",
        "-7Qd0eB2x8Rk5Zs3Wm6Yt-",
        ".7Qd0eB2x8Rk5Zs3Wm6Yt.",
        "01ARZ3NDEKTSV4RRFFQ69G5FAV",
        "cjld2cjxh0000qzrmn831i7rn",
        "1000000000000000000000000000",
        "system.7Qd0eB2x8Rk5Zs",
        "var-7Qd0eB2x8Rk5Zs",
        "var.7Qd0eB2x8Rk5Zs",
        "data.9f86d081.7Qd0eB2x",
        "just7Qd0eB2x8Rk5Zs3Wm6",
        "some-7Qd0eB2x8Rk5Zs3Wm6",
        "null7Qd0eB2x8Rk5Zs3Wm6",
        "undefined7Qd0eB2x8Rk5",
        "file-7Qd0eB2x8Rk5Zs3Wm6",
        "s37Qd0eB2x8Rk5Zs3Wm6",
        "lambda7Qd0eB2x8Rk5Zs",
        "optional7Qd0eB2x8Rk5",
        "task17Qd0eB2x8Rk5Zs3Wm6",
        "app:7Qd0eB2x8Rk5Zs3Wm6",
        "redacted7Qd0eB2x8Rk5Zs",
        "true7Qd0eB2x8Rk5Zs",
        "error-7Qd0eB2x8Rk5Zs",
        "~~7Qd0eB2x8Rk5Zs3Wm6~~",
        "hidden-7Qd0eB2x8Rk5Zs",
        "masked.7Qd0eB2x8Rk5Zs",
        "-private7Qd0eB2x8Rk5-",
        "user:7Qd0eB2x8Rk5Zs3Wm6",
        "v1:7Qd0eB2x8Rk5Zs3Wm6",
        "2.7Qd0eB2x8Rk5Zs.3Wm6Yt1Vp9N",
        "at_7Qd0eB2x8Rk5Zs3Wm6",
        "AT-1-7Qd0eB2x8Rk5Zs3Wm6",
        "ory_at_7Qd0eB2x8Rk5Zs3Wm6Yt1Vp9N.7Qd0eB2x8Rk5",
        "1234|7Qd0eB2x8Rk5Zs3Wm6Yt1Vp9N7Qd0eB2x8Rk5Zs3",
        "`7Qd0eB2x8Rk5Zs3Wm6Yt1Vp9N`",
        "\"7Qd0eB2x8Rk5Zs3Wm6Yt1Vp9N\"",
        "00D5g000004abcd!AQEAQ7Qd0eB2x8Rk5Zs3Wm6Yt1Vp9N",
      })
  void tokenIsTakenForOne(String token) {
    ToolRun run = bearer(token);
    assertFalse(run.findings().contains("AUTH_PLACEHOLDER"), run.text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"undefined:undefined", "null:null", "${USER}:${PASS}", "ann:${PASS}"})
  void placeholderInBasicIsFound(String pair) {
    String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    ToolRun run = ToolRun.of(tool, Headers.of("Authorization", "Basic " + basic));
    assertTrue(run.findings().contains("AUTH_PLACEHOLDER"), run.text());
  }

  /** A variable may hold the scheme too. */
  @ParameterizedTest
  @ValueSource(
      strings = {"os.environ/MCP_TOKEN", "${MCP_TOKEN}", "{{token}}", "undefined", "%TOKEN%"})
  void placeholderIsTheCauseOfAMissingScheme(String value) {
    ToolRun run = ToolRun.of(tool, Headers.of("Authorization", value));
    assertTrue(run.findings().contains("AUTH_PLACEHOLDER"), run.text());
    assertFalse(run.findings().contains("AUTH_SCHEME_MISSING"), run.text());
  }

  private ToolRun bearer(String token) {
    return ToolRun.of(tool, Headers.of("Authorization", "Bearer " + token));
  }
}
