package io.github.mcpecho.diagnosis.intermediaries;

import io.github.mcpecho.internal.text.Glob;
import io.github.mcpecho.internal.text.TsvResource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A product of the table.
 *
 * @param name as people write it
 * @param signs of the product itself
 * @param tokens signs of the product's own token
 * @param texts under each key of the table
 * @param patterns the same, of the keys whose texts are patterns
 */
record Product(
    String name,
    List<Sign> signs,
    List<Sign> tokens,
    Map<String, List<String>> texts,
    Map<String, List<Glob>> patterns) {
  private static final Set<String> OF_PATTERNS = Set.of("covers", "host", "own");
  private static final String OF_FINDINGS = "is";
  private static final List<String[]> TABLE = TsvResource.rows(Product.class, "intermediaries.tsv");

  /** All of them, in the order in which they are named. */
  static final List<Product> ALL =
      TABLE.stream()
          .filter(row -> !row[1].equals(OF_FINDINGS))
          .collect(Collectors.groupingBy(row -> row[0], LinkedHashMap::new, Collectors.toList()))
          .entrySet()
          .stream()
          .map(product -> of(product.getKey(), product.getValue()))
          .toList();

  /** Those that give names to services. */
  static final List<Product> PLATFORMS =
      ALL.stream().filter(product -> !product.texts("host").isEmpty()).toList();

  /** The problem behind each finding that the table has advice on. */
  static final Map<String, String> PROBLEMS =
      TABLE.stream()
          .filter(row -> row[1].equals(OF_FINDINGS))
          .flatMap(row -> Stream.of(row[2].split(" ")).map(id -> Map.entry(id, row[0])))
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  private static Product of(String name, List<String[]> rows) {
    Map<String, List<String>> texts =
        rows.stream()
            .collect(
                Collectors.groupingBy(
                    row -> row[1], Collectors.mapping(row -> row[2], Collectors.toList())));
    Map<String, List<Glob>> patterns =
        OF_PATTERNS.stream().collect(Collectors.toMap(key -> key, key -> globs(texts, key)));
    return new Product(
        name, signs(texts, "sign"), signs(texts, "token"), Map.copyOf(texts), patterns);
  }

  private static List<Sign> signs(Map<String, List<String>> texts, String key) {
    return texts.getOrDefault(key, List.of()).stream().map(Sign::parse).toList();
  }

  private static List<Glob> globs(Map<String, List<String>> texts, String key) {
    return texts.getOrDefault(key, List.of()).stream()
        .map(pattern -> new Glob(pattern.toLowerCase(Locale.ROOT)))
        .toList();
  }

  List<String> texts(String key) {
    return texts.getOrDefault(key, List.of());
  }

  boolean fits(String key, String value) {
    String lowerCase = value.toLowerCase(Locale.ROOT);
    List<Glob> globs = patterns.get(key);
    for (int i = 0; i < globs.size(); i++) {
      if (globs.get(i).matches(lowerCase)) {
        return true;
      }
    }
    return false;
  }

  boolean isIn(Seen request) {
    return anyIsIn(signs, request);
  }

  boolean owns(Seen token) {
    return anyIsIn(tokens, token);
  }

  private static boolean anyIsIn(List<Sign> signs, Seen seen) {
    for (int i = 0; i < signs.size(); i++) {
      if (signs.get(i).isIn(seen)) {
        return true;
      }
    }
    return false;
  }
}
