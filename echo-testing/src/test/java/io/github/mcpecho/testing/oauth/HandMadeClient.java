package io.github.mcpecho.testing.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.internal.hashing.Hashes;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.standalone.Client;
import io.github.mcpecho.testing.McpEchoServer;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The steps of an OAuth client, one by one, each to be done wrongly too. */
final class HandMadeClient {
  static final String REDIRECT = "http://127.0.0.1:7/callback";
  static final String VERIFIER = "a-code-verifier-of-more-than-forty-three-characters";
  static final String CHALLENGE =
      Hashes.base64Url(Hashes.sha256(VERIFIER.getBytes(StandardCharsets.US_ASCII)));
  static final String ECHO =
      """
      {"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"echo","arguments":{"message":"hi"}}}""";

  private static final Json JSON = new Json(Json.DEFAULT_MAX_DEPTH);

  private final McpEchoServer server;
  private final Client http;

  HandMadeClient(McpEchoServer server) {
    this.server = server;
    this.http = new Client(server.uri());
  }

  String url(String path) {
    return server.uri().resolve(path).toString();
  }

  static JsonNode json(HttpResponse<String> response) {
    return JSON.parse(response.body());
  }

  HttpResponse<String> get(String url) throws IOException, InterruptedException {
    return http.get(url);
  }

  /** Calls the tool echo. */
  HttpResponse<String> call(String... headers) throws IOException, InterruptedException {
    return http.postMcp(ECHO, headers);
  }

  HttpResponse<String> callWith(String token) throws IOException, InterruptedException {
    return call("Authorization", "Bearer " + token);
  }

  HttpResponse<String> post(String message, String... headers)
      throws IOException, InterruptedException {
    return http.postMcp(message, headers);
  }

  HttpResponse<String> register(String metadata) throws IOException, InterruptedException {
    return http.postTo("/register", metadata, "Content-Type", "application/json");
  }

  /** Returns the id of a new public client, with every grant that it may have. */
  String registered() throws IOException, InterruptedException {
    return json(register(
            """
            {"redirect_uris":["%s"],"token_endpoint_auth_method":"none",
             "grant_types":["authorization_code","refresh_token"]}"""
                .formatted(REDIRECT)))
        .path("client_id")
        .asText();
  }

  /**
   * Asks for a code.
   *
   * @param changes names and values in turn: in place of, or beside, those that are right; with an
   *     empty value it is left out
   */
  HttpResponse<String> authorize(String clientId, String... changes)
      throws IOException, InterruptedException {
    return authorizeWith("", clientId, changes);
  }

  /**
   * Asks for a code, with more of the query behind the rest.
   *
   * @param more such as {@code &scope=a}
   */
  HttpResponse<String> authorizeWith(String more, String clientId, String... changes)
      throws IOException, InterruptedException {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("response_type", "code");
    parameters.put("client_id", clientId);
    parameters.put("redirect_uri", REDIRECT);
    parameters.put("code_challenge", CHALLENGE);
    parameters.put("code_challenge_method", "S256");
    parameters.put("state", "a state & more");
    parameters.put("resource", server.resource());
    return get(url("/authorize") + "?" + form(parameters, changes) + more);
  }

  String code(String clientId, String... changes) throws IOException, InterruptedException {
    return redirect(authorize(clientId, changes)).get("code");
  }

  /** Returns the parameters that the user is sent back with. */
  static Map<String, String> redirect(HttpResponse<String> response) {
    String location = response.headers().firstValue("Location").orElseThrow();
    var parameters = new LinkedHashMap<String, String>();
    for (String pair : location.substring(location.indexOf('?') + 1).split("&")) {
      String[] nameAndValue = pair.split("=", 2);
      parameters.put(nameAndValue[0], URLDecoder.decode(nameAndValue[1], StandardCharsets.UTF_8));
    }
    return parameters;
  }

  /** Exchanges a code; changes as in {@link #authorize}. */
  HttpResponse<String> exchange(String clientId, String code, String... changes)
      throws IOException, InterruptedException {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("grant_type", "authorization_code");
    parameters.put("client_id", clientId);
    parameters.put("code", code);
    parameters.put("redirect_uri", REDIRECT);
    parameters.put("code_verifier", VERIFIER);
    parameters.put("resource", server.resource());
    return token(form(parameters, changes));
  }

  HttpResponse<String> refresh(String clientId, String refreshToken, String... changes)
      throws IOException, InterruptedException {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("grant_type", "refresh_token");
    parameters.put("client_id", clientId);
    parameters.put("refresh_token", refreshToken);
    parameters.put("resource", server.resource());
    return token(form(parameters, changes));
  }

  /** Posts a form, with more headers, names and values in turn. */
  HttpResponse<String> token(String form, String... headers)
      throws IOException, InterruptedException {
    return tokenAs("application/x-www-form-urlencoded", form, headers);
  }

  HttpResponse<String> tokenAs(String contentType, String form, String... headers)
      throws IOException, InterruptedException {
    var lines = new ArrayList<>(List.of("Content-Type", contentType));
    lines.addAll(List.of(headers));
    return http.postTo("/token", form, lines.toArray(String[]::new));
  }

  static String form(Map<String, String> parameters, String... changes) {
    var changed = new LinkedHashMap<>(parameters);
    for (int i = 0; i < changes.length; i += 2) {
      changed.put(changes[i], changes[i + 1]);
    }
    return changed.entrySet().stream()
        .filter(entry -> !entry.getValue().isEmpty())
        .map(entry -> entry.getKey() + "=" + encode(entry.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
