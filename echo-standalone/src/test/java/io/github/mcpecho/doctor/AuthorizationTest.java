package io.github.mcpecho.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.mcpecho.EchoSettings;
import io.github.mcpecho.McpEcho;
import io.github.mcpecho.doctor.StandIn.Incoming;
import io.github.mcpecho.report.Severity;
import io.github.mcpecho.standalone.EchoHttpServer;
import io.github.mcpecho.standalone.ServerSettings;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a client without a token is led. */
class AuthorizationTest {
  private static final String TOKEN = "Bearer of-the-user-and-nobody-else";
  private static final String JSON = "Content-Type: application/json";
  private static final String RESOURCE = "/.well-known/oauth-protected-resource";
  private static final String SERVER = "/.well-known/oauth-authorization-server";
  private static final String SOUND_SERVER =
      """
      {"issuer":"http://@","authorization_endpoint":"http://@/authorize",\
      "token_endpoint":"http://@/token","registration_endpoint":"http://@/register",\
      "code_challenge_methods_supported":["S256"],"jwks_uri":"http://@/keys",\
      "response_types_supported":["code"],\
      "authorization_response_iss_parameter_supported":true,"scopes_supported":["read","write"]}\
      """;
  private static final Map<String, String> SOUND =
      Map.of(
          RESOURCE + "/mcp",
          "{\"resource\":\"http://@/mcp\",\"authorization_servers\":[\"http://@\"]}",
          SERVER,
          SOUND_SERVER,
          "/keys",
          "{\"keys\":[]}");

  /**
   * Asks for a token; {@code @} stands for the host of the URL.
   *
   * @param challenge header lines of the 401
   * @param documents that a GET is answered with
   */
  private static StandIn.Behaviour asking(String challenge, Map<String, String> documents) {
    return (request, out) -> {
      String host = request.header("Host").orElseThrow();
      String document = documents.get(request.target());
      if (request.method().equals("POST")) {
        write(out, StandIn.response(401, challenge.replace("@", host), ""));
      } else if (document == null) {
        write(out, StandIn.response(404, "", ""));
      } else if (document.startsWith("{")) {
        write(out, StandIn.response(200, JSON, document.replace("@", host)));
      } else {
        write(out, StandIn.response(200, "Content-Type: text/html", document));
      }
    };
  }

  private static void write(OutputStream out, String answer) throws Exception {
    out.write(answer.getBytes(StandardCharsets.UTF_8));
  }

  private static String challenge() {
    return "WWW-Authenticate: Bearer resource_metadata=\"http://@" + RESOURCE + "/mcp\"";
  }

  private static Map<String, String> with(String path, String document) {
    var documents = new HashMap<>(SOUND);
    documents.put(path, document);
    return documents;
  }

  /** The same, at the place of OpenID alone. */
  private static Map<String, String> openId(String server) {
    var documents = new HashMap<>(without(SERVER));
    documents.put("/.well-known/openid-configuration", server);
    return documents;
  }

  private static Map<String, String> without(String path) {
    var documents = new HashMap<>(SOUND);
    documents.remove(path);
    return documents;
  }

  /** Words in the place of a status, and words beside them that ask for nothing. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "200 | {'jsonrpc':'2.0','id':null,'error':{'code':-32001,'message':'Unauthorized'}} | true",
        "200 | {'jsonrpc':'2.0','id':null,'error':{'code':401,'message':'no'}} | true",
        "400 | {'jsonrpc':'2.0','id':null,'error':{'code':-32600,'message':'Missing API key'}} | true",
        "403 | {'jsonrpc':'2.0','id':null,'error':{'code':-32000,'message':'Token required'}} | true",
        "200 | {'jsonrpc':'2.0','id':null,'error':{'code':-32603,'message':'JWT is expired'}} | true",
        "200 | {'error':'invalid_token','error_description':'No token'} | true",
        "200 | {'jsonrpc':'2.0','id':null,'error':{'code':-32603,'message':'tokenizer failed'}} | false",
        "200 | {'jsonrpc':'2.0','id':null,'error':{'code':-32700,'message':'Unexpected token {'}} | false",
        "400 | {'jsonrpc':'2.0','id':null,'error':{'code':-32602,'message':'Invalid progress token'}} | false",
        "401 | {'jsonrpc':'2.0','id':null,'error':{'code':-32001,'message':'Unauthorized'}} | false"
      })
  void aTokenThatIsAskedForInWordsIsTheOneCause(int status, String body, boolean isDemand)
      throws Exception {
    try (StandIn farEnd = StandIn.start(StandIn.answer(status, JSON, body.replace('\'', '"')))) {
      Examined without = Examined.by(Doctor.of(farEnd.uri()));
      assertEquals(
          isDemand, without.ids().equals(List.of("AUTHORIZATION_NOT_401")), without::toString);

      Examined refused =
          Examined.by(
              Doctor.of(farEnd.uri()).header("Authorization", TOKEN).only(Leg.AUTHORIZATION));
      assertEquals(
          isDemand || status == 401,
          refused.ids().contains("AUTHORIZATION_TOKEN_REFUSED"),
          refused::toString);
    }
  }

  /** Who asks for a token looks at it; what is open to all says nothing of tokens. */
  @ParameterizedTest
  @CsvSource({
    "Bearer, true, false, true",
    "Bearer, false, false, false",
    "Bearer, true, true, false",
    "ApiKey, true, false, false"
  })
  void aTokenThatNobodyGaveOutIsRefused(
      String scheme, boolean taken, boolean isListOpen, boolean found) throws Exception {
    String sound =
        "{\"jsonrpc\":\"2.0\",\"id\":\"mcp-echo-doctor\",\"result\":{\"protocolVersion\":\"2025-11-25\","
            + "\"capabilities\":{},\"serverInfo\":{\"name\":\"s\",\"version\":\"1\"}}}";
    StandIn.Behaviour refusal = StandIn.answer(401, "WWW-Authenticate: " + scheme, "");
    StandIn.Behaviour result = StandIn.answer(200, JSON, sound);
    StandIn.Behaviour server =
        (request, out) ->
            (taken && request.header("Authorization").isPresent()
                        || isListOpen && request.asks("tools/list")
                    ? result
                    : refusal)
                .answer(request, out);
    try (StandIn farEnd = StandIn.start(server)) {
      Examined examined = Examined.by(Doctor.of(farEnd.uri()).only(Leg.AUTHORIZATION));

      assertEquals(found, examined.ids().contains("AUTHORIZATION_ANY_TOKEN"), examined::toString);
    }
  }

