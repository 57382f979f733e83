package io.github.mcpecho.diagnosis;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.EchoSettings;
import io.github.mcpecho.McpEcho;
import io.github.mcpecho.diagnosis.system.HealthChecksTest;
import io.github.mcpecho.fixtures.PlantedSecret;
import io.github.mcpecho.fixtures.SecretGenerator;
import io.github.mcpecho.fixtures.SecretGenerator.Dress;
import io.github.mcpecho.fixtures.SecretGenerator.Kind;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Header;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.http.HeaderCatalogue;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.settings.ConfigurationException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Plants secrets in every place of a request, a token, an environment and a setting, and looks for
 * them in everything that a whole server lets out: replies, notifications and log records, of all
 * nine tools and both eras. Of a JWT the first seven characters may show, of everything else
 * nothing but its scheme.
 *
 * <p>Each test runs for a few seeds; with {@code -Dmcp.echo.everySecret=true} for many, and with
 * {@code -Dmcp.echo.seed=n} for that one. A failure names the seed, the place and the secret.
 *
 * <p>Left out on purpose: the message of {@code echo}, whose job it is, and what the protocol
 * echoes: the request id, {@code progressToken} and {@code requestState}.
 */
@Isolated("It reads what is logged.")
class PlantedSecretsTest {
  private static final long FIRST_SEED = 20_260_728;
  private static final int FEW_SEEDS = 1;
  private static final int MANY_SEEDS = 40;
  private static final Json JSON = new Json(Json.DEFAULT_MAX_DEPTH);
  private static final String META = "io.modelcontextprotocol/";

  /** Where a digest is what belongs there, so that one cannot be told from a secret. */
  private static final List<String> PLACES_OF_DIGESTS =
      List.of("etag", "if-", "digest", "checksum", "commit", "git", "revision", "build", "kid");

  /** Every tool, and those once more that have more to say if they are asked for it. */
  private static final List<ObjectNode> CALLS =
      Stream.concat(
              FrontDoor.TOOLS.stream().map(FrontDoor::params),
              Stream.of(with("printHeader", "details"), with("healthProbe", "report")))
          .toList();

  private static final CallContext PLAIN = context("/mcp", Headers.NONE);

  private static final List<String> NAMES =
      List.of(
          "Authorization",
          "Proxy-Authorization",
          "Cookie",
          "X-User-Id",
          "X_User_Id",
          "X-Forwarded-User",
          "X-Auth-Request-Groups",
          "X-Auth-Request-Redirect",
          "X-Forwarded-For",
          "X-Forwarded-Host",
          "X-Forwarded-Proto",
          "Forwarded",
          "Via",
          "X-Original-Uri",
          "Referer",
          "Origin",
          "Host",
          "User-Agent",
          "Accept",
          "Content-Type",
          "Connection",
          "Traceparent",
          "Tracestate",
          "Baggage",
          "X-Request-Id",
          "Mcp-Session-Id",
          "Mcp-Protocol-Version",
          "Mcp-Method",
          "Mcp-Name",
          "Mcp-Param-Region",
          "Mcp-Tenant",
          "Last-Event-Id",
          "X-Mcp-Toolname",
          "X-Api-Key",
          "X-Ms-Client-Principal",
          "X-Forwarded-Client-Cert",
          "X-Ssl-Client-S-Dn",
          "X-Jwt-Assertion",
          "Www-Authenticate",
          "X-Envoy-Original-Path",
          "Access-Control-Request-Method",
          "Access-Control-Request-Headers",
          "If-None-Match",
          "X-Anything",
          "x_any_thing",
          "q");

  private static final List<String> SECRET_NAMES =
      List.of(
          "Authorization",
          "Proxy-Authorization",
          "Cookie",
          "Set-Cookie",
          "X-Auth-Token",
          "X_AUTH_TOKEN",
          "X-Api-Key",
          "Api-Key",
          "Mcp-Session-Id",
          "X-Mcp-Session-Id",
          "Dpop",
          "Baggage",
          "Signature",
          "X-Forwarded-Access-Token",
          "X-Auth-Request-Access-Token",
          "X-Ms-Token-Aad-Access-Token",
          "Cf-Access-Client-Secret",
          "X-Fc-Security-Token",
          "X-Fc-Access-Key-Secret",
          "X-Vault-Token",
          "X-Amz-Security-Token",
          "X-Goog-Iap-Jwt-Assertion",
          "X-Tenant-Secret",
          "X-Auth-Password",
          "Mcp-Param-Api-Key",
          "X-Ms-Client-Principal",
          "X-Userinfo",
          "X-Accesskey",
          "X-Secretkey",
          "X-Wifi-Psk",
          "X-Pwd",
          "Phpsessid",
          "X-Sessionid");

