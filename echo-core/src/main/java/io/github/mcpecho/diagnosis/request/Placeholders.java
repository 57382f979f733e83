package io.github.mcpecho.diagnosis.request;

import io.github.mcpecho.internal.http.Disclosure;
import io.github.mcpecho.internal.http.HeaderCatalogue;
import io.github.mcpecho.internal.http.HeaderCategory;
import io.github.mcpecho.internal.http.HeaderKind;
import io.github.mcpecho.internal.text.TsvResource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Recognises placeholders: variables that were not expanded, and words that stand for a value. */
public final class Placeholders {
  /** A longer value is no placeholder; this also bounds the work of the patterns. */
  private static final int LONGEST = 200;

  private static final Pattern SCHEME =
      Pattern.compile("(bearer|basic|dpop|token|apikey)\\s+", Pattern.CASE_INSENSITIVE);
  private static final Set<Disclosure> CREDENTIALS =
      EnumSet.of(Disclosure.CREDENTIALS, Disclosure.SECRET, Disclosure.JWT);
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

  /** The same for the value of a header, which may be a credential or begin with its scheme. */
  public static Optional<String> inHeader(String name, String value) {
    var scheme = SCHEME.matcher(value.strip());
    if (scheme.lookingAt()) {
      return inCredential(value.strip().substring(scheme.end()));
    }
    return holdsCredential(HeaderCatalogue.findFolded(name)) ? inCredential(value) : in(value);
  }

  /** Returns whether the value of such a header is a credential: a key, a token, an assertion. */
  public static boolean holdsCredential(HeaderKind header) {
    return header.category() == HeaderCategory.AUTHENTICATION
        && CREDENTIALS.contains(header.disclosure());
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