  /** By 401 alone a client learns to refresh its token. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "401 | Date: now | no | false",
        "403 | Date: now | {'error':'invalid_token'} | true",
        "403 | Date: now | <html><title>Forbidden</title> | true",
        "500 | Date: now | {'error':'Internal Server Error'} | true",
        "302 | Date: now | moved | true",
        "302 | Location: /login | moved | true",
        "302 | Location: https://login.microsoftonline.com/x/oauth2/v2.0/authorize | moved | true",
        "307 | Location: https://accounts.google.com/o/oauth2/v2/auth | moved | true",
        "400 | Date: now | {'error':'invalid_token','error_description':'No token'} | true",
        "200 | Date: now | {'jsonrpc':'2.0','id':null,'error':{'code':-32001,'message':'Unauthorized'}} | true",
        "400 | Date: now | {'jsonrpc':'2.0','id':null,'error':{'code':-32600,'message':'no'}} | false"
      })
  void aTokenThatIsInvalidIsRefusedWith401(int status, String header, String body, boolean found)
      throws Exception {
    StandIn.Behaviour refusal = StandIn.answer(401, "WWW-Authenticate: Bearer", "");
    StandIn.Behaviour invalid =
        StandIn.answer(status, JSON + "\n" + header, body.replace('\'', '"'));
    try (StandIn farEnd =
        StandIn.start(
            (request, out) ->
                (request.header("Authorization").isPresent() ? invalid : refusal)
                    .answer(request, out))) {
      Examined examined = Examined.by(Doctor.of(farEnd.uri()).only(Leg.AUTHORIZATION));

      assertEquals(
          found,
          examined.ids().contains("AUTHORIZATION_INVALID_TOKEN_STATUS"),
          examined.diagnosis()::toText);
    }
  }

  /** A gateway in front denies whoever comes; a server denies a token that it looks at. */
  @ParameterizedTest
  @CsvSource({"401, AUTHORIZATION_TOKEN_REFUSED, AUTHORIZATION", "403, REACH_DENIED, REACH"})
  void aTokenThatIsDeniedIsToldFromAnAddressThatIs(int withoutToken, String id, Leg leg)
      throws Exception {
    StandIn.Behaviour none =
        StandIn.answer(withoutToken, withoutToken == 401 ? "WWW-Authenticate: Bearer" : "", "");
    StandIn.Behaviour denied = StandIn.answer(403, JSON, "{\"error\":\"no\"}");
    StandIn.Behaviour server =
        (request, out) ->
            (TOKEN.equals(request.header("Authorization").orElse("")) ? denied : none)
                .answer(request, out);
    try (StandIn farEnd = StandIn.start(server)) {
      Examined examined = Examined.by(Doctor.of(farEnd.uri()).header("Authorization", TOKEN));

      assertEquals(leg, examined.leg(id));
      assertEquals(
          leg == Leg.REACH, examined.ids().contains("REACH_DENIED"), examined.diagnosis()::toText);
    }
  }

  /** The handshake passes, and the first message after it does not. */
  @ParameterizedTest
  @CsvSource({"false, AUTHORIZATION_NOT_401", "true, AUTHORIZATION_TOKEN_REFUSED"})
  void aTokenThatIsAskedForAfterTheHandshakeIsTheOneCause(boolean given, String id)
      throws Exception {
    String sound =
        "{\"jsonrpc\":\"2.0\",\"id\":\"mcp-echo-doctor\",\"result\":{\"protocolVersion\":\"2025-11-25\","
            + "\"capabilities\":{},\"serverInfo\":{\"name\":\"s\",\"version\":\"1\"}}}";
    String refusal =
        "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32001,\"message\":\"Unauthorized\"}}";
    StandIn.Behaviour server =
        (request, out) ->
            (request.asks("notifications/initialized")
                    ? StandIn.answer(202, "", "")
                    : StandIn.answer(200, JSON, request.asks("initialize") ? sound : refusal))
                .answer(request, out);
    try (StandIn farEnd = StandIn.start(server)) {
      Doctor doctor = Doctor.of(farEnd.uri()).only(Leg.PROTOCOL, Leg.BACK);
      Examined examined = Examined.by(given ? doctor.header("Authorization", TOKEN) : doctor);

      examined.assertFirst(id, Leg.AUTHORIZATION);
      assertFalse(examined.ids().contains("CONTENT_LIST_REFUSED"), examined::toString);
    }
  }

