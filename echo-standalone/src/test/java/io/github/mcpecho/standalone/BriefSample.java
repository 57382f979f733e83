package io.github.mcpecho.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;

/**
 * A sample answer of the product brief beside what is answered here. Each line of the file begins
 * with what it is:
 *
 * <ul>
 *   <li>two spaces, or an empty line: in the brief, and answered to the letter
 *   <li>{@code -}: in the brief, and not answered
 *   <li>{@code +}: answered, and not in the brief
 *   <li>{@code #}: why the lines below it differ
 * </ul>
 */
final class BriefSample {
  private BriefSample() {}

  /** Returns the whole text that this tool answers. */
  static String answerOf(String tool) throws IOException {
    var answer = new StringJoiner("\n");
    for (String line : file(tool).split("\n")) {
      if (line.isEmpty() || line.equals("+")) {
        answer.add("");
      } else if (line.startsWith("  ") || line.startsWith("+ ")) {
        answer.add(line.substring(2));
      } else if (!line.startsWith("- ") && !line.startsWith("# ")) {
        throw new IOException("In the sample of " + tool + ": " + line);
      }
    }
    return answer.toString();
  }

  private static String file(String tool) throws IOException {
    try (InputStream in = BriefSample.class.getResourceAsStream("samples/" + tool + ".txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
