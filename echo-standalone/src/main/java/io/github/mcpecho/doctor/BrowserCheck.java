package io.github.mcpecho.doctor;

import io.github.mcpecho.diagnosis.cors.CorsFinding;
import io.github.mcpecho.diagnosis.cors.CorsJudge;
import io.github.mcpecho.doctor.exchange.Answer;
import io.github.mcpecho.doctor.exchange.Request;
import io.github.mcpecho.internal.protocol.McpHeaderNames;
import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.report.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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
    Reply preflight = examination.ask(preflight(examination, "POST", judge.headers()));
    List<Seen> first = ofPreflight(examination, judge, preflight);
    Optional<Seen> refusal =
        first.stream()
            .filter(one -> one.finding.kind() == CorsFinding.CORS_PREFLIGHT_STATUS)
            .findFirst();
    // Who refuses the page refuses what comes after the preflight too.
    List<Seen> later =
        ofMessages(examination, origin, judge, preflight.answer().isPresent()).stream()
            .filter(one -> refusal.filter(same -> same.hasFixOf(one)).isEmpty())
            .toList();
    Map<Finding, String> findings =
        Stream.concat(first.stream(), later.stream())
            .collect(
                Collectors.groupingBy(
                    Seen::finding,
                    LinkedHashMap::new,
                    Collectors.mapping(Seen::answer, Collectors.joining("; "))));
    if (findings.keySet().removeIf(one -> one.kind() == CorsFinding.CORS_VARY_MISSING)) {
      follows(examination, origin)
          .ifPresent(evidence -> findings.put(CorsFinding.CORS_VARY_MISSING.found(""), evidence));
    }
    findings.forEach((finding, answers) -> notes.found(leg(), withEvidence(finding, answers)));
    if (findings.isEmpty()) {
      notes.fine(leg(), "a page of " + examination.shown().url(origin) + " can be a client");
    }
  }

  /** A finding, and the answer that it is seen in. */
  private record Seen(Finding finding, String answer) {
    static List<Seen> in(Answer answer, String what, List<Finding> findings) {
      return in("status " + answer.status() + " to " + what, findings);
    }

    static List<Seen> in(String answer, List<Finding> findings) {
      return findings.stream().map(finding -> new Seen(finding, answer)).toList();
    }

    boolean hasFixOf(Seen other) {
      return finding.fix().equals(other.finding.fix());
    }
  }

  /** What has no evidence of its own has the answers that it is seen in. */
  private static Finding withEvidence(Finding finding, String answers) {
    return finding.evidence().isEmpty()
        ? finding.kind().found(finding.message(), answers, finding.fix())
        : finding;
  }

  private static List<Seen> ofPreflight(Examination examination, CorsJudge judge, Reply preflight) {
    return preflight
        .answer()
        .map(got -> Seen.in(got, "the preflight of POST", ofPreflight(judge, got)))
        .orElseGet(
            () ->
                Seen.in(
                    "to the preflight: " + preflight.problem(examination.shown()),
                    List.of(CorsFinding.CORS_NO_RESPONSE.found(""))));
  }

  private static List<Finding> ofPreflight(CorsJudge judge, Answer got) {
    return judge.preflight(got.status(), got.headers(), got.text());
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
        .flatMap(got -> got.header(ALLOW_ORIGIN))
        .map(value -> ALLOW_ORIGIN + ": " + examination.shown().header(ALLOW_ORIGIN, value))
        .orElse("no " + ALLOW_ORIGIN);
  }

  private static List<Seen> ofMessages(
      Examination examination, String origin, CorsJudge judge, boolean answersPreflights) {
    Request message =
        Messages.handshake(examination.uri(), ProtocolVersion.V2025_11_25).with("Origin", origin);
    Stream<Seen> ofPost =
        Stream.of(message, message.withoutCredentials())
            .limit(examination.refusal().isPresent() ? 2 : 1)
            .flatMap(request -> answer(examination, request).stream())
            .flatMap(
                got ->
                    Seen.in(
                        got,
                        "a message of the page",
                        judge.response(got.status(), got.headers(), got.text()))
                        .stream());
    return Stream.concat(
            ofPost,
            answersPreflights && hasSessions(examination)
                ? ofEarlierRevisions(examination, origin)
                : Stream.empty())
        .toList();
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
  private static Stream<Seen> ofEarlierRevisions(Examination examination, String origin) {
    return Stream.of("GET", "DELETE")
        .flatMap(
            method -> {
              var judge =
                  new CorsJudge(origin, method, OF_SESSIONS, examination.shown().redactor());
              return answer(examination, preflight(examination, method, OF_SESSIONS)).stream()
                  .flatMap(
                      got ->
                          Seen.in(got, "the preflight of " + method, ofPreflight(judge, got))
                              .stream());
            });
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
