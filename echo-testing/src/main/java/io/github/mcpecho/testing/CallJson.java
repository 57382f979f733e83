package io.github.mcpecho.testing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.http.Header;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.redaction.Redactor;

/** What others may see of a call. */
final class CallJson {
  private CallJson() {}

  static ObjectNode of(RecordedCall call, Redactor redactor) {
    ObjectNode json = Json.object();
    json.put("receivedAt", call.context().receivedAt().toString());
    json.put("verb", redactor.text(call.httpMethod()));
    json.put("target", redactor.url(call.context().target()));
    if (!call.rpcMethod().isEmpty()) {
      json.put("method", redactor.text(call.rpcMethod()));
      call.rpcId().ifPresent(id -> json.set("id", redactor.json(id)));
      if (!call.toolName().isEmpty()) {
        json.put("tool", redactor.text(call.toolName()));
      }
      json.set("params", redactor.json(call.params()));
    }
    call.version().ifPresent(version -> json.put("version", version.wireName()));
    ArrayNode headers = json.putArray("headers");
    for (Header line : call.headers()) {
      headers
          .addObject()
          .put("name", redactor.name(line.name()))
          .put("value", redactor.header(line.name(), line.value()));
    }
    json.put("isTruncated", call.isTruncated());
    call.status().ifPresent(status -> json.put("status", status));
    call.answeredErrorCode().ifPresent(code -> json.put("errorCode", code));
    call.cancelledAfter().ifPresent(time -> json.put("cancelledAfterMs", time.toMillis()));
    ArrayNode findings = json.putArray("findings");
    call.findings().forEach(finding -> findings.add(finding.toJson()));
    return json;
  }
}
