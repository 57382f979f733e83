package io.github.mcpecho.diagnosis.request;

import io.github.mcpecho.internal.text.TsvResource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Recognises placeholders: variables that were not expanded, and words that stand for a value. */
public final class Placeholders {
  /** A longer value is no placeholder; this also bounds the work of the patterns. */
  private static final int LONGEST = 200;

  private static final Pattern SCHEME =
      Pattern.compile("(bearer|basic|dpop|token|apikey)\\s+", Pattern.CASE_INSENSITIVE);
  private static final List<Form> FORMS =
      TsvResource.rows(Placeholders.class, "placeholders.tsv").stream().map(Form::of).toList();

  private Placeholders() {}

  /** Returns what kind of placeholder the value is, in words that quote nothing of it. */
  public static Optional<String> in(String value) {
    String text = value.strip();
    if (text.isEmpty() || text.length() > LONGEST) {
      return Optional.empty();
    }
    return FORMS.stream()
        .filter(form -> form.pattern.matcher(text).matches())
        .map(Form::words)
        .findFirst();
  }

  /** The same for the value of a header, which may begin with the scheme of a credential. */
  public static Optional<String> inHeader(String value) {
    var scheme = SCHEME.matcher(value.strip());
    return in(scheme.lookingAt() ? value.strip().substring(scheme.end()) : value);
  }

  private record Form(Pattern pattern, String words) {
    static Form of(String[] cells) {
      return new Form(Pattern.compile(cells[0], Pattern.CASE_INSENSITIVE), cells[1]);
    }
  }
}
