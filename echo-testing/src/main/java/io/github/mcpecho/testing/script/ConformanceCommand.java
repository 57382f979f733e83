package io.github.mcpecho.testing.script;

import io.github.mcpecho.internal.redaction.QuotedInput;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.settings.ConfigurationException;
import io.github.mcpecho.testing.conformance.Check;
import io.github.mcpecho.testing.conformance.ClientConformance;
import io.github.mcpecho.testing.conformance.Verdict;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Runs a client through scenarios, and prints a line for each check, without the secrets in it, and
 * what the client of one that failed printed; without a client it prints what there is to do in
 * them.
 *
 * @param named the scenarios that are chosen by their whole name, which count even if nobody has to
 *     pass them
 * @param chosen the scenarios to run, in this order
 * @param report where to write what came of it for a build server
 */
record ConformanceCommand(
    ClientConformance suite,
    Optional<String> command,
    List<String> named,
    List<String> chosen,
    Optional<JUnitReport> report) {
  /** The log of a build keeps what is printed. One key, so that equal tokens look equal. */
  private static final Redactor REDACTOR = Redactor.withRandomKey();

  static final String OPTION = "--conformance";

  private static final String COMMAND = "--command";
  private static final String SCENARIO = "--scenario";
  private static final String EXCEPT = "--except";
  private static final String TIMEOUT = "--timeout";
  private static final String JUNIT = "--junit";

  /** The options that are for nothing else. */
  static final Set<String> BESIDE = Set.of(COMMAND, SCENARIO, EXCEPT, TIMEOUT, JUNIT);

  /**
   * Reads the arguments.
   *
   * @throws ConfigurationException if they cannot be used
   */
  static ConformanceCommand parse(List<String> arguments) {
    Optional<ClientConformance> suite = Optional.empty();
    Optional<String> command = Optional.empty();
    Optional<Duration> timeout = Optional.empty();
    Optional<Path> report = Optional.empty();
    var only = new ArrayList<String>();
    var except = new ArrayList<String>();
    for (Iterator<String> left = arguments.iterator(); left.hasNext(); ) {
      String option = left.next();
      switch (option) {
        case OPTION -> suite = Optional.of(suite(value(option, left)));
        case COMMAND -> command = Optional.of(value(option, left));
        case SCENARIO -> only.add(value(option, left));
        case EXCEPT -> except.add(value(option, left));
        case TIMEOUT -> timeout = Optional.of(seconds(value(option, left)));
        case JUNIT -> report = Optional.of(path(value(option, left)));
        default ->
            throw new ConfigurationException(
                "there is no option "
                    + UnknownOption.of(option)
                    + " beside --conformance, see --help");
      }
    }
    ClientConformance all =
        suite.orElseThrow(() -> new ConfigurationException(OPTION + " needs a value after it"));
    ClientConformance patient = timeout.map(all::waiting).orElse(all);
    return new ConformanceCommand(
        patient,
        command,
        List.copyOf(only),
        chosen(patient, only, except),
        report.map(JUnitReport::at));
  }

  private static String value(String option, Iterator<String> left) {
    String value = left.hasNext() ? left.next() : "";
    if (value.isBlank()) {
      throw new ConfigurationException(option + " needs a value after it");
    }
    return value;
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

  private static Duration seconds(String text) {
    if (!text.matches("[1-9][0-9]{0,3}")) {
      throw new ConfigurationException(
          "--timeout is a number of seconds from 1 to 9999, not " + QuotedInput.of(text));
    }
    return Duration.ofSeconds(Integer.parseInt(text));
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new ConfigurationException("--junit needs the name of a file");
    }
  }

  private static List<String> chosen(
      ClientConformance suite, List<String> only, List<String> except) {
    try {
      return suite.named(only.isEmpty() ? List.of("*") : only, except);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(e.getMessage());
    }
  }

  /**
   * Returns whether the client passes what it has to: of the chosen ones those that are scored, and
   * those that are named.
   *
   * @throws ConfigurationException if there is no such client
   */
  boolean run(PrintStream out) {
    if (command.isEmpty()) {
      chosen.forEach(name -> out.printf("%s%n    %s%n", title(name), suite.task(name)));
      return true;
    }
    var client = new CommandClient(command.get());
    var failed = new ArrayList<String>();
    int passed = 0;
    for (String name : chosen) {
      long begin = System.nanoTime();
      Verdict verdict = suite.run(name, client);
      if (client.isUnknown() && verdict.scenario().equals(chosen.get(0))) {
        throw new ConfigurationException("there is no such client: " + client.said().strip());
      }
      Verdict told = shown(verdict);
      String said = shown(client.said());
      print(told, out);
      if (!verdict.passed()) {
        out.println("  It was to do: " + suite.task(name));
        said.lines().forEach(line -> out.println("    | " + line));
      }
      Duration time = Duration.ofNanos(System.nanoTime() - begin);
      report.ifPresent(file -> file.add(told, counts(name), time, said));
      if (counts(name) && verdict.passed()) {
        passed++;
      } else if (counts(name)) {
        failed.add(name);
      }
    }
    report.ifPresent(JUnitReport::write);
    out.printf("%d of %d passed", passed, passed + failed.size());
    out.println(failed.isEmpty() ? "" : ", not " + String.join(", ", failed));
    return failed.isEmpty();
  }

  private static Verdict shown(Verdict verdict) {
    return new Verdict(
        verdict.scenario(),
        verdict.checks().stream().map(ConformanceCommand::shown).toList(),
        verdict.failure().map(Failure::new),
        shown(verdict.history()));
  }

  private static Check shown(Check check) {
    return new Check(
        check.id(),
        check.name(),
        check.status(),
        check.rule(),
        check.source(),
        shown(check.observed()));
  }

  private static String shown(String text) {
    return REDACTOR.text(text);
  }

  /** How a client failed, in words alone. */
  private static final class Failure extends Exception {
    private static final long serialVersionUID = 1L;

    Failure(Throwable why) {
      super(shown(String.valueOf(why.getMessage())));
    }

    @Override
    public String toString() {
      return getMessage();
    }
  }

  private boolean counts(String name) {
    return suite.scored().contains(name) || named.contains(name);
  }

  private String title(String name) {
    return name + (counts(name) ? "" : " (not scored)");
  }

  private void print(Verdict verdict, PrintStream out) {
    out.println((verdict.passed() ? "PASSED " : "FAILED ") + title(verdict.scenario()));
    for (Check check : verdict.checks()) {
      out.println("  " + check);
    }
    verdict.failure().ifPresent(why -> out.println("  The client failed: " + why.getMessage()));
  }
}
