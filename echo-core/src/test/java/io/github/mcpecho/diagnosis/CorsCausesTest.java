package io.github.mcpecho.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.diagnosis.cors.CorsAnalysisTool;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.redaction.Redactor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A message or a paste that tells which of several causes it is gets the fix of that one. */
class CorsCausesTest {
  private static final String ORIGIN = "https://a.example";

  private final CorsAnalysisTool tool = new CorsAnalysisTool(Redactor.withRandomKey());

  /** Message, the finding, and how its fix begins. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # The page is https already: what lacks it is the endpoint.
          Mixed Content: The page at 'https://a.example/' was loaded over HTTPS, but requested an insecure resource 'http://mcp.example/mcp'. This request has been blocked; the content must be served over HTTPS. | CORS_MIXED_CONTENT | Give the MCP server an https address
          Mixed Content: The page at 'https://a.example/' was loaded over HTTPS, but requested an insecure XMLHttpRequest endpoint 'http://mcp.example/mcp'. This request has been blocked | CORS_MIXED_CONTENT | Give the MCP server an https address
          Mixed Content: The page at 'https://a.example/' was loaded over HTTPS, but attempted to connect to the insecure WebSocket endpoint 'ws://mcp.example/mcp'. | CORS_MIXED_CONTENT | Give the MCP server an https address
          [blocked] The page at https://a.example/ was not allowed to run insecure content from http://mcp.example/mcp. | CORS_MIXED_CONTENT | Give the MCP server an https address
          [blocked] The page at https://a.example/ requested insecure content from http://mcp.example/mcp. This content was blocked and must be served over HTTPS. | CORS_MIXED_CONTENT | Give the MCP server an https address
          Blocked loading mixed active content “http://mcp.example/mcp” | CORS_MIXED_CONTENT | Give the MCP server an https address
          Laden von gemischten aktiven Inhalten "http://mcp.example/mcp" wurde blockiert. | CORS_MIXED_CONTENT | Give the MCP server an https address
          Blocage du chargement du contenu mixte actif (mixed active content) « http://mcp.example/mcp » | CORS_MIXED_CONTENT | Give the MCP server an https address
          Se ha bloqueado la carga del contenido activo mixto "http://mcp.example/mcp" | CORS_MIXED_CONTENT | Give the MCP server an https address
          已阻止载入混合活动内容“http://mcp.example/mcp” | CORS_MIXED_CONTENT | Give the MCP server an https address
          (blocked:mixed-content) | CORS_MIXED_CONTENT | Give the MCP server an https address
          Mixed Block | CORS_MIXED_CONTENT | Give the MCP server an https address
          # A secure page needs leave, an insecure one gets none.
          %c Permission was denied for this request to access the `loopback` address space. | CORS_LOCAL_NETWORK | Give the site leave
          %c Permission was denied for this request to access the `local` address space. | CORS_LOCAL_NETWORK | Give the site leave
          GET http://192.168.1.5/mcp net::ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS | CORS_LOCAL_NETWORK | Give the site leave
          {"corsErrorStatus":{"corsError":"LocalNetworkAccessPermissionDenied"}} | CORS_LOCAL_NETWORK | Give the site leave
          %c The request client is not a secure context and the resource is in more-private address space `private`. | CORS_LOCAL_NETWORK | Serve the page over https
          {"corsErrorStatus":{"corsError":"InsecurePrivateNetwork"}} | CORS_LOCAL_NETWORK | Serve the page over https
          %c No 'Access-Control-Allow-Private-Network' header was present in the preflight response for this private network request targeting the `local` address space. | CORS_LOCAL_NETWORK | Answer it so
          %c Request had a target IP address space of `public` yet the resource is in address space `local`. | CORS_LOCAL_NETWORK | Give fetch the targetAddressSpace
          # An answer came, and no request of CORS may have it.
          GET https://mcp.example/mcp net::ERR_BLOCKED_BY_ORB | CORS_OPAQUE_RESPONSE | Call the endpoint by fetch with mode cors
          GET https://mcp.example/mcp net::ERR_BLOCKED_BY_ORB 200 (OK) | CORS_OPAQUE_RESPONSE | Call the endpoint by fetch with mode cors
          Response was blocked by ORB (Opaque Response Blocking) | CORS_OPAQUE_RESPONSE | Call the endpoint by fetch with mode cors
          Cross-Origin Read Blocking (CORB) blocked cross-origin response https://mcp.example/mcp with MIME type application/json. See https://www.chromestatus.com/feature/5629709824032768 for more details. | CORS_OPAQUE_RESPONSE | Call the endpoint by fetch with mode cors
          The resource at “https://mcp.example/mcp” was blocked by OpaqueResponseBlocking. Reason: “after sniff: not audio/video/image”. | CORS_OPAQUE_RESPONSE | Call the endpoint by fetch with mode cors
          # The page has no origin.
          Access to fetch at 'https://mcp.example/mcp' from origin 'null' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource. | CORS_ORIGIN_MISSING | Serve the page from an http or https address
          Access to fetch at 'https://mcp.example/mcp' from origin 'null' has been blocked by CORS policy: Response to preflight request doesn't pass access control check: No 'Access-Control-Allow-Origin' header is present on the requested resource. | CORS_ORIGIN_MISSING | Serve the page from an http or https address
          Access to fetch at 'https://mcp.example/mcp' from origin 'null' has been blocked by CORS policy: The 'Access-Control-Allow-Origin' header has a value 'https://a.example' that is not equal to the supplied origin. | CORS_ORIGIN_DIFFERS | Serve the page from an http or https address
          Origin null is not allowed by Access-Control-Allow-Origin. Status code: 200 | CORS_ORIGIN_REFUSED | Serve the page from an http or https address
          # What the script may not read.
          Refused to get unsafe header "mcp-session-id" | CORS_SESSION_ID_UNREADABLE | Expose
          Refused to get unsafe header "WWW-Authenticate" | CORS_CHALLENGE_UNREADABLE | Expose
          # The status of an answer that was kept back.
          POST https://mcp.example/mcp net::ERR_FAILED 200 (OK) | CORS_ORIGIN_REFUSED | Allow
          GET https://mcp.example/mcp net::ERR_FAILED 302 (Found) | CORS_REDIRECTED | Answer calls of an API with 401
          # The browser asked nobody.
          %c Cross origin requests are not allowed by request mode. | CORS_NOT_ASKED | Call fetch with mode cors
          Fetch API cannot load https://mcp.example/mcp. Request mode is 'same-origin' but the URL's origin is not same as the request origin https://a.example. | CORS_NOT_ASKED | Call fetch with mode cors
          %c Cross origin requests are only supported for protocol schemes: chrome, data, http, https. | CORS_NOT_ASKED | Call an http or https address
          Fetch API cannot load file:///C:/mcp.json. URL scheme "file" is not supported. | CORS_NOT_ASKED | Call an http or https address
          Not allowed to load local resource: file:///C:/mcp.json | CORS_NOT_ASKED | Call an http or https address
          [Error] Cross origin requests are only supported for HTTP. | CORS_NOT_ASKED | Call an http or https address
          %f (Reason: CORS request not http). | CORS_NOT_ASKED | Call an http or https address
          %f (Reason: CORS disabled). | CORS_NOT_ASKED | Set content.cors.disable
          CORS disabled | CORS_NOT_ASKED | Set content.cors.disable
          Fetch API cannot load https://mcp.example/mcp. Refused to connect because it violates the document's Content Security Policy. | CORS_PAGE_POLICY | Add scheme and host
          Content-Security-Policy: Die Einstellungen der Seite haben das Laden einer Ressource (connect-src) auf https://mcp.example/mcp blockiert, da sie gegen folgende Direktive verstößt: "connect-src 'self'" | CORS_PAGE_POLICY | Add scheme and host
          Content-Security-Policy : Les paramètres de la page ont empêché le chargement d’une ressource (connect-src) à l’adresse https://mcp.example/mcp car elle enfreint la directive suivante : « connect-src 'self' » | CORS_PAGE_POLICY | Add scheme and host
          (blocked:csp) | CORS_PAGE_POLICY | Add scheme and host
          POST https://mcp.example/mcp net::ERR_BLOCKED_BY_CSP | CORS_PAGE_POLICY | Add scheme and host
          (blocked:NotSameOrigin) | CORS_RESOURCE_POLICY | Let the server answer with Cross-Origin-Resource-Policy
          # Nobody answered, or was let answer.
          POST https://mcp.example/mcp net::ERR_BLOCKED_BY_CLIENT | CORS_NO_RESPONSE | Try it in a window without extensions
          Blocked By Extension | CORS_NO_RESPONSE | Try it in a window without extensions
          POST https://mcp.example/mcp net::ERR_BLOCKED_BY_ADMINISTRATOR | CORS_NO_RESPONSE | Have the address taken off
          POST https://mcp.example/mcp net::ERR_HTTP2_PROTOCOL_ERROR | CORS_NO_RESPONSE | Open the address in a tab
          XHRPOST https://mcp.example/mcp NS_ERROR_CONNECTION_REFUSED | CORS_NO_RESPONSE | Open the address in a tab
          MOZILLA_PKIX_ERROR_SELF_SIGNED_CERT | CORS_NO_RESPONSE | Open the address in a tab
          # Where the redirect leads.
          [Error] Fetch API cannot load https://mcp.example/mcp. Load cannot follow more than 20 redirections | CORS_REDIRECTED | Follow them with curl -IL
          GET https://mcp.example/mcp net::ERR_TOO_MANY_REDIRECTS | CORS_REDIRECTED | Follow them with curl -IL
          [Error] Fetch API cannot load https://mcp.example/mcp. Not allowed to follow a redirection while loading https://mcp.example/mcp | CORS_REDIRECTED | Call the address that the redirect leads to, or leave
          %c Redirect location 'https://u:p@mcp.example/mcp' contains a username and password, which is disallowed for cross-origin requests. | CORS_REDIRECTED | Let the redirect name no user
          %c Redirect location 'vscode://mcp.example/cb' has a disallowed scheme for cross-origin requests. | CORS_REDIRECTED | Call the address that is meant
          Access to fetch at 'https://mcp.example/mcp/' (redirected from 'https://mcp.example/mcp') from origin 'https://a.example' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present | CORS_REDIRECTED | Call the address that the redirect leads to.
          Access to fetch at 'https://mcp.example/mcp' (redirected from 'http://mcp.example/mcp') from origin 'http://a.example' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present | CORS_REDIRECTED | Call the address that the redirect leads to.
          Access to fetch at 'https://www.mcp.example/mcp' (redirected from 'https://mcp.example/mcp') from origin 'https://a.example' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present | CORS_REDIRECTED | Call the address that the redirect leads to.
          Access to fetch at 'https://login.example/authorize?a=b' (redirected from 'https://mcp.example/mcp') from origin 'https://a.example' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present | CORS_REDIRECTED | Answer calls of an API with 401
          Access to fetch at 'https://mcp.example/login' (redirected from 'https://mcp.example/mcp') from origin 'https://a.example' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present | CORS_REDIRECTED | Answer calls of an API with 401
          """)
  void theCauseThatTheMessageNamesHasItsOwnFix(String message, String finding, String fix) {
    String whole =
        message
            .replace(
                "%c",
                "Access to fetch at 'http://mcp.example/mcp' from origin 'https://a.example' has"
                    + " been blocked by CORS policy:")
            .replace(
                "%f",
                "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote"
                    + " resource at https://mcp.example/mcp.");
    ToolRun run = call(Json.object().put("responseHeaders", whole));
    assertFalse(run.isError(), run::text);
    assertEquals(List.of(finding), run.findings(), run::text);
    String told = run.finding(finding).path("fix").asText();
    assertTrue(told.startsWith(fix), told);
  }

  /** Nobody can allow the origin of a page that has none. */
  @ParameterizedTest
  @CsvSource({
    "'', CORS_ORIGIN_MISSING",
    "Access-Control-Allow-Origin: https://a.example, CORS_ORIGIN_DIFFERS"
  })
  void aPageWithoutAnOriginIsTheCause(String line, String finding) {
    String answer = "HTTP/1.1 200 OK\nVary: Origin\nContent-Type: application/json\n" + line;
    String request = "> POST /mcp HTTP/1.1\n> Origin: null\n\n";
    for (ToolRun run :
        List.of(
            call(Json.object().put("responseHeaders", answer).put("origin", "null")),
            call(
                Json.object()
                    .put(
                        "responseHeaders",
                        request + answer.indent(0).replaceAll("(?m)^", "< "))))) {
      assertEquals(
          "Serve the page from an http or https address, without a sandbox or with"
              + " allow-same-origin, and allow that origin; never allow null.",
          run.finding(finding).path("fix").asText(),
          run::text);
    }
  }