  private static final List<String> SURROUNDINGS =
      List.of(
          "?",
          "a ?",
          "a=b; c=?",
          "a, ? , b",
          "\"?\"",
          "'?'",
          "(?)",
          "[?]",
          "<?>",
          "x:?",
          "x=?",
          "x/?",
          "?/x",
          "? ?",
          "%20?",
          "\\n?",
          "{\"a\":\"?\"}",
          "for=?;proto=https",
          "1.1 ?",
          "a|?",
          "é?",
          "\t?");

  /** Registered with IANA, or put into tokens by issuers that many use. */
  private static final String[] CLAIMS =
      """
      iss sub aud exp nbf iat jti auth_time
      azp scope scp name given_name family_name middle_name nickname
      preferred_username profile picture website email email_verified gender birthdate
      zoneinfo locale phone_number address updated_at nonce at_hash c_hash
      acr amr sub_jwk cnf sip_from_tag origid act may_act
      client_id roles groups entitlements events txn toe token_introspection
      vot vtm attestation orig dest mky rph div
      opt rat authorization_details verified_claims place_of_birth nationalities salutation htm
      htu ath atc sub_id rcd ueid oemid swname
      swversion cdniv org_id realm_access resource_access cognito:username cognito:groups token_use
      event_id tid oid upn unique_name appid appidacr idp
      ver wids xms_mirid uti rh puid session_state sid
      typ azpacr ipaddr hd kubernetes.io repository job_workflow_ref actor
      ref permissions org_name http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn https://example.com/claims/team tenant x
      """
          .strip()
          .split("\\s+");

  /** Of JOSE headers (RFC 7515 §4.1, 7516 §4.1, 7517 §4, 7797, 9449). */
  private static final String[] TOKEN_HEADERS =
      "alg jku jwk kid x5u x5c x5t x5t#S256 typ cty crit enc zip epk apu apv iv tag p2s p2c iss sub aud b64 ppt url nonce"
          .split(" ");

  private static final List<String> SETTINGS =
      List.of(
          "ENDPOINT",
          "MCP_ENDPOINT",
          "MCP_ECHO_INSTANCE",
          "MCP_ECHO_PUBLIC_URL",
          "MCP_ECHO_ALLOWED_HOSTS",
          "MCP_ECHO_ALLOWED_ORIGINS",
          "MCP_ECHO_CORS_ORIGINS",
          "MCP_ECHO_TOOLS",
          "MCP_PROTOCOL_VERSION",
          "LOG_LEVEL",
          "LOG_FILE",
          "JAVA_HOME",
          "JAVA_VERSION",
          "NODE_ENV",
          "TZ",
          "LANG",
          "SPRING_PROFILES_ACTIVE",
          "MCP_ECHO_INSTNACE",
          "HOSTNAME");

  private final FrontDoor door = new FrontDoor(Map.of("PATH", "/bin"));

  static LongStream seeds() {
    Long one = Long.getLong("mcp.echo.seed");
    int count = Boolean.getBoolean("mcp.echo.everySecret") ? MANY_SEEDS : FEW_SEEDS;
    return one != null ? LongStream.of(one) : LongStream.range(FIRST_SEED, FIRST_SEED + count);
  }

  @AfterEach
  void close() {
    door.close();
  }

