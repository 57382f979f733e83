package io.github.mcpecho.servlet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads media types from left to right. For one text, once. */
final class MediaTypeParser {
  private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

  private final String text;
  private int at;

  MediaTypeParser(String text) {
    this.text = text;
  }

  Optional<MediaType> single() {
    Optional<MediaType> parsed = mediaType();
    return at == text.length() ? parsed : Optional.empty();
  }

  /** Returns the elements of a list; one that is malformed is left out. */
  List<MediaType> list() {
    var elements = new ArrayList<MediaType>();
    while (at < text.length()) {
      Optional<MediaType> element = mediaType();
      if (at == text.length() || text.charAt(at) == ',') {
        element.ifPresent(elements::add);
      } else {
        skipToComma();
      }
      at++;
    }
    return elements;
  }

  private Optional<MediaType> mediaType() {
    skipSpace();
    String type = token();
    if (type.isEmpty() || !skip('/')) {
      return Optional.empty();
    }
    String subtype = token();
    if (subtype.isEmpty()) {
      return Optional.empty();
    }
    var parameters = new HashMap<String, String>();
    skipSpace();
    while (skip(';')) {
      if (!parameter(parameters)) {
        return Optional.empty();
      }
      skipSpace();
    }
    return Optional.of(
        new MediaType(type.toLowerCase(Locale.ROOT), subtype.toLowerCase(Locale.ROOT), parameters));
  }

  /** Returns false if it is malformed or named twice; nothing between two semicolons is fine. */
  private boolean parameter(Map<String, String> parameters) {
    skipSpace();
    String name = token().toLowerCase(Locale.ROOT);
    if (name.isEmpty()) {
      return at == text.length() || ";,".indexOf(text.charAt(at)) >= 0;
    }
    if (!skip('=')) {
      return false;
    }
    Optional<String> value = skip('"') ? quoted() : Optional.of(token());
    return value.isPresent() && parameters.put(name, value.get()) == null;
  }

  private Optional<String> quoted() {
    var value = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return Optional.of(value.toString());
      }
      if (c == '\\' && at < text.length()) {
        c = text.charAt(at++);
      }
      value.append(c);
    }
    return Optional.empty();
  }

  private String token() {
    int start = at;
    while (at < text.length() && isTokenCharacter(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  private void skipToComma() {
    while (at < text.length() && text.charAt(at) != ',') {
      if (text.charAt(at++) == '"') {
        quoted();
      }
    }
  }

  private void skipSpace() {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
  }

  private boolean skip(char wanted) {
    if (at < text.length() && text.charAt(at) == wanted) {
      at++;
      return true;
    }
    return false;
  }

  private static boolean isTokenCharacter(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || TOKEN_MARKS.indexOf(c) >= 0;
  }
}