  /** By its status it is sound: what else is refused without a token is no fault. */
  @ParameterizedTest
  @CsvSource({"false, AUTHORIZATION_CHALLENGE_MISSING", "true, AUTHORIZATION_TOKEN_REFUSED"})
  void aTokenThatIsAskedForByStatusAfterTheHandshakeIsJudgedAsThat(boolean given, String id)
      throws Exception {
    String sound =
        "{\"jsonrpc\":\"2.0\",\"id\":\"mcp-echo-doctor\",\"result\":{\"protocolVersion\":\"2025-11-25\","
            + "\"capabilities\":{},\"serverInfo\":{\"name\":\"s\",\"version\":\"1\"}}}";
    StandIn.Behaviour server =
        (request, out) ->
            (request.asks("initialize")
                    ? StandIn.answer(200, JSON, sound)
                    : request.asks("notifications/initialized")
                        ? StandIn.answer(202, "", "")
                        : StandIn.answer(401, JSON, "{\"error\":\"unauthorized\"}"))
                .answer(request, out);
    try (StandIn farEnd = StandIn.start(server)) {
      Doctor doctor = Doctor.of(farEnd.uri());
      Examined examined = Examined.by(given ? doctor.header("Authorization", TOKEN) : doctor);

      examined.assertFinds(id);
      assertTrue(
          examined.diagnosis().findings().stream()
              .filter(one -> one.finding().severity() != Severity.INFO)
              .allMatch(one -> one.leg() == Leg.AUTHORIZATION),
          examined.diagnosis()::toText);
    }
  }

