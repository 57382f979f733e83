package io.github.mcpecho.diagnosis.tokens;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.mcpecho.diagnosis.request.Placeholders;
import io.github.mcpecho.diagnosis.request.Placeholders.Placeholder;
import io.github.mcpecho.internal.redaction.AuthSchemes;
import io.github.mcpecho.internal.text.Utf8;
import io.github.mcpecho.report.Finding;
import io.github.mcpecho.report.FindingKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes one credential apart and notes what it strips. Not thread-safe. */
final class CredentialReader {
  private static final Map<String, String> USUAL_SPELLING =
      Map.of("bearer", "Bearer", "dpop", "DPoP");

  /** Finds where one header line has another credential behind a comma, or glued to the first. */
  private static final Pattern NEXT_OF_LIST =
      Pattern.compile(
          ",(?: |\\s*+(?=(?i:Bearer|DPoP|Basic)\\s|eyJ))|(?!^)(?=(?i:Bearer|DPoP)[\\s:])");

  /** Finds the bearer token behind a credential of another kind. */
  private static final Pattern BEARER_OF_LIST = Pattern.compile(",\\s*+(?=(?i:Bearer|DPoP)\\s)");

  /** Finds a scheme that something else than a blank separates from the token. */
  private static final Pattern SEPARATED =
      Pattern.compile(
          "(?i:(Bearer|DPoP))([+:=,;/|_\\u00A0\\u2000-\\u200B\\u202F\\u205F\\u3000\\uFEFF]++(?=\\S)|-(?=eyJ))");

  private static final Pattern JWT = Pattern.compile("eyJ[\\w-]+(?:\\.[\\w-]*){2,4}");

  private static final Pattern HEAD = Pattern.compile("eyJ[\\w-]++\\.[\\w-]++\\.");

  /** Three letters come by chance in a signature, and seldom twice. */
  private static final int MOST_TRIES = 8;

  /** A JWT as the user or the password of Basic. */
  private static final Pattern JWT_OF_BASIC =
      Pattern.compile("(?:[^:]*:)?(" + JWT.pattern() + "):?", Pattern.DOTALL);

  private static final String JOINED = "a list joined by commas in one header line";

  private final PresentedToken.Source source;
  private final String place;
  private final List<Finding> findings = new ArrayList<>();
  private final Wrapping wrapping = new Wrapping(findings::add);

  CredentialReader(PresentedToken.Source source, String place) {
    this.source = source;
    this.place = place;
  }

  void note(FindingKind kind, String evidence) {
    findings.add(kind.found(evidence));
  }

  /** Reads the value of a header: a scheme and a credential. */
  PresentedToken header(String line) {
    String value = separated(unwrapped(asSent(line)));
    if (value.isBlank()) {
      findings.add(
          CredentialFinding.AUTH_TOKEN_EMPTY.found("The Authorization header is empty.", ""));
      return presented(Optional.empty(), "");
    }
    int end = endOfWord(value);
    String word = withoutColon(value.substring(0, end));
    String lower = word.toLowerCase(Locale.ROOT);
    boolean known = AuthSchemes.isKnown(word);
    if (!known && end == value.length()) {
      String token = clean(value);
      if (!isFound(CredentialFinding.AUTH_PLACEHOLDER)) {
        findings.add(
            isFound(CredentialFinding.AUTH_TOKEN_RESPONSE) ? findings.size() : 0,
            CredentialFinding.AUTH_SCHEME_MISSING.found(
                value.length() + " characters without a blank"));
      }
      return presented(Optional.empty(), token);
    }
    if (USUAL_SPELLING.containsKey(lower)) {
      return bearer(word, value.substring(end));
    }
    Matcher another = BEARER_OF_LIST.matcher(value);
    if (known && another.find()) {
      note(CredentialFinding.AUTH_HEADER_DUPLICATED, JOINED);
      String token = value.substring(another.end());
      int scheme = endOfWord(token);
      return bearer(token.substring(0, scheme), token.substring(scheme));
    }
    return known
        ? unused(word, word, value.substring(end))
        : unused("unknown", "a scheme of " + word.length() + " characters", value.substring(end));
  }