  /** A status of the console is not in the way of a line that says more. */
  @Test
  void theLineThatNamesTheReasonDecides() {
    ToolRun run =
        call(
            Json.object()
                .put(
                    "responseHeaders",
                    "Access to fetch at 'https://mcp.example/mcp' from origin 'https://a.example'"
                        + " has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header"
                        + " is present on the requested resource.\n"
                        + "POST https://mcp.example/mcp net::ERR_FAILED 401 (Unauthorized)"));
    assertEquals(
        List.of("CORS_CHALLENGE_HIDDEN", "CORS_ORIGIN_MISSING"), run.findings(), run::text);
  }

  /** Where a request went and where it was sent, what is found, and what the meaning has. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          curl -iL https://mcp.example/mcp  | 307 | https://mcp.example/mcp/         | CORS_REDIRECT_FOLLOWED  | within its origin
          -                                 | 307 | https://mcp.example/mcp/         | CORS_REDIRECT_FOLLOWED  | within its origin
          -                                 | 307 | /mcp/                            | CORS_REDIRECT_FOLLOWED  | within its origin
          -                                 | 308 | https://mcp.example/api          | CORS_REDIRECT_FOLLOWED  | within its origin
          curl -iL https://mcp.example/mcp  | 307 | https://other.example/mcp        | CORS_REDIRECTED         | same path of another host
          curl -iL https://mcp.example/mcp  | 307 | //other.example/mcp              | CORS_REDIRECTED         | same path of another host
          curl -iL -X POST https://mcp.example/mcp | 302 | //mcp.example/mcp/        | CORS_REDIRECTED         | only the slash
          curl -iL https://mcp.example/mcp  | 307 | https://other.example/api        | CORS_REDIRECTED         | mostly to a login page
          curl -iL -X POST https://mcp.example/mcp | 301 | https://mcp.example/mcp/  | CORS_REDIRECTED         | only the slash
          curl -iL https://mcp.example/mcp/ | 301 | https://mcp.example/mcp          | CORS_REDIRECTED         | only the slash
          curl -iL http://mcp.example/mcp   | 301 | https://mcp.example/mcp          | CORS_REDIRECTED         | from http to https
          curl -iL http://mcp.example/mcp   | 301 | https://mcp.example/mcp/         | CORS_REDIRECTED         | from http to https
          -                                 | 301 | /mcp/                            | CORS_REDIRECTED         | only the slash
          -                                 | 302 | https://mcp.example/a/login/     | CORS_REDIRECTED         | mostly to a login page
          -                                 | 302 | /oauth2/start?rd=/mcp/           | CORS_REDIRECTED         | mostly to a login page
          curl -i -X OPTIONS https://mcp.example/mcp | 307 | /mcp/                   | CORS_PREFLIGHT_REDIRECT | only the slash
          curl -i -X OPTIONS http://mcp.example/mcp  | 301 | https://mcp.example/mcp | CORS_PREFLIGHT_REDIRECT | from http to https
          curl -i -X OPTIONS https://mcp.example/mcp | 302 | /login?next=/mcp        | CORS_PREFLIGHT_REDIRECT | to a login page
          curl -i -X OPTIONS https://mcp.example/mcp | 302 | https://mcp.example/x   | CORS_PREFLIGHT_REDIRECT | follows no redirect there
          """)
  void whereARedirectLeadsTellsWhatItIs(
      String command, int status, String location, String finding, String meaning) {
    String text =
        (command.equals("-") ? "" : "$ " + command + " -H 'Origin: https://a.example'\n")
            + "HTTP/2 "
            + status
            + "\nlocation: "
            + location
            + "\naccess-control-allow-origin: https://a.example\nvary: Origin\n\n"
            + (command.contains("OPTIONS")
                ? ""
                : "HTTP/2 200\ncontent-type: application/json\n"
                    + "access-control-allow-origin: https://a.example\nvary: Origin\n\n{}");
    ToolRun run = call(Json.object().put("origin", ORIGIN).put("responseHeaders", text));
    assertFalse(run.isError(), run::text);
    assertEquals(finding, run.findings().get(0), run::text);
    String told = run.finding(finding).path("message").asText();
    assertTrue(told.contains(meaning), run::text);
  }

  /** A server that is not asked with an Origin has no need to say anything of one. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "> POST /mcp HTTP/1.1\n> Host: mcp.example\n> Accept: */*\n>\n< HTTP/1.1 200 OK\n< Vary:"
            + " Origin\n<",
        "> POST /mcp HTTP/2\n> Host: mcp.example\n>\n< HTTP/2 401 \n< www-authenticate: Bearer\n<",
        "> OPTIONS /mcp HTTP/1.1\n> Host: mcp.example\n>\n< HTTP/1.1 405 Method Not Allowed\n<"
            + " Allow: POST\n<",
        "$ curl -i https://mcp.example/mcp\nHTTP/1.1 200 OK\nVary: Origin\n\n{}",
        "$ curl -i -X POST https://mcp.example/mcp -H 'Content-Type: application/json' -d"
            + " '{}'\nHTTP/1.1 200 OK\nVary: Origin\n\n{}",
        "{\"log\":{\"entries\":[{\"request\":{\"method\":\"POST\",\"url\":\"https://mcp.example/mcp\","
            + "\"headers\":[{\"name\":\"Accept\",\"value\":\"*/*\"}]},\"response\":{\"status\":200,"
            + "\"headers\":[{\"name\":\"Vary\",\"value\":\"Origin\"}]}}]}}",
      })
  void anAnswerToARequestWithoutOriginIsNotJudged(String text) {
    for (ObjectNode arguments : List.of(Json.object(), Json.object().put("origin", ORIGIN))) {
      ToolRun run = call(arguments.put("responseHeaders", text));
      assertTrue(run.isError(), run::text);
      assertTrue(run.text().startsWith("The request in responseHeaders has no Origin"), run::text);
      assertTrue(run.text().contains("-H 'Origin: https://app.example.com'"), run::text);
    }
  }

  /** What is sure without an Origin, and what may have had one. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "> POST /mcp HTTP/1.1%n> Host: mcp.example%n> Origin: https://a.example%n>%n< HTTP/1.1 200"
            + " OK%n< Vary: Origin%n< | CORS_ORIGIN_MISSING",
        "HTTP/1.1 200 OK%nVary: Origin%n | CORS_ORIGIN_MISSING",
        "> POST /mcp HTTP/1.1%n> Host: mcp.example%n>%n< HTTP/1.1 200 OK%n<"
            + " Access-Control-Allow-Origin: https://b.example%n< | CORS_ORIGIN_DIFFERS",
        "> POST /mcp HTTP/1.1%n> Host: mcp.example%n>%n< HTTP/1.1 302 Found%n< Location:"
            + " https://login.example/a%n< | CORS_REDIRECTED",
        "> POST /mcp HTTP/1.1%n> Host: mcp.example%n>%n< HTTP/1.1 502 Bad Gateway%n< Server:"
            + " nginx%n< | CORS_ERROR_HIDDEN",
        "$ curl -i https://mcp.example/mcp -H @headers.txt%nHTTP/1.1 200 OK%nVary: Origin%n%n{} |"
            + " CORS_ORIGIN_MISSING",
        "$ curl -i https://mcp.example/mcp -H \"$ORIGIN\"%nHTTP/1.1 200 OK%nVary: Origin%n%n{} |"
            + " CORS_ORIGIN_MISSING",
        "$ curl -i https://mcp.example/mcp --header=origin:https://a.example%nHTTP/1.1 200 OK%nVary:"
            + " Origin%n%n{} | CORS_ORIGIN_MISSING",
      })
  void whatDoesNotHangOnTheOriginIsJudged(String text, String finding) {
    ToolRun run =
        call(Json.object().put("origin", ORIGIN).put("responseHeaders", text.replace("%n", "\n")));
    assertFalse(run.isError(), run::text);
    assertEquals(finding, run.findings().get(0), run::text);
  }

  /** What is no refusal by CORS, or lacks its reason, is told so in the words of that case. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          TypeError: fetch failed%n  [cause]: Error: connect ECONNREFUSED 127.0.0.1:3000 | CORS is not the cause of this error: Node knows no CORS
          Error: getaddrinfo ENOTFOUND mcp.example | CORS is not the cause of this error: Node knows no CORS
          code: 'DEPTH_ZERO_SELF_SIGNED_CERT' | CORS is not the cause of this error: Node knows no CORS
          AxiosError: Request failed with status code 401 | CORS is not the cause of this error: the script sees the status
          POST https://mcp.example/mcp net::ERR_INCOMPLETE_CHUNKED_ENCODING 200 (OK) | CORS is not the cause of this error: the answer came and broke off
          POST https://mcp.example/mcp net::ERR_HTTP2_PROTOCOL_ERROR 200 | CORS is not the cause of this error: the answer came and broke off
          Error POSTing to endpoint (HTTP 401): {"error":"invalid_token"} | CORS is not the cause of this error: the script sees the status
          SSE error: Non-200 status code (404) | CORS is not the cause of this error: the script sees the status
          AbortError: signal is aborted without reason | CORS is not the cause of this error: the script gave up
          McpError: MCP error -32001: Request timed out | CORS is not the cause of this error: the script gave up
          error: Unable to connect. Is the computer able to access the url?%n  code: "ConnectionRefused" | CORS is not the cause of this error: only a browser
          Firefox can’t establish a connection to the server at https://mcp.example/mcp. | The reason is missing
          EventSource's response has a MIME type ("application/json") that is not "text/event-stream". Aborting the connection. | CORS is not the cause of this error: the browser has read the answer
          AxiosError {message: 'Network Error', name: 'AxiosError', code: 'ERR_NETWORK', config: {…}, request: XMLHttpRequest, …} | The reason is missing
          CORS error | The reason is missing
          EventSource cannot load https://mcp.example/mcp due to access control checks. | The reason is missing
          curl ^"https://mcp.example/mcp^" ^%n  -H ^"accept: application/json^" ^%n  -H ^"origin: https://a.example^" ^%n  --data-raw ^"^{^\\^"jsonrpc^\\^":^\\^"2.0^\\^"^}^" | There are only headers of a request
          """)
  void whatIsNotJudgedIsToldWhy(String text, String why) {
    ToolRun run = call(Json.object().put("responseHeaders", text.replace("%n", "\n")));
    assertTrue(run.isError(), run::text);
    assertTrue(run.text().startsWith(why), run::text);
  }

  private ToolRun call(ObjectNode arguments) {
    return ToolRun.of(tool, Headers.NONE, arguments.toString());
  }
}
