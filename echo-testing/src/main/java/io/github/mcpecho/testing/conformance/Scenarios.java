package io.github.mcpecho.testing.conformance;

import io.github.mcpecho.testing.RecordedCall;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The scenarios that there are: of each its name, which is that of its file, and its play. */
final class Scenarios {
  private static final Map<String, Supplier<Play>> PLAYS =
      Map.ofEntries(
          Map.entry("elicitation-sep1034-client-defaults", ElicitationDefaults::new),
          Map.entry("http-custom-headers", CustomHeaders::new),
          Map.entry("http-invalid-tool-headers", InvalidToolHeaders::new),
          Map.entry("http-standard-headers", StandardHeaders::new),
          Map.entry("initialize", Initialize::new),
          Map.entry("json-schema-2020-12-preservation", SchemaPreservation::new),
          Map.entry("json-schema-ref-no-deref", SchemaReference::new),
          Map.entry("request-metadata", RequestMetadata::new),
          Map.entry("sep-2322-client-request-state", RequestState::new),
          Map.entry("sse-retry", SseRetry::new),
          Map.entry("tools_call", () -> Scenarios::judgeToolsCall));

  private Scenarios() {}

  static Stream<ScenarioFile> files() {
    return Stream.of(PLAYS, AuthorizationScenarios.PLAYS)
        .flatMap(plays -> plays.keySet().stream())
        .sorted()
        .map(ScenarioFile::read);
  }

  static Play play(String name) {
    Supplier<Play> authorization = AuthorizationScenarios.PLAYS.get(name);
    return (authorization == null ? PLAYS.get(name) : authorization).get();
  }

  private static void judgeToolsCall(List<RecordedCall> calls, Checks checks) {
    for (RecordedCall call : calls) {
      if (call.toolName().equals("add_numbers")) {
        checks.note(
            "ToolAddNumbers",
            call.argument("a").isNumber() && call.argument("b").isNumber(),
            "a and b of add_numbers are not numbers");
      }
    }
    Findings.noteForm(calls, checks);
  }
}
