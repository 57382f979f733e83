package io.github.mcpecho.diagnosis.urls;

import io.github.mcpecho.diagnosis.report.TableFindingKind;
import io.github.mcpecho.report.FindingKind;
import java.util.EnumSet;
import java.util.Set;

/** What can be wrong with the URL that this server has to take for its own. */
public enum UrlFinding implements TableFindingKind {
  URL_SCHEME_LOST,
  URL_SCHEME_UNKNOWN,
  URL_SCHEME_AMBIGUOUS,
  URL_PUBLIC_HTTP,
  URL_HOST_AMBIGUOUS,
  URL_HOST_LOST,
  URL_HOST_INTERNAL,
  URL_HOST_FORWARDED,
  URL_HOST_APPENDED,
  URL_PORT_MISMATCH,
  URL_PORT_AMBIGUOUS,
  URL_PORT_INTERNAL,
  URL_FORWARDED_DISAGREES,
  URL_FORWARDED_MALFORMED,
  URL_HEADER_INVALID,
  URL_HEADER_PLACEHOLDER,
  URL_CONFIGURED_MISMATCH,
  URL_PREFIX_REMOVED,
  URL_PREFIX_AMBIGUOUS,
  URL_NOT_HTTPS;

  private static final Set<UrlFinding> CONSEQUENCES =
      EnumSet.of(
          URL_SCHEME_LOST,
          URL_SCHEME_UNKNOWN,
          URL_PUBLIC_HTTP,
          URL_HOST_LOST,
          URL_PORT_MISMATCH,
          URL_CONFIGURED_MISMATCH);

  /** Returns whether the URL may be another one than it seems, so that nothing follows from it. */
  boolean leavesUrlOpen() {
    return switch (this) {
      case URL_HOST_FORWARDED,
          URL_HOST_APPENDED,
          URL_CONFIGURED_MISMATCH,
          URL_PREFIX_REMOVED,
          URL_NOT_HTTPS ->
          false;
      default -> true;
    };
  }

  /** What a header says wrongly, nobody can know from it; another host is another URL. */
  @Override
  public boolean explains(FindingKind other) {
    return switch (this) {
      case URL_HOST_AMBIGUOUS,
          URL_FORWARDED_DISAGREES,
          URL_FORWARDED_MALFORMED,
          URL_HEADER_INVALID,
          URL_HEADER_PLACEHOLDER ->
          CONSEQUENCES.contains(other);
      case URL_HOST_INTERNAL -> other == URL_CONFIGURED_MISMATCH;
      default -> false;
    };
  }
}
