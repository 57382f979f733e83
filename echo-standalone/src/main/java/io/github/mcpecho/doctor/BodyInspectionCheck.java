package io.github.mcpecho.doctor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.doctor.exchange.Request;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.protocol.McpMethod;

/**
 * Whether messages are refused that only look like an attack: arguments of tools are code, queries
 * and paths. They stand where no server reads them.
 */
final class BodyInspectionCheck extends OddRequestsCheck {
  BodyInspectionCheck() {
    super(
        "messages that look like an attack",
        DoctorFinding.AGENTS_BODY_REFUSED,
        "attacks.tsv",
        "code, queries, paths and HTML in messages pass");
  }

  @Override
  Request sound(Examination examination) {
    return odd(examination, "two words");
  }

  @Override
  Request odd(Examination examination, String text) {
    ObjectNode params = Json.object();
    params.putObject("_meta").put("io.github.mcpecho/probe", text);
    return examination.talk().request(McpMethod.TOOLS_LIST.wireName(), params);
  }
}
