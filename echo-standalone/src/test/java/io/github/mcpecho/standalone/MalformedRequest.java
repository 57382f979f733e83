package io.github.mcpecho.standalone;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One row of {@code malformed-requests.txt}, which explains the columns.
 *
 * @param line where it stands
 * @param why what the program says is wrong, empty if the table does not tell
 */
record MalformedRequest(
    int line,
    String answer,
    String why,
    String requirement,
    String about,
    String request,
    String body) {
  private static final String TABLE = "malformed-requests.txt";
  private static final Pattern WHY = Pattern.compile(" *\"(.*)\"$");

  static List<MalformedRequest> table() {
    try (InputStream in = MalformedRequest.class.getResourceAsStream(TABLE);
        var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      var rows = new ArrayList<MalformedRequest>();
      int number = 0;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        if (!line.isBlank() && !line.startsWith("#")) {
          rows.add(row(number, line));
        }
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the HTTP request, to be sent to this port. */
  byte[] bytes(int port) {
    return RequestText.of(request, body, port).bytes();
  }

  /** Returns whether an answer, in the notation of the table, is what has to come back. */
  boolean allows(String actual) {
    return answers().contains(actual);
  }

  private List<String> answers() {
    return Stream.of(answer.split(" / ")).flatMap(MalformedRequest::answers).toList();
  }

  private static Stream<String> answers(String answer) {
    String[] words = answer.split(" ", 2);
    boolean byContainer = words[1].contains("?");
    List<String> bodies =
        byContainer ? List.of(words[1].replace("?", ""), "- none", "json none") : List.of(words[1]);
    return Stream.of(words[0].split(","))
        .flatMap(status -> bodies.stream().map(body -> status + " " + body));
  }

  /** The name of the test: it begins with the requirement. */
  @Override
  public String toString() {
    return requirement + ": " + about + " (line " + line + ")";
  }

  private static MalformedRequest row(int number, String line) {
    String[] cells = (line + " ").split(" \\| ", 5);
    if (cells.length != 5) {
      throw new IllegalArgumentException(TABLE + " line " + number + " has not five columns");
    }
    String answer = cells[0].strip();
    Matcher quoted = WHY.matcher(answer);
    // An id may be in quotation marks too, but has no blank.
    String why = quoted.find() && quoted.group(1).contains(" ") ? quoted.group(1) : "";
    return new MalformedRequest(
        number,
        why.isEmpty() ? answer : answer.substring(0, quoted.start()),
        why,
        cells[1].strip(),
        cells[2].strip(),
        cells[3].strip(),
        cells[4].strip());
  }
}
