package io.github.mcpecho.servlet;

import io.github.mcpecho.internal.http.MediaRanges;
import java.util.List;
import java.util.Optional;

/** What a client can read: one JSON body, a stream of server-sent events, or both. */
enum ResponseForm {
  EITHER,
  JSON_ONLY,
  STREAM_ONLY;

  private static final String JSON = "application/json";
  private static final String STREAM = "text/event-stream";

  /** What most clients send, byte for byte: spares the parsing. */
  private static final List<String> USUAL = List.of("application/json, text/event-stream");

  /**
   * Returns what these {@code Accept} values allow, nothing if neither form; no value allows both.
   */
  static Optional<ResponseForm> accepted(List<String> values) {
    if (values.equals(USUAL) || values.stream().allMatch(String::isBlank)) {
      return Optional.of(EITHER);
    }
    MediaRanges ranges = MediaRanges.of(values);
    boolean json = ranges.accept(JSON);
    boolean stream = ranges.accept(STREAM);
    if (json) {
      return Optional.of(stream ? EITHER : JSON_ONLY);
    }
    return stream ? Optional.of(STREAM_ONLY) : Optional.empty();
  }

  /** Returns whether both types are named, not only covered by a range. */
  static boolean namesBoth(List<String> values) {
    return MediaRanges.of(values).name(List.of(JSON, STREAM));
  }
}
