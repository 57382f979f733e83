package io.github.mcpecho.testing.script;

import io.github.mcpecho.internal.redaction.QuotedInput;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.settings.ConfigurationException;
import io.github.mcpecho.testing.conformance.Check;
import io.github.mcpecho.testing.conformance.ClientConformance;
import io.github.mcpecho.testing.conformance.Verdict;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Runs a client through scenarios, and prints a line for each check, and what the client of one
 * that failed printed, without the secrets in it: {@code --conformance REVISION --command COMMAND
 * [--scenario NAME]}.
 *
 * @param scenario the only one to run
 */
record ConformanceCommand(ClientConformance suite, String command, Optional<String> scenario) {
  static final String OPTION = "--conformance";

  private static final String COMMAND = "--command";
  private static final String SCENARIO = "--scenario";
  private static final Set<String> OPTIONS = Set.of(OPTION, COMMAND, SCENARIO);

  /**
   * Reads the arguments.
   *
   * @throws ConfigurationException if they cannot be used
   */
  static ConformanceCommand parse(List<String> arguments) {
    Optional<ClientConformance> suite = Optional.empty();
    Optional<String> command = Optional.empty();
    Optional<String> scenario = Optional.empty();
    for (Iterator<String> left = arguments.iterator(); left.hasNext(); ) {
      String option = left.next();
      if (!OPTIONS.contains(option)) {
        throw new ConfigurationException(
            "there is no option " + QuotedInput.of(option) + " beside --conformance, see --help");
      }
      String value = left.hasNext() ? left.next() : "";
      if (value.isBlank()) {
        throw new ConfigurationException(option + " needs a value after it");
      }
      switch (option) {
        case OPTION -> suite = Optional.of(suite(value));
        case COMMAND -> command = Optional.of(value);
        default -> scenario = Optional.of(value);
      }
    }
    if (suite.isEmpty() || command.isEmpty()) {
      throw new ConfigurationException("--conformance and --command belong together, see --help");
    }
    return new ConformanceCommand(suite.get(), command.get(), scenario).requireScenario();
  }

  private static ClientConformance suite(String revision) {
    try {
      return ClientConformance.of(
          ProtocolVersion.of(revision).orElseThrow(IllegalArgumentException::new));
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(
          "--conformance is for 2025-11-25 or 2026-07-28, not " + QuotedInput.of(revision));
    }
  }

  private ConformanceCommand requireScenario() {
    if (scenario.isPresent() && !all().contains(scenario.get())) {
      throw new ConfigurationException(
          "there is no scenario %s; there are %s"
              .formatted(QuotedInput.of(scenario.get()), String.join(", ", all())));
    }
    return this;
  }

  private List<String> all() {
    var all = new ArrayList<>(suite.scored());
    all.addAll(suite.unscored());
    return all;
  }

  /** Returns whether the client passes what it has to: the scored ones, or the only one. */
  boolean run(PrintStream out) {
    var client = new CommandClient(command);
    // The log of a build keeps what is printed. One key, so that equal tokens look equal.
    Redactor redactor = Redactor.withRandomKey();
    int passed = 0;
    var failed = new ArrayList<String>();
    for (String name : scenario.map(List::of).orElseGet(this::all)) {
      Verdict verdict = suite.run(name, client);
      boolean counts = scenario.isPresent() || suite.scored().contains(name);
      print(verdict, counts, redactor, out);
      if (!verdict.passed()) {
        print(redactor.text(client.said()), out);
      }
      if (counts && verdict.passed()) {
        passed++;
      } else if (counts) {
        failed.add(name);
      }
    }
    out.printf("%d of %d passed", passed, passed + failed.size());
    out.println(failed.isEmpty() ? "" : ", not " + String.join(", ", failed));
    return failed.isEmpty();
  }

  private static void print(Verdict verdict, boolean counts, Redactor redactor, PrintStream out) {
    out.println(
        (verdict.passed() ? "PASSED " : "FAILED ")
            + verdict.scenario()
            + (counts ? "" : " (not scored)"));
    for (Check check : verdict.checks()) {
      out.println("  " + redactor.text(check.toString()));
    }
    verdict
        .failure()
        .ifPresent(
            why ->
                out.println(
                    "  The client failed: " + redactor.text(String.valueOf(why.getMessage()))));
  }

  private static void print(String said, PrintStream out) {
    said.lines().forEach(line -> out.println("    | " + line));
  }
}
