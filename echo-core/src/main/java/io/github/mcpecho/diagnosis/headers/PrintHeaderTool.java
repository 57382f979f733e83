package io.github.mcpecho.diagnosis.headers;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.mcpecho.diagnosis.identity.Identity;
import io.github.mcpecho.diagnosis.identity.IdentityFinding;
import io.github.mcpecho.diagnosis.intermediaries.Intermediaries;
import io.github.mcpecho.diagnosis.report.Report;
import io.github.mcpecho.diagnosis.report.Section;
import io.github.mcpecho.diagnosis.request.HeaderFinding;
import io.github.mcpecho.diagnosis.tokens.PresentedToken;
import io.github.mcpecho.diagnosis.tokens.TokenFacts;
import io.github.mcpecho.diagnosis.tokens.TokenJudge;
import io.github.mcpecho.diagnosis.tokens.TokenPolicy;
import io.github.mcpecho.diagnosis.urls.ConnectionView;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.http.HeaderCategory;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.protocol.McpMethod;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.mcp.InputRequired;
import io.github.mcpecho.mcp.Tool;
import io.github.mcpecho.mcp.ToolAnnotations;
import io.github.mcpecho.mcp.ToolCall;
import io.github.mcpecho.mcp.ToolDescriptor;
import io.github.mcpecho.mcp.ToolOutcome;
import io.github.mcpecho.report.Finding;
import io.github.mcpecho.report.FindingKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Shows the headers that arrived, by category, and judges them. */
public final class PrintHeaderTool implements Tool {
  /** What is expected of a request that carries a message, and not of one for a page. */
  private static final Set<FindingKind> OF_MESSAGES =
      Set.of(
          HeaderFinding.ACCEPT_MISSING,
          HeaderFinding.ACCEPT_WILDCARD,
          HeaderFinding.ACCEPT_INCOMPLETE,
          McpHeaderFinding.MCP_VERSION_MISSING,
          McpHeaderFinding.MCP_HEADERS_WITHOUT_ENVELOPE);

  /** What the absence of an expected Authorization says as well. */
  private static final Set<FindingKind> OF_LOST_CREDENTIALS =
      Set.of(HeaderFinding.AUTH_ARRIVED_ELSEWHERE, IdentityFinding.IDENTITY_OF_GATEWAY);

  private final Redactor redactor;
  private final String instance;
  private final TokenJudge judge;

  /** Judges credentials without a policy. */
  public PrintHeaderTool(Redactor redactor, String instance) {
    this(redactor, instance, TokenPolicy.NONE);
  }

  /** Shows request data through this redactor only, and which instance answers. */
  public PrintHeaderTool(Redactor redactor, String instance, TokenPolicy policy) {
    this.redactor = redactor;
    this.instance = instance;
    this.judge = new TokenJudge(policy, redactor);
  }

  @Override
  public ToolDescriptor descriptor() {
    return ToolDescriptor.resource(PrintHeaderTool.class, "printHeader")
        .withAnnotations(ToolAnnotations.READ_ONLY);
  }

  @Override
  public ToolOutcome call(ToolCall call) {
    Optional<String> begunBy = call.client().state();
    if (begunBy.isEmpty() && call.arguments().booleanOr("continued", false)) {
      return new InputRequired(Map.of(), Optional.of(instance));
    }
    List<HeaderLine> lines = HeaderLine.of(call.context(), redactor);
    var report = Report.quoting("📋 HTTP Headers Analysis (" + lines.size() + " total headers)");
    report.advised(finding -> Intermediaries.advised(call.context(), finding));
    Optional<List<ExpectedHeader>> expected =
        Optional.ofNullable(call.arguments().json().get("expect"))
            .map(names -> ExpectedHeader.compare(names, call.context(), redactor));
    boolean isMissed =
        expected.isPresent()
            && expected.get().stream().anyMatch(ExpectedHeader::isAbsentAuthorization);
    List<Finding> findings = fitting(findings(call.context()), call.context());
    report.findings(isMissed ? without(OF_LOST_CREDENTIALS, findings) : findings);
    report.add(Section.factOnly("total", Json.object().numberNode(lines.size())));
    report.add(Section.factOnly("headers", json(lines)));
    var categories = EnumSet.noneOf(HeaderCategory.class);
    lines.forEach(line -> categories.add(line.kind().category()));
    categories.forEach(category -> report.add(section(category, lines)));
    report.add(
        order(call.context().headers(), lines, call.arguments().booleanOr("details", false)));
    expected.ifPresent(headers -> addExpected(report, headers));
    addDetails(report, lines, call);
    begunBy.ifPresent(one -> report.add(Section.line("begunBy", "🔁 Begun By", one)));
    return report.build().toResult();
  }