  /** MCP leaves open how clients are authorized: who is let in by hand finds no fault in it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "WWW-Authenticate: ApiKey | none | AUTHORIZATION_BY_HAND",
        "X-None: 1 | none | AUTHORIZATION_BY_HAND",
        "WWW-Authenticate: Bearer realm=\"mcp\" | none | AUTHORIZATION_BY_HAND",
        "X-None: 1 | X-Api-Key | AUTHORIZATION_BY_HAND",
        "WWW-Authenticate: Bearer resource_metadata=\"http://127.0.0.1:1/x\" | none | AUTHORIZATION_METADATA_ELSEWHERE"
      })
  void aCredentialThatWorksIsNoFault(String challenge, String header, String id) throws Exception {
    String name = header == null ? "Authorization" : header;
    try (EchoHttpServer echo =
            EchoHttpServer.start(ServerSettings.DEFAULTS.with(ServerSettings.PORT, 0));
        StandIn farEnd =
            StandIn.start(
                StandIn.instead(
                    echo.uri(),
                    request ->
                        request.method().equals("GET")
                            ? Optional.of(StandIn.response(404, "", ""))
                            : request.header(name).isEmpty()
                                ? Optional.of(StandIn.response(401, challenge, ""))
                                : Optional.empty()))) {
      Examined examined =
          Examined.by(Doctor.of(farEnd.uri()).header(name, TOKEN).only(Leg.AUTHORIZATION));

      examined.assertFirst(id, Leg.AUTHORIZATION);
      if (id.equals("AUTHORIZATION_BY_HAND")) {
        examined.assertNothingAboveInfo();
      }
    }
  }

  static Stream<Arguments> servers() {
    return Stream.of(
        arguments("AUTHORIZATION_CHALLENGE_MISSING", asking("", SOUND)),
        arguments(
            "AUTHORIZATION_CHALLENGE_RENAMED",
            asking(challenge().replace("WWW-", "x-amzn-Remapped-WWW-"), SOUND)),
        arguments(
            "AUTHORIZATION_NOT_BEARER", asking("WWW-Authenticate: ApiKey realm=\"x\"", SOUND)),
        arguments(
            "AUTHORIZATION_CHALLENGE_WITHOUT_METADATA",
            asking("WWW-Authenticate: Bearer realm=\"x\"", SOUND)),
        arguments(
            "AUTHORIZATION_METADATA_ELSEWHERE",
            asking(challenge().replace("@", "localhost:1"), SOUND)),
        arguments(
            "AUTHORIZATION_SERVER_WITHOUT_TLS",
            asking(
                challenge(),
                with(
                    RESOURCE + "/mcp",
                    "{\"resource\":\"http://@/mcp\",\"authorization_servers\":[\"http://auth.example.com\"]}"))),
        arguments(
            "AUTHORIZATION_METADATA_ELSEWHERE", asking(challenge().replace("http://@", ""), SOUND)),
        arguments(
            "AUTHORIZATION_SERVERS_MISSING",
            asking(
                challenge(),
                with(
                    RESOURCE + "/mcp",
                    "{\"resource\":\"http://@/mcp\",\"authorization_servers\":\"http://@\"}"))),
        arguments("AUTHORIZATION_METADATA_MISSING", asking(challenge(), Map.of())),
        arguments(
            "AUTHORIZATION_METADATA_NOT_JSON",
            asking(challenge(), with(RESOURCE, "<html><title>The shop</title>"))),
        arguments(
            "AUTHORIZATION_METADATA_NOT_JSON",
            asking(challenge(), with(RESOURCE, "{\"error\":\"no such page\"}"))),
        arguments(
            "AUTHORIZATION_RESOURCE_OTHER",
            asking(
                challenge(),
                with(
                    RESOURCE + "/mcp",
                    "{\"resource\":\"http://@:3000/mcp\",\"authorization_servers\":[\"http://@\"]}"))),
        arguments(
            "AUTHORIZATION_SERVERS_MISSING",
            asking(challenge(), with(RESOURCE + "/mcp", "{\"resource\":\"http://@/mcp\"}"))),
        arguments("AUTHORIZATION_SERVER_METADATA_MISSING", asking(challenge(), without(SERVER))),
        arguments(
            "AUTHORIZATION_ISSUER_OTHER",
            asking(
                challenge(),
                with(
                    SERVER,
                    SOUND_SERVER.replace("\"issuer\":\"http://@\"", "\"issuer\":\"http://@/\"")))),
        arguments(
            "AUTHORIZATION_PKCE_MISSING",
            asking(challenge(), with(SERVER, SOUND_SERVER.replace("S256", "plain")))),
        arguments(
            "AUTHORIZATION_NO_REGISTRATION",
            asking(challenge(), with(SERVER, SOUND_SERVER.replace("registration_endpoint", "x")))),
        arguments(
            "AUTHORIZATION_ENDPOINT_MISSING",
            asking(challenge(), with(SERVER, SOUND_SERVER.replace("token_endpoint", "x")))),
        arguments(
            "AUTHORIZATION_SERVER_ALSO_MISSING",
            asking(
                challenge(),
                with(
                    RESOURCE + "/mcp",
                    "{\"resource\":\"http://@/mcp\",\"authorization_servers\":[\"http://@\","
                        + "\"http://@/none\"]}"))),
        arguments(
            "AUTHORIZATION_SERVER_METADATA_MISSING",
            asking(
                challenge(),
                with(
                    RESOURCE + "/mcp",
                    "{\"resource\":\"http://@/mcp\",\"authorization_servers\":[\"http://@/none\","
                        + "\"http://@\"]}"))),
        arguments(
            "AUTHORIZATION_SERVER_WITHOUT_TLS",
            asking(
                challenge(),
                with(
                    SERVER,
                    SOUND_SERVER.replaceFirst("http://@/token", "http://auth.example.com/t")))),
        arguments(
            "AUTHORIZATION_CODE_UNSUPPORTED",
            asking(challenge(), with(SERVER, SOUND_SERVER.replace("[\"code\"]", "[]")))),
        arguments(
            "AUTHORIZATION_CODE_UNSUPPORTED",
            asking(
                challenge(),
                with(
                    SERVER,
                    SOUND_SERVER.replaceFirst(
                        "\\{", "{\"grant_types_supported\":[\"client_credentials\"],")))),
        arguments("AUTHORIZATION_KEYS_MISSING", asking(challenge(), without("/keys"))),
        arguments(
            "AUTHORIZATION_OPENID_INCOMPLETE",
            asking(challenge(), openId(SOUND_SERVER.replaceFirst("\"jwks_uri\":[^,]*,", "")))),
        arguments(
            "AUTHORIZATION_MEMBER_MISTYPED",
            asking(
                challenge(), with(SERVER, SOUND_SERVER.replace("\"http://@/register\"", "null")))),
        arguments(
            "AUTHORIZATION_MEMBER_MISTYPED",
            asking(challenge(), with(SERVER, SOUND_SERVER.replace(":true", ":\"true\"")))),
        arguments(
            "AUTHORIZATION_MEMBER_MISTYPED",
            asking(challenge(), with(SERVER, SOUND_SERVER.replace("[\"code\"]", "\"code\"")))),
        arguments(
            "AUTHORIZATION_SERVERS_MISSING",
            asking(
                challenge(),
                with(
                    RESOURCE + "/mcp",
                    "{\"resource\":\"http://@/mcp\",\"authorization_servers\":[\"@\"]}"))),
        arguments(
            "AUTHORIZATION_SERVERS_MISSING",
            asking(
                challenge(),
                with(
                    RESOURCE + "/mcp",
                    "{\"resource\":\"http://@/mcp\",\"authorization_servers\":[{\"url\":\"http://@\"}]}"))),
        arguments(
            "AUTHORIZATION_CHALLENGE_MALFORMED",
            asking(challenge().replace("resource_metadata", "resource-metadata"), SOUND)),
        arguments(
            "AUTHORIZATION_MEMBER_MISTYPED",
            asking(
                challenge(),
                with(
                    RESOURCE + "/mcp",
                    SOUND
                        .get(RESOURCE + "/mcp")
                        .replaceFirst("\\{", "{\"scopes_supported\":\"read write\",")))),
        arguments(
            "AUTHORIZATION_MEMBER_MISTYPED",
            asking(
                challenge(),
                with(
                    RESOURCE + "/mcp",
                    SOUND
                        .get(RESOURCE + "/mcp")
                        .replaceFirst("\\{", "{\"bearer_methods_supported\":\"header\",")))),
        arguments(
            "AUTHORIZATION_MEMBER_MISTYPED",
            asking(
                challenge(),
                with(SERVER, SOUND_SERVER.replace("[\"read\",\"write\"]", "\"read write\"")))),
        arguments(
            "AUTHORIZATION_BEARER_METHODS",
            asking(
                challenge(),
                with(
                    RESOURCE + "/mcp",
                    SOUND
                        .get(RESOURCE + "/mcp")
                        .replaceFirst("\\{", "{\"bearer_methods_supported\":[\"body\"],")))),
        arguments(
            "AUTHORIZATION_BEARER_METHODS",
            asking(
                challenge(),
                with(
                    RESOURCE + "/mcp",
                    SOUND
                        .get(RESOURCE + "/mcp")
                        .replaceFirst("\\{", "{\"bearer_methods_supported\":[],")))),
        arguments(
            "AUTHORIZATION_ENDPOINT_MISSING",
            asking(
                challenge(), with(SERVER, SOUND_SERVER.replace("http://@/register", "/register")))),
        arguments(
            "AUTHORIZATION_ENDPOINT_MISSING",
            asking(challenge(), with(SERVER, SOUND_SERVER.replace("http://@/register", "")))),
        arguments(
            "AUTHORIZATION_ENDPOINT_MISSING",
            asking(challenge(), with(SERVER, SOUND_SERVER.replace("http://@/token", "/token")))),
        arguments(
            "AUTHORIZATION_KEYS_MISSING",
            asking(challenge(), with(SERVER, SOUND_SERVER.replace("http://@/keys", "/keys")))),
        arguments(
            "AUTHORIZATION_KEYS_MISSING",
            asking(challenge(), with(SERVER, SOUND_SERVER.replace("http://@/keys", "")))),
        arguments(
            "AUTHORIZATION_KEYS_MISSING",
            asking(challenge(), with(SERVER, SOUND_SERVER.replace("http://@/keys", "no url")))),
        arguments(
            "AUTHORIZATION_CODE_UNSUPPORTED",
            asking(
                challenge(),
                with(
                    SERVER, SOUND_SERVER.replace("\"response_types_supported\":[\"code\"],", "")))),
        arguments(
            "AUTHORIZATION_SCOPE_UNLISTED", asking(challenge() + ", scope=\"read admin\"", SOUND)),
        arguments(
            "AUTHORIZATION_SCOPE_UNLISTED",
            asking(
                challenge(),
                with(
                    RESOURCE + "/mcp",
                    "{\"resource\":\"http://@/mcp\",\"scopes_supported\":[\"admin\"],"
                        + "\"authorization_servers\":[\"http://@\"]}"))),
        arguments(
            "AUTHORIZATION_ISS_UNSUPPORTED",
            asking(challenge(), with(SERVER, SOUND_SERVER.replace("_iss_", "_x_")))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("servers")
  void whatIsWrongIsFound(String id, StandIn.Behaviour behaviour) throws Exception {
    try (StandIn farEnd = StandIn.start(behaviour)) {
      Examined.by(Doctor.of(farEnd.uri()).only(Leg.AUTHORIZATION))
          .assertFirst(id, Leg.AUTHORIZATION);
    }
  }

  /** The grammar of RFC 9110 §11.2 and §11.6.1. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "true | Bearer resource_metadata=http://@/x",
        "true | Bearer resource_metadata='http://@/x'",
        "true | Bearer resource_metadata=\"http://@/x",
        "true | Bearer realm=\"a\" resource_metadata=\"http://@/x\"",
        "true | Bearer realm=\"a\"; resource_metadata=\"http://@/x\"",
        "true | Bearer realm=\"a \"quoted\" one\", resource_metadata=\"http://@/x\"",
        "true | Bearer: resource_metadata=\"http://@/x\", Bearer",
        "false | Bearer resource_metadata=\"http://@/x\"",
        "false | bearer realm=a, resource_metadata = \"http://@/x\" ,error=invalid_token",
        "false | Basic realm=\"a\", Bearer resource_metadata=\"http://@/x\"",
        "false | Negotiate YII==, Bearer realm=\"a \\\"quoted\\\" one\", resource_metadata=\"http://@/x\"",
        "false | Negotiate, , Bearer resource_metadata=\"http://@/x\",",
      })
  void aChallengeThatBreaksItsGrammarIsFound(boolean found, String line) throws Exception {
    try (StandIn farEnd = StandIn.start(asking("WWW-Authenticate: " + line, SOUND))) {
      Examined examined = Examined.by(Doctor.of(farEnd.uri()).only(Leg.AUTHORIZATION));

      assertEquals(
          found,
          examined.ids().contains("AUTHORIZATION_CHALLENGE_MALFORMED"),
          examined.diagnosis()::toText);
    }
  }

  /** Where no bearer token is asked for, nobody misses who could give one. */
  @Test
  void aServerThatAsksForSomethingElseHasOneFault() throws Exception {
    try (StandIn farEnd = StandIn.start(asking("WWW-Authenticate: ApiKey", Map.of()))) {
      Examined examined = Examined.by(Doctor.of(farEnd.uri()));

      assertEquals(
          List.of("AUTHORIZATION_NOT_BEARER"), examined.ids(), examined.diagnosis()::toText);
    }
  }

