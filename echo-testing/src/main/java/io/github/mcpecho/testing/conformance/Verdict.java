package io.github.mcpecho.testing.conformance;

import io.github.mcpecho.testing.conformance.Check.Status;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What came of a scenario.
 *
 * @param checks in the order of the scenario, at least one
 * @param failure how the client itself failed: it did not end in time, or threw something where it
 *     should not
 * @param history the calls that had arrived, without their values
 */
public record Verdict(
    String scenario, List<Check> checks, Optional<Throwable> failure, String history) {
  public Verdict {
    checks = List.copyOf(checks);
  }

  /**
   * Returns whether the client did what the scenario asks for, broke no rule, no SHOULD either, as
   * the official suite counts, and did not fail itself. A client that did nothing has not passed.
   */
  public boolean passed() {
    return failure.isEmpty()
        && count(Status.SUCCESS) > 0
        && count(Status.FAILURE) == 0
        && count(Status.WARNING) == 0;
  }

  /** Returns how many checks have this status. */
  public long count(Status status) {
    return checks.stream().filter(check -> check.status() == status).count();
  }

  /**
   * Checks that it {@link #passed}.
   *
   * @throws AssertionError if not; it lists the failures with their rules, and what arrived
   */
  public void assertPassed() {
    if (!passed()) {
      throw new AssertionError(toString(), failure.orElse(null));
    }
  }

  /** Lists what did not succeed, and what arrived. */
  @Override
  public String toString() {
    String lines =
        checks.stream()
            .filter(check -> check.status().compareTo(Status.SUCCESS) > 0)
            .map(check -> "\n  " + check)
            .collect(Collectors.joining());
    String end = failure.map(why -> "\n  The client failed: " + why).orElse("");
    return scenario + (passed() ? " passed" : " failed") + lines + end + "\n" + history;
  }
}
