package io.github.mcpecho.diagnosis.cors;

import io.github.mcpecho.http.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Response headers as people copy them: from {@code curl -i} with the body behind them, or from the
 * network panel of a browser, which may put name and value on two lines, without a colon too.
 *
 * @param status of the status line, if there was one
 */
record PastedHeaders(List<Header> lines, Optional<Integer> status) {
  private static final int MOST_LINES = 500;
  private static final Pattern STATUS =
      Pattern.compile(
          "(?:[<*] )?(?:HTTP/[0-9.]{1,3} |:?status:? ?(?:code:? ?)?)([1-5][0-9]{2})\\b.*",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern RESPONSE = Pattern.compile("(?:< )?HTTP/[0-9.]{1,3} [1-5]");
  private static final Pattern FIELD =
      Pattern.compile("(?:< )?([!#$%&'*+.^_`|~0-9A-Za-z-]{1,200})(?::|\\t)(.*)");

  /** A value that is a URL has no blank behind its colon. */
  private static final Pattern ON_ONE_LINE = Pattern.compile("[0-9A-Za-z-]{1,200}: \\S");

  /** What a browser shows as a name: those that matter here have a hyphen, but for Vary. */
  private static final Pattern NAME =
      Pattern.compile("(?i):?[a-z][a-z0-9]*(?:-[a-z0-9]+)+|:status|date|server|vary|via|location");

  private static final Pattern WORD = Pattern.compile(":?[0-9A-Za-z-]{1,200}");

  static PastedHeaders parse(String text) {
    List<String> lines = text.lines().limit(MOST_LINES).map(String::strip).toList();
    List<String> full = lines.stream().filter(line -> !line.isEmpty()).toList();
    return isInPairs(full) ? pairs(full) : head(lastHead(lines));
  }

  boolean isEmpty() {
    return lines.isEmpty() && status.isEmpty();
  }

  /** Name and value take turns, and there is no colon behind a name. */
  private static boolean isInPairs(List<String> lines) {
    boolean known = false;
    for (int i = 0; i < lines.size(); i += 2) {
      if (!WORD.matcher(lines.get(i)).matches()) {
        return false;
      }
      known |= NAME.matcher(lines.get(i)).matches();
    }
    return known && lines.size() % 2 == 0;
  }

  private static PastedHeaders pairs(List<String> lines) {
    var headers = new ArrayList<Header>();
    Optional<Integer> status = Optional.empty();
    for (int i = 0; i < lines.size(); i += 2) {
      Matcher statusLine = STATUS.matcher(lines.get(i) + " " + lines.get(i + 1));
      if (statusLine.matches()) {
        status = Optional.of(Integer.valueOf(statusLine.group(1)));
      } else {
        headers.add(new Header(lines.get(i), lines.get(i + 1)));
      }
    }
    return new PastedHeaders(headers, status);
  }

  /** Returns what stands before the body; after a redirect, the head of the last response. */
  private static List<String> lastHead(List<String> lines) {
    int start = 0;
    boolean inHead = false;
    for (int i = 0; i < lines.size(); i++) {
      boolean empty = lines.get(i).isEmpty() || lines.get(i).equals("<");
      if (!inHead && RESPONSE.matcher(lines.get(i)).lookingAt()) {
        start = i;
      }
      if (inHead && empty && !isFollowedByResponse(lines, i)) {
        return lines.subList(start, i);
      }
      inHead = !empty;
    }
    return lines.subList(start, lines.size());
  }

  private static boolean isFollowedByResponse(List<String> lines, int end) {
    return lines.subList(end, lines.size()).stream()
        .filter(line -> !line.isEmpty() && !line.equals("<"))
        .findFirst()
        .filter(line -> RESPONSE.matcher(line).lookingAt())
        .isPresent();
  }

  private static PastedHeaders head(List<String> text) {
    var lines = new ArrayList<Header>();
    Optional<Integer> status = Optional.empty();
    Optional<String> open = Optional.empty();
    for (String line : text) {
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
        } else if (!value.startsWith("//")) {
          lines.add(new Header(field.group(1), value));
        }
      }
    }
    return new PastedHeaders(lines, status);
  }
}