  @Test
  void everyToolIsReachedInBothEras() {
    CallContext context = context("/mcp", Headers.of("Authorization", "Bearer e30.e30.x"));
    for (String tool : FrontDoor.TOOLS) {
      ObjectNode params = FrontDoor.params(tool);
      String legacy = door.legacy("tools/call", params, context);
      assertTrue(legacy.contains("structuredContent"), legacy);
      String modern = door.modern("tools/call", params, context);
      assertTrue(modern.contains("structuredContent"), modern);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void trial_s03_noHeaderShowsASecret(long seed) {
    var plot = new Plot(seed);
    var names = new ArrayList<>(NAMES);
    names.addAll(knownHeaders());
    for (int from = 0; from < names.size(); from += 40) {
      var lines = new ArrayList<Header>();
      for (String name : names.subList(from, Math.min(names.size(), from + 40))) {
        lines.add(new Header(name, plot.plantAnything(name)));
      }
      assertHidden(plot, context("/mcp", Headers.of(lines)));
    }
    for (String name : plot.some(NAMES)) {
      assertHidden(plot, context("/mcp", Headers.of(name, plot.plantAnything(name))));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void noSecretOfAnyKindShowsHoweverItIsDressed(long seed) {
    var plot = new Plot(seed);
    List<String> names = List.of("X-Anything", "Mcp-Param-Q", "User-Agent", "Via", "X-User-Id");
    for (Kind kind : Kind.values()) {
      var lines = new ArrayList<Header>();
      for (Dress dress : Dress.values()) {
        String name = names.get(lines.size() % names.size());
        PlantedSecret secret = SecretGenerator.of(kind, dress, plot.random);
        lines.add(new Header(name, plot.plant(name, secret)));
      }
      assertHidden("printHeader", plot, Headers.of(lines));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void noSecretOfADocumentedFormShows(long seed) {
    var plot = new Plot(seed);
    var lines = new ArrayList<Header>();
    PlantedSecret.ofEveryFormat(plot.random)
        .forEach(
            secret -> {
              for (String name : List.of("X-Anything", "Mcp-Param-Q", "X-Forwarded-Host")) {
                PlantedSecret dressed = secret.in(one(plot.random, SURROUNDINGS));
                lines.add(new Header(name, plot.plant(name, dressed)));
              }
            });
    assertHidden("printHeader", plot, Headers.of(lines));
    for (Header line : plot.some(lines)) {
      assertHidden("authContext", plot, Headers.of(line.name(), line.value()));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theBase64OfAMirroredSecretStaysHidden(long seed) {
    var plot = new Plot(seed);
    for (int i = 0; i < 6; i++) {
      PlantedSecret secret = PlantedSecret.ofAnyShape(plot.random);
      byte[] bytes = secret.text().getBytes(StandardCharsets.UTF_8);
      String base64 = Base64.getEncoder().encodeToString(bytes);
      plot.plant("a mirrored value", secret);
      plot.plant("its base64", new PlantedSecret("base64", base64, List.of(base64)));
      for (String name : List.of("Mcp-Name", "Mcp-Param-Q", "X-Anything")) {
        for (String value : List.of("=?base64?" + base64 + "?=", "=?base64?" + base64 + "=x?=")) {
          assertHidden(plot, context("/mcp", Headers.of(name, value)));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aSecretSentAsTheNameOfAHeaderOrInItStaysHidden(long seed) {
    var plot = new Plot(seed);
    for (String start : List.of("", "X-Auth-", "X-User-", "X-Identity-", "X-Oidc-", "X-Sso-")) {
      for (int i = 0; i < 4; i++) {
        String name = start + plot.plant("a name of a header");
        var twice = List.of(new Header(name, "1"), new Header(name, "2"));
        assertHidden(plot, context("/mcp", Headers.of(twice)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void headersThatAreSecretByNameShowNothingAtAll(long seed) {
    var plot = new Plot(seed);
    var lines = new ArrayList<Header>();
    for (String name : SECRET_NAMES) {
      lines.add(new Header(name, plot.plant(name, PlantedSecret.withoutShape(plot.random))));
    }
    assertHidden(plot, context("/mcp", Headers.of(lines)));
    lines.forEach(line -> assertHidden("authContext", plot, Headers.of(line.name(), line.value())));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void cookiesShowNoValue(long seed) {
    var plot = new Plot(seed);
    String value = plot.plant("a cookie", PlantedSecret.withoutShape(plot.random));
    String bare = plot.plant("a cookie without name", PlantedSecret.withoutShape(plot.random));
    String name = plot.plant("the name of a cookie");
    String cookie = "a=" + value + "; " + bare + "; " + name + "=1";
    assertHidden(plot, context("/mcp", Headers.of("Cookie", cookie, "Set-Cookie", cookie)));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theRequestLineAndTheContainerShowNoSecret(long seed) {
    var plot = new Plot(seed);
    for (String before : List.of("/mcp?x=", "//mcp/?", "/mcp#", "/mcp/", "/mcp;x=", "/;token=")) {
      String text = plot.plant("behind " + before);
      assertHidden(plot, context(before + text, Headers.NONE));
      String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
      assertHidden(plot, context(before + encoded, Headers.NONE));
    }
    var connection =
        CallContext.Connection.builder()
            .scheme(plot.plant("scheme"))
            .server(plot.plant("server name"), 80)
            .remote(plot.plant("remote address"), 1)
            .local(plot.plant("local address"), 80)
            .userPrincipal(plot.plant("principal"))
            .forwardedApplied(true)
            .hiddenHeaders(List.of(plot.plant("hidden header")))
            .build();
    assertHidden(
        plot,
        new CallContext(
            plot.plant("verb"),
            "/mcp",
            plot.plant("protocol"),
            Headers.of("Host", "a"),
            connection,
            ToolRun.NOW));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void argumentsAndTheirNamesShowNoSecret(long seed) {
    var plot = new Plot(seed);
    for (int i = 0; i < 4; i++) {
      for (String tool : FrontDoor.TOOLS) {
        ObjectNode params = FrontDoor.params(tool);
        ObjectNode arguments = params.withObjectProperty("arguments");
        arguments.put(plot.plant("the name of an argument"), plot.plant("an unknown argument"));
        assertHidden(plot, "tools/call", params, PLAIN);
      }
      ArrayNode expected = Json.array().add(plot.plant("expect"));
      assertArgumentHidden(plot, "printHeader", Json.object().set("expect", expected));
      ObjectNode prints = Json.object().put(plot.plant("a name in expect"), "0123abcd");
      assertArgumentHidden(plot, "printHeader", Json.object().set("expect", prints));
      ObjectNode token = Json.object().put("token", plot.plant("token"));
      token.put("expectedAudience", plot.plant("expectedAudience"));
      token.put("expectedIssuer", plot.plant("expectedIssuer"));
      assertArgumentHidden(plot, "bearerDecode", token);
      token.putArray("expectedScopes").add(plot.plant("expectedScopes"));
      token.put("token", TokenFixtures.token("{\"aud\":\"a\",\"iss\":\"b\"}"));
      assertArgumentHidden(plot, "bearerDecode", token);
    }
  }

  /** As its own type, in a list, in an object, and among what is right. */
  @ParameterizedTest
  @MethodSource("seeds")
  void noArgumentThatAToolDeclaresShowsASecret(long seed) {
    var plot = new Plot(seed);
    for (JsonNode tool : declaredTools()) {
      String name = tool.path("name").asText();
      for (String argument : names(tool.path("inputSchema").path("properties"))) {
        if (name.equals("echo") && argument.equals("message")) {
          continue;
        }
        for (int i = 0; i < 3; i++) {
          ObjectNode arguments = Json.object();
          if (name.equals("echo")) {
            arguments.put("message", "Hello");
          }
          arguments.put(argument, plot.plantAnything(name + "." + argument));
          assertArgumentHidden(plot, name, arguments);
          arguments.putArray(argument).add(plot.plantAnything(name + "." + argument + "[]"));
          assertArgumentHidden(plot, name, arguments);
          arguments
              .putObject(argument)
              .put(plot.plant("a name in " + argument), plot.plant(name + "." + argument + ".x"));
          assertArgumentHidden(plot, name, arguments);
        }
      }
    }
  }

  private List<JsonNode> declaredTools() {
    String listed = door.legacy("tools/list", Json.object(), PLAIN);
    JsonNode tools =
        JSON.parse(listed.substring(listed.indexOf("{\"jsonrpc\""))).at("/result/tools");
    var declared = new ArrayList<JsonNode>();
    tools.forEach(declared::add);
    assertTrue(declared.size() == FrontDoor.TOOLS.size(), listed);
    return declared;
  }

  private static List<String> names(JsonNode object) {
    var names = new ArrayList<String>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** As browsers, tools and servers write them; a secret stands for each question mark. */
  private static final List<String> PASTES =
      List.of(
          "HTTP/1.1 200 ?\nserver: ?\nvary: Origin, ?\nset-cookie: a=?; Path=/\nx-a: ?",
          "HTTP/2 401 \nwww-authenticate: Bearer realm=\"?\", error_description=\"?\"\nlocation: /?",
          "Request URL\nhttps://a.example/?\nRequest Method\nOPTIONS\nStatus Code\n204 No Content\n"
              + "Remote Address\n?\naccess-control-allow-origin\n?\nserver\n?",
          ":status: 200\naccess-control-allow-headers: ?, content-type\ncontent-type: text/?\n?: 1",
          "* Connected to ? (203.0.113.7) port 443\n> OPTIONS /? HTTP/1.1\n> Origin: https://?\n"
              + "> Access-Control-Request-Headers: ?\n< HTTP/1.1 204 No Content\n< x-b: ?\n< ?",
          "{\"access-control-allow-origin\": \"?\", \"x-c\": [\"?\", \"?\"], \"?\": \"1\"}",
          "{\"log\":{\"entries\":[{\"request\":{\"url\":\"https://a.example/?\"},\"response\":{\"status\":200,"
              + "\"statusText\":\"?\",\"headers\":[{\"name\":\"x-d\",\"value\":\"?\"}]}}]}}",
          "Access to fetch at 'https://a.example/?' from origin 'https://?' has been blocked by CORS policy:"
              + " The 'Access-Control-Allow-Origin' header has a value '?' that is not equal to the origin.",
          "access-control-allow-origin\t?\nx-e\t?",
          "<html><body>? is not ?</body></html>",
          "?");

  @ParameterizedTest
  @MethodSource("seeds")
  void noFormOfAPastedResponseShowsASecret(long seed) {
    var plot = new Plot(seed);
    for (String paste : PASTES) {
      var pasted = new StringBuilder();
      for (String part : paste.split("(?=\\?)|(?<=\\?)")) {
        pasted.append(part.equals("?") ? plot.plant("pasted into " + paste) : part);
      }
      ObjectNode given = Json.object().put("origin", "https://app.example.com");
      given.put("responseHeaders", pasted.toString());
      assertArgumentHidden(plot, "corsAnalysis", given);
      given.put("preflight", true);
      assertArgumentHidden(plot, "corsAnalysis", given);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatIsPastedToBeJudgedShowsNoSecret(long seed) {
    var plot = new Plot(seed);
    for (int i = 0; i < 4; i++) {
      ObjectNode cors = Json.object().put("origin", plot.plant("origin"));
      cors.putArray("requestHeaders").add(plot.plant("requestHeaders"));
      assertArgumentHidden(plot, "corsAnalysis", cors);
      cors.put("method", plot.plant("method"));
      assertArgumentHidden(plot, "corsAnalysis", cors);
      ObjectNode given = Json.object().put("origin", "https://app.example.com");
      ObjectNode response = given.putObject("responseHeaders");
      for (String name : NAMES) {
        response.put(name, plot.plantAnything("a pasted " + name));
      }
      for (String name : List.of("origin", "methods", "headers", "credentials", "max-age")) {
        response.put("access-control-allow-" + name, plot.plant("access-control-allow-" + name));
      }
      response.put("access-control-expose-headers", plot.plant("exposed"));
      response.put(plot.plant("the name of a pasted header"), "1");
      assertArgumentHidden(plot, "corsAnalysis", given);
      given.put("preflight", true);
      assertArgumentHidden(plot, "corsAnalysis", given);
      String lines =
          "HTTP/1.1 200 "
              + plot.plant("reason")
              + "\n"
              + plot.plant("a line")
              + "\nx: "
              + plot.plant("a pasted line")
              + "\naccess-control-allow-origin: "
              + plot.plant("a pasted origin");
      given.put("responseHeaders", lines);
      assertArgumentHidden(plot, "corsAnalysis", given);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void metadataShowsNoSecret(long seed) {
    var plot = new Plot(seed);
    for (String tool : FrontDoor.TOOLS) {
      ObjectNode params = FrontDoor.params(tool);
      ObjectNode meta = params.putObject("_meta");
      for (String name : List.of("traceparent", "tracestate", "baggage", "com.example/note")) {
        meta.put(name, plot.plant("_meta " + name));
      }
      meta.put(plot.plant("a name in _meta"), plot.plant("_meta"));
      meta.putObject("deep").putArray("list").addObject().put("x", plot.plant("deep in _meta"));
      meta.putObject(META + "clientInfo")
          .put("name", plot.plant("client name"))
          .put("title", plot.plant("client title"))
          .put("version", plot.plant("client version"));
      if (tool.equals("printHeader")) {
        params.putObject("arguments").put("details", true);
      }
      assertHidden(plot, "tools/call", params, PLAIN);
      meta.put(META + "logLevel", plot.plant("log level"));
      assertHidden(plot, "tools/call", params, PLAIN);
      ObjectNode wrong = FrontDoor.params(tool);
      wrong.putObject("_meta").put(META + "protocolVersion", plot.plant("protocol version"));
      plot.assertNothingIn(tool, door.legacy("tools/call", wrong, PLAIN));
    }
  }

  @Test
  void theHashOfABodyIsShownUnlessASecretCouldBeGuessedFromIt() {
    ObjectNode params = FrontDoor.params("printHeader");
    params.putObject("arguments").put("details", true);
    String plain = door.legacy("tools/call", params, PLAIN);
    assertTrue(plain.contains("\"sha256\"") && plain.contains("\"parts\""), plain);
    params.putObject("_meta").put("password", "hunter2");
    String guessable = door.legacy("tools/call", params, PLAIN);
    assertFalse(guessable.contains("\"sha256\""), guessable);
    assertFalse(guessable.contains("\"parts\""), guessable);
    assertTrue(guessable.contains("SHA-256: not shown, the body holds a secret"), guessable);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void namesOfMethodsAndToolsShowNoSecret(long seed) {
    var plot = new Plot(seed);
    for (int i = 0; i < 20; i++) {
      ObjectNode params = Json.object().put(plot.plant("a parameter"), 1);
      assertHidden(plot, plot.plant("the name of a method"), params, PLAIN);
      ObjectNode tool = Json.object().put("name", plot.plant("the name of a tool"));
      assertHidden(plot, "tools/call", tool, PLAIN);
      ObjectNode list = Json.object().put("cursor", plot.plant("cursor"));
      assertHidden(plot, "tools/list", list, PLAIN);
      ObjectNode hello = Json.object().put("protocolVersion", plot.plant("protocolVersion"));
      hello.putObject("capabilities").put(plot.plant("a capability"), 1);
      hello
          .putObject("clientInfo")
          .put("name", plot.plant("client name"))
          .put("version", plot.plant("client version"));
      assertHidden(plot, "initialize", hello, PLAIN);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void claimsShowNoSecretWhereverTheyAre(long seed) {
    var plot = new Plot(seed);
    for (int i = 0; i < 4; i++) {
      ObjectNode claims = Json.object().put(plot.plant("the name of a claim"), plot.plant("x"));
      for (String name : CLAIMS) {
        claims.put(name, plot.plantAnything(name));
      }
      ObjectNode actor = claims.putObject("act").put("sub", plot.plant("act.sub"));
      actor.putArray("x").add(plot.plant("act.x"));
      claims.putArray("roles").addObject().put(plot.plant("a name in roles"), plot.plant("roles"));
      claims.putArray("aud").add(plot.plantAnything("aud")).add("https://a.example/mcp");
      ObjectNode header = Json.object();
      for (String name : TOKEN_HEADERS) {
        header.put(name, plot.plantAnything(name));
      }
      header.putArray("crit").add(plot.plant("crit"));
      header.putArray("x5c").add(plot.plant("x5c"));
      header.putObject("jwk").put("kty", plot.plant("kty")).put("k", plot.plant("k"));
      header.put(plot.plant("the name of a header of a token"), 1);
      assertTokenHidden(plot, TokenFixtures.token(header.toString(), claims.toString()));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void claimsThatAreSecretByNameShowNothingAtAll(long seed) {
    var plot = new Plot(seed);
    for (int i = 0; i < 4; i++) {
      ObjectNode claims = Json.object();
      ObjectNode deep = claims.putObject("a").putArray("b").addObject();
      for (String name : List.of("password", "client_secret", "api key", "nonce", "sid", "jti")) {
        claims.put(name, plot.plant(name, PlantedSecret.withoutShape(plot.random)));
        deep.put(name, plot.plant(name, PlantedSecret.withoutShape(plot.random)));
      }
      PlantedSecret secret = PlantedSecret.withoutShape(plot.random);
      deep.putObject("credentials").put("user", plot.plant("credentials", secret));
      deep.putArray("tokens").add(secret.text());
      deep.putObject("setting").put("name", "DB_PASSWORD").put("value", secret.text());
      assertTokenHidden(plot, TokenFixtures.token(claims.toString()));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void variablesShowNoSecret(long seed) {
    var plot = new Plot(seed);
    var variables = new HashMap<String, String>();
    for (String name : SETTINGS) {
      String value = plot.plant(name);
      if (canBeUsed(name, value, plot)) {
        variables.put(name, value);
      }
    }
    variables.put(plot.plant("the name of a variable"), "1");
    for (String name : List.of("DATABASE_PASSWORD", "JAVA_TOOL_OPTIONS")) {
      variables.put(name, plot.plant(name, PlantedSecret.withoutShape(plot.random)));
    }
    try (FrontDoor server = new FrontDoor(variables)) {
      for (String tool : FrontDoor.TOOLS) {
        plot.assertNothingIn(tool, server.legacy("tools/call", FrontDoor.params(tool), PLAIN));
      }
    }
  }

  private static boolean canBeUsed(String name, String value, Plot plot) {
    try {
      new FrontDoor(Map.of(name, value)).close();
      return true;
    } catch (ConfigurationException e) {
      plot.assertNothingIn(name, e.getMessage());
      return false;
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void trial_s08_settingsShowNoSecret(long seed) {
    var plot = new Plot(seed);
    for (Kind kind : List.of(Kind.BASE64URL, Kind.MIXED_CASE, Kind.LOWER_CASE, Kind.HEX)) {
      String name = SecretGenerator.of(kind, Dress.BARE, plot.random).text();
      PlantedSecret instance = new PlantedSecret("instance", name, List.of(name)).shortenedTo(64);
      PlantedSecret path = SecretGenerator.of(kind, Dress.BARE, plot.random);
      McpEcho.Builder config =
          McpEcho.builder()
              .with(EchoSettings.INSTANCE, plot.plant("MCP_ECHO_INSTANCE", instance))
              .with(
                  EchoSettings.PUBLIC_URL,
                  "https://mcp.example.com/" + plot.plant("MCP_ECHO_PUBLIC_URL", path));
      try (FrontDoor server = new FrontDoor(config)) {
        for (ObjectNode params : CALLS) {
          String tool = params.path("name").asText();
          String token = TokenFixtures.token("{\"aud\":\"https://a.example/mcp\"}");
          CallContext context =
              context("/mcp", Headers.of("Authorization", "Bearer " + token, "Host", "a"));
          plot.assertNothingIn(tool, server.legacy("tools/call", params, context));
          plot.assertNothingIn(tool, server.modern("tools/call", params, context));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatAHealthCheckThrowsIsLoggedWithoutItsSecrets(long seed) {
    var plot = new Plot(seed);
    for (int i = 0; i < 4; i++) {
      var cause = new IllegalArgumentException("cause " + plot.plant("a cause"));
      var failure = new IllegalStateException("refused " + plot.plant("a failure"), cause);
      var check =
          new HealthChecksTest.NamedCheck(
              "Database",
              () -> {
                throw failure;
              });
      try (FrontDoor server = new FrontDoor(McpEcho.builder().healthCheck(check))) {
        String out = server.legacy("tools/call", FrontDoor.params("healthProbe"), PLAIN);
        assertTrue(out.contains("java.lang.IllegalStateException: refused "), out);
        assertTrue(out.contains("Caused by: java.lang.IllegalArgumentException: cause "), out);
        plot.assertNothingIn("healthProbe", out);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aChallengeShowsNothingButWhatIsKnownToBePublic(long seed) {
    var plot = new Plot(seed);
    for (String challenge :
        List.of(
            "Bearer realm=\"a\", more=?",
            "Bearer error=x, more=\"?\", scope=y",
            "Digest realm=\"a\",opaque=\"?\"",
            "Bearer realm=a, ?",
            "Negotiate ?")) {
      PlantedSecret secret = PlantedSecret.withoutShape(plot.random).in(challenge);
      String value = plot.plant("WWW-Authenticate", secret);
      assertHidden(plot, context("/mcp", Headers.of("WWW-Authenticate", value)));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void progressShowsNoSecret(long seed) {
    var plot = new Plot(seed);
    ObjectNode params = FrontDoor.params("requestTiming");
    params.putObject("arguments").put("events", 1).put("intervalMs", 10);
    params.putObject("_meta").put("progressToken", 7);
    CallContext context =
        context("/mcp", Headers.of("X-Request-Start", plot.plant("X-Request-Start")));
    assertTrue(door.legacy("tools/call", params, context).contains("notifications/progress"));
    assertHidden(plot, "tools/call", params, context);
  }

  private void assertArgumentHidden(Plot plot, String tool, ObjectNode arguments) {
    ObjectNode params = FrontDoor.params(tool);
    params.set("arguments", arguments);
    assertHidden(plot, "tools/call", params, PLAIN);
  }

  private void assertTokenHidden(Plot plot, String token) {
    assertHidden(plot, context("/mcp", Headers.of("Authorization", "Bearer " + token)));
    assertHidden(plot, context("/mcp", Headers.of("X-Forwarded-Access-Token", token)));
    assertArgumentHidden(plot, "bearerDecode", Json.object().put("token", token));
  }

  private void assertHidden(String tool, Plot plot, Headers headers) {
    assertHidden(plot, "tools/call", FrontDoor.params(tool), context("/mcp", headers));
  }

  private void assertHidden(Plot plot, CallContext context) {
    for (ObjectNode params : CALLS) {
      assertHidden(plot, "tools/call", params, context);
    }
  }

  private void assertHidden(Plot plot, String method, ObjectNode params, CallContext context) {
    plot.assertNothingIn(params.path("name").asText(), door.legacy(method, params, context));
    plot.assertNothingIn(params.path("name").asText(), door.modern(method, params, context));
  }

  private static ObjectNode with(String tool, String argument) {
    ObjectNode params = FrontDoor.params(tool);
    params.putObject("arguments").put(argument, true);
    return params;
  }

  private static <T> T one(Random random, List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static CallContext context(String target, Headers headers) {
    return new CallContext(
        "POST", target, "HTTP/1.1", headers, CallContext.Connection.LOOPBACK, ToolRun.NOW);
  }

  /**
   * Returns a name for every line of the product's own table, which is no more than a list here.
   */
  private static List<String> knownHeaders() {
    return HeaderCatalogue.rows().stream().map(row -> row.name().replace("*", "q")).toList();
  }

  /** What was planted where, and the search for it. */
  private static final class Plot {
    private static final List<Integer> WINDOWS = List.of(6, 7);

    /** As long as one of 16, 20, 28, 32, 48 or 64 bytes. */
    private static final Pattern DIGEST =
        Pattern.compile(
            "(?<![\\w+/-])(?:20)?([0-9a-fA-F]{40,128}|[\\w+/-]{22}|[\\w+/-]{27}|[\\w+/-]{38}"
                + "|[\\w+/-]{43}|[\\w+/-]{64}|[\\w+/-]{86})(?![\\w+/-])");

    /** Digits that are part of a hexadecimal secret now and then, by chance. */
    private static final Pattern FINGERPRINT =
        Pattern.compile("fingerprint(?: |\":\")[0-9a-f]{8}|\\b[0-9a-f]{64}\\b");

    /** How long this call took, in nanoseconds: any digits, which a secret may have by chance. */
    private static final Pattern MEASURED =
        Pattern.compile("\"(?:duration|total)Ms\":[0-9.]+|[0-9.]+ms\\b");

    private final long seed;
    private final Random random;
    private final Map<String, String> planted = new HashMap<>();

    Plot(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
    }

    /** Returns a quarter of them, another one for every seed. */
    <T> List<T> some(List<T> all) {
      return all.stream().filter(any -> random.nextInt(4) == 0).toList();
    }

    /** Returns a text with a secret that is recognised wherever it stands. */
    String plant(String place) {
      boolean known = random.nextInt(3) == 0;
      return plant(place, known ? PlantedSecret.ofAnyShape(random) : SecretGenerator.any(random));
    }

    /** Returns the same in one of many surroundings, in a place where a digest may stand, too. */
    String plantAnything(String place) {
      String lower = place.toLowerCase(Locale.ROOT);
      boolean digest = PLACES_OF_DIGESTS.stream().anyMatch(lower::contains);
      PlantedSecret secret;
      do {
        secret = SecretGenerator.any(random).in(one(random, SURROUNDINGS));
      } while (digest && DIGEST.matcher(secret.text()).find());
      return plant(place, secret);
    }

    String plant(String place, PlantedSecret secret) {
      secret.windows().forEach(part -> planted.put(part, place + ": " + secret));
      return secret.text();
    }

    void assertNothingIn(String what, String out) {
      String shown = MEASURED.matcher(FINGERPRINT.matcher(out).replaceAll("")).replaceAll("");
      for (int window : WINDOWS) {
        for (int i = 0; i + window <= shown.length(); i++) {
          String found = planted.get(shown.substring(i, i + window));
          if (found != null) {
            fail(
                "seed %d, %s shows %s of %s\n…%s…"
                    .formatted(
                        seed,
                        what,
                        shown.substring(i, i + window),
                        found,
                        shown.substring(Math.max(0, i - 300), Math.min(shown.length(), i + 300))));
          }
        }
      }
    }
  }
}
