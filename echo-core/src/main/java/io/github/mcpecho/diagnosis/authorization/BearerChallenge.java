package io.github.mcpecho.diagnosis.authorization;

import io.github.mcpecho.diagnosis.tokens.SenderChecks;
import java.util.List;
import java.util.Locale;

/**
 * The value of {@code WWW-Authenticate} (RFC 6750 §3, RFC 9728 §5.1). Immutable.
 *
 * @param metadata the URL of the resource metadata
 * @param scopes all the scopes that a token needs; may be empty
 */
public record BearerChallenge(String metadata, List<String> scopes) {
  private static final String REALM = "mcp-echo";

  public BearerChallenge {
    scopes = List.copyOf(scopes);
  }

  /** Returns the challenge to a request without credentials. */
  public String plain() {
    return start(Denial.BEARER) + end();
  }

  String to(Denial denial) {
    String scheme = denial.scheme();
    if (denial.error() == AccessError.NONE) {
      return plain();
    }
    String algorithms = String.join(" ", SenderChecks.PROOF_ALGORITHMS);
    return start(scheme)
        + parameter("error", denial.error().name().toLowerCase(Locale.ROOT))
        + parameter("error_description", denial.description())
        + (scheme.equals(Denial.DPOP) ? parameter("algs", algorithms) : "")
        + end();
  }

  private static String start(String scheme) {
    return scheme + " realm=\"" + REALM + "\"";
  }

  private String end() {
    return parameter("resource_metadata", metadata)
        + (scopes.isEmpty() ? "" : parameter("scope", String.join(" ", scopes)));
  }

  private static String parameter(String name, String value) {
    return ", " + name + "=\"" + quotable(value) + "\"";
  }

  /** Returns the value in the characters that RFC 6750 §3 allows in every parameter. */
  private static String quotable(String value) {
    var quotable = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      quotable.append(c < ' ' || c > '~' || c == '"' || c == '\\' ? '\'' : c);
    }
    return quotable.toString();
  }
}
