package io.github.mcpecho.diagnosis.timing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.mcpecho.diagnosis.timing.StreamProbe.Plan;
import io.github.mcpecho.mcp.Cancellation;
import io.github.mcpecho.mcp.Progress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StreamProbeTest {
  private static final Instant NOON = Instant.parse("2024-01-01T12:00:00Z");
  private static final Plan THREE =
      new Plan(3, Duration.ofMillis(500), Duration.ofSeconds(2), Set.of());

  private final List<String> log = new ArrayList<>();
  private Instant now = NOON;

  private final StreamProbe probe =
      new StreamProbe(
          new Clock() {
            @Override
            public Instant instant() {
              return now;
            }

            @Override
            public ZoneOffset getZone() {
              return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
              return this;
            }
          },
          duration -> {
            log.add("pause " + duration.toMillis());
            now = now.plus(duration);
          });

  private final Progress progress =
      (done, total, message) -> log.add((int) done + "/" + (int) total + " " + message);

  @Test
  void eventsGoOutAtTheirPaceThenThereIsSilence() throws InterruptedException {
    List<Instant> sent = probe.run(THREE, progress, Cancellation.NEVER);

    assertEquals(
        List.of(
            "1/3 event 1 of 3, sent 2024-01-01T12:00:00Z",
            "pause 500",
            "2/3 event 2 of 3, sent 2024-01-01T12:00:00.500Z",
            "pause 500",
            "3/3 event 3 of 3, sent 2024-01-01T12:00:01Z",
            "pause 2000"),
        log);
    assertEquals(List.of(NOON, NOON.plusMillis(500), NOON.plusSeconds(1)), sent);
    assertEquals(THREE.length(), Duration.between(NOON, now));
  }

  @Test
  void withoutProgressNoEventIsSent() throws InterruptedException {
    assertEquals(List.of(), probe.run(THREE, Progress.SILENT, Cancellation.NEVER));
    assertEquals(List.of("pause 2000"), log);
  }

  @Test
  void eventThatWasNotSentIsNotCounted() throws InterruptedException {
    assertEquals(List.of(), probe.run(THREE, (done, total, message) -> false, Cancellation.NEVER));
  }

  @Test
  void cancelledCallStopsAtOnce() {
    Cancellation afterFirstPause =
        () ->
            log.contains("pause 500")
                ? Optional.of(Cancellation.Reason.CLIENT_GONE)
                : Optional.empty();

    assertThrows(InterruptedException.class, () -> probe.run(THREE, progress, afterFirstPause));
    assertEquals(List.of("1/3 event 1 of 3, sent 2024-01-01T12:00:00Z", "pause 500"), log);
  }
}
