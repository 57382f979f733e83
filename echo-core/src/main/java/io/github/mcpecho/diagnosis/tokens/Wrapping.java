package io.github.mcpecho.diagnosis.tokens;

import io.github.mcpecho.report.Finding;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What people copy along around a credential: quotation marks, the header's name, URL encoding, the
 * answer of the token endpoint.
 */
record Wrapping(Consumer<Finding> note) {
  private static final String QUOTES = "\"'`\u201C\u201D\u2018\u2019";

  /** Percent-encoded characters that stand around a token, but never in one. */
  private static final Pattern ENCODED =
      Pattern.compile("%(20|22|27|3a|3d|2e|0a|0d)", Pattern.CASE_INSENSITIVE);

  private static final Pattern HEXADECIMAL = Pattern.compile("[0-9a-fA-F]++");
  private static final Pattern PYTHON_BYTES = Pattern.compile("b(['\"])(.*)\\1", Pattern.DOTALL);

  /** What a token begins with, or a header that has one. */
  private static final Pattern PLAIN =
      Pattern.compile("(?:(?:Bearer|DPoP)\\s+)?(eyJ[\\w-]+\\.[\\w.-]+)", Pattern.CASE_INSENSITIVE);

  /** Shorter ones are no JWT. */
  private static final int SHORTEST = 40;

  private static final int MOST_LAYERS = 4;

  /** Returns the value without its wrapping, and notes each layer; a bare value is unchanged. */
  String removedFrom(String value) {
    String inner = value;
    for (int layer = 0; layer < MOST_LAYERS; layer++) {
      String next = withoutOne(inner);
      if (next.equals(inner)) {
        return inner;
      }
      inner = next;
    }
    return inner;
  }

  private String withoutOne(String value) {
    if (quotedFrom(value) > 0) {
      return unquoted(value);
    }
    String token = alone(value);
    if (!token.equals(value)) {
      return token;
    }
    if (value.indexOf('%') < 0) {
      return value;
    }
    Matcher encoded = ENCODED.matcher(value);
    if (encoded.find()) {
      note.accept(
          CredentialFinding.AUTH_PERCENT_ENCODED.found(encoded.group().toUpperCase(Locale.ROOT)));
      return encoded.replaceAll(Wrapping::decoded);
    }
    return value;
  }

  /** Returns the token that stands in something longer; other values are unchanged. */
  String alone(String value) {
    Optional<PastedForm.Found> pasted = PastedForm.in(value);
    pasted.map(PastedForm.Found::finding).ifPresent(note);
    return pasted.map(PastedForm.Found::token).orElse(value);
  }

  String unquoted(String value) {
    if (quotedFrom(value) == 0 && !isQuote(value, value.length() - 1)) {
      return value.strip();
    }
    Matcher bytes = PYTHON_BYTES.matcher(value);
    if (bytes.matches()) {
      note.accept(
          CredentialFinding.AUTH_QUOTED.found(
              CredentialFinding.AUTH_QUOTED.meaning(),
              "b'…', as Python prints bytes",
              "Make a string of the bytes where the header is made: .decode()."));
      return bytes.group(2);
    }
    int start = quotedFrom(value);
    int end = value.length();
    while (end > start && isQuote(value, end - 1)) {
      end -= end - 1 > start && value.charAt(end - 2) == '\\' ? 2 : 1;
    }
    long marks = value.chars().filter(c -> QUOTES.indexOf(c) >= 0).count();
    if (end - start < value.length()) {
      note.accept(
          CredentialFinding.AUTH_QUOTED.found(
              marks
                  + (marks == 1 ? " quotation mark" : " quotation marks")
                  + (value.indexOf('\\') < 0 ? "" : ", with backslashes before them")));
    }
    return value.substring(start, end).strip();
  }

  /** Returns where the quotation marks end that stand in front, with or without backslashes. */
  private static int quotedFrom(String value) {
    int start = 0;
    while (isQuote(value, start) || value.startsWith("\\", start) && isQuote(value, start + 1)) {
      start += isQuote(value, start) ? 1 : 2;
    }
    return start;
  }

  private static boolean isQuote(String value, int at) {
    return at >= 0 && at < value.length() && QUOTES.indexOf(value.charAt(at)) >= 0;
  }

  /** Returns the JWT whose base64 or hexadecimal digits the value is; others are unchanged. */
  String withoutEncoding(String value) {
    if (value.length() < SHORTEST || value.indexOf('.') >= 0) {
      return value;
    }
    boolean isHex = value.length() % 2 == 0 && HEXADECIMAL.matcher(value).matches();
    Optional<byte[]> bytes =
        isHex ? Optional.of(HexFormat.of().parseHex(value)) : Base64Part.decode(value).bytes();
    Optional<String> token =
        bytes
            .map(plain -> PLAIN.matcher(new String(plain, StandardCharsets.ISO_8859_1).strip()))
            .filter(Matcher::matches)
            .map(plain -> plain.group(1));
    token.ifPresent(
        jwt ->
            note.accept(
                CredentialFinding.AUTH_TOKEN_ENCODED.found(
                    (isHex ? "hexadecimal digits" : "base64")
                        + " of a JWT of "
                        + jwt.length()
                        + " characters")));
    return token.orElse(value);
  }

  private static String decoded(MatchResult found) {
    return Character.toString(Integer.parseInt(found.group(1), 16));
  }
}