  /** A resource should have no query, and the URL of a client may. */
  @ParameterizedTest
  @CsvSource({"?toolsets=a, true", "?, true", "/?toolsets=a, false"})
  void aQueryOfTheUrlIsNotOfTheResource(String more, boolean isSound) throws Exception {
    var documents = new HashMap<>(SOUND);
    documents.put(RESOURCE + "/mcp/", SOUND.get(RESOURCE + "/mcp"));
    try (StandIn farEnd = StandIn.start(asking(challenge(), documents))) {
      Examined examined =
          Examined.by(Doctor.of(URI.create(farEnd.uri() + more)).only(Leg.AUTHORIZATION));

      assertEquals(
          !isSound,
          examined.ids().contains("AUTHORIZATION_RESOURCE_OTHER"),
          examined.diagnosis()::toText);
    }
  }

  @Test
  void aSoundWayToATokenIsFine() throws Exception {
    try (StandIn farEnd = StandIn.start(asking(challenge(), SOUND))) {
      Examined examined = Examined.by(Doctor.of(farEnd.uri()).only(Leg.AUTHORIZATION));

      assertEquals(List.of(), examined.ids(), examined.diagnosis()::toText);
    }
  }

  /** That it is said nowhere is one error, and that it is said at one of two places is none. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | false | AUTHORIZATION_METADATA_MISSING, AUTHORIZATION_CHALLENGE_MISSING",
        "WWW-Authenticate: Bearer | false | AUTHORIZATION_METADATA_MISSING",
        "WWW-Authenticate: Bearer resource-metadata=x | false | AUTHORIZATION_METADATA_MISSING",
        "WWW-Authenticate: Bearer resource_metadata=http://@/x | false | AUTHORIZATION_METADATA_MISSING",
        "'' | true | AUTHORIZATION_CHALLENGE_MISSING",
        "WWW-Authenticate: Bearer | true | AUTHORIZATION_CHALLENGE_WITHOUT_METADATA"
      })
  void whereToGetATokenIsAnErrorWhereItIsSaidNowhere(String challenge, boolean served, String ids)
      throws Exception {
    try (StandIn farEnd = StandIn.start(asking(challenge, served ? SOUND : Map.of()))) {
      Examined examined = Examined.by(Doctor.of(farEnd.uri()).only(Leg.AUTHORIZATION));

      assertEquals(List.of(ids.split(", ")), examined.ids(), examined.diagnosis()::toText);
      assertEquals(!served, examined.diagnosis().hasErrors(), examined.diagnosis()::toText);
    }
  }

  /** Their clients know no resource metadata. */
  @Test
  void anAuthorizationServerOf20250326IsSeen() throws Exception {
    try (StandIn farEnd =
        StandIn.start(asking("WWW-Authenticate: Bearer", Map.of(SERVER, SOUND_SERVER)))) {
      String evidence =
          Examined.by(Doctor.of(farEnd.uri()).only(Leg.AUTHORIZATION))
              .evidence("AUTHORIZATION_METADATA_MISSING");

      assertTrue(
          evidence.endsWith(
              "clients of 2025-03-26 find an authorization server, those of later revisions do"
                  + " not"),
          evidence);
    }
  }

