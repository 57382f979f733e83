package io.github.mcpecho.tools.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Names of variables, members, parameters and headers whose values are secrets. */
final class SecretNames {
  private static final Set<String> WORDS =
      Set.of(
          "assertion",
          "auth",
          "authorization",
          "baggage",
          "cert",
          "certificate",
          "conn",
          "connstr",
          "cred",
          "dsn",
          "hmac",
          "jdbc",
          "keystore",
          "kms",
          "license",
          "otp",
          "pat",
          "pin",
          "private",
          "psk",
          "salt",
          "sas",
          "session",
          "signature",
          "signing",
          "totp",
          "truststore",
          "vault",
          "webhook");

  /** Words that tell of a secret also as the end of one, such as {@code accesstoken}. */
  private static final List<String> ENDINGS =
      List.of(
          "cookie",
          "credential",
          "creds",
          "jwt",
          "key",
          "pass",
          "passcode",
          "passphrase",
          "passwd",
          "password",
          "pw",
          "pwd",
          "secret",
          "token");

  /** Those of which a person can guess the value. */
  private static final List<String> PASSWORDS =
      List.of(
          "otp", "pass", "passcode", "passphrase", "passwd", "password", "pin", "psk", "pw", "pwd");

  /** Words of English that end so. */
  private static final Set<String> ENGLISH =
      Set.of(
          "bypass",
          "compass",
          "donkey",
          "encompass",
          "hockey",
          "hotkey",
          "jockey",
          "lackey",
          "monkey",
          "overpass",
          "surpass",
          "trespass",
          "turkey",
          "turnkey",
          "underpass",
          "whiskey");

  /** Written with or without anything between their words. */
  private static final List<String> JOINED = List.of("connectionstring", "sessid", "sessionid");

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
          "progresstoken",
          "tls_client_certificate_bound_access_tokens",
          "token_endpoint",
          "token_type",
          "token_use");

  /** Words that stand before a colon in any text. */
  private static final Set<String> COMMON =
      Set.of(
          "assertion",
          "auth",
          "baggage",
          "cert",
          "certificate",
          "conn",
          "key",
          "keystore",
          "license",
          "pass",
          "pat",
          "pin",
          "private",
          "salt",
          "session",
          "signature",
          "signing",
          "truststore",
          "vault",
          "webhook");

  private SecretNames() {}

  static boolean isSecret(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (HARMLESS.contains(lower)) {
      return false;
    }
    if (HIDDEN_WHOLE.contains(lower)
        || lower.endsWith("_opts")
        || lower.startsWith("vcap_")
        || isSessionId(lower)) {
      return true;
    }
    List<String> words = words(name);
    return words.stream().anyMatch(SecretNames::isTelling)
        || JOINED.stream().anyMatch(String.join("", words)::contains);
  }

  /**
   * Returns whether this is the name of a secret as it stands before a colon or a blank: what a
   * thing is says its last word. {@code Password}, {@code X-Api-Key}, not {@code token-type}, and
   * not {@code key}, which stands before a colon in any text.
   */
  static boolean isSecretLabel(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (HARMLESS.contains(lower.replace('-', '_'))) {
      return false;
    }
    List<String> words = words(name);
    if (words.isEmpty() || words.size() == 1 && isCommon(words.get(0))) {
      return false;
    }
    return isSessionId(lower)
        || isTelling(words.get(words.size() - 1))
        || JOINED.stream().anyMatch(String.join("", words)::endsWith);
  }

  /** Returns whether such a value is one that a person makes up or types. */
  static boolean isPassword(String name) {
    List<String> words = words(name);
    return !words.isEmpty()
        && PASSWORDS.stream().anyMatch(words.get(words.size() - 1)::endsWith)
        && isSecret(name);
  }

  /** Returns whether such a value begins with an authentication scheme. */
  static boolean isAuthorization(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith("authorization") || lower.endsWith("authentication");
  }

  /** Returns whether such a value is a list with semicolons. */
  static boolean isCookie(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith("cookie");
  }

  private static boolean isSessionId(String lower) {
    return lower.equals("sid") || lower.endsWith(".sid");
  }

  private static boolean isTelling(String word) {
    return tells(word) || word.endsWith("s") && tells(word.substring(0, word.length() - 1));
  }

  private static boolean tells(String word) {
    return WORDS.contains(word)
        || !ENGLISH.contains(word) && ENDINGS.stream().anyMatch(word::endsWith);
  }

  private static boolean isCommon(String word) {
    return COMMON.contains(word)
        || word.endsWith("s") && COMMON.contains(word.substring(0, word.length() - 1));
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
