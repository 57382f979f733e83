package io.github.mcpecho.internal.redaction;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what is secret because a name before it says so. Every method is asked at the character
 * between name and value, and looks back over one name only.
 */
final class NamedValues {
  private static final Set<String> QUERY_SECRETS =
      Set.of("code", "code_verifier", "samlresponse", "sig", "ticket");

  private final String text;

  NamedValues(String text) {
    this.text = text;
  }

  /** {@code name=value}, in a query, a connection string, a file or a command line. */
  Optional<Span> assigned(int equals) {
    int end = TextEnds.spacesStart(text, equals);
    int start = TextEnds.nameStart(text, end);
    String name = text.substring(start, end);
    boolean inQuery = start > 0 && "?&#".indexOf(text.charAt(start - 1)) >= 0;
    boolean secret =
        end < equals
            ? SecretNames.isSecretLabel(name)
            : SecretNames.isSecret(name) || inQuery && isQuerySecret(name);
    return secret
        ? Optional.of(value(name, TextEnds.skipSpaces(text, equals + 1)))
        : Optional.empty();
  }

  /** {@code "name": "value"}, with or without backslashes before the quotes. */
  Optional<Span> member(int quoteAt) {
    char quote = text.charAt(quoteAt);
    int colon = TextEnds.skipBlanks(text, quoteAt + 1);
    if (!text.startsWith(":", colon)) {
      return Optional.empty();
    }
    int end = quoteAt > 0 && text.charAt(quoteAt - 1) == '\\' ? quoteAt - 1 : quoteAt;
    int start = TextEnds.nameStart(text, end);
    if (start == end
        || start == 0
        || text.charAt(start - 1) != quote
        || !SecretNames.isSecret(text.substring(start, end))) {
      return Optional.empty();
    }
    int open = TextEnds.skipBlanks(text, colon + 1);
    String name = text.substring(start, end);
    return Optional.of(
        quoted(name, open).orElseGet(() -> span(name, open, TextEnds.literalEnd(text, open))));
  }

  /** {@code name: value}, as in a header line or in YAML. */
  Optional<Span> field(int colon) {
    int start = TextEnds.nameStart(text, colon);
    String name = text.substring(start, colon);
    int value = TextEnds.skipSpaces(text, colon + 1);
    boolean apart = value > colon + 1 || isOneWord(name) && !text.startsWith(":", start - 1);
    return apart && SecretNames.isSecretLabel(name)
        ? Optional.of(value(name, value))
        : Optional.empty();
  }

  /** {@code --name value}, as in a command line. */
  Optional<Span> option(int blank) {
    int start = TextEnds.nameStart(text, blank);
    if (!text.startsWith("--", start)) {
      return Optional.empty();
    }
    int value = TextEnds.skipSpaces(text, blank + 1);
    String name = text.substring(start + 2, blank);
    return !text.startsWith("-", value) && SecretNames.isSecretLabel(name)
        ? Optional.of(value(name, value))
        : Optional.empty();
  }

  /** {@code <name>value</name>}. */
  Optional<Span> element(int bracket) {
    int start = TextEnds.nameStart(text, bracket);
    String name = text.substring(start, bracket);
    if (start == 0 || "<:".indexOf(text.charAt(start - 1)) < 0 || !SecretNames.isSecret(name)) {
      return Optional.empty();
    }
    int end = text.indexOf('<', bracket);
    return Optional.of(span(name, bracket + 1, end < 0 ? text.length() : end));
  }

  private Span value(String name, int start) {
    Optional<Span> quoted = quoted(name, start);
    if (quoted.isPresent()) {
      return quoted.get();
    }
    if (SecretNames.isCookie(name)) {
      return new Span(start, TextEnds.lineEnd(text, start));
    }
    int credential = AuthSchemes.behindScheme(text, start);
    int end = TextEnds.valueEnd(text, credential);
    if (AuthSchemes.isBasic(text.substring(start, credential))) {
      return new Span(SecretNames.isAuthorization(name) ? credential : start, end, true);
    }
    return span(name, SecretNames.isAuthorization(name) ? credential : start, end);
  }

  private Optional<Span> quoted(String name, int open) {
    return Quotes.inside(text, open).map(inside -> span(name, inside.from(), inside.to()));
  }

  private static Span span(String name, int from, int to) {
    return new Span(from, to, SecretNames.isPassword(name));
  }

  /** The name of a host has dots or hyphens, and a port behind its colon. */
  private static boolean isOneWord(String name) {
    return name.indexOf('.') < 0 && name.indexOf('-') < 0;
  }

  private static boolean isQuerySecret(String name) {
    return QUERY_SECRETS.contains(name.toLowerCase(Locale.ROOT));
  }
}
