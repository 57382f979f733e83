package io.github.mcpecho.internal.redaction;

import java.util.ArrayList;
import java.util.List;

/** Which columns of a table hold secrets, by their names. */
final class SecretColumns {
  /** By column; empty where the column holds no secret. */
  private final List<String> secretNames = new ArrayList<>();

  private int nameColumn = -1;
  private int valueColumn = -1;

  /**
   * @param names as they stand in the head, in quotes or not
   */
  SecretColumns(List<String> names) {
    for (String written : names) {
      String name = unquoted(written);
      boolean secret = SecretNames.isSecretLabel(name) || SecretNames.isPassword(name);
      nameColumn = nameColumn < 0 && Pairs.isName(name) ? secretNames.size() : nameColumn;
      valueColumn = valueColumn < 0 && Pairs.isValue(name) ? secretNames.size() : valueColumn;
      secretNames.add(secret ? name : "");
    }
  }

  int count() {
    return secretNames.size();
  }

  /** Returns whether there are any, or whether a row may name its secret in another column. */
  boolean any() {
    return nameColumn >= 0 && valueColumn >= 0
        || secretNames.stream().anyMatch(name -> !name.isEmpty());
  }

  /** Adds the secrets of a row, whose cells may be more than the columns. */
  void addTo(List<Span> found, String text, List<Span> row) {
    for (int column = 0; column < Math.min(row.size(), count()); column++) {
      String name = secretNames.get(column);
      if (name.isEmpty() && column == valueColumn && nameColumn >= 0 && nameColumn < row.size()) {
        String told = unquoted(row.get(nameColumn).in(text));
        name = SecretNames.isSecret(told) ? told : "";
      }
      Span cell = row.get(column);
      if (!name.isEmpty() && isSecret(name, cell.in(text))) {
        found.add(new Span(cell.from(), cell.to(), SecretNames.isPassword(name)));
      }
    }
  }

  /** A column of tokens may count those of a language model. */
  private static boolean isSecret(String name, String value) {
    boolean isAmount = !SecretNames.isPassword(name) && value.chars().allMatch(Character::isDigit);
    return !value.isEmpty()
        && !isAmount
        && !SecretNames.isNoSecret(value)
        && !StandIns.isWhole(value, new Span(0, value.length()));
  }

  private static String unquoted(String name) {
    int from = TextEnds.end(name, 0, SecretColumns::isAround);
    return name.substring(from, TextEnds.start(name, name.length(), from, SecretColumns::isAround));
  }

  private static boolean isAround(char c) {
    return Character.isWhitespace(c) || "\"'`[]\\*\uFEFF".indexOf(c) >= 0;
  }
}
