package io.github.mcpecho.internal.redaction;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Paths of URLs (RFC 3986 §3.3). Parameters of a segment, behind its semicolon, are no more to be
 * shown than a query; and what is percent-encoded has no secret's shape before it is decoded.
 */
final class Paths {
  private static final Pattern SEGMENT = Pattern.compile("[^/]+");
  private static final Pattern ENCODED = Pattern.compile("%[0-9A-Fa-f]{2}");

  private final Redactor redactor;

  Paths(Redactor redactor) {
    this.redactor = redactor;
  }

  /** Returns the path without parameters, and without segments that hide a secret. */
  String redacted(String path) {
    return SEGMENT
        .matcher(path)
        .replaceAll(segment -> Matcher.quoteReplacement(segment(segment.group())));
  }

  private String segment(String segment) {
    int semicolon = segment.indexOf(';');
    String name = semicolon < 0 ? segment : segment.substring(0, semicolon);
    String parameters = semicolon < 0 ? "" : segment.substring(semicolon + 1);
    return (hidesSecret(name) ? redactor.secret(name) : name)
        + (semicolon < 0 ? "" : ";")
        + (parameters.isEmpty() ? "" : redactor.parameters(parameters));
  }

  private boolean hidesSecret(String segment) {
    if (segment.indexOf('%') < 0) {
      return false;
    }
    try {
      String decoded = URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
      return ENCODED.matcher(decoded).find() || !redactor.text(decoded).equals(decoded);
    } catch (IllegalArgumentException notEncoded) {
      return true;
    }
  }
}
