package io.github.mcpecho.diagnosis.intermediaries;

import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.text.TsvResource;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A product that answers in the place of the server, known by the marks that its documentation
 * tells in {@code answerers.tsv}.
 *
 * @param kind what its answer to a message means
 * @param marks all of which its answer has
 * @param fix what to configure there; may be empty
 * @param preflightFix what to configure there if a preflight is answered so; may be empty
 */
public record Answerer(
    String product, DoctorFinding kind, List<Mark> marks, String fix, String preflightFix) {
  private static final List<Answerer> ALL =
      TsvResource.rows(Answerer.class, "answerers.tsv").stream().map(Answerer::parse).toList();

  /** Who answers so refuses a preflight as any other request. */
  private static final Set<DoctorFinding> REFUSING_ALL =
      EnumSet.of(DoctorFinding.REACH_GATEWAY_ERROR, DoctorFinding.REACH_TLS_FAILED);

  private static final int SEARCHED = 16 * 1024;
  private static final int FORBIDDEN = 403;
  private static final String NONE = "-";

  private static Answerer parse(String[] row) {
    return new Answerer(
        row[0],
        DoctorFinding.valueOf(row[1]),
        Mark.all(row[2]),
        fix(row[0], row[3]),
        fix(row[0], row[4]));
  }

  private static String fix(String product, String text) {
    return text.equals(NONE) ? "" : product + ": " + text;
  }

  /** Returns the first product of the table that answers so. */
  public static Optional<Answerer> of(int status, Headers headers, String body) {
    return all(status, headers, beginning(body)).findFirst();
  }

  /** Returns what to configure in the product that answers a preflight so, if it is known. */
  public static Optional<String> preflightFix(int status, Headers headers, String body) {
    return all(status, headers, beginning(body))
        .map(one -> one.fixOfPreflight(status))
        .filter(fix -> !fix.isEmpty())
        .findFirst();
  }

  /** A firewall refuses a preflight as any other request; a guard of logins has its own answer. */
  private String fixOfPreflight(int status) {
    boolean refusesAll =
        REFUSING_ALL.contains(kind) || kind == DoctorFinding.REACH_DENIED && status == FORBIDDEN;
    return preflightFix.isEmpty() && refusesAll ? fix : preflightFix;
  }

  private static String beginning(String body) {
    return body.substring(0, Math.min(SEARCHED, body.length())).toLowerCase(Locale.ROOT);
  }

  private static Stream<Answerer> all(int status, Headers headers, String body) {
    return ALL.stream().filter(one -> Mark.areAllIn(one.marks, status, headers, body));
  }
}
