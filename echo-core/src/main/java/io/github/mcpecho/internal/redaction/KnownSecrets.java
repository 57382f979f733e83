package io.github.mcpecho.internal.redaction;

import io.github.mcpecho.internal.http.Disclosure;
import io.github.mcpecho.internal.http.HeaderCatalogue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Values of headers that are known, and hidden however a text writes them: escaped, in another
 * case, or cut. Immutable.
 */
public final class KnownSecrets {
  /** Shorter than this, a value is a word that may stand anywhere. */
  private static final int SHORTEST = 6;

  /** As many characters in a row tell of the secret that they are of. */
  private static final int PIECE = 7;

  private static final int MOST_LAYERS = 4;

  /** Headers whose values are public by themselves: hidden as a whole alone. */
  private static final Set<Disclosure> PUBLIC =
      EnumSet.of(
          Disclosure.PLAIN,
          Disclosure.PERSONAL,
          Disclosure.ADDRESS,
          Disclosure.FORWARDED,
          Disclosure.MIRRORED,
          Disclosure.CHALLENGE,
          Disclosure.URL);

  /** What tells of no secret, though one may begin with it. */
  private static final List<String> ANYWHERE = List.of("http://", "https://");

  /** By their length, folded. */
  private final Map<Integer, Set<String>> pieces = new TreeMap<>();

  /**
   * @param headers the name and the value of each
   */
  public KnownSecrets(List<Map.Entry<String, String>> headers) {
    for (Map.Entry<String, String> header : headers) {
      Disclosure disclosure = HeaderCatalogue.find(header.getKey()).disclosure();
      // The names of cookies are words of everybody.
      boolean isPublic = PUBLIC.contains(disclosure) || disclosure == Disclosure.COOKIE;
      addAll(forms(header.getValue()), isPublic);
      if (disclosure == Disclosure.COOKIE) {
        addAll(cookies(header.getValue()).flatMap(KnownSecrets::forms), false);
      }
    }
    ANYWHERE.forEach(
        text -> pieces.getOrDefault(PIECE, new HashSet<>()).removeAll(cut(text, PIECE)));
    pieces.remove(0);
  }

  private void addAll(Stream<String> forms, boolean isPublic) {
    forms
        .filter(form -> form.length() >= SHORTEST)
        .map(form -> Folded.of(form).text())
        .forEach(form -> add(form, isPublic ? form.length() : Math.min(PIECE, form.length())));
  }

  /** Returns the values of the cookies. */
  private static Stream<String> cookies(String header) {
    return Stream.of(header.split(";")).map(pair -> pair.substring(pair.indexOf('=') + 1).strip());
  }

  private void add(String folded, int length) {
    pieces.computeIfAbsent(length, any -> new HashSet<>()).addAll(cut(folded, length));
  }

  private static Set<String> cut(String text, int length) {
    var cut = new HashSet<String>();
    for (int i = 0; i + length <= text.length(); i++) {
      cut.add(text.substring(i, i + length));
    }
    return cut;
  }

  /** The credential without its scheme, for a scheme is public; and what it encodes or escapes. */
  private static Stream<String> forms(String value) {
    int start = AuthSchemes.credentialStart(value);
    String credential = value.substring(start);
    Stream<String> decoded =
        AuthSchemes.isBasic(value.substring(0, start)) ? decoded(credential) : Stream.empty();
    return Stream.concat(
        Stream.concat(Stream.of(credential), decoded),
        Escapes.of(credential).map(Escapes::text).stream());
  }

  private static Stream<String> decoded(String base64) {
    try {
      return Stream.of(
          new String(Base64.getDecoder().decode(base64.strip()), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException notEncoded) {
      return Stream.empty();
    }
  }

  /** Returns the text with what stands in place of each secret, and of each piece of one. */
  public String hidden(Redactor redactor, String text) {
    if (pieces.isEmpty()) {
      return text;
    }
    var found = new ArrayList<Span>(found(text));
    var escapes = new ArrayList<Escapes>();
    Optional<Escapes> layer = Escapes.of(text);
    while (layer.isPresent() && escapes.size() < MOST_LAYERS) {
      escapes.add(0, layer.get());
      for (Span inside : found(layer.get().text())) {
        Span outer = inside;
        for (Escapes escape : escapes) {
          outer = escape.asItCame(outer);
        }
        found.add(outer);
      }
      layer = Escapes.of(layer.get().text());
    }
    return found.isEmpty() ? text : Masks.replace(redactor, text, SecretScanner.united(found));
  }

  private List<Span> found(String text) {
    Folded folded = Folded.of(text);
    var found = new ArrayList<Span>();
    pieces.forEach(
        (length, some) -> {
          for (int i = 0; i + length <= folded.text().length(); i++) {
            if (some.contains(folded.text().substring(i, i + length))) {
              found.add(new Span(folded.places()[i], folded.places()[i + length - 1] + 1));
            }
          }
        });
    return SecretScanner.united(found);
  }

  /**
   * A text without what is written in more than one way.
   *
   * @param places where each character stands in the text as it came
   */
  private record Folded(String text, int[] places) {
    static Folded of(String text) {
      var folded = new StringBuilder(text.length());
      var places = new int[text.length()];
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        // A plus sign may stand for a blank, and a backslash before what it escapes.
        if (c != '+' && c != '\\' && !Character.isWhitespace(c)) {
          places[folded.length()] = i;
          folded.append(Character.toLowerCase(c));
        }
      }
      return new Folded(folded.toString(), places);
    }
  }
}