  /** A server that asks for no token, whose catch-all answers every GET with its page. */
  @Test
  void aPageInThePlaceOfMetadataThatNobodyLooksForIsFine() throws Exception {
    String sound =
        "{\"jsonrpc\":\"2.0\",\"id\":\"mcp-echo-doctor\",\"result\":{\"protocolVersion\":\"2025-11-25\","
            + "\"capabilities\":{},\"serverInfo\":{\"name\":\"s\",\"version\":\"1\"}}}";
    try (StandIn farEnd =
        StandIn.start(
            (request, out) ->
                write(
                    out,
                    request.method().equals("POST")
                        ? StandIn.response(200, JSON, sound)
                        : StandIn.response(200, "Content-Type: text/html", "<html>")))) {
      Examined examined = Examined.by(Doctor.of(farEnd.uri()).only(Leg.AUTHORIZATION));

      assertFalse(examined.ids().contains("AUTHORIZATION_METADATA_NOT_JSON"));
      examined.diagnosis().assertNoErrors();
    }
  }

  @Test
  void aPageThatMayNotReadTheMetadataIsNamed() throws Exception {
    try (StandIn farEnd = StandIn.start(asking(challenge(), SOUND))) {
      Examined.by(Doctor.of(farEnd.uri()).only(Leg.AUTHORIZATION).origin("https://app.example.com"))
          .assertFirst("AUTHORIZATION_METADATA_CORS", Leg.AUTHORIZATION);
    }
  }

  @Test
  void aPageThatMayNotRegisterIsNamed() throws Exception {
    StandIn.Behaviour sound = asking(challenge(), SOUND);
    StandIn.Behaviour readable =
        (request, out) -> {
          if (request.method().equals("OPTIONS")) {
            write(out, StandIn.response(405, "", ""));
          } else {
            var answer = new ByteArrayOutputStream();
            sound.answer(request, answer);
            write(
                out,
                answer
                    .toString(StandardCharsets.UTF_8)
                    .replaceFirst("\r\n", "\r\nAccess-Control-Allow-Origin: *\r\n"));
          }
        };
    try (StandIn farEnd = StandIn.start(readable)) {
      Examined examined =
          Examined.by(
              Doctor.of(farEnd.uri()).only(Leg.AUTHORIZATION).origin("https://app.example.com"));

      assertEquals(List.of("AUTHORIZATION_SERVER_CORS"), examined.ids());
      assertEquals(
          "the preflight of its registration: status 405",
          examined.evidence("AUTHORIZATION_SERVER_CORS"));
    }
  }

  /**
   * The scopes are in the challenge, the issuer in the metadata: both are held against the token.
   */
  @Test
  void theTokenIsHeldAgainstWhatTheMetadataSays() throws Exception {
    StandIn.Behaviour asks = asking(challenge() + ", scope=\"read\"", SOUND);
    try (StandIn farEnd = StandIn.start(asks)) {
      Examined examined =
          Examined.by(
              Doctor.of(farEnd.uri())
                  .only(Leg.AUTHORIZATION)
                  .header(
                      "Authorization", token(farEnd.uri().toString(), "https://a.example.com")));

      examined.assertFinds("AUTH_ISSUER_MISMATCH");
      examined.assertFinds("AUTH_SCOPE_MISSING");
    }
  }

  private static String token(String audience, String issuer) {
    String claims = "{\"iss\":\"" + issuer + "\",\"aud\":\"" + audience + "\",\"exp\":4102444800}";
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    return "Bearer "
        + base64.encodeToString("{\"alg\":\"ES256\"}".getBytes(StandardCharsets.UTF_8))
        + "."
        + base64.encodeToString(claims.getBytes(StandardCharsets.UTF_8))
        + ".c2lnbmF0dXJl";
  }

