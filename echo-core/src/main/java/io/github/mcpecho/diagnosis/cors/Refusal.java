package io.github.mcpecho.diagnosis.cors;

import io.github.mcpecho.diagnosis.intermediaries.Answerer;
import io.github.mcpecho.diagnosis.intermediaries.Mark;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.text.TsvResource;
import io.github.mcpecho.report.Finding;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is behind an answer that a browser refuses, if it is neither a login nor a missing header:
 * known by status, headers and body in {@code refusals.tsv}, or as a product that answers in the
 * place of the server.
 *
 * @param cause a sentence; empty if the finding says it
 */
record Refusal(Optional<String> cause, String fix) {
  private static final String BOTH = "BOTH";
  private static final List<Row> ROWS =
      TsvResource.rows(Refusal.class, "refusals.tsv").stream().map(Row::of).toList();

  private record Row(String answerTo, List<Mark> marks, Refusal refusal) {
    static Row of(String[] cells) {
      return new Row(cells[0], Mark.all(cells[1]), new Refusal(Optional.of(cells[2]), cells[3]));
    }
  }

  /** Returns what is behind an answer to a preflight or to the request itself. */
  static Optional<Refusal> of(boolean preflight, int status, Headers headers, String body) {
    Optional<String> product =
        preflight
            ? Answerer.preflightFix(status, headers, body)
            : Answerer.of(status, headers, body).map(Answerer::fix);
    String lowerCase = body.toLowerCase(Locale.ROOT);
    String answerTo = preflight ? "PREFLIGHT" : "REQUEST";
    return product
        .filter(fix -> !fix.isEmpty())
        .map(fix -> new Refusal(Optional.empty(), fix))
        .or(
            () ->
                ROWS.stream()
                    .filter(row -> row.answerTo.equals(BOTH) || row.answerTo.equals(answerTo))
                    .filter(row -> Mark.areAllIn(row.marks, status, headers, lowerCase))
                    .findFirst()
                    .map(Row::refusal));
  }

  /** Returns the finding with the cause and the fix of this answer. */
  Finding found(CorsFinding kind, String evidence) {
    return kind.found(cause.orElse(kind.meaning()), evidence, fix);
  }
}
