package io.github.mcpecho.diagnosis.headers;

import io.github.mcpecho.diagnosis.request.HeaderFinding;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.http.MediaRanges;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.report.Finding;
import java.util.List;
import java.util.Optional;

/** Judges what the client says it can read (RFC 9110 §12.5.1). */
public final class AcceptHeader {
  private static final List<String> BOTH = List.of("application/json", "text/event-stream");

  private AcceptHeader() {}

  /** Returns whether the client says, without a wildcard, that it can read all of these. */
  public static boolean names(Headers headers, List<String> mediaTypes) {
    return MediaRanges.of(headers.all("accept")).name(mediaTypes);
  }

  static Optional<Finding> judge(Headers headers, Redactor redactor) {
    List<String> values = headers.all("accept");
    if (values.isEmpty()) {
      return Optional.of(HeaderFinding.ACCEPT_MISSING.found(""));
    }
    return verdict(MediaRanges.of(values))
        .map(kind -> kind.found(redactor.header("accept", String.join(", ", values))));
  }

  private static Optional<HeaderFinding> verdict(MediaRanges ranges) {
    if (ranges.isMalformed()) {
      return Optional.of(HeaderFinding.ACCEPT_MALFORMED);
    }
    if (ranges.name(BOTH)) {
      return Optional.empty();
    }
    return Optional.of(
        BOTH.stream().allMatch(ranges::accept)
            ? HeaderFinding.ACCEPT_WILDCARD
            : HeaderFinding.ACCEPT_INCOMPLETE);
  }
}