  /** Who sends a JWT under another scheme means it for a bearer token. */
  private PresentedToken unused(String scheme, String evidence, String rest) {
    if (JWT.matcher(rest.strip()).matches()) {
      note(CredentialFinding.AUTH_SCHEME_NOT_BEARER, evidence + ", and a JWT");
      return presented(Optional.of(scheme), clean(rest.strip()));
    }
    Optional<String> pair =
        Optional.of(rest)
            .filter(basic -> scheme.equalsIgnoreCase("basic"))
            .filter(basic -> basic.length() <= DecodedToken.MAX_LENGTH)
            .flatMap(basic -> Base64Part.decode(basic.strip()).bytes())
            .map(bytes -> new String(bytes, UTF_8));
    Optional<Matcher> inside = pair.map(JWT_OF_BASIC::matcher).filter(Matcher::matches);
    if (inside.isPresent()) {
      note(CredentialFinding.AUTH_SCHEME_NOT_BEARER, evidence + ", and a JWT as its password");
      return presented(Optional.of(scheme), clean(inside.get().group(1)));
    }
    note(CredentialFinding.AUTH_SCHEME_UNUSED, evidence);
    boolean stands =
        placeholder(rest.strip()) || noted(pair.flatMap(CredentialReader::placeholderOfBasic));
    if (!stands && scheme.equalsIgnoreCase("basic")) {
      basic(scheme, rest.strip(), pair);
    }
    return presented(Optional.of(scheme), rest.strip());
  }

  private void basic(String scheme, String sent, Optional<String> pair) {
    int end = endOfWord(sent);
    if (end < sent.length() && AuthSchemes.isKnown(sent.substring(0, end))) {
      note(CredentialFinding.AUTH_SCHEME_REPEATED, scheme + " " + sent.substring(0, end));
    } else if (sent.indexOf(':') >= 0) {
      note(CredentialFinding.AUTH_BASIC_MALFORMED, "not encoded: a colon in it");
    } else if (pair.filter(CredentialReader::isEncodedPair).isPresent()) {
      note(CredentialFinding.AUTH_BASIC_MALFORMED, "encoded twice");
    }
  }

  private static boolean isEncodedPair(String text) {
    return text.indexOf(':') < 0
        && Base64Part.decode(text.strip())
            .bytes()
            .filter(bytes -> new String(bytes, ISO_8859_1).indexOf(':') > 0)
            .isPresent();
  }

  /** Reads a token that needs no scheme, and may have one. */
  PresentedToken bare(String value) {
    if (value.length() > DecodedToken.MAX_LENGTH) {
      return presented(Optional.empty(), value);
    }
    String stripped = separated(unwrapped(stripped(value)));
    int end = endOfWord(stripped);
    String word = withoutColon(stripped.substring(0, end));
    if (USUAL_SPELLING.containsKey(word.toLowerCase(Locale.ROOT))) {
      return bearer(word, stripped.substring(end));
    }
    return end < stripped.length() && AuthSchemes.isKnown(word)
        ? unused(word, word, stripped.substring(end))
        : presented(Optional.empty(), clean(stripped));
  }

  private PresentedToken bearer(String scheme, String rest) {
    String usual = USUAL_SPELLING.get(scheme.toLowerCase(Locale.ROOT));
    if (!scheme.equals(usual)) {
      note(CredentialFinding.AUTH_SCHEME_CASE, "\"" + scheme + "\" instead of \"" + usual + "\"");
    }
    String token = rest.strip();
    if (!token.isEmpty() && !(rest.charAt(0) == ' ' && rest.charAt(1) == token.charAt(0))) {
      if (rest.substring(0, rest.indexOf(token)).indexOf('\t') >= 0) {
        note(CredentialFinding.AUTH_SEPARATOR_INVALID, "a tab");
      } else {
        note(CredentialFinding.AUTH_SEPARATOR, "several blanks");
      }
    }
    int end = endOfWord(token);
    if (end < token.length() && AuthSchemes.isKnown(token.substring(0, end))
        || USUAL_SPELLING.containsKey(token.toLowerCase(Locale.ROOT))) {
      note(CredentialFinding.AUTH_SCHEME_REPEATED, scheme + " " + token.substring(0, end));
      token = token.substring(end).strip();
    }
    return presented(Optional.of(scheme), clean(token));
  }

  private String clean(String raw) {
    if (raw.length() > DecodedToken.MAX_LENGTH) {
      return raw;
    }
    String sent = stripped(raw);
    if (noted(OtherForm.in(sent)) || hasNoSignature(sent) || placeholder(sent)) {
      return sent;
    }
    String token =
        wrapping.withoutEncoding(
            wrapping.unquoted(firstOfList(withoutScheme(wrapping.alone(sent).strip()))));
    if (token.isEmpty()) {
      note(CredentialFinding.AUTH_TOKEN_EMPTY, "");
      return token;
    }
    if (!placeholder(token)) {
      judgeCharacters(token);
    }
    return token;
  }