  /** Replaces the findings about how the credential is sent by the whole judgement of it. */
  private List<Finding> findings(CallContext context) {
    List<Finding> findings = HeaderVerdicts.of(context, redactor);
    var judged = new ArrayList<>(judge.ofUrl(context));
    Optional<PresentedToken> presented = TokenFacts.of(context).presented();
    presented.ifPresent(token -> judged.addAll(judge.doubts(context, token)));
    judged.addAll(findings);
    judged.addAll(Identity.judge(context, judge, redactor));
    if (presented.isEmpty()) {
      return judged;
    }
    judged.removeAll(presented.get().findings());
    judged.addAll(judge.judge(context, presented.get(), context.receivedAt()).findings());
    return judged;
  }

  private static List<Finding> fitting(List<Finding> findings, CallContext context) {
    return bringsMessage(context) ? findings : without(OF_MESSAGES, findings);
  }

  private static List<Finding> without(Set<FindingKind> kinds, List<Finding> findings) {
    return findings.stream().filter(finding -> !kinds.contains(finding.kind())).toList();
  }

  /** A page asks this tool about a request in which no client called it. */
  private static boolean bringsMessage(CallContext context) {
    return context.method().equals("POST");
  }

  /** Puts the order into the text only if details are asked for, or a name is repeated. */
  private static Section order(Headers headers, List<HeaderLine> lines, boolean details) {
    if (!headers.isInOrder()) {
      return Section.line(
          "order",
          "↕️ Order",
          "unknown, this container gives header lines by name only",
          TextNode.valueOf("unknown"));
    }
    TextNode fact = TextNode.valueOf("as_sent");
    return details || isAnyRepeated(lines)
        ? Section.line(
            "order",
            "↕️ Order As Sent",
            lines.stream().map(HeaderLine::spelling).collect(Collectors.joining(", ")),
            fact)
        : Section.factOnly("order", fact);
  }

  private static boolean isAnyRepeated(List<HeaderLine> lines) {
    var names = new String[lines.size()];
    for (int i = 0; i < names.length; i++) {
      names[i] = lines.get(i).name();
    }
    Arrays.sort(names);
    for (int i = 1; i < names.length; i++) {
      if (names[i].equals(names[i - 1])) {
        return true;
      }
    }
    return false;
  }

  private static void addExpected(Report.Builder report, List<ExpectedHeader> expected) {
    var section = Section.titled("expected", "🎯 Expected Headers");
    ArrayNode facts = Json.array();
    for (ExpectedHeader header : expected) {
      section.text(header.toText());
      facts.add(header.toJson());
    }
    report.add(section.value(facts).build());
    report.findings(expected.stream().flatMap(header -> header.finding().stream()).toList());
  }

  /** The facts are always there; the text stays a page that is read in ten seconds. */
  private void addDetails(Report.Builder report, List<HeaderLine> lines, ToolCall call) {
    var budget = HeaderBudget.of(call.context(), lines);
    var connection = new ConnectionView(call.context(), redactor);
    Optional<MessageView> message =
        bringsMessage(call.context())
            ? Optional.of(new MessageView(call, redactor))
            : Optional.empty();
    var mcp =
        new McpHeaders(
            call.context(),
            message.map(shown -> McpMethod.TOOLS_CALL.wireName()),
            message.isPresent() ? call.params() : Json.object(),
            redactor,
            instance);
    report.findings(budget.findings());
    report.findings(connection.findings());
    report.findings(fitting(mcp.findings(), call.context()));
    if (call.arguments().booleanOr("details", false)) {
      report.add(Section.line("instance", "🏷️ Instance", instance));
      report.findings(connection.applicationFindings());
      report.add(connection.section().build());
      message.ifPresent(shown -> report.add(shown.section().build()));
      report.add(mcp.section().build());
      report.add(budget.section().build());
    } else {
      report.add(Section.factOnly("instance", TextNode.valueOf(instance)));
      report.add(Section.factOnly("connection", connection.toJson()));
      message.ifPresent(shown -> report.add(Section.factOnly("message", shown.toJson())));
      report.add(Section.factOnly("mcp", mcp.toJson()));
      report.add(Section.factOnly("size", budget.toJson()));
    }
  }

  private static Section section(HeaderCategory category, List<HeaderLine> lines) {
    var section = Section.remark(heading(category));
    for (HeaderLine line : lines) {
      if (line.kind().category() == category) {
        section.text(line.name(), line.value());
      }
    }
    return section.build();
  }

  private static ArrayNode json(List<HeaderLine> lines) {
    ArrayNode json = Json.array(lines.size());
    lines.forEach(line -> json.add(line.toJson()));
    return json;
  }

  private static String heading(HeaderCategory category) {
    return switch (category) {
      case AUTHENTICATION -> "🔐 Authentication Headers";
      case STANDARD -> "🌐 Standard HTTP Headers";
      case MCP -> "🔧 MCP Protocol Headers";
      case PROXY -> "🚀 Traefik Headers";
      case CUSTOM -> "📦 Custom Headers";
    };
  }
}
