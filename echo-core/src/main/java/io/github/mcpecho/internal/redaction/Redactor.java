package io.github.mcpecho.internal.redaction;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.internal.hashing.Hashes;
import io.github.mcpecho.internal.http.CallerAttribute;
import io.github.mcpecho.internal.http.Disclosure;
import io.github.mcpecho.internal.http.HeaderCatalogue;
import io.github.mcpecho.internal.http.HeaderKind;
import io.github.mcpecho.internal.http.MirroredValue;
import io.github.mcpecho.internal.text.SafeText;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns header values, claims and variables into text that gives no secret away. Thread-safe.
 *
 * <p>A secret shows as its length and a fingerprint: the first eight hexadecimal digits of its
 * HMAC-SHA-256 under a key of this server, so that equal secrets can be told apart from different
 * ones, at two hops too if both servers were given the same key. Of a JWT the first seven
 * characters show as well: they encode no more than the beginning of a JSON object.
 *
 * <p>Whoever may call a tool can send a guess and compare its fingerprint with one that he saw.
 * What a machine made at random is beyond guessing. What a person makes up is not, so a password
 * ({@code Basic}, the user of a URL or of {@code curl -u}, what is named a password) shows as
 * {@code (hidden)}, without fingerprint and length, and one of a single character has no
 * fingerprint; another short or well-known secret can still be guessed.
 *
 * <p>What is personal shows unless the operator wants it masked; then it shows like a secret.
 *
 * <p>Every method takes text of any size and works in linear time.
 */
public final class Redactor {
  static final int FINGERPRINT_DIGITS = 8;

  /** A shorter secret has no fingerprint: all that it can be is soon tried. */
  private static final int SHORTEST = 2;

  private static final int LONGEST_VALUE = 1_024;
  private static final int RANDOM_BYTES = 16;

  /**
   * No known header name comes near; HTTP/2 sends names in lower case, where a JWT has no shape.
   */
  private static final int LONGEST_NAME = 64;

  private static final int LONGEST_EVIDENCE = 200;

  /** Kinds of headers that show most of a value, unless the name tells of a secret. */
  private static final Set<Disclosure> SHOWN =
      EnumSet.of(
          Disclosure.PLAIN,
          Disclosure.UNKNOWN,
          Disclosure.PERSONAL,
          Disclosure.ADDRESS,
          Disclosure.MIRRORED);

  /** Of a segment of a path (RFC 3986 §3.3), of the query, or the fragment. */
  private static final Pattern PARAMETERS =
      Pattern.compile("(?s)(?<=;)[^/?#;]+|(?<=\\?)[^#]+|(?<=#).+");

  private static final Pattern OF_QUERY = Pattern.compile("[^&]+");

  /** One of the query that shows, unless it holds what is found in any text. */
  private static final Pattern SHOWN_PARAMETER =
      Pattern.compile("([A-Za-z_][\\w.-]{0,63})=([\\w.~%+,:/@!*-]{0,128})");

  private final byte[] key;
  private final boolean masksPersonal;

  /** Fingerprints under this key; keep it secret, and random if it is not configured. */
  public Redactor(byte[] key) {
    this(key.clone(), false);
  }

  /** Returns a redactor whose fingerprints nobody can compare with others. */
  public static Redactor withRandomKey() {
    byte[] key = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(key);
    return new Redactor(key);
  }

  private Redactor(byte[] key, boolean masksPersonal) {
    this.key = key;
    this.masksPersonal = masksPersonal;
  }

  /**
   * Returns a redactor with the same key that also masks what tells who a person is, or from where:
   * identity headers, claims, principals, e-mail and network addresses.
   */
  public Redactor maskingPersonal() {
    return new Redactor(key, true);
  }

  /**
   * Returns a value of this header that may be shown: what {@link HeaderCatalogue} says of the
   * name, at most 1,024 characters.
   */
  public String header(String name, String value) {
    return header(HeaderCatalogue.findFolded(name), name, value);
  }

  /**
   * Returns {@link #header(String, String)} of a name that was looked up.
   *
   * @param kind what {@link HeaderCatalogue#findFolded} says of the name
   */
  public String header(HeaderKind kind, String name, String value) {
    String shown =
        switch (disclosure(kind, name)) {
          case PLAIN, UNKNOWN ->
              masksPersonal && isPersonal(kind, name) ? personal(name, value) : text(name, value);
          case PERSONAL -> personal(name, value);
          case ADDRESS -> address(value);
          case FORWARDED -> new HeaderForms(this).forwarded(value, this::node);
          case MIRRORED -> mirrored(value);
          case CHALLENGE -> new HeaderForms(this).challenge(value);
          case URL -> url(value);
          case CREDENTIALS -> credentials(value);
          case JWT -> credential(value);
          case BASE64_JSON -> new HeaderForms(this).base64Json(value);
          case BAGGAGE -> new HeaderForms(this).baggage(value);
          case COOKIE -> new HeaderForms(this).cookies(value);
          case CERTIFICATE ->
              Certificates.describe(value)
                  .map(told -> personal(name, told))
                  .orElseGet(() -> secret(value));
          case SECRET -> value.isEmpty() ? "" : secret(name, value);
        };
    return SafeText.cap(shown, LONGEST_VALUE);
  }

