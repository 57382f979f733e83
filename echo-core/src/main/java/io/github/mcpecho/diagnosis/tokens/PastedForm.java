package io.github.mcpecho.diagnosis.tokens;

import io.github.mcpecho.internal.text.TsvResource;
import io.github.mcpecho.report.Finding;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something longer that a token stands in, and that was sent whole, a row of {@code
 * pasted-forms.tsv}.
 */
record PastedForm(
    CredentialFinding kind, Pattern form, String evidence, String message, String fix) {
  /** The token alone, and what was found. */
  record Found(String token, Finding finding) {}

  private static final String GENERAL = "-";

  /** What stands behind a scheme is looked at without it. */
  private static final Pattern SCHEME = Pattern.compile("(?i:Bearer|DPoP)\\s");

  private static final List<PastedForm> ALL =
      TsvResource.rows(PastedForm.class, "pasted-forms.tsv").stream().map(PastedForm::of).toList();

  private static PastedForm of(String[] cells) {
    var kind = CredentialFinding.valueOf(cells[0]);
    return new PastedForm(
        kind,
        Pattern.compile(cells[1], Pattern.CASE_INSENSITIVE | Pattern.DOTALL),
        cells[2],
        cells[3].equals(GENERAL) ? kind.meaning() : cells[3],
        cells[4].equals(GENERAL) ? kind.fix() : cells[4]);
  }

  private static boolean isBare(String value) {
    for (int i = 0; i < value.length(); i++) {
      if ("=:[({".indexOf(value.charAt(i)) >= 0) {
        return false;
      }
    }
    return true;
  }

  /** Returns the token in a value, if the value is more than that. */
  static Optional<Found> in(String value) {
    if (isBare(value) || value.length() > DecodedToken.MAX_LENGTH) {
      return Optional.empty();
    }
    String text = value.strip();
    if (SCHEME.matcher(text).lookingAt()) {
      return Optional.empty();
    }
    for (PastedForm pasted : ALL) {
      Matcher matcher = pasted.form.matcher(text);
      if (matcher.matches()) {
        return Optional.of(
            new Found(
                matcher.group("token"),
                pasted.kind.found(pasted.message, pasted.evidence, pasted.fix)));
      }
    }
    return Optional.empty();
  }
}