  /** Of a JWT whose signature words stand for, these words are all that is wrong. */
  private static boolean hasNoSignature(String sent) {
    int signature = sent.lastIndexOf('.') + 1;
    return sent.startsWith("eyJ")
        && sent.length() - signature <= SignatureChecks.LONGEST_WORDS
        && SignatureChecks.isReplaced(sent.substring(signature))
        && HEAD.matcher(sent.substring(0, signature)).matches();
  }

  /** A header may have been given as a whole where the client adds a scheme. */
  private static String withoutScheme(String token) {
    int end = endOfWord(token);
    return end < token.length()
            && USUAL_SPELLING.containsKey(token.substring(0, end).toLowerCase(Locale.ROOT))
        ? token.substring(end).strip()
        : token;
  }

  private boolean placeholder(String token) {
    return noted(Placeholders.inCredential(token).map(CredentialReader::found));
  }

  /** The user and the password may be one, or the password alone. */
  private static Optional<Finding> placeholderOfBasic(String pair) {
    // A parameter of SQL begins as a pair without a user, as personal access tokens are sent.
    Optional<Placeholder> whole = pair.startsWith(":") ? Optional.empty() : Placeholders.in(pair);
    return whole
        .or(() -> Placeholders.in(pair.substring(pair.indexOf(':') + 1)))
        .map(CredentialReader::found);
  }

  private static Finding found(Placeholder what) {
    return what.found(CredentialFinding.AUTH_PLACEHOLDER, what.words());
  }

  private boolean isFound(FindingKind kind) {
    return findings.stream().anyMatch(finding -> finding.kind() == kind);
  }

  private boolean noted(Optional<Finding> found) {
    found.ifPresent(findings::add);
    return found.isPresent();
  }

  /** Some proxies join duplicate header lines with commas, which no bearer token contains. */
  private String firstOfList(String list) {
    if (isOneWord(list)) {
      return firstOfGlued(list);
    }
    Matcher next = NEXT_OF_LIST.matcher(list);
    if (!next.find()) {
      return firstOfGlued(list);
    }
    String first = list.substring(0, next.start()).strip();
    String whole = list.replaceAll(",\\s?", "");
    if (JWT.matcher(whole).matches() && !isSound(first) && isSound(whole)) {
      findings.add(
          CredentialFinding.AUTH_WHITE_SPACE.found(
              CredentialFinding.AUTH_WHITE_SPACE.meaning(),
              "a comma inside the token",
              "Send the token in one piece: something has split a long line and joined it with"
                  + " commas."));
      return whole;
    }
    if (next.group().isEmpty()) {
      noteGlued();
    } else {
      note(CredentialFinding.AUTH_HEADER_DUPLICATED, JOINED);
    }
    return first;
  }

  /** No list has neither a comma nor what stands behind a scheme. */
  private static boolean isOneWord(String list) {
    for (int i = 0; i < list.length(); i++) {
      char c = list.charAt(i);
      if (c == ',' || c == ':' || Character.isWhitespace(c)) {
        return false;
      }
    }
    return true;
  }

  private void noteGlued() {
    findings.add(
        CredentialFinding.AUTH_HEADER_DUPLICATED.found(
            CredentialFinding.AUTH_HEADER_DUPLICATED.meaning(),
            "two tokens, one glued to the other",
            "Give the client one token, once: two were pasted, or written to a file or variable,"
                + " one behind the other."));
  }

  private static boolean isSound(String token) {
    return DecodedToken.decode(token).findings().isEmpty();
  }

  /** Returns the first of two JWTs without anything but a sign between them. */
  private String firstOfGlued(String tokens) {
    int second = secondJwt(tokens);
    if (second < 0) {
      return tokens;
    }
    noteGlued();
    boolean separated = ".,;|/ ".indexOf(tokens.charAt(second - 1)) >= 0;
    return tokens.substring(0, separated ? second - 1 : second);
  }

  /** Returns where another JOSE header begins in or behind a signature; -1 if none does. */
  private static int secondJwt(String tokens) {
    int header = tokens.indexOf("eyJ");
    int payload = header < 0 ? -1 : tokens.indexOf('.', header);
    int signature = payload < 0 ? -1 : tokens.indexOf('.', payload + 1);
    int start = signature < 0 ? -1 : tokens.indexOf("eyJ", signature);
    for (int tries = 0; start >= 0 && tries < MOST_TRIES; tries++) {
      int end = tokens.indexOf('.', start);
      // Behind a tilde the key binding of an SD-JWT stands (RFC 9901 §4.3).
      if (end > 0 && tokens.charAt(start - 1) != '~' && isHeader(tokens.substring(start, end))) {
        return start;
      }
      start = tokens.indexOf("eyJ", start + 1);
    }
    return -1;
  }