  private static boolean isPersonal(HeaderKind kind, String name) {
    return kind.caller().filter(CallerAttribute::isPersonal).isPresent()
        || PersonalData.isHeader(name);
  }

  /**
   * A family of headers may show its values. A header of it is hidden if the rest of its name tells
   * of a secret.
   */
  private static Disclosure disclosure(HeaderKind kind, String name) {
    return kind.isPrefix()
            && SHOWN.contains(kind.disclosure())
            && SecretNames.isSecret(kind.unknownPart(name).toLowerCase(Locale.ROOT))
        ? Disclosure.SECRET
        : kind.disclosure();
  }

  /** Decodes first: an encoded secret does not look like one. */
  private String mirrored(String value) {
    if (!value.strip().startsWith(MirroredValue.PREFIX)) {
      return text(value);
    }
    return MirroredValue.decode(value)
        .map(decoded -> text(decoded) + " (sent as base64)")
        .orElseGet(() -> secret(value));
  }

  /**
   * Returns a header name in lower case that may be shown: people do send a token as a name. It has
   * to come in its own case, for the shape of a token depends on it.
   */
  public String name(String name) {
    if (name.length() > LONGEST_NAME) {
      return secret(name);
    }
    String shown = text(name);
    return shown.equals(name) ? name.toLowerCase(Locale.ROOT) : shown;
  }

  /**
   * Returns the fingerprint of the credential that this header holds, else of its whole value;
   * nothing if it is a password, or has no more than one character.
   */
  public Optional<String> headerFingerprint(String name, String value) {
    HeaderKind kind = HeaderCatalogue.findFolded(name);
    return headerFingerprint(kind, name, value, header(kind, name, value));
  }

  /**
   * Returns {@link #headerFingerprint(String, String)} of a value that was redacted.
   *
   * @param kind what {@link HeaderCatalogue#findFolded} says of the name
   * @param shown what {@link #header} made of the value
   */
  public Optional<String> headerFingerprint(
      HeaderKind kind, String name, String value, String shown) {
    if (disclosure(kind, name) == Disclosure.CREDENTIALS) {
      int start = AuthSchemes.credentialStart(value);
      return AuthSchemes.isBasic(value.substring(0, start))
          ? Optional.empty()
          : hiddenBehindFingerprint(value.substring(start));
    }
    return shown.contains(Masks.HIDDEN) ? Optional.empty() : hiddenBehindFingerprint(value);
  }

  /** Returns the fingerprint, unless whoever sees it has tried all that it can stand for. */
  private Optional<String> hiddenBehindFingerprint(String secret) {
    return secret.strip().length() < SHORTEST ? Optional.empty() : Optional.of(fingerprint(secret));
  }

  /** Returns a text from outside with everything in it that looks like a secret replaced. */
  public String text(String text) {
    return text("", text);
  }

  /**
   * Returns {@link #text} of what a header, claim, member or variable of this name holds: under the
   * name of a digest, a digest is no secret.
   */
  public String text(String name, String text) {
    return shown(text, SecretScanner.secrets(this, text, name, false));
  }

  /** Returns whether what stood encoded in a text holds nothing that has to be hidden. */
  boolean showsDecoded(String decoded) {
    return shown(decoded, SecretScanner.secrets(this, decoded, "", true)).equals(decoded);
  }

  private String shown(String text, List<Span> secrets) {
    String redacted = secrets.isEmpty() ? text : Masks.replace(this, text, secrets);
    return masksPersonal ? PersonalData.emails(redacted, this::secret) : redacted;
  }

  /** Returns {@link #text} of something that names a person. */
  public String personal(String text) {
    return personal("", text);
  }

  /** Returns {@link #text(String, String)} of something of this name that names a person. */
  public String personal(String name, String text) {
    return !masksPersonal ? text(name, text) : text.isEmpty() ? "" : secret(text);
  }

  /** Returns {@link #text(String, String)} of what a member of this name holds. */
  String member(String name, String text) {
    if (SecretNames.isSecret(name)) {
      return secret(name, text);
    }
    return masksClaim(name) ? secret(text) : text(name, text);
  }

