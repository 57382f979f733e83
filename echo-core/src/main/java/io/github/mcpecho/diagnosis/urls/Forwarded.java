package io.github.mcpecho.diagnosis.urls;

import io.github.mcpecho.http.Headers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The Forwarded header (RFC 7239 §4), all its lines together.
 *
 * @param hops the hop next to the client first, at most 32
 * @param problem where the header breaks the grammar, empty if it does not
 */
record Forwarded(List<Hop> hops, Optional<String> problem) {
  private static final int MAX_HOPS = 32;

  /**
   * What one proxy says.
   *
   * @param parameters by name in lower case, quotes removed
   */
  record Hop(Map<String, String> parameters) {
    Optional<String> parameter(String name) {
      return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isEmpty());
    }

    /** Returns the client's address or obfuscated name (RFC 7239 §6), without its port. */
    Optional<String> client() {
      return parameter("for").map(HostPort::of).map(HostPort::host);
    }
  }

  static Forwarded of(Headers headers) {
    String header = String.join(",", headers.all("forwarded"));
    return header.isBlank()
        ? new Forwarded(List.of(), Optional.empty())
        : new Parser(header).parse();
  }

  /** Reads {@code name=value} pairs; a value is a token or a quoted string (RFC 9110 §5.6). */
  private static final class Parser {
    private final String text;
    private final List<Hop> hops = new ArrayList<>();
    private Map<String, String> parameters = new LinkedHashMap<>();
    private int at;

    Parser(String text) {
      this.text = text;
    }

    Forwarded parse() {
      while (at < text.length() && hops.size() < MAX_HOPS) {
        skipBlanks();
        char c = at < text.length() ? text.charAt(at) : ',';
        if (c == ',' || c == ';') {
          at++;
          if (c == ',') {
            endHop();
          }
        } else if (!pair()) {
          endHop();
          return new Forwarded(hops, Optional.of("character " + (at + 1)));
        }
      }
      endHop();
      return new Forwarded(hops, Optional.empty());
    }

    private boolean pair() {
      String name = token().toLowerCase(Locale.ROOT);
      if (name.isEmpty() || at >= text.length() || text.charAt(at) != '=') {
        return false;
      }
      at++;
      boolean quoted = at < text.length() && text.charAt(at) == '"';
      Optional<String> value = quoted ? quotedString() : Optional.of(token());
      if (value.isEmpty() || (value.get().isEmpty() && !quoted)) {
        return false;
      }
      boolean first = parameters.putIfAbsent(name, value.get()) == null;
      skipBlanks();
      return first && (at == text.length() || ",;".indexOf(text.charAt(at)) >= 0);
    }

    private String token() {
      int start = at;
      while (at < text.length() && isTokenCharacter(text.charAt(at))) {
        at++;
      }
      return text.substring(start, at);
    }

    private Optional<String> quotedString() {
      var value = new StringBuilder();
      for (at++; at < text.length(); at++) {
        char c = text.charAt(at);
        if (c == '"') {
          at++;
          return Optional.of(value.toString());
        }
        if (c == '\\' && at + 1 < text.length()) {
          at++;
        }
        value.append(text.charAt(at));
      }
      return Optional.empty();
    }

    private void skipBlanks() {
      while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
        at++;
      }
    }

    private void endHop() {
      if (!parameters.isEmpty()) {
        hops.add(new Hop(parameters));
        parameters = new LinkedHashMap<>();
      }
    }

    private static boolean isTokenCharacter(char c) {
      return (c >= 'A' && c <= 'Z')
          || (c >= 'a' && c <= 'z')
          || (c >= '0' && c <= '9')
          || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
    }
  }
}
