package io.github.mcpecho.mcp;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Tells why a text is no revision, if it was meant to be one. */
final class MisspelledVersion {
  private static final Pattern VARIABLE = Pattern.compile("[\"']?([$%{<#@]|__).*");
  private static final Pattern NO_DIGIT = Pattern.compile("[^0-9]+");

  /** A month or a day without its zero. */
  private static final Pattern ONE_DIGIT = Pattern.compile("(?<=[0-9][-./])[0-9](?![0-9])");

  private static final int LONGEST = 64;

  private MisspelledVersion() {}

  /** Returns words that follow what is refused; empty if it is another revision. */
  static String hint(String requested) {
    if (requested.isEmpty() || requested.length() > LONGEST) {
      return "";
    }
    if (VARIABLE.matcher(requested).matches()) {
      return " (a placeholder, in which nothing has put the revision)";
    }
    return meant(requested)
        .map(version -> " (write " + version.wireName() + reason(requested) + ")")
        .orElse("");
  }

  private static Optional<ProtocolVersion> meant(String requested) {
    String padded = ONE_DIGIT.matcher(requested).replaceAll("0$0");
    String digits = NO_DIGIT.matcher(padded).replaceAll("");
    return Stream.of(ProtocolVersion.values())
        .filter(version -> NO_DIGIT.matcher(version.wireName()).replaceAll("").equals(digits))
        .filter(version -> !version.wireName().equals(requested))
        .findFirst();
  }

  private static String reason(String requested) {
    if (ONE_DIGIT.matcher(requested).find()) {
      return ", with two digits for month and day";
    }
    return "\"'`".indexOf(requested.charAt(0)) >= 0
        ? ", without the quotes"
        : ", with nothing before or behind it";
  }
}