  /** Returns {@link #text} of the network address of a client, or a list of them. */
  public String address(String text) {
    return masksPersonal ? PersonalData.addresses(text, this::secret) : text(text);
  }

  private String node(String node) {
    return masksPersonal ? PersonalData.address(node, this::secret) : node;
  }

  /** Returns whether the claim of this name is to be masked because it names a person. */
  public boolean masksClaim(String name) {
    return masksPersonal && PersonalData.isClaim(name);
  }

  /** Returns {@link #text} of at most 200 characters, short enough for a finding. */
  public String evidence(String text) {
    return SafeText.cap(text(text), LONGEST_EVIDENCE);
  }

  /**
   * Returns a URL or request target without its user, path parameters and fragment, and without
   * what may be secret in its query.
   */
  public String url(String url) {
    List<Span> found = SecretScanner.secrets(this, url, "", false);
    if (TextEnds.end(url, 0, c -> ";?#".indexOf(c) < 0) == url.length()) {
      return shown(url, found);
    }
    var hidden = new ArrayList<>(found);
    Matcher parameters = PARAMETERS.matcher(url);
    while (parameters.find()) {
      if (url.charAt(parameters.start() - 1) == '?') {
        addQuery(hidden, url, parameters);
      } else {
        hidden.add(parameter(parameters));
      }
    }
    return shown(url, SecretScanner.united(hidden));
  }

  private void addQuery(List<Span> hidden, String url, MatchResult query) {
    Matcher parameter = OF_QUERY.matcher(url).region(query.start(), query.end());
    while (parameter.find()) {
      if (!isShown(parameter.group())) {
        hidden.add(parameter(parameter));
      }
    }
  }

  private Span parameter(MatchResult found) {
    boolean chosen = text("?" + found.group()).contains(Masks.HIDDEN);
    return new Span(found.start(), found.end(), chosen);
  }

  /** Nothing shows of a query that may tell who somebody is. */
  private boolean isShown(String parameter) {
    Matcher shown = SHOWN_PARAMETER.matcher(parameter);
    return !masksPersonal
        && shown.matches()
        && (shown.group(1).toLowerCase(Locale.ROOT).endsWith("id")
            || !Surprisal.isMachineMade(decoded(shown.group(2))));
  }

  private static String decoded(String value) {
    return Escapes.of(value).map(Escapes::text).orElse(value);
  }

  /**
   * Returns the value of a header such as {@code Authorization}: its scheme, as it was written, and
   * what stands in place of the credential.
   */
  public String credentials(String value) {
    int start = AuthSchemes.credentialStart(value);
    String scheme = value.substring(0, start);
    return scheme
        + (AuthSchemes.isBasic(scheme) ? Masks.HIDDEN : credential(value.substring(start)));
  }

  /**
   * Returns what stands in place of one credential: of a JWT the beginning too. What stands in its
   * place already is none.
   */
  public String credential(String credential) {
    return credential.isEmpty() || StandIns.isWhole(credential, new Span(0, credential.length()))
        ? credential
        : Jwts.visible(credential) + secret(credential);
  }

  /** Returns a copy without the values that look like secrets or whose member names say so. */
  public JsonNode json(JsonNode json) {
    return new JsonRedaction(this, SecretNames::isSecret).redacted(json);
  }

  /** Returns {@link #json} of an object that holds claims about a person. */
  public JsonNode claims(JsonNode json) {
    return new JsonRedaction(this, name -> SecretNames.isSecret(name) || masksClaim(name))
        .redacted(json);
  }

  /**
   * Returns whether a variable, member, parameter or header of this name holds a secret, such as
   * {@code DATABASE_PASSWORD}, {@code clientSecret} or {@code JAVA_TOOL_OPTIONS}.
   */
  public boolean isSecretName(String name) {
    return SecretNames.isSecret(name);
  }

  /**
   * Returns what stands in place of the secret that a member, variable or header of this name
   * holds.
   */
  public String secret(String name, String secret) {
    return SecretNames.isPassword(name) ? Masks.HIDDEN : secret(secret);
  }

  /** Returns what stands in place of a secret. */
  public String secret(String secret) {
    return hiddenBehindFingerprint(secret)
        .map(digits -> "(" + secret.length() + " characters, fingerprint " + digits + ")")
        .orElse(Masks.HIDDEN);
  }

  /** Returns eight hexadecimal digits that are the same for the same secret. */
  public String fingerprint(String secret) {
    byte[] mac = Hashes.hmacSha256(key, secret.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(mac, 0, FINGERPRINT_DIGITS / 2);
  }
}
