package io.github.mcpecho.diagnosis.tokens;

import io.github.mcpecho.internal.text.Expressions;
import io.github.mcpecho.internal.text.TsvResource;
import io.github.mcpecho.report.Finding;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What has the form of something else than a token, a row of {@code other-forms.tsv}. */
record OtherForm(Pattern form, String words, String fix) {
  private static final String JWT = "eyJ";

  private static final List<OtherForm> ALL =
      TsvResource.rows(OtherForm.class, "other-forms.tsv").stream()
          .map(
              cells ->
                  new OtherForm(
                      Expressions.compile(cells[0], Pattern.CASE_INSENSITIVE | Pattern.DOTALL),
                      cells[1],
                      cells[2]))
          .toList();

  /** Returns the finding if what was sent as a token is something else by its form. */
  static Optional<Finding> in(String sent) {
    if (!sent.startsWith(JWT)) {
      for (OtherForm other : ALL) {
        if (other.form.matcher(sent).matches()) {
          var wrong = ClaimFinding.TOKEN_KIND_WRONG;
          return Optional.of(wrong.found(wrong.meaning(), "looks like " + other.words, other.fix));
        }
      }
    }
    return Optional.empty();
  }
}
