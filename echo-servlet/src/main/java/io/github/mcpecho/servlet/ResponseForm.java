package io.github.mcpecho.servlet;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What a client can read: one JSON body, a stream of server-sent events, or both. */
enum ResponseForm {
  EITHER,
  JSON_ONLY,
  STREAM_ONLY;

  /** What most clients send, byte for byte: spares the parsing. */
  private static final List<String> USUAL = List.of("application/json, text/event-stream");

  /**
   * Returns what these {@code Accept} values allow, nothing if neither form; no value allows both.
   */
  static Optional<ResponseForm> accepted(List<String> values) {
    if (values.equals(USUAL)) {
      return Optional.of(EITHER);
    }
    String joined = String.join(",", values);
    if (joined.isBlank()) {
      return Optional.of(EITHER);
    }
    List<MediaType> ranges = new MediaTypeParser(joined).list();
    boolean json = accepts(ranges, "application", "json");
    boolean stream = accepts(ranges, "text", "event-stream");
    if (json) {
      return Optional.of(stream ? EITHER : JSON_ONLY);
    }
    return stream ? Optional.of(STREAM_ONLY) : Optional.empty();
  }

  /** Returns whether both types are named, not only covered by a range. */
  static boolean namesBoth(List<String> values) {
    List<MediaType> ranges = new MediaTypeParser(String.join(",", values)).list();
    return ranges.stream()
            .anyMatch(range -> range.is("application", "json") && range.isAcceptable())
        && ranges.stream()
            .anyMatch(range -> range.is("text", "event-stream") && range.isAcceptable());
  }

  private static boolean accepts(List<MediaType> ranges, String type, String subtype) {
    return ranges.stream()
        .filter(range -> range.specificityFor(type, subtype) >= 0)
        .max(
            Comparator.<MediaType>comparingInt(range -> range.specificityFor(type, subtype))
                .thenComparing(MediaType::isAcceptable))
        .map(MediaType::isAcceptable)
        .orElse(false);
  }
}