  private static boolean isHeader(String part) {
    return Base64Part.decode(part)
        .bytes()
        .flatMap(bytes -> JsonPart.parse(bytes).object())
        .filter(header -> header.has("alg"))
        .isPresent();
  }

  private String stripped(String raw) {
    String token = raw.strip();
    if (token.endsWith("\\n") || token.endsWith("\\r")) {
      note(CredentialFinding.AUTH_WHITE_SPACE, "a written-out line feed at the end");
      return token.substring(0, token.length() - 2);
    }
    if (token.length() < raw.length()) {
      note(CredentialFinding.AUTH_WHITE_SPACE, "white space around the token");
    }
    return token;
  }

  /** Wrapping is looked for only where a token is: a longer value is refused anyway. */
  private String unwrapped(String value) {
    return value.length() > DecodedToken.MAX_LENGTH ? value : wrapping.removedFrom(value);
  }

  private void judgeCharacters(String token) {
    int end = token.length();
    while (end > 1 && token.charAt(end - 1) == '=') {
      end--;
    }
    for (int i = 0; i < end; i++) {
      char c = token.charAt(i);
      if (Character.isWhitespace(c)) {
        note(CredentialFinding.AUTH_WHITE_SPACE, "white space at character " + (i + 1));
        return;
      }
      // "~" is in b64token, and separates the disclosures of an SD-JWT.
      if (c > '~' || !(Character.isLetterOrDigit(c) || "-._~+/".indexOf(c) >= 0)) {
        int signature = token.lastIndexOf('.') + 1;
        if (i >= signature && SignatureChecks.isReplaced(token.substring(signature))) {
          return;
        }
        String where =
            "character "
                + (i + 1)
                + (i == token.length() - 1 ? ", the last one," : "")
                + " is not allowed: "
                + named(token, i);
        KnownCharacters.of(token)
            .ifPresentOrElse(
                what -> note(CredentialFinding.AUTH_CHARACTERS_OF_ISSUER, what),
                () -> note(CredentialFinding.AUTH_CHARACTERS, where));
        return;
      }
    }
  }

  /** One character of a token gives nothing away; many are invisible. */
  private static String named(String token, int at) {
    int character = token.codePointAt(at);
    return character > ' ' && character <= '~'
        ? "\"" + (char) character + "\""
        : "U+%04X %s".formatted(character, Character.getName(character));
  }

  /** Containers read the bytes of UTF-8 as Latin-1. */
  private static String asSent(String line) {
    if (line.length() > DecodedToken.MAX_LENGTH || isAscii(line)) {
      return line;
    }
    boolean isLatin1 = line.chars().allMatch(c -> c <= 0xff);
    return isLatin1 ? Utf8.decode(line.getBytes(ISO_8859_1)).orElse(line) : line;
  }

  private static boolean isAscii(String line) {
    for (int i = 0; i < line.length(); i++) {
      if (line.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  private String separated(String value) {
    int end = 0;
    while (end < value.length() && Character.isLetter(value.charAt(end))) {
      end++;
    }
    if (value.startsWith(" ", end)) {
      return value;
    }
    Matcher scheme = SEPARATED.matcher(value);
    if (!scheme.lookingAt()) {
      return value;
    }
    String separator = scheme.group(2);
    note(
        CredentialFinding.AUTH_SEPARATOR_INVALID,
        separator.equals("+")
            ? "a plus, as forms write a blank"
            : named(separator, 0) + " in the place of a blank");
    return scheme.group(1) + " " + value.substring(scheme.end());
  }

  private String withoutColon(String word) {
    if (word.endsWith(":") && word.length() > 1) {
      note(CredentialFinding.AUTH_SEPARATOR_INVALID, "a colon after the scheme");
      return word.substring(0, word.length() - 1);
    }
    return word;
  }

  private static int endOfWord(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == ' ' || text.charAt(i) == '\t') {
        return i;
      }
    }
    return text.length();
  }

  private PresentedToken presented(Optional<String> scheme, String token) {
    return new PresentedToken(source, place, scheme, token, findings);
  }
}
