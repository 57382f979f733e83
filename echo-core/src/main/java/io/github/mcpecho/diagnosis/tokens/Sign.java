package io.github.mcpecho.diagnosis.tokens;

import io.github.mcpecho.internal.text.Glob;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * By what a token gives away its issuer or its fault. In the tables a claim is written as {@code
 * name}, a member of the header as {@code @name}; {@code !name} asks that it is absent, {@code
 * name[]} that it is a list, {@code name=value} that one of its values is this, where {@code *}
 * stands for anything, {@code {guid}} for a GUID, and {@code {iss}} alone for the issuer. {@code
 * token=} asks for the text of the token.
 */
record Sign(boolean absent, boolean header, String name, boolean list, Predicate<String> value) {
  private static final String LIST = "[]";

  /** Stands for a comparison with another claim of the same token. */
  private static final Predicate<String> IS_ISSUER = any -> false;

  private static final String GUID = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
  private static final Pattern PIECE = Pattern.compile("\\*|\\{guid}|[^*{]+|\\{");

  /** Reads signs with blanks between them; {@code -} stands for none. */
  static List<Sign> all(String cell) {
    return cell.equals("-") ? List.of() : Stream.of(cell.split(" ")).map(Sign::of).toList();
  }

  private static Sign of(String text) {
    boolean absent = text.startsWith("!");
    String rest = absent ? text.substring(1) : text;
    boolean header = rest.startsWith("@");
    String[] pair = (header ? rest.substring(1) : rest).split("=", 2);
    boolean list = pair[0].endsWith(LIST);
    String name = list ? pair[0].substring(0, pair[0].length() - LIST.length()) : pair[0];
    return new Sign(absent, header, name, list, value(pair.length == 2 ? pair[1] : "*"));
  }

  private static Predicate<String> value(String text) {
    if (text.equals("{iss}")) {
      return IS_ISSUER;
    }
    return text.contains("{guid}") ? pattern(text).asMatchPredicate() : new Glob(text)::matches;
  }

  /** Returns a pattern for texts of a few hundred characters. */
  private static Pattern pattern(String text) {
    String regex =
        PIECE
            .matcher(text)
            .results()
            .map(
                piece ->
                    switch (piece.group()) {
                      case "*" -> ".*";
                      case "{guid}" -> GUID;
                      default -> Pattern.quote(piece.group());
                    })
            .collect(Collectors.joining());
    return Pattern.compile(regex, Pattern.DOTALL);
  }

  static boolean allAreOn(List<Sign> signs, TokenParts parts) {
    for (Sign sign : signs) {
      if (!sign.isOn(parts)) {
        return false;
      }
    }
    return true;
  }

  private boolean isOn(TokenParts parts) {
    if (name.equals("token")) {
      return absent != value.test(parts.raw());
    }
    if (value == IS_ISSUER) {
      return absent != parts.has(header, name, parts.issuer()::equals);
    }
    return absent != (list ? parts.hasList(name) : parts.has(header, name, value));
  }
}
