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
  private static final List<Form> FORMS = forms("placeholders.tsv");
  private static final List<Form> FORMS_OF_CREDENTIALS = forms("placeholder-credentials.tsv");

  private Placeholders() {}

  /** Returns what kind of placeholder the value is, in words that quote nothing of it. */
  public static Optional<String> in(String value) {
    return first(FORMS, value);
  }

  /** The same for a credential without its scheme, for which more words can stand. */
  public static Optional<String> inCredential(String credential) {
    return in(credential).or(() -> first(FORMS_OF_CREDENTIALS, credential));
  }

  /** The same for the value of a header, which may begin with the scheme of a credential. */
  public static Optional<String> inHeader(String value) {
    var scheme = SCHEME.matcher(value.strip());
    return scheme.lookingAt() ? inCredential(value.strip().substring(scheme.end())) : in(value);
  }

  private static Optional<String> first(List<Form> forms, String value) {
    String text = value.strip();
    if (text.isEmpty() || text.length() > LONGEST) {
      return Optional.empty();
    }
    return forms.stream()
        .filter(form -> form.pattern.matcher(text).matches())
        .map(Form::words)
        .findFirst();
  }

  private static List<Form> forms(String table) {
    return TsvResource.rows(Placeholders.class, table).stream().map(Form::of).toList();
  }

  private record Form(Pattern pattern, String words) {
    static Form of(String[] cells) {
      return new Form(Pattern.compile(cells[0], Pattern.CASE_INSENSITIVE), cells[1]);
    }
  }
}
