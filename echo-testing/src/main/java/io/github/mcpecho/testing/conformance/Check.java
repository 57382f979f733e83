package io.github.mcpecho.testing.conformance;

/**
 * What came of one thing that a scenario looks at.
 *
 * @param id that of the official suite, if it has one; several checks of a scenario may share it
 * @param name that of the official suite, unique in the scenario
 * @param rule the sentence of the specification that asks for it
 * @param source where that is written
 * @param observed why it is not a success; empty if it is one
 */
public record Check(
    String id, String name, Status status, String rule, String source, String observed) {

  /** From best to worst. */
  public enum Status {
    /** There was nothing to look at, or the revision does not ask for it. */
    SKIPPED,
    SUCCESS,
    /** A SHOULD is not kept. */
    WARNING,
    /**
     * A MUST is not kept, or a SHOULD for which the official suite fails a client, or nothing that
     * the client did shows that it is.
     */
    FAILURE
  }

  /** Says it in one line, and in a second one which rule is broken. */
  @Override
  public String toString() {
    String line = status + " " + id + " (" + name + ")";
    String observation = observed.isEmpty() ? "" : ": " + observed;
    return status.compareTo(Status.SUCCESS) > 0
        ? "%s%s%n    \"%s\" (%s)".formatted(line, observation, rule, source)
        : line + observation;
  }
}
