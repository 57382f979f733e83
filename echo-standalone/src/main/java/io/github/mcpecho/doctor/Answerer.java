package io.github.mcpecho.doctor;

import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.doctor.exchange.Answer;
import io.github.mcpecho.internal.text.TsvResource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A product that answers in the place of the server, known by the marks that its documentation
 * tells.
 *
 * @param kind what its answer means
 * @param marks all of which its answer has
 * @param fix what to configure there; may be empty
 */
record Answerer(String product, DoctorFinding kind, List<Mark> marks, String fix) {
  private static final List<Answerer> ALL =
      TsvResource.rows(Answerer.class, "answerers.tsv").stream().map(Answerer::parse).toList();

  private static final int SEARCHED = 16 * 1024;

  private static Answerer parse(String[] row) {
    return new Answerer(
        row[0],
        DoctorFinding.valueOf(row[1]),
        Stream.of(row[2].split(" & ")).map(Mark::parse).toList(),
        row[3].equals("-") ? "" : row[3]);
  }

  /** Returns the first product of the table that answers so. */
  static Optional<Answerer> of(Answer answer) {
    return ALL.stream()
        .filter(one -> one.marks.stream().allMatch(mark -> mark.isIn(answer)))
        .findFirst();
  }

  /**
   * Something that an answer holds.
   *
   * @param place {@code status}, {@code body} or the name of a header
   * @param text in lower case, that is part of what stands there
   */
  record Mark(String place, String text) {
    static Mark parse(String text) {
      int equals = text.indexOf('=');
      return new Mark(text.substring(0, equals), text.substring(equals + 1));
    }

    boolean isIn(Answer answer) {
      return switch (place) {
        case "status" -> text.equals(String.valueOf(answer.status()));
        case "body" -> beginning(answer).contains(text);
        default ->
            answer.headers().all(place).stream()
                .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains(text));
      };
    }

    private static String beginning(Answer answer) {
      String body = answer.text();
      return body.substring(0, Math.min(SEARCHED, body.length())).toLowerCase(Locale.ROOT);
    }
  }
}
