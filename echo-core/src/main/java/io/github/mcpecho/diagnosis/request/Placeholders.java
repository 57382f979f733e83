package io.github.mcpecho.diagnosis.request;

import io.github.mcpecho.internal.http.Disclosure;
import io.github.mcpecho.internal.http.HeaderCatalogue;
import io.github.mcpecho.internal.http.HeaderCategory;
import io.github.mcpecho.internal.http.HeaderKind;
import io.github.mcpecho.internal.text.Expressions;
import io.github.mcpecho.internal.text.TsvResource;
import io.github.mcpecho.report.Finding;
import io.github.mcpecho.report.FindingKind;
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
  private static final String BEARER = "bearer ";
  private static final String OF_ENVIRONMENT = "os.environ/";
  private static final Pattern PART = Pattern.compile("[\\s,;=@]+");
  private static final Set<Disclosure> CREDENTIALS =
      EnumSet.of(Disclosure.CREDENTIALS, Disclosure.SECRET, Disclosure.JWT);
  private static final List<Form> FORMS = forms("placeholders.tsv");
  private static final List<Form> FORMS_OF_CREDENTIALS = forms("placeholder-credentials.tsv");

  private Placeholders() {}

  /**
   * Something that stands for a value.
   *
   * @param words what it is, in words that quote nothing of it
   */
  public record Placeholder(String words, Optional<String> fix) {
    /** Returns the finding, with the fix for this form if there is one. */
    public Finding found(FindingKind kind, String evidence) {
      return found(kind, evidence, kind.fix());
    }

    /** Returns the finding, with the fix for this form, else another one. */
    public Finding found(FindingKind kind, String evidence, String general) {
      return kind.found(kind.meaning(), evidence, fix.orElse(general));
    }
  }

  /** An id in braces, as Windows writes it, and JSON are values. */
  private static final Pattern IN_BRACES =
      Pattern.compile(
          "\\{(\\s*[\"}\\[].*|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\})",
          Pattern.CASE_INSENSITIVE);

  /** Returns the placeholder that the value is. */
  public static Optional<Placeholder> in(String value) {
    return first(FORMS, value);
  }

  /** The same for a credential without its scheme, for which more words can stand. */
  public static Optional<Placeholder> inCredential(String credential) {
    return in(credential).or(() -> first(FORMS_OF_CREDENTIALS, credential));
  }

  /** The same for the value of a header, which may be a credential or begin with its scheme. */
  public static Optional<Placeholder> inHeader(String name, String value) {
    var scheme = SCHEME.matcher(value.strip());
    if (scheme.lookingAt()) {
      return inCredential(value.strip().substring(scheme.end()));
    }
    HeaderKind header = HeaderCatalogue.findFolded(name);
    return holdsCredential(header)
        ? inCredential(value)
        : in(value).or(() -> header.caller().isPresent() ? inPart(value) : Optional.empty());
  }

  /**
   * Returns the variable that the whole value of any header is, perhaps behind a scheme or in
   * quotes. Other placeholders, such as {@code none}, may be right in a header that nobody knows.
   */
  public static Optional<Placeholder> variable(String value) {
    String text = value.substring(beginOfVariable(value)).strip();
    if (text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")) {
      text = text.substring(1, text.length() - 1);
    }
    return beginsAsVariable(text, 0) && !IN_BRACES.matcher(text).matches()
        ? in(text)
        : Optional.empty();
  }

  /** Returns false for most values that are none, at first sight. */
  public static boolean mayBeVariable(String value) {
    int begin = beginOfVariable(value);
    return beginsAsVariable(value, value.startsWith("\"", begin) ? begin + 1 : begin);
  }

  private static int beginOfVariable(String value) {
    int begin = value.regionMatches(true, 0, BEARER, 0, BEARER.length()) ? BEARER.length() : 0;
    while (begin < value.length() && value.charAt(begin) == ' ') {
      begin++;
    }
    return begin;
  }

  private static boolean beginsAsVariable(String text, int begin) {
    if (text.length() < begin + 3) {
      return false;
    }
    if (text.regionMatches(true, begin, OF_ENVIRONMENT, 0, OF_ENVIRONMENT.length())) {
      return true;
    }
    char second = text.charAt(begin + 1);
    boolean isName = second != ' ' && (second < '0' || second > '9');
    return isName
        && switch (text.charAt(begin)) {
          case '$', '{', '%', '#' -> true;
          case '<' -> text.indexOf('>') > 0 && text.indexOf(':') < 0 && text.indexOf('/') < 0;
          default -> false;
        };
  }

  /** An address, a list or a distinguished name may hold a variable where the user should stand. */
  private static Optional<Placeholder> inPart(String value) {
    boolean mayBe = value.indexOf('$') >= 0 || value.indexOf('{') >= 0;
    return mayBe && value.length() <= LONGEST
        ? PART.splitAsStream(value)
            .filter(part -> part.startsWith("$") || part.startsWith("%{"))
            .flatMap(part -> in(part).stream())
            .findFirst()
        : Optional.empty();
  }

  /** Returns whether the value of such a header is a credential: a key, a token, an assertion. */
  public static boolean holdsCredential(HeaderKind header) {
    return header.category() == HeaderCategory.AUTHENTICATION
        && CREDENTIALS.contains(header.disclosure());
  }

  private static Optional<Placeholder> first(List<Form> forms, String value) {
    String text = value.strip();
    if (text.isEmpty() || text.length() > LONGEST) {
      return Optional.empty();
    }
    return forms.stream()
        .filter(form -> form.pattern.matcher(text).matches())
        .map(Form::placeholder)
        .findFirst();
  }

  private static List<Form> forms(String table) {
    return TsvResource.rows(Placeholders.class, table).stream().map(Form::of).toList();
  }

  private record Form(Pattern pattern, Placeholder placeholder) {
    static Form of(String[] cells) {
      Optional<String> fix = Optional.of(cells[2]).filter(text -> !text.equals("-"));
      return new Form(
          Expressions.compile(cells[0], Pattern.CASE_INSENSITIVE), new Placeholder(cells[1], fix));
    }
  }
}
