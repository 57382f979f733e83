package io.github.mcpecho.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A sample of the product brief: the request that it stands for, and its answer beside ours. Each
 * line of the file begins with what it is:
 *
 * <ul>
 *   <li>{@code >}: of the request, headers and body
 *   <li>two spaces, or an empty line: in the brief, and answered to the letter
 *   <li>{@code -}: in the brief, and not answered
 *   <li>{@code +}: answered, and not in the brief
 *   <li>{@code #}: why the lines below it differ
 * </ul>
 *
 * @param answer the whole text that is answered
 */
record BriefSample(String headers, String body, String answer) {
  private static final String MARKS = "> -+#";

  static BriefSample of(String tool) throws IOException {
    List<String> lines = file(tool).lines().map(line -> line.isEmpty() ? " " : line).toList();
    for (String line : lines) {
      if (MARKS.indexOf(line.charAt(0)) < 0 || line.length() > 1 && line.charAt(1) != ' ') {
        throw new IOException("In the sample of " + tool + ": " + line);
      }
    }
    String request = marked(lines, ">");
    int end = request.indexOf("\n\n");
    return new BriefSample(
        request.substring(0, end), request.substring(end + 2), marked(lines, " +"));
  }

  /** Returns this sample with a token where the file has {@code <token>}. */
  BriefSample withToken(String token) {
    return new BriefSample(headers.replace("<token>", token), body, answer);
  }

  private static String marked(List<String> lines, String marks) {
    return lines.stream()
        .filter(line -> marks.indexOf(line.charAt(0)) >= 0)
        .map(line -> line.substring(Math.min(2, line.length())))
        .collect(Collectors.joining("\n"));
  }

  private static String file(String tool) throws IOException {
    try (InputStream in = BriefSample.class.getResourceAsStream("samples/" + tool + ".txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
