package io.github.mcpecho.testing.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.hashing.Hashes;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.mcp.ProtocolVersion;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A client that authorizes as MCP wants it, but for the mistakes that it is to make. */
public final class SoundClient {
  /** What it does wrongly. */
  public enum Mistake {
    SKIPS_DISCOVERY,
    ASKS_AT_THE_ROOT_FIRST,
    ASKS_AT_THE_ROOT,
    ASKS_OPENID_FIRST,
    NAMES_NO_REVISION_IN_DISCOVERY,
    IGNORES_RESOURCE,
    IGNORES_ISSUER,
    REGISTERS_ANYWAY,
    NO_APPLICATION_TYPE,
    NO_REFRESH_GRANT,
    HTTP_CLIENT_ID,
    UNKNOWN_CLIENT_ID,
    KEEPS_CLIENT,
    TWO_SECRETS,
    SECRET_IN_FORM,
    NO_SECRET,
    ALWAYS_A_SECRET,
    INSECURE_REDIRECT,
    OTHER_REDIRECT,
    OTHER_REDIRECT_FOR_TOKEN,
    IGNORES_PKCE_SUPPORT,
    NO_CHALLENGE,
    PLAIN,
    NO_VERIFIER,
    OTHER_VERIFIER,
    NO_RESOURCE,
    OTHER_RESOURCE,
    OTHER_RESOURCE_FOR_TOKEN,
    NO_SCOPE,
    EVERY_SCOPE,
    DROPS_SCOPES,
    OFFLINE_ACCESS,
    NO_STATE,
    IGNORES_STATE,
    IGNORES_ISS,
    NORMALIZES_ISS,
    DISTRUSTS_ISS,
    NEVER_GIVES_UP,
    NEVER_STEPS_UP,
    LEAVES_TOKEN_OUT,
    FOREIGN_TOKEN,
    TOKEN_IN_DISCOVERY,
    SAME_PROOF,
    BEARER_PROOF,
    NO_PROOF_FOR_TOKEN,
    NO_PROOF_FOR_REFRESH,
    PROOF_BY_ANOTHER_KEY,
    UPPER_CASE_IN_PROOF,
    NO_NONCE,
    CODE_TWICE
  }

  private static final Json JSON = new Json(Json.DEFAULT_MAX_DEPTH);
  private static final String REDIRECT = "http://127.0.0.1:7/callback";
  private static final String PRM = "/.well-known/oauth-protected-resource";
  private static final int MOST_LOGINS = 3;

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private final URI uri;
  private final ProtocolVersion revision;
  private final JsonNode context;
  private final Set<Mistake> mistakes = EnumSet.noneOf(Mistake.class);
  private String documentUrl = "";
  private boolean proves;
  private int lastId;
  private String refreshToken = "";
  private Refreshing refreshing;
  private int logins;
  private Optional<String> token = Optional.empty();
  private Optional<String> session = Optional.empty();
  private Optional<String> nonce = Optional.empty();
  private Optional<String> proof = Optional.empty();
  private final Set<String> asked = new LinkedHashSet<>();
  private final Map<String, JsonNode> clients = new LinkedHashMap<>();

  /**
   * @param context credentials of the client: {@code client_id} and {@code client_secret}, if it
   *     has them beforehand
   */
  public SoundClient(URI uri, ProtocolVersion revision, JsonNode context, Mistake... mistakes) {
    this.uri = uri;
    this.revision = revision;
    this.context = context;
    this.mistakes.addAll(List.of(mistakes));
  }

  /** Has a metadata document. */
  public SoundClient documentedAt(String url) {
    documentUrl = url;
    return this;
  }

  /** Binds its tokens to a key. */
  public SoundClient proving() {
    proves = true;
    return this;
  }

  private boolean does(Mistake mistake) {
    return mistakes.contains(mistake);
  }

  /** Opens the conversation. */
  public SoundClient connect() throws IOException, InterruptedException {
    if (!revision.isModern()) {
      request(
          "initialize",
          Json.object()
              .put("protocolVersion", revision.wireName())
              .<ObjectNode>set("capabilities", Json.object())
              .set("clientInfo", Json.object().put("name", "sound").put("version", "1")));
      send("notifications/initialized", Json.object(), false);
    }
    return this;
  }

