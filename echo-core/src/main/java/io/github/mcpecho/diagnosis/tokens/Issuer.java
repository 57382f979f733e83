package io.github.mcpecho.diagnosis.tokens;

import io.github.mcpecho.internal.text.Glob;
import io.github.mcpecho.internal.text.TsvResource;
import io.github.mcpecho.report.FindingKind;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A product that issues tokens, as {@code issuers.tsv} beside this class knows it, with the faults
 * of {@code issuer-faults.tsv} that come with it.
 *
 * @param hosts what {@code iss} looks like; anything will do if empty
 */
record Issuer(String name, List<Glob> hosts, List<Sign> signs, Use use, List<Fault> faults) {
  /** What a token is for. The constants are a column of issuers.tsv. */
  enum Use {
    /** Whoever has it may use a server. */
    ACCESS,
    /** It tells a client who its user is. */
    ID,
    /** A proxy tells a server behind it who the caller is. */
    ASSERTION
  }

  /**
   * A habitual fault.
   *
   * @param subject the ids of the findings that it shows itself in
   * @param fix the setting that mends it
   */
  record Fault(Pattern subject, List<Sign> signs, String fix) {
    boolean explains(FindingKind kind, TokenParts parts) {
      return subject.matcher(kind.name()).matches() && Sign.allAreOn(signs, parts);
    }
  }

  /** Stands in the place of a fix where the issuer means it so, and its servers read it. */
  private static final String USUAL = "-";

  private static final List<Issuer> ALL = load();

  /** Returns who issued a token, by the first line of the table that fits. */
  static Optional<Issuer> of(TokenParts parts) {
    String name = parts.issuer();
    for (Issuer issuer : ALL) {
      if (issuer.isCalled(name) && Sign.allAreOn(issuer.signs, parts)) {
        return Optional.of(issuer);
      }
    }
    return Optional.empty();
  }

  private boolean isCalled(String name) {
    for (Glob host : hosts) {
      if (host.matches(name)) {
        return true;
      }
    }
    return hosts.isEmpty();
  }

  /** Returns whether this issuer writes all its tokens so, and nothing has to be mended. */
  boolean isUsual(FindingKind kind, TokenParts parts) {
    return faults.stream()
        .anyMatch(fault -> fault.fix().equals(USUAL) && fault.explains(kind, parts));
  }

  /** Returns whether the table knows this of the issuer. */
  boolean has(FindingKind habit) {
    return faults.stream().anyMatch(fault -> fault.subject.matcher(habit.name()).matches());
  }

  /** Returns what mends this finding where this issuer is, which is named first. */
  Optional<String> fix(FindingKind kind, TokenParts parts) {
    return fix(kind, parts, fault -> true);
  }

  /** The same, if the fix is for what stands in this very token. */
  Optional<String> fixOfItsOwn(FindingKind kind, TokenParts parts) {
    return fix(kind, parts, fault -> !fault.signs().isEmpty());
  }

  private Optional<String> fix(FindingKind kind, TokenParts parts, Predicate<Fault> which) {
    return faults.stream()
        .filter(fault -> which.test(fault) && fault.explains(kind, parts))
        .findFirst()
        .map(fault -> name + ": " + fault.fix());
  }

  private static List<Issuer> load() {
    List<String[]> faults = TsvResource.rows(Issuer.class, "issuer-faults.tsv");
    return TsvResource.rows(Issuer.class, "issuers.tsv").stream()
        .map(
            cells ->
                new Issuer(
                    cells[0],
                    cells[1].equals("-")
                        ? List.of()
                        : Stream.of(cells[1].split(" ")).map(Glob::new).toList(),
                    Sign.all(cells[2]),
                    Use.valueOf(cells[3]),
                    faults.stream()
                        .filter(row -> row[0].equals(cells[0]))
                        .map(Issuer::fault)
                        .toList()))
        .toList();
  }

  private static Fault fault(String[] cells) {
    return new Fault(Pattern.compile(cells[1]), Sign.all(cells[2]), cells[3]);
  }
}
