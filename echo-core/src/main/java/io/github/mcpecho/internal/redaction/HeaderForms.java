package io.github.mcpecho.internal.redaction;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.internal.http.Forwarded;
import io.github.mcpecho.internal.http.Token;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.jsonrpc.MalformedJsonException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Shows headers whose grammar says where their names and values are. */
record HeaderForms(Redactor redactor) {
  /** RFC 9110 §11.3. */
  private static final Pattern OF_CHALLENGE =
      Pattern.compile("([^\\s,=\"]++)(?:=(\"(?:[^\"\\\\]|\\\\.)*+\"?|[^\\s,=\"][^\\s,]*+))?");

  /** RFC 7239 §5. */
  private static final Pattern OF_FORWARDED =
      Pattern.compile("(?<![^\\s,;\"])([^\\s,;=\"]++)=(\"(?:[^\"\\\\]|\\\\.)*+\"?|[^,;\\s\"]*+)");

  private static final Set<String> NODES = Set.of("by", "for");
  private static final Set<String> OF_EVERYBODY = Set.of("by", "for", "host", "proto");

  /** Some octets, and what they are called with (§3.3.1: no blank and no quote among them). */
  private static final Pattern VALUE_OF_BAGGAGE =
      Pattern.compile("\\s*[^\\s\",;\\\\]*[^\\s\",;\\\\=][^\\s\",;\\\\]*\\s*(?:;[^\",\\\\]*)?");

  /** A name without a value may be the secret. */
  private static final Pattern COOKIE =
      Pattern.compile("([!-~&&[^=;(),/:<>@\\[\\\\\\]{}\"?]]{1,64})=(?==*[^=])(.+)", Pattern.DOTALL);

  private static final Json JSON = new Json(16);

  /** Challenges, with a placeholder for every token and parameter not known to be public. */
  String challenge(String value) {
    return redactor.text(replaced(OF_CHALLENGE, value, this::ofChallenge));
  }

  private String ofChallenge(MatchResult item) {
    String word = item.group(1);
    if (item.group(2) == null) {
      return AuthSchemes.isKnown(word) ? word : redactor.secret(word);
    }
    return AuthSchemes.isPublicParameter(word)
        ? redactor.text(item.group())
        : word + "=" + redactor.secret(item.group(2).replace("\"", ""));
  }

  /**
   * {@code Forwarded} with the parameters that everybody knows, and nodes after this change. What a
   * proxy adds may be its signature. What is no such header and holds a secret is shown as text.
   */
  String forwarded(String value, UnaryOperator<String> node) {
    String asText = redactor.text(value);
    boolean isOther = !asText.equals(value) && Forwarded.of(List.of(value)).problem().isPresent();
    return isOther
        ? asText
        : redactor.text(replaced(OF_FORWARDED, value, item -> ofForwarded(item, node)));
  }

  private String ofForwarded(MatchResult item, UnaryOperator<String> node) {
    String name = item.group(1).toLowerCase(Locale.ROOT);
    String value = item.group(2).replace("\"", "");
    if (!OF_EVERYBODY.contains(name)) {
      return item.group(1) + "=" + (value.isEmpty() ? "" : redactor.secret(value));
    }
    String shown = NODES.contains(name) ? node.apply(value) : value;
    return shown.equals(value) ? item.group() : item.group(1) + "=" + shown;
  }

  private static String replaced(
      Pattern pattern, String value, Function<MatchResult, String> shown) {
    return pattern.matcher(value).replaceAll(item -> Matcher.quoteReplacement(shown.apply(item)));
  }

  /**
   * <a href="https://www.w3.org/TR/baggage/#header-content">W3C Baggage</a> member by member. What
   * is no member is hidden whole.
   */
  String baggage(String value) {
    return Arrays.stream(value.split(",", -1)).map(this::member).collect(Collectors.joining(","));
  }

  private String member(String member) {
    int value = member.indexOf('=') + 1;
    String name = value == 0 ? "" : member.substring(0, value - 1).strip();
    boolean isNamed = Token.is(name) && redactor.text(name).equals(name);
    return member.isBlank()
            || isNamed && VALUE_OF_BAGGAGE.matcher(member.substring(value)).matches()
        ? member.substring(0, value) + redactor.member(name, member.substring(value))
        : redactor.secret(member.strip());
  }

  /** {@code Cookie} (RFC 6265 §4.2.1) without its values. */
  String cookies(String value) {
    return Arrays.stream(value.split(";"))
        .map(String::strip)
        .filter(pair -> !pair.isEmpty())
        .map(this::cookie)
        .collect(Collectors.joining("; "));
  }

  private String cookie(String pair) {
    Matcher cookie = COOKIE.matcher(pair);
    return cookie.matches() && redactor.text(cookie.group(1)).equals(cookie.group(1))
        ? cookie.group(1) + "=" + redactor.secret(cookie.group(2))
        : redactor.secret(pair);
  }

  /** Base64 of a JSON object, as Azure and Kong send it; hidden whole if it is none. */
  String base64Json(String value) {
    try {
      byte[] decoded = Base64.getDecoder().decode(value.replace('-', '+').replace('_', '/'));
      JsonNode json = JSON.parse(decoded);
      return json.isObject() ? JSON.writeString(redactor.claims(json)) : redactor.secret(value);
    } catch (IllegalArgumentException | MalformedJsonException notBase64Json) {
      return redactor.secret(value);
    }
  }
}
