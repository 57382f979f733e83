package io.github.mcpecho.diagnosis.headers;

import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.report.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Judges what the client says it can read (RFC 9110 §12.5.1). */
public final class AcceptHeader {
  private static final Pattern RANGE =
      Pattern.compile("[!#$%&'*+.^_`|~0-9a-z-]+/[!#$%&'*+.^_`|~0-9a-z-]+");
  private static final Pattern ZERO = Pattern.compile("q\\s*=\\s*0(\\.0{0,3})?");

  private AcceptHeader() {}

  /** Returns whether the client says, without a wildcard, that it can read all of these. */
  public static boolean names(Headers headers, List<String> mediaTypes) {
    return ranges(String.join(", ", headers.all("accept"))).containsAll(mediaTypes);
  }

  static Optional<Finding> judge(Headers headers, Redactor redactor) {
    List<String> values = headers.all("accept");
    if (values.isEmpty()) {
      return Optional.of(HeaderFinding.ACCEPT_MISSING.found(""));
    }
    String value = String.join(", ", values);
    return verdict(ranges(value)).map(kind -> kind.found(redactor.header("accept", value)));
  }

  private static Optional<HeaderFinding> verdict(List<String> ranges) {
    if (!ranges.stream().allMatch(range -> RANGE.matcher(range).matches())) {
      return Optional.of(HeaderFinding.ACCEPT_MALFORMED);
    }
    boolean json = ranges.contains("application/json");
    boolean events = ranges.contains("text/event-stream");
    if (json && events) {
      return Optional.empty();
    }
    boolean covered =
        (json || covers(ranges, "application/*")) && (events || covers(ranges, "text/*"));
    return Optional.of(covered ? HeaderFinding.ACCEPT_WILDCARD : HeaderFinding.ACCEPT_INCOMPLETE);
  }

  private static boolean covers(List<String> ranges, String wildcard) {
    return ranges.contains("*/*") || ranges.contains(wildcard);
  }

  /** The media ranges in lower case, without the ones that are refused by a weight of zero. */
  private static List<String> ranges(String value) {
    var ranges = new ArrayList<String>();
    for (String element : value.toLowerCase(Locale.ROOT).split(",")) {
      String[] parts = element.split(";");
      boolean refused = false;
      for (int i = 1; i < parts.length; i++) {
        refused |= ZERO.matcher(parts[i].strip()).matches();
      }
      String range = parts.length == 0 ? "" : parts[0].strip();
      if (!refused && !element.isBlank()) {
        ranges.add(range);
      }
    }
    return ranges;
  }
}
