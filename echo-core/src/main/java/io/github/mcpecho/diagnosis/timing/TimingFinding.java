package io.github.mcpecho.diagnosis.timing;

import io.github.mcpecho.report.FindingEntry;
import io.github.mcpecho.report.FindingKind;
import io.github.mcpecho.report.Severity;

/** What can be wrong with the way to the server and back. */
public enum TimingFinding implements FindingKind {
  STREAM_WITHOUT_PROGRESS_TOKEN(
      Severity.WARNING,
      "The request asked for progress events but carries no progressToken, so none may be sent.",
      "MCP basic/patterns/progress: progress goes to the token of the request only",
      "Send params._meta.progressToken; most clients do so when they are given a progress"
          + " listener."),
  STREAM_NOT_ACCEPTED(
      Severity.WARNING,
      "The request asked for progress events but does not accept a stream, so none could be sent.",
      "MCP basic/transports/streamable-http: Accept lists application/json and text/event-stream",
      "Send Accept: application/json, text/event-stream."),
  STREAM_HELD_BACK(
      Severity.ERROR,
      "The host of this server holds its responses back: an event was flushed, and the container has"
          + " not begun to answer. All events arrive at the end.",
      "Jakarta Servlet §5.1: flushing commits the response",
      "Look for a filter around the servlet that wraps the response to collect it, and leave the MCP"
          + " path out of it: Spring ShallowEtagHeaderFilter or ContentCachingResponseWrapper, a"
          + " compressing, caching or logging filter."),
  HOP_SLOW(
      Severity.WARNING,
      "The request spent a second or more between a proxy and this server.",
      "X-Request-Start as set by the proxy, compared with the arrival of the request",
      "Look for a queue in front of this server: too few instances, connections or threads. If the"
          + " proxy runs on another machine, compare the two clocks first."),
  HOP_CLOCK_SKEW(
      Severity.WARNING,
      "By the proxy's clock the request was sent after it arrived here, so the clocks differ.",
      "X-Request-Start as set by the proxy, compared with the arrival of the request",
      "Let both machines follow a time server (NTP): tokens are checked against these clocks."),
  HOP_TIME_UNREADABLE(
      Severity.INFO,
      "A header that should say when a proxy took the request up does not hold a time.",
      "Convention: t= and the time since 1970 in seconds, milliseconds or microseconds",
      "In nginx: proxy_set_header X-Request-Start \"t=${msec}\";"),
  CLIENT_CLOCK_SKEW(
      Severity.WARNING,
      "The Date of the request and this server's clock are more than a minute apart.",
      "RFC 9110 §6.6.1; RFC 7519 §4.1.4 allows for a few minutes of skew at most",
      "Let the machine whose clock is wrong follow a time server (NTP); until then tokens may seem"
          + " expired or not yet valid.");

  private final FindingEntry entry;

  TimingFinding(Severity severity, String meaning, String rule, String fix) {
    entry = new FindingEntry(severity, meaning, rule, fix);
  }

  @Override
  public FindingEntry entry() {
    return entry;
  }
}
