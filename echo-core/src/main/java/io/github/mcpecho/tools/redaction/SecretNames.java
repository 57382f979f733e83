package io.github.mcpecho.tools.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Names of variables, members, parameters and headers whose values are secrets. */
final class SecretNames {
  private static final Set<String> WORDS =
      Set.of(
          "apikey",
          "apikeys",
          "auth",
          "authorization",
          "baggage",
          "cert",
          "certificate",
          "conn",
          "connstr",
          "cookie",
          "cookies",
          "cred",
          "credential",
          "credentials",
          "creds",
          "dsn",
          "hmac",
          "jdbc",
          "jwt",
          "key",
          "keys",
          "keystore",
          "kms",
          "license",
          "pass",
          "passcode",
          "passphrase",
          "passwd",
          "password",
          "passwords",
          "pat",
          "pgpass",
          "private",
          "pwd",
          "salt",
          "sas",
          "secret",
          "secrets",
          "session",
          "signature",
          "signing",
          "token",
          "tokens",
          "truststore",
          "vault",
          "webhook");

  /** Endings of words written together, such as {@code accesstoken}. */
  private static final List<String> ENDINGS =
      List.of("apikey", "credentials", "passphrase", "passwd", "password", "secret", "token");

  /** Values that hold a whole command line or configuration, and so any secret. */
  private static final Set<String> HIDDEN_WHOLE =
      Set.of(
          "java_tool_options", "jdk_java_options", "sun.java.command", "spring.application.json");

  /** Names that have a telling word and tell no secret. */
  private static final Set<String> HARMLESS =
      Set.of(
          "auth_time",
          "authorization_details",
          "authorization_endpoint",
          "authorization_uri",
          "client_secret_expires_at",
          "key_ops",
          "oldpwd",
          "progresstoken",
          "pwd",
          "tls_client_certificate_bound_access_tokens",
          "token_endpoint",
          "token_type",
          "token_use");

  private SecretNames() {}

  static boolean isSecret(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (HARMLESS.contains(lower)) {
      return false;
    }
    if (HIDDEN_WHOLE.contains(lower) || lower.endsWith("_opts") || lower.startsWith("vcap_")) {
      return true;
    }
    List<String> words = words(name);
    for (String word : words) {
      if (WORDS.contains(word) || ENDINGS.stream().anyMatch(word::endsWith)) {
        return true;
      }
    }
    return lower.contains("connectionstring")
        || words.contains("connection") && words.contains("string");
  }

  /** Splits at everything that is no letter, and before the capitals of {@code clientSecret}. */
  private static List<String> words(String name) {
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    boolean wasLower = false;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = Character.isLetter(c);
      if (!letter || wasLower && Character.isUpperCase(c)) {
        add(words, word);
      }
      if (letter) {
        word.append(c);
      }
      wasLower = Character.isLowerCase(c);
    }
    add(words, word);
    return words;
  }

  private static void add(List<String> words, StringBuilder word) {
    if (word.length() > 0) {
      words.add(word.toString().toLowerCase(Locale.ROOT));
      word.setLength(0);
    }
  }
}
