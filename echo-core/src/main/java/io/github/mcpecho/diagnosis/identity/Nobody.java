package io.github.mcpecho.diagnosis.identity;

import io.github.mcpecho.internal.text.Glob;
import io.github.mcpecho.internal.text.TsvResource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Recognises the names that products give to a caller who has not signed in. */
final class Nobody {
  private static final List<Name> NAMES =
      TsvResource.rows(Nobody.class, "nobody.tsv").stream()
          .map(
              cells ->
                  new Name(
                      Pattern.compile(cells[0], Pattern.CASE_INSENSITIVE),
                      new Glob(cells[1]),
                      cells[2]))
          .toList();

  private Nobody() {}

  /**
   * Returns who writes this for somebody who has not signed in, if all values are such names.
   *
   * @param source the header or claim that holds the values
   */
  static Optional<String> namedBy(String source, List<String> values) {
    String place = source.toLowerCase(Locale.ROOT);
    return NAMES.stream()
        .filter(name -> name.place.matches(place))
        .filter(name -> values.stream().allMatch(value -> name.form.matcher(value).matches()))
        .map(Name::writer)
        .findFirst();
  }

  private record Name(Pattern form, Glob place, String writer) {}
}