  private static final String RESULT =
      "{\"jsonrpc\":\"2.0\",\"id\":\"%s\",\"result\":{}}".formatted(Messages.ID);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "403 | Bearer error=\"insufficient_scope\", scope=\"mcp:tools\" | {} | insufficient_scope, scope mcp:tools | Get a token that has the scopes",
        "401 | Bearer error=\"invalid_request\", error_description=\"No access token was provided in this request\" | {} | invalid_request No access token was provided in this request | Look for what takes Authorization out",
        "401 | Bearer | {\"message\":\"No token provided\"} | status 401, and no challenge says why | Look for what takes Authorization out",
        "401 | Bearer error=\"invalid_token\", error_description=\"Missing or invalid access token\" | {} | invalid_token Missing or invalid access token | See what speaks against it",
        "401 | Bearer error=\"invalid_token\", error_description=\"No valid token provided\" | {} | invalid_token No valid token provided | See what speaks against it",
        "401 | Bearer error=\"invalid_token\", error_description=\"Token is missing required claim aud\" | {} | invalid_token Token is missing required claim aud | See what speaks against it",
        "401 | Bearer error=\"invalid_token\", error_description=\"Missing authorization scope mcp:tools\" | {} | invalid_token Missing authorization scope mcp:tools | See what speaks against it",
        "401 | Bearer error=\"invalid_token\", error_description=\"Authorization header is missing in the request\" | {} | invalid_token Authorization header is missing in the request | Look for what takes Authorization out",
        "401 | Bearer error=\"invalid_token\", error_description=\"The token expired\" | {} | invalid_token The token expired | See what speaks against it"
      })
  void whyATokenIsRefusedIsSaid(
      int status, String challenge, String body, String evidence, String fix) throws Exception {
    StandIn.Behaviour server =
        (request, out) ->
            (TOKEN.equals(request.header("Authorization").orElse(""))
                    ? StandIn.answer(status, JSON + "\nWWW-Authenticate: " + challenge, body)
                    : StandIn.answer(401, "WWW-Authenticate: Bearer", ""))
                .answer(request, out);
    try (StandIn farEnd = StandIn.start(server)) {
      Examined examined =
          Examined.by(
              Doctor.of(farEnd.uri()).header("Authorization", TOKEN).only(Leg.AUTHORIZATION));

      assertTrue(
          examined.evidence("AUTHORIZATION_TOKEN_REFUSED").endsWith(evidence), examined::toString);
      assertTrue(
          examined.diagnosis().findings().stream()
              .anyMatch(one -> one.finding().fix().startsWith(fix)),
          examined::toString);
    }
  }

  @ParameterizedTest
  @CsvSource({"'', true", "x, true", "x x x, false", "\", false"})
  void aLineOfThousandsOfChallengesIsRead(String end, boolean sound) {
    String line = "Bearer a=b" + ",  ".repeat(10_000) + end;

    assertEquals(sound, new Challenge(line).isSound());
  }

  /** What mends the challenge mends that the metadata is not found. */
  @ParameterizedTest
  @CsvSource({
    "resource-metadata, Call the parameter resource_metadata",
    "resource_metadata, Route /.well-known",
    "'scope=\"resource-metadata:read\", error', Route /.well-known",
    "resource_metadata=\u201c, Put the values into double quotes"
  })
  void whyTheMetadataIsNotFoundIsSaid(String name, String fix) throws Exception {
    try (StandIn farEnd =
        StandIn.start(asking(challenge().replace("resource_metadata", name), Map.of()))) {
      Examined examined = Examined.by(Doctor.of(farEnd.uri()).only(Leg.AUTHORIZATION));

      examined.assertFirst("AUTHORIZATION_METADATA_MISSING", Leg.AUTHORIZATION);
      String first = examined.diagnosis().findings().get(0).finding().fix();
      assertTrue(first.startsWith(fix), examined::toString);
    }
  }

  static Stream<Arguments> withToken() {
    return Stream.of(
        arguments("AUTHORIZATION_REDIRECTED", "", StandIn.response(302, "Location: /login", "")),
        arguments("AUTHORIZATION_403", "", StandIn.response(403, "", "")),
        arguments(
            "AUTHORIZATION_403",
            "",
            StandIn.response(
                403, JSON + "\nWWW-Authenticate: Bearer", "{\"error\":\"invalid_token\"}")),
        arguments("AUTHORIZATION_NOT_ASKED", "", StandIn.response(200, JSON, RESULT)),
        arguments(
            "AUTHORIZATION_TOKEN_REFUSED",
            "all",
            StandIn.response(401, "WWW-Authenticate: Bearer error=\"invalid_token\"", "")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("withToken")
  void aClientWithoutItsTokenIsCompared(String id, String to, String answer) throws Exception {
    StandIn.Behaviour behaviour =
        (request, out) ->
            write(
                out,
                to.equals("all") || request.header("Authorization").isEmpty()
                    ? answer
                    : StandIn.response(200, JSON, RESULT));
    try (StandIn farEnd = StandIn.start(behaviour)) {
      Examined.by(Doctor.of(farEnd.uri()).only(Leg.AUTHORIZATION).header("Authorization", TOKEN))
          .assertFinds(id);
    }
  }

  @Test
  void theTokenIsJudgedByTheJudgeOfTheTools() throws Exception {
    try (StandIn farEnd = StandIn.start(StandIn.answer(200, JSON, "{}"))) {
      String expired =
          "Bearer"
              + " eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJodHRwczovL2EuZXhhbXBsZS5jb20iLCJhdWQiOiJodHRwczovL2EuZXhhbXBsZS5jb20iLCJleHAiOjE1MTYyMzkwMjJ9.c2lnbmF0dXJl";

      Examined examined =
          Examined.by(
              Doctor.of(farEnd.uri()).only(Leg.AUTHORIZATION).header("Authorization", expired));

      examined.assertFinds("TOKEN_EXPIRED");
      examined.assertFinds("AUTH_AUDIENCE_MISMATCH");
    }
  }

  /** What is named by metadata is contacted, if at all, without anything that the user gave. */
  @Test
  void noCredentialLeavesForAnotherOrigin() throws Exception {
    try (StandIn other = StandIn.start(StandIn.answer(404, "", ""));
        StandIn redirecting = StandIn.start(StandIn.answer(307, "Location: " + other.uri(), ""))) {
      String elsewhere = "http://127.0.0.1:" + other.uri().getPort();
      StandIn.Behaviour behaviour =
          asking(
              "WWW-Authenticate: Bearer resource_metadata=\"" + elsewhere + "/metadata\"",
              with(
                  RESOURCE + "/mcp",
                  "{\"resource\":\"http://@/mcp\",\"authorization_servers\":[\""
                      + elsewhere
                      + "\"]}"));
      try (StandIn farEnd = StandIn.start(behaviour)) {
        examineWithSecrets(Doctor.of(farEnd.uri()));
        examineWithSecrets(Doctor.of(redirecting.uri()));
        examineWithSecrets(Doctor.of(farEnd.uri()).direct(other.uri()));

        assertTrue(farEnd.received().stream().anyMatch(AuthorizationTest::isSecret));
      }
      assertFalse(other.received().isEmpty(), "it was contacted");
      assertEquals(
          List.of(), other.received().stream().filter(AuthorizationTest::isSecret).toList());
    }
  }

  private static void examineWithSecrets(Doctor doctor) {
    Examined.by(
        doctor.header("Authorization", TOKEN).header("X-Tenant-Key", "of-the-tenant-alone"));
  }

  private static boolean isSecret(Incoming request) {
    return request.headers().stream()
        .anyMatch(
            header ->
                header.value().contains("of-the-user") || header.value().contains("of-the-tenant"));
  }

  @Test
  void withoutDiscoveryNobodyElseIsContacted() throws Exception {
    try (StandIn other = StandIn.start(StandIn.answer(404, "", ""))) {
      String elsewhere = "http://127.0.0.1:" + other.uri().getPort();
      StandIn.Behaviour behaviour =
          asking(
              challenge(),
              with(
                  RESOURCE + "/mcp",
                  "{\"resource\":\"http://@/mcp\",\"authorization_servers\":[\""
                      + elsewhere
                      + "\"]}"));
      try (StandIn farEnd = StandIn.start(behaviour)) {
        Examined examined =
            Examined.by(Doctor.of(farEnd.uri()).only(Leg.AUTHORIZATION).withoutDiscovery());

        assertFalse(examined.ids().contains("AUTHORIZATION_CONTACT_REFUSED"));
        assertTrue(
            examined
                .diagnosis()
                .unchecked()
                .contains(
                    new Diagnosis.Unchecked(
                        Leg.AUTHORIZATION, elsewhere, "discovery is switched off")));
      }
      assertEquals(List.of(), other.received());
    }
  }

  /** Addresses that metadata must not lead a client to. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data",
        "https://169.254.169.254/latest/meta-data",
        "https://[fe80::1]/",
        "https://[fd00:ec2::254]/",
        "https://[fd00:ec2::23]/",
        "https://[fd20:ce::254]/",
        "https://[fd00:42::42]/",
        "https://100.100.100.200/",
        "https://168.63.129.16/",
        "https://192.0.0.192/",
        "https://[64:ff9b::a9fe:a9fe]/",
        "https://[2002:a9fe:a9fe::]/",
        "https://[::ffff:100.100.100.200]/",
        "https://0.0.0.0/",
        "https://224.0.0.1/",
        "http://mcp.example.com/",
        "ftp://127.0.0.1/"
      })
  void whatMetadataMustNotNameIsNotContacted(String url) throws Exception {
    StandIn.Behaviour behaviour =
        asking(challenge(), with(SERVER, SOUND_SERVER.replace("http://@/keys", url)));
    try (StandIn farEnd = StandIn.start(behaviour)) {
      Doctor doctor =
          Doctor.of(farEnd.uri())
              .only(Leg.AUTHORIZATION)
              .changed(
                  order ->
                      order.names =
                          host ->
                              new InetAddress[] {
                                host.equals("mcp.example.com")
                                    ? InetAddress.getByName("93.184.216.34")
                                    : InetAddress.getByName(host)
                              });

      Examined.by(doctor).assertFinds("AUTHORIZATION_CONTACT_REFUSED");
    }
  }

  @Test
  void theChallengeModeIsSound() {
    var configured =
        McpEcho.builder()
            .with(EchoSettings.CHALLENGE, true)
            .with(EchoSettings.AUTHORIZATION_SERVERS, List.of("https://auth.example.com"));
    try (EchoHttpServer server =
        EchoHttpServer.start(
            ServerSettings.DEFAULTS.with(ServerSettings.PORT, 0), configured.build())) {
      Examined examined =
          Examined.by(Doctor.of(server.uri()).only(Leg.AUTHORIZATION).withoutDiscovery());

      assertEquals(List.of(), examined.ids());
    }
  }
}
