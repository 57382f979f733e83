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
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

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

  /**
   * Reads the arguments, and the file that they name.
   *
   * @throws ConfigurationException if they cannot be used
   */
  static Options parse(List<String> arguments) {
    Script script = NOTHING;
    boolean triggers = false;
    boolean control = false;
    boolean https = false;
    Optional<Path> authorityFile = Optional.empty();
    Optional<Severity> failOn = Optional.empty();
    for (Iterator<String> left = arguments.iterator(); left.hasNext(); ) {
      String argument = left.next();
      switch (argument) {
        case "--triggers" -> triggers = true;
        case "--control" -> control = true;
        case "--https" -> https = true;
        case "--script" -> script = read(value(argument, "the name of a file", left));
        case "--ca-file" -> {
          https = true;
          authorityFile = Optional.of(path(value(argument, "the name of a file", left)));
        }
        case "--fail-on" ->
            failOn = Optional.of(severity(value(argument, "error or warning", left)));
        default -> {
          if (ConformanceCommand.BESIDE.contains(argument)) {
            throw new ConfigurationException(
                argument + " needs --conformance 2026-07-28 or 2025-11-25 beside it");
          }
          throw new ConfigurationException(
              "there is no option " + UnknownOption.of(argument) + ", see --help");
        }
      }
    }
    return new Options(
        triggers ? script.withTriggers() : script, control, https, authorityFile, failOn);
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
