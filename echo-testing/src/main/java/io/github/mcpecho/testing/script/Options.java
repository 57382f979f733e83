package io.github.mcpecho.testing.script;

import io.github.mcpecho.internal.redaction.QuotedInput;
import io.github.mcpecho.report.Severity;
import io.github.mcpecho.servlet.HttpSettings;
import io.github.mcpecho.settings.ConfigurationException;
import io.github.mcpecho.standalone.ServerSettings;
import io.github.mcpecho.testing.TestAuthority;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the program is told on its command line.
 *
 * @param script what goes wrong
 * @param control whether others may ask and tell it while it runs
 * @param https whether it speaks TLS
 * @param authorityFile where to write whom its clients have to trust then
 * @param failOn the mildest finding for which it ends with a status of its own
 */
record Options(
    Script script,
    boolean control,
    boolean https,
    Optional<Path> authorityFile,
    Optional<Severity> failOn) {
  private static final Script NOTHING = Script.parse(new byte[] {'{', '}'});

  private static final Map<String, Reader> BY_NAME =
      Map.of(
          "--triggers", (draft, option, left) -> draft.triggers = true,
          "--control", (draft, option, left) -> draft.control = true,
          "--https", (draft, option, left) -> draft.https = true,
          "--script", (draft, option, left) -> draft.script = read(file(option, left)),
          "--ca-file", (draft, option, left) -> draft.certify(path(file(option, left))),
          "--fail-on",
              (draft, option, left) ->
                  draft.failOn = Optional.of(severity(value(option, "error or warning", left))));

  /** The names of all. */
  static final Set<String> NAMES = BY_NAME.keySet();

  /** Reads one option, and what follows it if it needs something. */
  @FunctionalInterface
  private interface Reader {
    void read(Draft draft, String option, Iterator<String> left);
  }

  private static final class Draft {
    private Script script = NOTHING;
    private boolean triggers;
    private boolean control;
    private boolean https;
    private Optional<Path> authorityFile = Optional.empty();
    private Optional<Severity> failOn = Optional.empty();

    void certify(Path file) {
      https = true;
      authorityFile = Optional.of(file);
    }
  }

  /**
   * Reads the arguments, and the file that they name.
   *
   * @throws ConfigurationException if they cannot be used
   */
  static Options parse(List<String> arguments) {
    var draft = new Draft();
    var given = new HashSet<String>();
    for (Iterator<String> left = arguments.iterator(); left.hasNext(); ) {
      String argument = left.next();
      if (ConformanceCommand.BESIDE.contains(argument)) {
        throw new ConfigurationException(
            argument + " needs --conformance 2026-07-28 or 2025-11-25 beside it");
      }
      if (!NAMES.contains(argument)) {
        throw new ConfigurationException(
            "there is no option " + UnknownOption.of(argument) + ", see --help");
      }
      if (!given.add(argument)) {
        throw new ConfigurationException(argument + " stands twice: leave one out");
      }
      BY_NAME.get(argument).read(draft, argument, left);
    }
    return new Options(
        draft.triggers ? draft.script.withTriggers() : draft.script,
        draft.control,
        draft.https,
        draft.authorityFile,
        draft.failOn);
  }

  /**
   * Makes what certifies the servers, if they are to speak TLS, and writes it where it is asked
   * for.
   *
   * @throws ConfigurationException if it cannot be written there
   */
  Optional<TestAuthority> authority(Map<String, String> variables) {
    if (!https) {
      return Optional.empty();
    }
    if (ServerSettings.TLS_CERTIFICATE.in(variables).isPresent()) {
      throw new ConfigurationException(
          "--https makes a certificate, and %s names one: choose one of them"
              .formatted(ServerSettings.TLS_CERTIFICATE));
    }
    String[] hosts =
        HttpSettings.ALLOWED_HOSTS.in(variables).stream()
            .flatMap(List::stream)
            .filter(host -> host.matches("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*"))
            .toArray(String[]::new);
    TestAuthority authority = TestAuthority.create(hosts);
    if (authorityFile.isPresent()) {
      try {
        Files.writeString(authorityFile.get(), authority.pem());
      } catch (IOException e) {
        throw new ConfigurationException(
            "The file cannot be written: " + QuotedInput.of(authorityFile.get().toString()));
      }
    }
    return Optional.of(authority);
  }

  private static String file(String option, Iterator<String> left) {
    return value(option, "the name of a file", left);
  }

  private static String value(String option, String what, Iterator<String> left) {
    if (!left.hasNext()) {
      throw new ConfigurationException(option + " needs " + what + " after it");
    }
    return left.next();
  }

  private static Severity severity(String word) {
    return List.of(Severity.ERROR, Severity.WARNING).stream()
        .filter(severity -> severity.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new ConfigurationException(
                    "--fail-on " + QuotedInput.of(word) + " cannot be used; use error or warning"));
  }

  private static Path path(String file) {
    try {
      return Path.of(file);
    } catch (InvalidPathException e) {
      throw new ConfigurationException("There can be no file " + QuotedInput.of(file));
    }
  }

  private static Script read(String file) {
    try {
      return Script.parse(QuotedInput.of(file), Files.readAllBytes(path(file)));
    } catch (IOException e) {
      throw new ConfigurationException(
          QuotedInput.of(file)
              + ": The script cannot be read: "
              + (new File(file).exists() ? "it is no file to read" : "there is no such file"));
    }
  }
}
