package io.github.mcpecho.testing.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.mcp.Authorization;
import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.testing.RecordedCall;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A call to be judged, with all that came before it. The clients of one server are taken for one.
 *
 * @param parameters of a request to the authorization server; none if they are not well encoded
 * @param urls of the authorization server that the call is to, else of the one that the resource
 *     names
 * @param servers all authorization servers that there are
 * @param earlier oldest first
 * @param askedBefore the paths that clients got something from before the last reset
 * @param revision the oldest that a client of this server has claimed, else the newest
 */
record Step(
    RecordedCall call,
    Place place,
    OAuthParameters parameters,
    Urls urls,
    List<Urls> servers,
    List<RecordedCall> earlier,
    Set<String> askedBefore,
    ProtocolVersion revision,
    ProtectedResource settings,
    Told told,
    DpopProofs proofs) {
  static boolean resourceMetadata(Urls urls, RecordedCall call) {
    return call.httpMethod().equals("GET") && resourceMetadataPaths(urls).contains(call.path());
  }

  private static List<String> resourceMetadataPaths(Urls urls) {
    return List.of(urls.metadataPath(), Authorization.METADATA_PATH, MetadataPlacement.ELSEWHERE);
  }

  /** Returns whether an identifier is that of the resource, or of its origin. */
  boolean isThisServer(String resource) {
    return ResourceParameter.isSame(resource, urls.resource())
        || ResourceParameter.isSame(resource, urls.origin());
  }

  /** Returns the resource that tokens are issued for where a client names this one. */
  Optional<String> knownResource(String named) {
    return new ResourceParameter(settings, urls, revision).known(named);
  }

  boolean asked(String path) {
    return askedBefore.contains(path)
        || earlier.stream()
            .anyMatch(one -> one.httpMethod().equals("GET") && one.path().equals(path));
  }

  /** Returns whether a client has asked for metadata of the resource, wherever it may be. */
  boolean askedForResourceMetadata() {
    return resourceMetadataPaths(urls).stream().anyMatch(this::asked)
        || refusals().stream()
            .flatMap(refusal -> challenged(refusal, "resource_metadata").stream())
            .anyMatch(url -> path(url).filter(this::asked).isPresent());
  }

  List<JsonNode> resourceMetadata() {
    return told.documents(resourceMetadataPaths(urls));
  }

  /**
   * Returns the metadata of the authorization server that was told; an empty object if none was.
   */
  JsonNode serverMetadata() {
    return told.document(ServerMetadata.paths(urls.issuerPath())).orElseGet(Json::object);
  }

  /** Returns the calls that were refused for want of authorization. */
  List<RecordedCall> refusals() {
    return earlier.stream()
        .filter(one -> ProtectedEndpoint.isAtEndpoint(one, urls))
        .filter(one -> List.of(401, 403).contains(one.status().orElse(0)))
        .toList();
  }

  Optional<RecordedCall> lastRefusal() {
    List<RecordedCall> all = refusals();
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  /** Returns the values that the challenges of a refusal have for a parameter. */
  static List<String> challenged(RecordedCall refusal, String parameter) {
    Pattern pattern = Pattern.compile("[ ,]" + parameter + "=\"([^\"]*)\"");
    var values = new ArrayList<String>();
    for (String line : refusal.answerHeaders().all("WWW-Authenticate")) {
      Matcher matcher = pattern.matcher(line);
      while (matcher.find()) {
        values.add(matcher.group(1));
      }
    }
    return values;
  }

  /** Returns the path of a URL of this server; nothing for another one. */
  Optional<String> path(String url) {
    try {
      URI uri = URI.create(url);
      return url.startsWith(urls.origin() + "/") ? Optional.of(uri.getRawPath()) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  List<RecordedCall> authorizations() {
    return earlier.stream().filter(one -> Place.of(one, servers) == Place.AUTHORIZATION).toList();
  }

  /** Returns those of the client that the call is of. */
  Stream<RecordedCall> authorizationsOfClient() {
    Optional<String> id = Optional.of(clientId());
    return authorizations().stream().filter(one -> parametersOf(one).first("client_id").equals(id));
  }

  /** Returns the authorization request that was answered with the code of this one. */
  Optional<RecordedCall> authorization() {
    Optional<String> code = parameters.first("code");
    return code.isEmpty()
        ? Optional.empty()
        : authorizations().stream()
            .filter(one -> response(one).first("code").equals(code))
            .findFirst();
  }

  /** Returns what a client was sent back with. */
  static OAuthParameters response(RecordedCall authorization) {
    String location = authorization.answerHeaders().first("Location").orElse("");
    return lenient(() -> OAuthParameters.parse(location.substring(location.indexOf('?') + 1)));
  }

  static OAuthParameters parametersOf(RecordedCall call) {
    return lenient(() -> OAuthParameters.of(call));
  }

  private static OAuthParameters lenient(Supplier<OAuthParameters> reader) {
    try {
      return reader.get();
    } catch (IllegalArgumentException e) {
      return OAuthParameters.NONE;
    }
  }

  /** Returns the client that the call says it is of; empty if it does not. */
  String clientId() {
    return clientId(call, parameters);
  }

  static String clientId(RecordedCall call, OAuthParameters parameters) {
    try {
      return Clients.claimed(call, parameters).orElse("");
    } catch (OAuthException e) {
      return "";
    }
  }

  boolean exchangesCode() {
    return TokenRequest.isOf(this, "authorization_code");
  }

  static Set<String> words(String scopes) {
    var words = new LinkedHashSet<>(List.of(scopes.split(" +")));
    words.remove("");
    return words;
  }

  /** Returns whom a token is for: one, or several (RFC 7519 §4.1.3). */
  static Set<String> audiences(JsonNode claims) {
    JsonNode audience = claims.path("aud");
    return audience.isTextual() ? Set.of(audience.asText()) : texts(audience);
  }

  static Set<String> texts(JsonNode array) {
    var texts = new LinkedHashSet<String>();
    array.forEach(one -> texts.add(one.asText()));
    return texts;
  }
}
