package io.github.mcpecho.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.internal.jsonrpc.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Whether several servers behind one URL have the same settings and the same time. Who answers is
 * left to chance, so each is asked as often as it takes.
 *
 * @param calls of each kind
 */
record AlikeServers(FarEnd end, int calls) {
  /** More than a slow answer. */
  private static final Duration MOST_SKEW = Duration.ofSeconds(5);

  /** What differs by its nature. */
  private static final Pattern OF_EACH =
      Pattern.compile("MCP_ECHO_(.*_)?(INSTANCE|HOST|PORT|FILE)");

  /** Notes in what they differ. */
  void compare(Examination examination, Notes notes) {
    Map<String, Set<JsonNode>> settings = new TreeMap<>();
    var skews = new TreeSet<Duration>();
    for (int call = 0; call < calls; call++) {
      end.settings().properties().stream()
          .filter(setting -> !OF_EACH.matcher(setting.getKey()).matches())
          .forEach(
              setting ->
                  settings
                      .computeIfAbsent(setting.getKey(), name -> new HashSet<>())
                      .add(setting.getValue().path("value")));
    }
    // Apart from those before: who takes turns would send all of one kind to one server.
    for (int call = 0; call < calls; call++) {
      String time =
          end.call(FarEnd.REQUEST_TIMING, Json.object())
              .report()
              .at("/performance/currentTime")
              .asText();
      skew(time).ifPresent(skews::add);
    }
    String different =
        settings.entrySet().stream()
            .filter(setting -> setting.getValue().size() > 1)
            .map(Map.Entry::getKey)
            .collect(Collectors.joining(", "));
    if (!different.isEmpty()) {
      notes.found(DoctorFinding.REPLICAS_SETTINGS_DIFFER, examination.shown().evidence(different));
    }
    if (!skews.isEmpty() && skews.last().minus(skews.first()).compareTo(MOST_SKEW) > 0) {
      notes.found(
          DoctorFinding.REPLICAS_CLOCKS_DIFFER,
          "the far end says times that are "
              + skews.last().minus(skews.first()).toSeconds()
              + " s apart");
    }
  }

  private static Optional<Duration> skew(String time) {
    try {
      return Optional.of(Duration.between(Instant.now(), Instant.parse(time)));
    } catch (DateTimeParseException | ArithmeticException e) {
      return Optional.empty();
    }
  }
}