  public JsonNode listTools() throws IOException, InterruptedException {
    return request("tools/list", Json.object());
  }

  public JsonNode call(String tool) throws IOException, InterruptedException {
    return request("tools/call", Json.object().put("name", tool).set("arguments", Json.object()));
  }

  /** Sends a request without the token, if there is one. */
  public int callWithoutToken() throws IOException, InterruptedException {
    Optional<String> kept = token;
    token = Optional.empty();
    int status = send("tools/list", Json.object(), true).statusCode();
    token = kept;
    return status;
  }

  /** Sends a request, and authorizes as often as that may help. */
  private JsonNode request(String method, ObjectNode params)
      throws IOException, InterruptedException {
    HttpResponse<String> response = send(method, params, true);
    while (response.statusCode() == 401 || response.statusCode() == 403) {
      Optional<String> freshNonce = response.headers().firstValue("DPoP-Nonce");
      if (proves && freshNonce.isPresent() && !freshNonce.equals(nonce)) {
        if (does(Mistake.NO_NONCE)) {
          throw new IllegalStateException("The nonce is not understood");
        }
        nonce = freshNonce;
      } else {
        authorize(response);
      }
      response = send(method, params, true);
    }
    if (response.statusCode() != 200) {
      throw new IllegalStateException(method + " is answered " + response.statusCode());
    }
    String body = response.body();
    return json(body.startsWith("{") ? body : body.replaceFirst("(?s).*data: (\\{.*)", "$1"))
        .path("result");
  }

