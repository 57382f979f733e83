package io.github.mcpecho.tools.cors;

import io.github.mcpecho.mcp.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Response headers as people copy them: from {@code curl -i}, or from the network panel of a
 * browser, which may put name and value on two lines.
 *
 * @param status of the status line, if there was one
 */
record PastedHeaders(List<Header> lines, Optional<Integer> status) {
  private static final int MOST_LINES = 500;
  private static final Pattern STATUS =
      Pattern.compile(
          "(?:[<*] )?(?:HTTP/[0-9.]{1,3} |:?status:? ?(?:code:? ?)?)([1-5][0-9]{2})\\b.*",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern FIELD =
      Pattern.compile("(?:< )?([!#$%&'*+.^_`|~0-9A-Za-z-]{1,200})(?::|\\t)(.*)");

  /** A value that is a URL has no blank behind its colon. */
  private static final Pattern ON_ONE_LINE = Pattern.compile("[0-9A-Za-z-]{1,200}: \\S");

  static PastedHeaders parse(String text) {
    var lines = new ArrayList<Header>();
    Optional<Integer> status = Optional.empty();
    Optional<String> open = Optional.empty();
    for (String line : text.lines().limit(MOST_LINES).map(String::strip).toList()) {
      Matcher statusLine = STATUS.matcher(line);
      Matcher field = FIELD.matcher(line);
      if (open.isPresent() && !ON_ONE_LINE.matcher(line).lookingAt()) {
        lines.add(new Header(open.get(), line));
        open = Optional.empty();
      } else if (statusLine.matches()) {
        status = Optional.of(Integer.valueOf(statusLine.group(1)));
      } else if (field.matches()) {
        String value = field.group(2).strip();
        if (value.isEmpty()) {
          open = Optional.of(field.group(1));
        } else {
          lines.add(new Header(field.group(1), value));
        }
      }
    }
    return new PastedHeaders(lines, status);
  }
}
