package io.github.mcpecho.diagnosis.headers;

import io.github.mcpecho.diagnosis.report.FindingTable;
import io.github.mcpecho.report.FindingEntry;
import io.github.mcpecho.report.FindingKind;

/** What can be wrong with the headers of a request, whatever it asks for. */
public enum HeaderFinding implements FindingKind {
  HEADER_EXPECTED_ABSENT,
  HEADER_EXPECTED_EMPTY,
  HEADER_EXPECTED_DUPLICATED,
  HEADER_EXPECTED_CONFLICTING,
  HEADER_PLACEHOLDER,
  AUTH_TOKEN_OF_PLATFORM,
  HEADER_EXPECTED_DIFFERENT,
  HEADERS_LARGE,
  HEADERS_VERY_LARGE,
  HEADERS_TOO_LARGE,
  HEADER_LINE_TOO_LONG,
  HEADER_DUPLICATED,
  HEADER_UNDERSCORE,
  HEADER_UNDERSCORE_SPOOF,
  HEADER_HOP_BY_HOP,
  HEADER_CONNECTION_STRIPS,
  HEADER_FRAMING_CONFLICT,
  HEADER_CONTROL_CHARACTERS,
  HEADER_COOKIE_SPLIT,
  TARGET_TRAILING_SLASH,
  TARGET_DOUBLE_SLASH,
  HTTP_1_0,
  ACCEPT_MISSING,
  ACCEPT_INCOMPLETE,
  ACCEPT_WILDCARD,
  ACCEPT_MALFORMED,
  CONTENT_TYPE_CHARSET;

  @Override
  public FindingEntry entry() {
    return FindingTable.entry(this);
  }
}
