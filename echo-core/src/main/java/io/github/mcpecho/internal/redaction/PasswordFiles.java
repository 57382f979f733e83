package io.github.mcpecho.internal.redaction;

import io.github.mcpecho.internal.text.TsvResource;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds passwords in lines of files that list users, read from {@code password-files.tsv} beside
 * this class, and in a line of PostgreSQL's wherever it stands: {@code
 * host:port:database:user:password}, where each may be a star and a backslash stands before a
 * colon.
 */
final class PasswordFiles {
  /** Behind a port that nobody takes for the number of a line. */
  private static final Pattern BEHIND_PORT =
      Pattern.compile(
          ":(?:\\*|[0-9]{4,5})(?<!cpe:2\\.3:[^\\s]{0,255})(?::(?:[^\\s:\\\\]|\\\\.){1,64}){2}:"
              + "((?=[^\\s:\\[]{0,64}[^\\s:\\[0-9])[^\\p{javaWhitespace}&;\"']++)");

  private static final int FEWEST_COLONS = 4;
  private static final int FEWEST_BLANKS = 2;

  private static final Pattern LINE =
      Pattern.compile(
          TsvResource.rows(PasswordFiles.class, "password-files.tsv").stream()
              .map(cells -> cells[0])
              .collect(
                  Collectors.joining(
                      "|", "(?m)(?:^|(?<=[\"']))[ \\t]*+(?:", ")(?=[ \\t]*(?:$|[\"'#\\\\]))")));

  private PasswordFiles() {}

  /** Adds what stands in a line of a file: most texts have fewer blanks and colons. */
  static void addTo(List<Span> found, String text) {
    boolean hasColons = has(text, FEWEST_COLONS, c -> c == ':');
    if (hasColons || has(text, FEWEST_BLANKS, TextEnds::isSpace) || text.contains("\" ")) {
      addTo(found, LINE.matcher(text));
    }
    if (hasColons) {
      addTo(found, BEHIND_PORT.matcher(text));
    }
  }

  private static void addTo(List<Span> found, Matcher line) {
    while (line.find()) {
      for (int group = 1; group <= line.groupCount(); group++) {
        if (line.start(group) >= 0) {
          found.add(new Span(line.start(group), line.end(group), true));
        }
      }
    }
  }

  private static boolean has(String text, int fewest, TextEnds.Characters characters) {
    int count = 0;
    for (int i = 0; i < text.length() && count < fewest; i++) {
      count += characters.has(text.charAt(i)) ? 1 : 0;
    }
    return count == fewest;
  }
}
