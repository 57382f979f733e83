package io.github.mcpecho.doctor;

import io.github.mcpecho.diagnosis.cors.CorsFinding;
import io.github.mcpecho.diagnosis.cors.CorsJudge;
import io.github.mcpecho.doctor.exchange.Answer;
import io.github.mcpecho.doctor.exchange.Request;
import io.github.mcpecho.internal.protocol.McpHeaderNames;
import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.report.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether a web page can be a client: the preflight, the request, and the 401. */
final class BrowserCheck extends Check {
  private static final List<String> OF_SESSIONS =
      Stream.of("Authorization", McpHeaderNames.PROTOCOL_VERSION, McpHeaderNames.SESSION_ID)
          .map(name -> name.toLowerCase(Locale.ROOT))
          .toList();

  private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";
  private static final String ANOTHER = "https://doctor.invalid";

  /** What no client sends to a server that speaks only earlier revisions. */
  private static final List<String> OF_MODERN = List.of(McpHeaderNames.METHOD, McpHeaderNames.NAME);

  BrowserCheck() {
    super(Leg.BROWSER, "a web page", Need.HTTP, Need.SERVER, Need.ORIGIN);
  }

  @Override
  void run(Examination examination, Notes notes) {
    String origin = examination.order().origin.orElseThrow();
    var judge =
        new CorsJudge(origin, "POST", sent(examination, origin), examination.shown().redactor());
    // Without evidence of its own each has the answers that it is seen in.
    var findings = new LinkedHashMap<Finding, List<String>>();
    Reply preflight = Reply.of(examination.send(preflight(examination, "POST", judge.headers())));
    preflight
        .answer()
        .ifPresentOrElse(
            got -> add(findings, ofPreflight(judge, got), seen(got, "the preflight of POST")),
            () ->
                add(
                    findings,
                    List.of(CorsFinding.CORS_NO_RESPONSE.found("")),
                    "to the preflight: " + preflight.problem(examination.shown())));
    Optional<Finding> refusal =
        findings.keySet().stream()
            .filter(one -> one.kind() == CorsFinding.CORS_PREFLIGHT_STATUS)
            .findFirst();
    var later = new LinkedHashMap<Finding, List<String>>();
    judgeMessages(examination, origin, judge, preflight, later);
    // Who refuses the page refuses what comes after the preflight too.
    later
        .keySet()
        .removeIf(one -> refusal.filter(same -> same.fix().equals(one.fix())).isPresent());
    later.forEach((finding, seen) -> add(findings, List.of(finding), String.join("; ", seen)));
    if (findings.keySet().removeIf(one -> one.kind() == CorsFinding.CORS_VARY_MISSING)) {
      follows(examination, origin)
          .ifPresent(
              evidence ->
                  add(findings, List.of(CorsFinding.CORS_VARY_MISSING.found("")), evidence));
    }
    findings.forEach((finding, seen) -> notes.found(leg(), withEvidence(finding, seen)));
    if (findings.isEmpty()) {
      notes.fine(leg(), "a page of " + examination.shown().url(origin) + " can be a client");
    }
  }

  private static void add(
      Map<Finding, List<String>> findings, List<Finding> found, String evidence) {
    found.forEach(one -> findings.computeIfAbsent(one, key -> new ArrayList<>()).add(evidence));
  }

  private static Finding withEvidence(Finding finding, List<String> seen) {
    return finding.evidence().isEmpty()
        ? finding.kind().found(finding.message(), String.join("; ", seen), finding.fix())
        : finding;
  }

  private static List<Finding> ofPreflight(CorsJudge judge, Answer got) {
    return judge.preflight(got.status(), got.headers(), got.text());
  }

  private static String seen(Answer answer, String what) {
    return "status " + answer.status() + " to " + what;
  }

  /** An answer that is the same to every page, a cache may hand to every page. */
  private static Optional<String> follows(Examination examination, String origin) {
    String here = allowed(examination, origin);
    String elsewhere = allowed(examination, ANOTHER);
    return here.equals(elsewhere)
        ? Optional.empty()
        : Optional.of("to this page %s, to one of %s %s".formatted(here, ANOTHER, elsewhere));
  }

  private static String allowed(Examination examination, String origin) {
    Request message = Messages.handshake(examination.uri(), ProtocolVersion.V2025_11_25);
    return answer(examination, message.with("Origin", origin))
        .flatMap(got -> got.headers().first(ALLOW_ORIGIN))
        .map(value -> ALLOW_ORIGIN + ": " + examination.shown().header(ALLOW_ORIGIN, value))
        .orElse("no " + ALLOW_ORIGIN);
  }

  private static void judgeMessages(
      Examination examination,
      String origin,
      CorsJudge judge,
      Reply preflight,
      Map<Finding, List<String>> findings) {
    Request message =
        Messages.handshake(examination.uri(), ProtocolVersion.V2025_11_25).with("Origin", origin);
    Stream.of(message, message.withoutCredentials())
        .limit(examination.refusal().isPresent() ? 2 : 1)
        .flatMap(request -> answer(examination, request).stream())
        .forEach(
            got ->
                add(
                    findings,
                    judge.response(got.status(), got.headers(), got.text()),
                    seen(got, "a message of the page")));
    if (hasSessions(examination) && preflight.answer().isPresent()) {
      judgeEarlierRevisions(examination, origin, findings);
    }
  }

  /** Returns the headers that a page sends to this server, as far as it is known. */
  private static List<String> sent(Examination examination, String origin) {
    List<String> all = new CorsJudge(origin, examination.shown().redactor()).headers();
    boolean withToken =
        examination.order().authorization().isPresent()
            || examination.withoutToken().filter(got -> got.status() != 401).isEmpty();
    boolean modern =
        examination.conversation().map(talk -> talk.revision().isModern()).orElse(true);
    return all.stream()
        .filter(name -> withToken || !name.equalsIgnoreCase("Authorization"))
        .filter(name -> modern || OF_MODERN.stream().noneMatch(name::equalsIgnoreCase))
        .toList();
  }

  private static boolean hasSessions(Examination examination) {
    return examination.first().conversation().flatMap(Conversation::session).isPresent();
  }

  /** A page of these listens by GET, and ends its session by DELETE. */
  private static void judgeEarlierRevisions(
      Examination examination, String origin, Map<Finding, List<String>> findings) {
    for (String method : List.of("GET", "DELETE")) {
      var judge = new CorsJudge(origin, method, OF_SESSIONS, examination.shown().redactor());
      answer(examination, preflight(examination, method, OF_SESSIONS))
          .ifPresent(
              got ->
                  add(findings, ofPreflight(judge, got), seen(got, "the preflight of " + method)));
    }
  }

  private static Request preflight(Examination examination, String method, List<String> headers) {
    return Request.of("OPTIONS", examination.uri())
        .with("Origin", examination.order().origin.orElseThrow())
        .with("Access-Control-Request-Method", method)
        .with("Access-Control-Request-Headers", String.join(",", headers))
        .withoutCredentials();
  }

  private static Optional<Answer> answer(Examination examination, Request request) {
    return examination.send(request).answer();
  }
}
