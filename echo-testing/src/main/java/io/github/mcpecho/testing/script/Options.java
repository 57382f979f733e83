package io.github.mcpecho.testing.script;

import io.github.mcpecho.internal.redaction.QuotedInput;
import io.github.mcpecho.settings.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/**
 * What the program is told on its command line.
 *
 * @param script what goes wrong
 * @param triggers whether callers may say so too
 */
record Options(Script script, boolean triggers) {
  private static final Script NOTHING = Script.parse(new byte[] {'{', '}'});

  /**
   * Reads the arguments, and the file that they name.
   *
   * @throws ConfigurationException if they cannot be used
   */
  static Options parse(List<String> arguments) {
    Script script = NOTHING;
    boolean triggers = false;
    for (Iterator<String> left = arguments.iterator(); left.hasNext(); ) {
      String argument = left.next();
      if (argument.equals("--triggers")) {
        triggers = true;
      } else if (argument.equals("--script") && left.hasNext()) {
        script = read(left.next());
      } else if (argument.equals("--script")) {
        throw new ConfigurationException("--script needs the name of a file after it");
      } else {
        throw new ConfigurationException(
            "there is no option " + QuotedInput.of(argument) + ", see --help");
      }
    }
    return new Options(script, triggers);
  }

  private static Script read(String file) {
    byte[] json;
    try {
      json = Files.readAllBytes(Path.of(file));
    } catch (IOException | InvalidPathException e) {
      throw new ConfigurationException("The script cannot be read: " + QuotedInput.of(file));
    }
    try {
      return Script.parse(json);
    } catch (ConfigurationException e) {
      throw new ConfigurationException(QuotedInput.of(file) + ": " + e.getMessage());
    }
  }
}
