package io.github.mcpecho.diagnosis.headers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.diagnosis.report.Section;
import io.github.mcpecho.diagnosis.request.KnownHeader;
import io.github.mcpecho.diagnosis.request.RequestFacts;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.http.MirroredValue;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.protocol.McpHeaderNames;
import io.github.mcpecho.internal.protocol.McpMethod;
import io.github.mcpecho.internal.protocol.MetaKeys;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.report.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares the MCP headers of a request with its body. */
public final class McpHeaders {
  private static final String VERSION = lowerCase(McpHeaderNames.PROTOCOL_VERSION);
  private static final String METHOD = lowerCase(McpHeaderNames.METHOD);
  private static final String NAME = lowerCase(McpHeaderNames.NAME);
  private static final String SESSION = lowerCase(McpHeaderNames.SESSION_ID);
  private static final String PARAM = lowerCase(McpHeaderNames.PARAM_PREFIX);

  private static final List<String> OF_EVERY_REQUEST = List.of(VERSION, METHOD, NAME, SESSION);
  private static final int SHOWN_NAMES = 10;

  private final CallContext context;
  private final Headers headers;
  private final JsonNode meta;
  private final Redactor redactor;
  private final String instance;
  private final McpHeaderPair version;
  private final McpHeaderPair method;
  private final McpHeaderPair name;

  /**
   * Looks at one request, which this instance answers.
   *
   * @param rpcMethod of its message; nothing if it brings none, such as one for the page
   */
  public McpHeaders(
      CallContext context,
      Optional<String> rpcMethod,
      ObjectNode params,
      Redactor redactor,
      String instance) {
    this.context = context;
    this.headers = context.headers();
    this.meta = params.path("_meta");
    this.redactor = redactor;
    this.instance = instance;
    this.version =
        new McpHeaderPair(
            VERSION, headers.first(VERSION), text(meta.path(MetaKeys.PROTOCOL_VERSION)));
    this.method = new McpHeaderPair(METHOD, headers.first(METHOD), rpcMethod);
    this.name =
        new McpHeaderPair(
            NAME,
            headers
                .first(NAME)
                .map(
                    value ->
                        MirroredValue.decode(value).orElseGet(() -> redactor.header(NAME, value))),
            // Without a param for this method, "name" is compared: a header that differs is wrong.
            text(params.path(rpcMethod.flatMap(McpMethod::nameParam).orElse("name"))));
  }

  public List<Finding> findings() {
    var findings = new ArrayList<Finding>();
    addContradiction(findings, version, McpHeaderFinding.MCP_VERSION_MISMATCH);
    addContradiction(findings, method, McpHeaderFinding.MCP_METHOD_MISMATCH);
    boolean undecodable =
        headers.first(NAME).map(value -> MirroredValue.decode(value).isEmpty()).orElse(false);
    if (undecodable) {
      add(findings, McpHeaderFinding.MCP_NAME_UNDECODABLE, shown(name.header()));
    } else if (name.contradicts() && !duplicated().contains(NAME)) {
      findings.add(nameMismatch(redactor.evidence(bothSides(name))));
    }
    if (version.header().isEmpty()) {
      add(findings, McpHeaderFinding.MCP_VERSION_MISSING, "");
    }
    if (method.header().isPresent() && name.header().isEmpty() && name.body().isPresent()) {
      add(findings, McpHeaderFinding.MCP_METHOD_WITHOUT_NAME, "");
    }
    if (version.body().isEmpty() && (method.header().isPresent() || name.header().isPresent())) {
      add(findings, McpHeaderFinding.MCP_HEADERS_WITHOUT_ENVELOPE, "");
    }
    List<String> duplicated = duplicated();
    boolean isAnsweredTwice = isRepeated(SESSION);
    if (isAnsweredTwice) {
      duplicated.remove(SESSION);
      findings.add(
          McpHeaderFinding.MCP_HEADER_DUPLICATED.found(
              McpHeaderFinding.MCP_HEADER_DUPLICATED.meaning(),
              "the same value twice: " + SESSION,
              "Let one of server and proxy alone write Mcp-Session-Id into the answer: it was there"
                  + " twice, and the client sends back what it read."));
    }
    addNames(findings, McpHeaderFinding.MCP_HEADER_DUPLICATED, duplicated);
    addNames(findings, McpHeaderFinding.MCP_HEADER_UNKNOWN, ofFamily("mcp-unknown", ""));
    addNames(findings, McpHeaderFinding.MCP_PARAM_UNUSED, ofFamily("mcp", PARAM));
    if (headers.contains(SESSION) && !isAnsweredTwice) {
      add(findings, McpHeaderFinding.MCP_SESSION_ID_IGNORED, "answered by instance " + instance);
    }
    if (headers.contains("last-event-id")) {
      add(findings, McpHeaderFinding.MCP_LAST_EVENT_ID_IGNORED, "");
    }
    findings.addAll(TraceVerdicts.of(headers, meta, redactor));
    return findings;
  }

