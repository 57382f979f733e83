package io.github.mcpecho.diagnosis.timing;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.diagnosis.intermediaries.Intermediaries;
import io.github.mcpecho.diagnosis.report.Section;
import io.github.mcpecho.diagnosis.report.Units;
import io.github.mcpecho.mcp.ResponseStream.Aid;
import io.github.mcpecho.mcp.ToolArguments;
import io.github.mcpecho.mcp.ToolCall;
import io.github.mcpecho.report.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a {@link StreamProbe} sent, and how to read what arrived. */
record StreamReport(StreamProbe.Plan plan, List<Instant> sent, ToolCall call) {
  private static final int DEFAULT_EVENTS = 5;
  private static final int DEFAULT_INTERVAL_MILLIS = 500;
  private static final String BUFFERING_HEADERS =
      "X-Accel-Buffering: no and Cache-Control: no-transform";

  /** Returns what the arguments ask for, nothing if they ask for no stream. */
  static Optional<StreamProbe.Plan> plan(ToolCall call) {
    ToolArguments arguments = call.arguments();
    JsonNode asked = arguments.json();
    if (asked.isEmpty()) {
      return Optional.empty();
    }
    // Whoever cannot get events, and asks for silence alone, misses none.
    boolean silenceAlone = asked.has("idleMs") && !asked.has("intervalMs");
    int events = silenceAlone && !call.progress().isWanted() ? 0 : DEFAULT_EVENTS;
    return Optional.of(
        new StreamProbe.Plan(
            arguments.intOr("events", events),
            Duration.ofMillis(arguments.intOr("intervalMs", DEFAULT_INTERVAL_MILLIS)),
            Duration.ofMillis(arguments.intOr("idleMs", 0)),
            leftOut(arguments)));
  }

  private static Set<Aid> leftOut(ToolArguments arguments) {
    var leftOut = EnumSet.noneOf(Aid.class);
    if (!arguments.booleanOr("bufferingHeader", true)) {
      leftOut.add(Aid.BUFFERING_HEADER);
    }
    if (!arguments.booleanOr("comments", true)) {
      leftOut.add(Aid.COMMENTS);
    }
    return leftOut;
  }

  /** Sends the events, then returns what was sent. */
  static StreamReport run(StreamProbe.Plan plan, StreamProbe probe, ToolCall call)
      throws InterruptedException {
    call.stream().leaveOut(plan.leftOut());
    return new StreamReport(plan, probe.run(plan, call.progress(), call.cancellation()), call);
  }

  Section section() {
    var section =
        Section.titled("stream", "📡 Stream Probe")
            .text(
                plan.events() == 0
                    ? "Events Sent: none was asked for"
                    : "Events Sent: %d of %d, one every %dms"
                        .formatted(sent.size(), plan.events(), plan.interval().toMillis()))
            .fact("eventsSent", sent.size())
            .fact("eventsAsked", plan.events())
            .fact("intervalMs", plan.interval().toMillis());
    if (!sent.isEmpty()) {
      time(section, "firstSent", "First Sent", sent.get(0));
      time(section, "lastSent", "Last Sent", sent.get(sent.size() - 1));
    }
    section
        .text("Silence Before This Answer: " + plan.silence().toMillis() + "ms")
        .fact("idleMs", plan.silence().toMillis());
    aid(section, Aid.BUFFERING_HEADER, "bufferingHeader", BUFFERING_HEADERS);
    aid(section, Aid.COMMENTS, "comments", "Comments In A Long Silence");
    return section.build();
  }

  private void aid(Section.Builder section, Aid aid, String name, String label) {
    String how = !isGiven(aid) ? "left out" : sent.isEmpty() ? "sent if a stream began" : "sent";
    section.text(label + ": " + how).fact(name, isGiven(aid));
  }

  private boolean isGiven(Aid aid) {
    return !plan.leftOut().contains(aid);
  }

  /**
   * Says how to read the arrival times: only the client knows them; under what they hold; and what
   * to configure in the products in front.
   */
  Section explanation() {
    Intermediaries inFront = Intermediaries.of(call.context());
    Section.Builder section = Section.remark("🔭 How To Read It");
    if (!sent.isEmpty()) {
      explainArrivals(section, inFront);
    }
    section.text("- No answer after a silence: something cuts idle or long responses.");
    advice(
        section,
        inFront.fix(
            Intermediaries.CUT,
            "Defaults: nginx proxy_read_timeout 60s of silence, AWS ALB 60s of silence,\n"
                + "Envoy route timeout 15s in all."));
    return section
        .text(
            isGiven(Aid.COMMENTS)
                ? "  This server breaks a silence with a comment line every"
                    + " MCP_ECHO_KEEP_ALIVE_INTERVAL: comments=false leaves them out."
                : "  This server sent no comment lines: the silence was whole.")
        .build();
  }

  private void explainArrivals(Section.Builder section, Intermediaries inFront) {
    boolean header = isGiven(Aid.BUFFERING_HEADER);
    section
        .text("Each event says when it was sent. Compare that with when your client received it.")
        .text("- Spaced as sent: nothing on the way holds events back. That holds")
        .text(
            header
                ? "  with "
                    + BUFFERING_HEADERS
                    + ", which this server sent and yours may not: try bufferingHeader=false."
                : "  without " + BUFFERING_HEADERS + ", so for a server that sends neither.")
        .text("- All at once with this answer: something buffers or compresses,")
        .text(
            header
                ? "  although this server sends " + BUFFERING_HEADERS + "."
                : "  and this server was told not to send " + BUFFERING_HEADERS + ".");
    advice(
        section,
        inFront.fix(
            Intermediaries.BUFFERED,
            header
                ? "nginx heeds X-Accel-Buffering unless proxy_ignore_headers names it."
                : "nginx does so by default (proxy_buffering off)."));
  }

  private static void advice(Section.Builder section, String lines) {
    lines.lines().forEach(line -> section.text("  " + line));
  }

  private static void time(Section.Builder section, String name, String label, Instant time) {
    section.text(label + ": " + Units.microseconds(time)).fact(name, time.toString());
  }

  List<Finding> findings() {
    if (call.stream().isHeldBack()) {
      return List.of(TimingFinding.STREAM_HELD_BACK.found("not committed after the first flush"));
    }
    if (plan.events() == 0 || call.progress().isWanted()) {
      return List.of();
    }
    boolean hasToken = call.params().path("_meta").has("progressToken");
    return List.of(
        (hasToken ? TimingFinding.STREAM_NOT_ACCEPTED : TimingFinding.STREAM_WITHOUT_PROGRESS_TOKEN)
            .found(""));
  }
}
