package io.github.mcpecho.doctor;

import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.protocol.McpMethod;
import java.util.List;

/** Whether a server that says that it has prompts or resources lists them. */
final class ListsCheck extends Check {
  private static final String TEMPLATES = McpMethod.RESOURCES_TEMPLATES_LIST.wireName();

  private static final List<String> LISTS =
      List.of(McpMethod.PROMPTS_LIST.wireName(), McpMethod.RESOURCES_LIST.wireName(), TEMPLATES);

  ListsCheck() {
    super(Leg.BACK, "the lists of prompts and resources", Need.MCP, Need.TIME);
  }

  /** What comes through of the lists of mcp-echo is compared with them. */
  @Override
  List<Probe> probes(Examination examination, Notes notes) {
    Conversation talk = examination.talk();
    return LISTS.stream()
        .filter(method -> examination.farEnd().isEmpty())
        .filter(method -> talk.offers(method.substring(0, method.indexOf('/'))))
        .map(
            method ->
                new Probe(
                    talk.request(method, Json.object()),
                    reply -> judge(method, reply, examination, notes)))
        .toList();
  }

  @Override
  void run(Examination examination, Notes notes) {
    ask(examination, notes);
  }

  private void judge(String method, Reply reply, Examination examination, Notes notes) {
    if (isUnanswered(reply, examination.shown(), notes) || reply.asksForTokenInWords()) {
      return;
    }
    ResultForm.check(method, examination.talk().revision(), reply, notes);
    // Who has no templates may not know the method.
    if (reply.result().isMissingNode() && !method.equals(TEMPLATES)) {
      notes.found(
          DoctorFinding.CONTENT_LIST_REFUSED, method + ": " + reply.problem(examination.shown()));
    }
  }
}
