package io.github.mcpecho.diagnosis.headers;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.http.TraceContext;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.report.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges the trace context of a request: in its headers, in its _meta, and both together. */
record TraceVerdicts(Headers headers, JsonNode meta, Redactor redactor) {
  private static final String PARENT = "traceparent";
  private static final String STATE = "tracestate";

  /** The members of _meta that repeat a header of W3C Trace Context or Baggage. */
  private static final List<String> REPEATED = List.of(PARENT, STATE, "baggage");

  static List<Finding> of(Headers headers, JsonNode meta, Redactor redactor) {
    var verdicts = new TraceVerdicts(headers, meta, redactor);
    var findings = new ArrayList<Finding>();
    join(verdicts.inHeader(PARENT), verdicts.inMeta(PARENT))
        .ifPresent(what -> findings.add(McpHeaderFinding.TRACEPARENT_MALFORMED.found(what)));
    join(verdicts.inHeader(STATE), verdicts.inMeta(STATE))
        .ifPresent(what -> findings.add(McpHeaderFinding.TRACESTATE_MALFORMED.found(what)));
    join(
            alone(headers.contains(STATE), headers.contains(PARENT), "header"),
            alone(meta.has(STATE), meta.has(PARENT), "_meta"))
        .ifPresent(where -> findings.add(McpHeaderFinding.TRACESTATE_ALONE.found(where)));
    verdicts.disagreement().ifPresent(findings::add);
    return findings;
  }

  /** Several lines of a tracestate are one list; of a traceparent they are none (§3.2, §3.3). */
  private Optional<String> inHeader(String name) {
    List<String> lines = headers.all(name);
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> fault =
        name.equals(PARENT) && lines.size() > 1
            ? Optional.of("it arrived " + lines.size() + " times")
            : fault(name, String.join(",", lines));
    return fault.map(what -> "header " + shown(name, lines.get(0)) + ": " + what);
  }

  private Optional<String> inMeta(String name) {
    JsonNode value = meta.path(name);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    return value.isTextual()
        ? fault(name, value.textValue())
            .map(what -> "_meta " + shown(name, value.textValue()) + ": " + what)
        : Optional.of("_meta: it is not a string");
  }

  private String shown(String name, String value) {
    return redactor.evidence(redactor.header(name, value));
  }

  private static Optional<String> fault(String name, String value) {
    return name.equals(PARENT) ? TraceContext.fault(value) : TraceContext.stateFault(value);
  }

  private static Optional<String> alone(boolean state, boolean parent, String where) {
    return state && !parent ? Optional.of(where) : Optional.empty();
  }

  private static Optional<String> join(Optional<String> one, Optional<String> other) {
    return one.isPresent() && other.isPresent()
        ? Optional.of(one.get() + "; " + other.get())
        : one.or(() -> other);
  }

  private Optional<Finding> disagreement() {
    for (String name : REPEATED) {
      Optional<String> header = headers.first(name);
      Optional<String> body = Optional.ofNullable(meta.path(name).textValue());
      if (header.isPresent() && body.isPresent() && !header.equals(body)) {
        return Optional.of(
            McpHeaderFinding.MCP_TRACE_DISAGREES.found(
                redactor.evidence(
                    name
                        + ": header "
                        + redactor.header(name, header.get())
                        + ", _meta "
                        + redactor.header(name, body.get()))));
      }
    }
    return Optional.empty();
  }
}