  private HttpResponse<String> send(String method, ObjectNode params, boolean request)
      throws IOException, InterruptedException {
    ObjectNode message = Json.object().put("jsonrpc", "2.0").put("method", method);
    ObjectNode sent = params.deepCopy();
    var headers = new LinkedHashMap<String, String>();
    headers.put("Content-Type", "application/json");
    headers.put("Accept", "application/json, text/event-stream");
    if (revision.isModern()) {
      headers.put("Mcp-Method", method);
      if (sent.has("name")) {
        headers.put("Mcp-Name", sent.path("name").asText());
      }
      ObjectNode meta = sent.putObject("_meta");
      meta.put("io.modelcontextprotocol/protocolVersion", revision.wireName());
      meta.putObject("io.modelcontextprotocol/clientCapabilities");
      meta.putObject("io.modelcontextprotocol/clientInfo").put("name", "sound").put("version", "1");
    }
    if (!method.equals("initialize")) {
      headers.put("MCP-Protocol-Version", revision.wireName());
    }
    session.ifPresent(id -> headers.put("Mcp-Session-Id", id));
    message.set("params", sent);
    if (request) {
      message.put("id", ++lastId);
    }
    if (token.isPresent() && !(does(Mistake.LEAVES_TOKEN_OUT) && method.equals("tools/call"))) {
      String given = does(Mistake.FOREIGN_TOKEN) ? "of-another-issuer" : token.get();
      boolean bound = proves && !does(Mistake.BEARER_PROOF);
      headers.put("Authorization", (bound ? "DPoP " : "Bearer ") + given);
      if (proves) {
        headers.put("DPoP", proof(uri, Optional.of(given)));
      }
    }
    HttpResponse<String> response =
        HTTP.send(
            request(uri, headers)
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.write((JsonNode) message)))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    session = response.headers().firstValue("Mcp-Session-Id").or(() -> session);
    return response;
  }

  private String proof(URI url, Optional<String> accessToken) {
    if (does(Mistake.SAME_PROOF) && proof.isPresent() && accessToken.isPresent()) {
      return proof.get();
    }
    URI target =
        does(Mistake.UPPER_CASE_IN_PROOF) ? URI.create("HTTP" + url.toString().substring(4)) : url;
    TestProof made = TestTokens.proof(target).id(UUID.randomUUID().toString());
    made =
        accessToken.isPresent() && does(Mistake.PROOF_BY_ANOTHER_KEY) ? made.byAnotherKey() : made;
    made = accessToken.isPresent() ? made.accessToken(accessToken.get()) : made;
    String compact = nonce.isPresent() ? made.nonce(nonce.get()).compact() : made.compact();
    proof = accessToken.isPresent() ? Optional.of(compact) : proof;
    return compact;
  }

  private void authorize(HttpResponse<String> refusal) throws IOException, InterruptedException {
    boolean stepsUp = refusal.statusCode() == 403;
    if (++logins > (does(Mistake.NEVER_GIVES_UP) ? 5 : MOST_LOGINS)) {
      throw new IllegalStateException("No authorization helps");
    }
    if (stepsUp && does(Mistake.NEVER_STEPS_UP)) {
      throw new IllegalStateException("More scopes are needed");
    }
    JsonNode resource = resourceMetadata(refusal);
    String issuer = resource.path("authorization_servers").path(0).asText(origin());
    JsonNode server = serverMetadata(issuer);
    if (!server.has("code_challenge_methods_supported")
        && !server.isEmpty()
        && !does(Mistake.IGNORES_PKCE_SUPPORT)) {
      throw new IllegalStateException("The authorization server does not know PKCE");
    }
    JsonNode client = client(issuer, server);
    Set<String> scopes = scopes(refusal, resource, server, stepsUp);
    String named =
        does(Mistake.OTHER_RESOURCE)
            ? "https://other.example/mcp"
            : resource.path("resource").asText(uri.toString());
    boolean names =
        !does(Mistake.NO_RESOURCE) && revision.compareTo(ProtocolVersion.V2025_06_18) >= 0;
    String verifier = "v".repeat(20) + UUID.randomUUID();
    String state = UUID.randomUUID().toString();
    var question = new LinkedHashMap<String, String>();
    question.put("response_type", "code");
    question.put("client_id", client.path("client_id").asText());
    String redirect =
        does(Mistake.OTHER_REDIRECT)
            ? REDIRECT + "/other"
            : does(Mistake.INSECURE_REDIRECT) ? "http://app.example/callback" : REDIRECT;
    question.put("redirect_uri", redirect);
    if (!does(Mistake.NO_CHALLENGE)) {
      byte[] bytes = verifier.getBytes(StandardCharsets.US_ASCII);
      question.put(
          "code_challenge",
          does(Mistake.PLAIN) ? verifier : Hashes.base64Url(Hashes.sha256(bytes)));
      question.put("code_challenge_method", does(Mistake.PLAIN) ? "plain" : "S256");
    }
    if (!does(Mistake.NO_STATE)) {
      question.put("state", state);
    }
    if (names) {
      question.put("resource", named);
    }
    if (!scopes.isEmpty()) {
      question.put("scope", String.join(" ", scopes));
    }
    Map<String, String> response =
        redirected(
            get(endpoint(server, "authorization_endpoint", "/authorize") + "?" + form(question)));
    check(response, state, issuer, server);
    var exchange = new LinkedHashMap<String, String>();
    exchange.put("grant_type", "authorization_code");
    exchange.put("code", response.get("code"));
    exchange.put(
        "redirect_uri", does(Mistake.OTHER_REDIRECT_FOR_TOKEN) ? redirect + "x" : redirect);
    if (!does(Mistake.NO_VERIFIER)) {
      exchange.put("code_verifier", does(Mistake.OTHER_VERIFIER) ? verifier + "x" : verifier);
    }
    if (names) {
      exchange.put("resource", does(Mistake.OTHER_RESOURCE_FOR_TOKEN) ? origin() : named);
    }
    JsonNode tokens = token(server, client, exchange);
    token = Optional.of(tokens.path("access_token").asText());
    if (does(Mistake.CODE_TWICE)) {
      post(
          endpoint(server, "token_endpoint", "/token"),
          form(exchange) + "&client_id=" + encode(client.path("client_id").asText()),
          Map.of("Content-Type", "application/x-www-form-urlencoded"));
    }
    refreshing =
        form -> {
          exchange.keySet().retainAll(List.of("resource"));
          exchange.putAll(form);
          exchange.put("grant_type", "refresh_token");
          return exchange(
              endpoint(server, "token_endpoint", "/token"),
              withClient(exchange, client),
              Map.of("Content-Type", "application/x-www-form-urlencoded"));
        };
    refreshToken = tokens.path("refresh_token").asText();
  }

  private static Map<String, String> withClient(Map<String, String> form, JsonNode client) {
    var all = new LinkedHashMap<>(form);
    all.put("client_id", client.path("client_id").asText());
    return all;
  }

  /** Posts what it has to, to get new tokens. */
  @FunctionalInterface
  private interface Refreshing {
    HttpResponse<String> with(Map<String, String> form) throws IOException, InterruptedException;
  }

  /** Returns the refresh token that it was given last. */
  public String refreshToken() {
    return refreshToken;
  }

  /** Gets new tokens with a refresh token, for these scopes or, if empty, for all. */
  public int refresh(String refresh, String scope) throws IOException, InterruptedException {
    var form = new LinkedHashMap<String, String>();
    form.put("refresh_token", refresh);
    if (!scope.isEmpty()) {
      form.put("scope", scope);
    }
    HttpResponse<String> response = refreshing.with(form);
    if (response.statusCode() == 200) {
      token = Optional.of(json(response.body()).path("access_token").asText());
      refreshToken = json(response.body()).path("refresh_token").asText(refreshToken);
    }
    return response.statusCode();
  }

  private void check(Map<String, String> response, String state, String issuer, JsonNode server) {
    if (!state.equals(response.get("state"))
        && !does(Mistake.NO_STATE)
        && !does(Mistake.IGNORES_STATE)) {
      throw new IllegalStateException("The state is another one");
    }
    String iss = response.get("iss");
    boolean promised = server.path("authorization_response_iss_parameter_supported").asBoolean();
    boolean same =
        iss == null
            ? !promised
            : iss.equals(issuer) || does(Mistake.NORMALIZES_ISS) && iss.equals(issuer + "/");
    if (does(Mistake.DISTRUSTS_ISS)) {
      throw new IllegalStateException("It trusts no issuer");
    }
    if (!same && revision.isModern() && !does(Mistake.IGNORES_ISS)) {
      throw new IllegalStateException("The issuer is another one");
    }
    if (!response.containsKey("code")) {
      throw new IllegalStateException("There is no code: " + response.get("error"));
    }
  }

  private JsonNode resourceMetadata(HttpResponse<String> refusal)
      throws IOException, InterruptedException {
    if (does(Mistake.SKIPS_DISCOVERY)) {
      return Json.object().put("resource", uri.toString());
    }
    var urls = new ArrayList<String>();
    challenged(refusal, "resource_metadata")
        .map(url -> uri.resolve(url).toString())
        .ifPresent(urls::add);
    if (urls.isEmpty()) {
      urls.add(origin() + PRM + uri.getPath());
      urls.add(origin() + PRM);
    }
    if (does(Mistake.ASKS_AT_THE_ROOT_FIRST)) {
      urls.add(0, origin() + PRM);
    }
    if (!urls.get(0).startsWith(origin() + "/")) {
      throw new IllegalStateException("The metadata is elsewhere");
    }
    for (String url : urls) {
      HttpResponse<String> response = get(url);
      if (response.statusCode() == 200) {
        JsonNode metadata = json(response.body());
        String resource = metadata.path("resource").asText();
        if (!uri.toString().startsWith(resource) && !does(Mistake.IGNORES_RESOURCE)) {
          throw new IllegalStateException("The metadata is about another resource");
        }
        return metadata;
      }
    }
    return Json.object();
  }

  private JsonNode serverMetadata(String issuer) throws IOException, InterruptedException {
    if (does(Mistake.SKIPS_DISCOVERY)) {
      return Json.object();
    }
    String path = URI.create(issuer).getRawPath();
    String base = issuer.substring(0, issuer.length() - path.length());
    var urls =
        new ArrayList<>(
            List.of(
                "/.well-known/oauth-authorization-server" + path,
                "/.well-known/openid-configuration" + path,
                path + "/.well-known/openid-configuration"));
    if (does(Mistake.ASKS_AT_THE_ROOT)) {
      urls.add(0, "/.well-known/oauth-authorization-server");
    }
    if (does(Mistake.ASKS_OPENID_FIRST)) {
      urls.add(0, urls.remove(1));
    }
    for (String url : urls) {
      HttpResponse<String> response = get(base + url);
      if (response.statusCode() == 200) {
        JsonNode metadata = json(response.body());
        if (!metadata.path("issuer").asText().equals(issuer) && !does(Mistake.IGNORES_ISSUER)) {
          throw new IllegalStateException("The metadata is of another issuer");
        }
        return metadata;
      }
    }
    return Json.object();
  }

  private JsonNode client(String issuer, JsonNode server) throws IOException, InterruptedException {
    if (does(Mistake.HTTP_CLIENT_ID)) {
      return Json.object().put("client_id", "http://client.example/metadata.json");
    }
    if (does(Mistake.UNKNOWN_CLIENT_ID)) {
      return Json.object().put("client_id", "nobody");
    }
    if (context.has("client_id")) {
      return context;
    }
    if (server.path("client_id_metadata_document_supported").asBoolean()
        && !documentUrl.isEmpty()
        && !does(Mistake.REGISTERS_ANYWAY)) {
      return Json.object().put("client_id", documentUrl);
    }
    String key = does(Mistake.KEEPS_CLIENT) ? "" : issuer;
    if (!clients.containsKey(key)) {
      ObjectNode metadata = Json.object().put("client_name", "sound");
      metadata.putArray("redirect_uris").add(REDIRECT);
      metadata.putArray("grant_types").add("authorization_code");
      if (!does(Mistake.NO_REFRESH_GRANT)) {
        metadata.withArray("grant_types").add("refresh_token");
      }
      metadata.put("token_endpoint_auth_method", "none");
      if (!does(Mistake.NO_APPLICATION_TYPE)) {
        metadata.put("application_type", "native");
      }
      HttpResponse<String> response =
          post(
              endpoint(server, "registration_endpoint", "/register"),
              metadata.toString(),
              Map.of("Content-Type", "application/json"));
      if (response.statusCode() != 201) {
        throw new IllegalStateException("The registration is answered " + response.statusCode());
      }
      clients.put(key, json(response.body()));
    }
    return clients.get(key);
  }

  private Set<String> scopes(
      HttpResponse<String> refusal, JsonNode resource, JsonNode server, boolean stepsUp) {
    var scopes = new LinkedHashSet<String>();
    Optional<String> named = challenged(refusal, "scope");
    if (named.isPresent()) {
      scopes.addAll(List.of(named.get().split(" ")));
    } else {
      resource.path("scopes_supported").forEach(scope -> scopes.add(scope.asText()));
    }
    if (stepsUp && !does(Mistake.DROPS_SCOPES)) {
      scopes.addAll(asked);
    }
    if (does(Mistake.NO_SCOPE)) {
      scopes.clear();
    }
    if (does(Mistake.EVERY_SCOPE)) {
      scopes.add("mcp:everything");
    }
    boolean offline = Set.copyOf(texts(server.path("scopes_supported"))).contains("offline_access");
    if (offline || does(Mistake.OFFLINE_ACCESS)) {
      scopes.add("offline_access");
    }
    asked.addAll(scopes);
    return scopes;
  }

  /** Gets a token with a form, as this client. */
  public JsonNode token(JsonNode server, JsonNode client, Map<String, String> form)
      throws IOException, InterruptedException {
    var sent = new LinkedHashMap<>(form);
    var headers = new LinkedHashMap<String, String>();
    headers.put("Content-Type", "application/x-www-form-urlencoded");
    String id = client.path("client_id").asText();
    String secret =
        does(Mistake.NO_SECRET)
            ? ""
            : client.path("client_secret").asText(does(Mistake.ALWAYS_A_SECRET) ? "none" : "");
    Set<String> methods = Set.copyOf(texts(server.path("token_endpoint_auth_methods_supported")));
    boolean basic =
        client
            .path("token_endpoint_auth_method")
            .asText(methods.contains("client_secret_basic") ? "client_secret_basic" : "")
            .equals("client_secret_basic");
    if (!secret.isEmpty()
        && (basic && !does(Mistake.SECRET_IN_FORM) || does(Mistake.TWO_SECRETS))) {
      byte[] credentials = (encode(id) + ":" + encode(secret)).getBytes(StandardCharsets.UTF_8);
      headers.put("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
    } else if (!id.isEmpty()) {
      sent.put("client_id", id);
    }
    if (!secret.isEmpty()
        && (!basic || does(Mistake.SECRET_IN_FORM) || does(Mistake.TWO_SECRETS))) {
      sent.put("client_secret", secret);
    }
    String url = endpoint(server, "token_endpoint", "/token");
    HttpResponse<String> response = exchange(url, sent, headers);
    Optional<String> fresh = response.headers().firstValue("DPoP-Nonce");
    if (proves && fresh.isPresent() && !does(Mistake.NO_NONCE)) {
      nonce = fresh;
      response = exchange(url, sent, headers);
    }
    if (response.statusCode() != 200) {
      throw new IllegalStateException("There is no token: " + response.body());
    }
    return json(response.body());
  }

  private HttpResponse<String> exchange(
      String url, Map<String, String> form, Map<String, String> headers)
      throws IOException, InterruptedException {
    var all = new LinkedHashMap<>(headers);
    boolean refreshes = "refresh_token".equals(form.get("grant_type"));
    if (proves
        && !does(Mistake.NO_PROOF_FOR_TOKEN)
        && !(refreshes && does(Mistake.NO_PROOF_FOR_REFRESH))) {
      all.put("DPoP", proof(URI.create(url), Optional.empty()));
    }
    return post(url, form(form), all);
  }

  /** Uses this token from now on. */
  public SoundClient using(String accessToken) {
    token = Optional.of(accessToken);
    return this;
  }

  private String origin() {
    return uri.getScheme() + "://" + uri.getAuthority();
  }

  private String endpoint(JsonNode server, String name, String otherwise) {
    return server.path(name).asText(origin() + otherwise);
  }

  private HttpRequest.Builder request(URI url, Map<String, String> headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(url);
    headers.forEach(request::header);
    return request;
  }

  /** Gets a document, or sends the user to a page. */
  private HttpResponse<String> get(String url) throws IOException, InterruptedException {
    var headers = new LinkedHashMap<String, String>();
    if (!does(Mistake.NAMES_NO_REVISION_IN_DISCOVERY)) {
      headers.put("MCP-Protocol-Version", revision.wireName());
    }
    if (does(Mistake.TOKEN_IN_DISCOVERY) && token.isPresent()) {
      headers.put("Authorization", "Bearer " + token.get());
    }
    return HTTP.send(
        request(URI.create(url), headers).GET().build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String url, String body, Map<String, String> headers)
      throws IOException, InterruptedException {
    return HTTP.send(
        request(URI.create(url), headers).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static Map<String, String> redirected(HttpResponse<String> response) {
    String location =
        response
            .headers()
            .firstValue("Location")
            .orElseThrow(() -> new IllegalStateException("No redirect: " + response.body()));
    var parameters = new LinkedHashMap<String, String>();
    for (String pair : location.substring(location.indexOf('?') + 1).split("&")) {
      String[] parts = pair.split("=", 2);
      parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return parameters;
  }

  private static Optional<String> challenged(HttpResponse<String> refusal, String name) {
    Matcher matcher =
        Pattern.compile("[ ,]" + name + "=\"([^\"]*)\"")
            .matcher(String.join(",", refusal.headers().allValues("WWW-Authenticate")));
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static List<String> texts(JsonNode array) {
    var texts = new ArrayList<String>();
    array.forEach(one -> texts.add(one.asText()));
    return texts;
  }

  private static String form(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + encode(entry.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private static JsonNode json(String text) {
    return JSON.parse(text);
  }
}