  Section.Builder section() {
    var section = Section.titled("mcp", "🔗 MCP Headers and Body (header | body)");
    for (McpHeaderPair pair : List.of(version, method, name)) {
      String sign = pair.contradicts() ? "❌ " : pair.isComparable() ? "✅ " : "➖ ";
      section.text(
          sign
              + pair.name()
              + ": "
              + pair.header().map(redactor::evidence).orElse("-")
              + " | "
              + pair.body().map(redactor::evidence).orElse("-"));
    }
    return section.value(toJson());
  }

  ArrayNode toJson() {
    ArrayNode pairs = Json.array();
    for (McpHeaderPair pair : List.of(version, method, name)) {
      ObjectNode json = pairs.addObject().put("name", pair.name());
      pair.header().ifPresent(value -> json.put("header", redactor.evidence(value)));
      pair.body().ifPresent(value -> json.put("body", redactor.evidence(value)));
      if (pair.isComparable()) {
        json.put("agrees", !pair.contradicts());
      }
    }
    return pairs;
  }

  private List<String> duplicated() {
    var seen = new ArrayList<String>(0);
    for (String header : OF_EVERY_REQUEST) {
      if (headers.all(header).size() > 1 || header.equals(METHOD) && isRepeated(header)) {
        seen.add(header);
      }
    }
    return seen;
  }

  /** Two lines of one value come joined by a comma too. */
  private boolean isRepeated(String header) {
    if (!headers.contains(header)) {
      return false;
    }
    String value = String.join(",", headers.all(header));
    String[] values = value.indexOf(',') < 0 ? new String[0] : value.split(", ?", -1);
    return values.length > 1
        && !values[0].isEmpty()
        && Stream.of(values).allMatch(values[0]::equals);
  }

  private List<String> ofFamily(String family, String prefix) {
    var names = new ArrayList<String>(0);
    for (KnownHeader header : RequestFacts.of(context).headers()) {
      if (header.folded().family().equals(family) && lowerCase(header.name()).startsWith(prefix)) {
        names.add(header.name());
      }
    }
    return names;
  }

  /** Of lines that differ nobody knows which one is meant. */
  private void addContradiction(List<Finding> findings, McpHeaderPair pair, McpHeaderFinding kind) {
    if (pair.contradicts() && !duplicated().contains(pair.name())) {
      add(findings, kind, bothSides(pair));
    }
  }

  private Finding nameMismatch(String evidence) {
    return method.body().filter(McpMethod.RESOURCES_READ::is).isPresent()
        ? McpHeaderFinding.MCP_NAME_MISMATCH.found(
            "Mcp-Name does not name the resource of the body; a strict server refuses with -32020.",
            evidence,
            "Set Mcp-Name from params.uri of the message that is sent. A gateway that rewrites URIs rewrites both.")
        : McpHeaderFinding.MCP_NAME_MISMATCH.found(evidence);
  }

  private String bothSides(McpHeaderPair pair) {
    return "header " + shown(pair.header()) + ", body " + shown(pair.body());
  }

  private void addNames(List<Finding> findings, McpHeaderFinding kind, List<String> names) {
    if (!names.isEmpty()) {
      add(
          findings,
          kind,
          names.stream()
              .distinct()
              .limit(SHOWN_NAMES)
              .map(redactor::name)
              .collect(Collectors.joining(", ")));
    }
  }

  private void add(List<Finding> findings, McpHeaderFinding kind, String evidence) {
    findings.add(kind.found(redactor.evidence(evidence)));
  }

  private String shown(Optional<String> value) {
    return value.map(redactor::evidence).orElse("");
  }

  private static String lowerCase(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static Optional<String> text(JsonNode node) {
    return Optional.ofNullable(node.textValue());
  }
}
