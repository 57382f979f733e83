package io.github.mcpecho.testing.oauth;

import io.github.mcpecho.testing.RecordedCall;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The parameters of a request to the authorization server, to check what a client asked for:
 *
 * <pre>{@code
 * RecordedCall exchange = server.takeCall(anyPost().to("/token"));
 * assertEquals(List.of(server.resource()), OAuthParameters.of(exchange).all("resource"));
 * }</pre>
 *
 * <p>Immutable.
 */
public final class OAuthParameters {
  static final OAuthParameters NONE = new OAuthParameters(Map.of());

  private final Map<String, List<String>> values;

  private OAuthParameters(Map<String, List<String>> values) {
    this.values = values;
  }

  /**
   * Reads the form in the body of a POST, the query of another request.
   *
   * @throws IllegalArgumentException if something in it is not well encoded
   */
  public static OAuthParameters of(RecordedCall call) {
    return parse(call.httpMethod().equals("POST") ? call.bodyText() : query(call));
  }

  private static String query(RecordedCall call) {
    String[] pathAndQuery = call.context().target().split("\\?", 2);
    return pathAndQuery.length == 2 ? pathAndQuery[1] : "";
  }

  /**
   * @throws IllegalArgumentException if something in it is not well encoded
   */
  static OAuthParameters parse(String encoded) {
    var values = new LinkedHashMap<String, List<String>>();
    for (String pair : encoded.split("&")) {
      if (!pair.isEmpty()) {
        String[] nameAndValue = pair.split("=", 2);
        values
            .computeIfAbsent(decode(nameAndValue[0]), name -> new ArrayList<>())
            .add(nameAndValue.length == 2 ? decode(nameAndValue[1]) : "");
      }
    }
    return new OAuthParameters(values);
  }

  private static String decode(String encoded) {
    return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
  }

  /** Returns the value of the first parameter of this name. */
  public Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }

  /** Returns the values of this name, in order. */
  public List<String> all(String name) {
    return List.copyOf(values.getOrDefault(name, List.of()));
  }

  /** Returns the names that have more than one value, in order. */
  List<String> repeated() {
    return values.keySet().stream().filter(name -> all(name).size() > 1).toList();
  }

  Set<String> names() {
    return values.keySet();
  }

  /** Returns the one value of this name; RFC 6749 §3.1 allows no second one, and none is empty. */
  Optional<String> single(String name) {
    List<String> all = all(name);
    if (all.size() > 1) {
      throw OAuthError.INVALID_REQUEST.because("There is more than one " + name);
    }
    return all.stream().filter(value -> !value.isEmpty()).findFirst();
  }

  String required(String name) {
    return single(name)
        .orElseThrow(() -> OAuthError.INVALID_REQUEST.because("There is no " + name));
  }
}
