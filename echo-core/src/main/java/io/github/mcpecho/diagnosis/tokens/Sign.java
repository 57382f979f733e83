package io.github.mcpecho.diagnosis.tokens;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * By what a token gives away its issuer or its fault. In the tables a claim is written as {@code
 * name}, a member of the header as {@code @name}; {@code !name} asks that it is absent, {@code
 * name=value} that one of its values is this, where {@code *} stands for anything and {@code
 * {guid}} for a GUID. {@code token=} asks for the text of the token.
 */
record Sign(boolean absent, boolean header, String name, Pattern value) {
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
    return new Sign(absent, header, pair[0], glob(pair.length == 2 ? pair[1] : "*"));
  }

  /** Returns a pattern for texts of a few hundred characters. */
  static Pattern glob(String text) {
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

  boolean isOn(TokenParts parts) {
    if (name.equals("token")) {
      return absent != value.matcher(parts.raw()).matches();
    }
    return absent != parts.values(header, name).stream().anyMatch(value.asMatchPredicate());
  }
}
