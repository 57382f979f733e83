package io.github.mcpecho.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.internal.jsonrpc.Json;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;

/** Whether the server learns that a client has hung up, or works on for nobody. */
final class HangUpCheck extends Check {
  private static final Streamed.Plan PLAN =
      new Streamed.Plan(50, Duration.ofMillis(150), Duration.ZERO, true);

  /** Then the connection is closed, in the middle of the stream. */
  private static final Duration HANG_UP = Duration.ofMillis(300);

  /** Before each look, in milliseconds; who hears of it at once is not waited for. */
  private static final List<Integer> PAUSES = List.of(50, 100, 200, 400, 600, 1_000);

  HangUpCheck() {
    super(Leg.STREAMS, "a client that hangs up", Need.ECHO, Need.TIME);
  }

  @Override
  void run(Examination examination, Notes notes) {
    FarEnd end = examination.echo();
    try {
      JsonNode before = settled(end);
      judge(end, before, notes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void judge(FarEnd end, JsonNode before, Notes notes) throws InterruptedException {
    Streamed streamed = Streamed.ask(end, PLAN, request -> request.within(HANG_UP));
    if (active(before) < 1 || streamed.progress().isEmpty()) {
      unchecked("the far end does not say how many requests it works on", notes);
      return;
    }
    var counts = new TreeSet<Integer>();
    for (int pause : PAUSES) {
      Thread.sleep(pause);
      JsonNode now = health(end);
      if (!now.path("instance").equals(before.path("instance"))) {
        unchecked("several servers answer, and each counts its own requests", notes);
        return;
      }
      if (active(now) <= active(before)) {
        notes.fine(leg(), "the server learns that a client has hung up");
        return;
      }
      counts.add(active(now));
    }
    if (counts.size() > 1) {
      unchecked("the far end works for others, too, and counts all requests", notes);
      return;
    }
    notes.found(
        DoctorFinding.STREAMS_HANG_UP_UNSEEN,
        "the far end says that it still works on a call whose client left "
            + PAUSES.stream().mapToInt(Integer::intValue).sum()
            + " ms ago");
  }

  /** Asks until requests that were answered just now are counted no more. */
  private static JsonNode settled(FarEnd end) throws InterruptedException {
    JsonNode last = health(end);
    for (int pause : PAUSES) {
      if (active(last) <= 1) {
        break;
      }
      Thread.sleep(pause);
      JsonNode now = health(end);
      if (active(now) == active(last)) {
        break;
      }
      last = now;
    }
    return last;
  }

  private static JsonNode health(FarEnd end) {
    return end.call(FarEnd.HEALTH_PROBE, Json.object()).report();
  }

  private static int active(JsonNode health) {
    return health.at("/metrics/activeRequests").asInt();
  }
}
