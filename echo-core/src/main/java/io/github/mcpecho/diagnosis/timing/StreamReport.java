package io.github.mcpecho.diagnosis.timing;

import io.github.mcpecho.diagnosis.intermediaries.Intermediaries;
import io.github.mcpecho.diagnosis.report.ReportPart;
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

/** Runs a {@link StreamProbe} and says how to read what arrived. */
final class StreamReport {
  private static final int DEFAULT_EVENTS = 5;
  private static final int DEFAULT_INTERVAL_MILLIS = 500;
  private static final String BUFFERING_HEADERS =
      "X-Accel-Buffering: no and Cache-Control: no-transform";

  private StreamReport() {}

  /** Returns what the arguments ask for, nothing if they ask for no stream. */
  static Optional<StreamProbe.Plan> plan(ToolArguments arguments) {
    if (arguments.json().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new StreamProbe.Plan(
            arguments.intOr("events", DEFAULT_EVENTS),
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
  static ReportPart run(StreamProbe.Plan plan, StreamProbe probe, ToolCall call)
      throws InterruptedException {
    call.stream().leaveOut(plan.leftOut());
    List<Instant> sent = probe.run(plan, call.progress(), call.cancellation());
    var section =
        Section.titled("stream", "📡 Stream Probe")
            .text(
                "Events Sent: %d of %d, one every %dms"
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
    aid(section, plan, Aid.BUFFERING_HEADER, "bufferingHeader", BUFFERING_HEADERS);
    aid(section, plan, Aid.COMMENTS, "comments", "Comments In A Long Silence");
    return new ReportPart(section, findings(plan, call));
  }

  private static void aid(
      Section.Builder section, StreamProbe.Plan plan, Aid aid, String name, String label) {
    boolean sent = !plan.leftOut().contains(aid);
    section.text(label + ": " + (sent ? "sent" : "left out")).fact(name, sent);
  }

  /**
   * Says how to read the arrival times: only the client knows them; under what they hold; and what
   * to configure in the products in front.
   */
  static Section explanation(StreamProbe.Plan plan, Intermediaries inFront) {
    boolean header = !plan.leftOut().contains(Aid.BUFFERING_HEADER);
    boolean comments = !plan.leftOut().contains(Aid.COMMENTS);
    Section.Builder section =
        Section.remark("🔭 How To Read It")
            .text(
                "Each event says when it was sent. Compare that with when your client received it.")
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
        inFront.fix(Intermediaries.BUFFERED, "nginx does so by default (proxy_buffering off)."));
    section.text("- No answer after a silence: something cuts idle or long responses.");
    advice(
        section,
        inFront.fix(
            Intermediaries.CUT,
            "Defaults: nginx proxy_read_timeout 60s of silence, AWS ALB 60s of silence,\n"
                + "Envoy route timeout 15s in all."));
    return section
        .text(
            comments
                ? "  This server breaks long silences with a comment line every now and then:"
                    + " comments=false leaves them out."
                : "  This server sent no comment lines: the silence was whole.")
        .build();
  }

  private static void advice(Section.Builder section, String lines) {
    lines.lines().forEach(line -> section.text("  " + line));
  }

  private static void time(Section.Builder section, String name, String label, Instant time) {
    section.text(label + ": " + Units.microseconds(time)).fact(name, time.toString());
  }

  private static boolean asksForSilenceAlone(ToolArguments arguments) {
    return arguments.json().has("idleMs")
        && !arguments.json().has("events")
        && !arguments.json().has("intervalMs");
  }

  private static List<Finding> findings(StreamProbe.Plan plan, ToolCall call) {
    if (call.stream().isHeldBack()) {
      return List.of(TimingFinding.STREAM_HELD_BACK.found("not committed after the first flush"));
    }
    if (plan.events() == 0 || call.progress().isWanted() || asksForSilenceAlone(call.arguments())) {
      return List.of();
    }
    boolean hasToken = call.params().path("_meta").has("progressToken");
    return List.of(
        (hasToken ? TimingFinding.STREAM_NOT_ACCEPTED : TimingFinding.STREAM_WITHOUT_PROGRESS_TOKEN)
            .found(""));
  }
}
