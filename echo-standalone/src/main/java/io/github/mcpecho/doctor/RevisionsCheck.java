package io.github.mcpecho.doctor;

import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.doctor.exchange.Answer;
import io.github.mcpecho.internal.protocol.McpErrorCodes;
import io.github.mcpecho.internal.text.Expressions;
import io.github.mcpecho.internal.text.PatternTable;
import io.github.mcpecho.internal.text.TsvResource;
import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.report.Finding;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which revisions work, each by the handshake of its own, and so which clients. */
final class RevisionsCheck extends Check {
  /** What is found there when the URL is reached explains why no handshake works. */
  private static final Set<Leg> BEFORE = EnumSet.of(Leg.REACH, Leg.AGENTS, Leg.BACK, Leg.STREAMS);

  /** So does what makes a response none. */
  private static final Set<DoctorFinding> EXPLAINING =
      EnumSet.of(
          DoctorFinding.PROTOCOL_ID_CHANGED,
          DoctorFinding.PROTOCOL_RESULT_INVALID,
          DoctorFinding.PROTOCOL_ENVELOPE_INVALID,
          DoctorFinding.BACK_CACHED,
          DoctorFinding.BACK_UNREADABLE,
          DoctorFinding.BACK_CONTENT_TYPE,
          DoctorFinding.STREAMS_EVENT_BROKEN,
          DoctorFinding.THERE_MCP_HEADER_LOST,
          DoctorFinding.THERE_MCP_HEADER_CHANGED,
          DoctorFinding.THERE_REQUEST_CHANGED,
          DoctorFinding.BACK_CUT_SHORT);

  /** By which words servers refuse a revision. */
  private static final Pattern OF_REVISION =
      Pattern.compile("protocol[ -]?version", Pattern.CASE_INSENSITIVE);

  private record Loss(String part, Pattern words) {}

  /** By which words servers say that a part of the request is missing. */
  private static final List<Loss> LOSSES =
      TsvResource.rows(RevisionsCheck.class, "request-losses.tsv").stream()
          .map(row -> new Loss(row[0], Expressions.compile(row[1], Pattern.CASE_INSENSITIVE)))
          .toList();

  /** What mends a handshake, behind a pattern over what came in its place. */
  private static final PatternTable FIXES =
      new PatternTable(RevisionsCheck.class, "handshake-fixes.tsv");

  RevisionsCheck() {
    super(Leg.PROTOCOL, "the handshake of every revision", Need.HTTP);
  }

  @Override
  void run(Examination examination, Notes notes) {
    List<Handshake> handshakes = handshakes(examination);
    handshakes.forEach(handshake -> checkHeaders(handshake, examination, notes));
    List<Handshake> working =
        handshakes.stream().filter(one -> one.conversation().isPresent()).toList();
    if (working.isEmpty()) {
      explain(handshakes, examination, notes);
      return;
    }
    checkSpread(working, handshakes, examination, notes);
    if (examination.afterHandshake().isEmpty()) {
      checkInitialized(working, examination.shown(), notes);
    }
    checkResults(handshakes, notes);
    boolean isAll = handshakes.size() == ProtocolVersion.values().length;
    if (!isAll && (examination.order().quick || examination.isSlow())) {
      Need need = examination.order().quick ? Need.TIME : Need.SPEED;
      notes.unchecked(leg(), "the revisions before 2025-11-25", need.missing());
    }
    String server = working.get(working.size() - 1).conversation().orElseThrow().server();
    notes.fine(leg(), "works in " + revisions(working) + ", " + server);
  }

  private static List<Handshake> handshakes(Examination examination) {
    if (examination.isBlind()) {
      return List.of(examination.first());
    }
    // Who keeps one waiting is not asked for all of them.
    if (examination.order().quick
        || examination.isSlow()
        || examination.first().reply().isSilent()
        || examination.first().reply().status() == 504) {
      return List.of(examination.first(), examination.handshake(ProtocolVersion.V2026_07_28));
    }
    return Stream.of(ProtocolVersion.values()).map(examination::handshake).toList();
  }

  /** A sound request whose headers contradict its body was not sent so: somebody changed them. */
  private static void checkHeaders(Handshake handshake, Examination examination, Notes notes) {
    if (handshake.reply().error() == McpErrorCodes.HEADER_MISMATCH) {
      String problem = handshake.reply().problem(examination.shown());
      notes.found(HeadersCheck.mismatch(handshake.reply()), handshake.asked() + ": " + problem);
    }
  }

  /** Without a token nobody can say more; who else answers is judged when the URL is reached. */
  private void explain(List<Handshake> handshakes, Examination examination, Notes notes) {
    if (handshakes.stream()
        .map(Handshake::reply)
        .anyMatch(
            reply ->
                reply.asksForToken() || reply.asksForTokenInWords() || examination.deniesToken())) {
      boolean given = examination.order().authorization().isPresent();
      unchecked(given ? "the token was refused" : Need.TOKEN.missing(), notes);
      return;
    }
    boolean answered =
        handshakes.stream()
            .map(Handshake::reply)
            .filter(reply -> reply.message().isPresent() && reply.status() != 404)
            .anyMatch(reply -> reply.answer().flatMap(AnswererJudge::known).isEmpty());
    if (isOfNewerRevision(handshakes)) {
      notes.found(DoctorFinding.PROTOCOL_NEWER_REVISION, joined(problems(handshakes, examination)));
      return;
    }
    checkResults(handshakes, notes);
    if (EXPLAINING.stream().anyMatch(kind -> !notes.lacks(kind))
        || !answered && notes.findings().stream().anyMatch(one -> BEFORE.contains(one.leg()))) {
      unchecked("no answer of a server of MCP comes", notes);
      return;
    }
    Map<String, String> problems = problems(handshakes, examination);
    LOSSES.stream()
        .filter(loss -> problems.keySet().stream().allMatch(loss.words().asPredicate()))
        .findFirst()
        .ifPresentOrElse(
            loss ->
                notes.found(
                    DoctorFinding.THERE_REQUEST_CHANGED, loss.part() + ": " + joined(problems)),
            () ->
                notes.found(
                    DoctorFinding.PROTOCOL_NO_HANDSHAKE,
                    joined(problems),
                    fix(problems.keySet(), DoctorFinding.PROTOCOL_NO_HANDSHAKE.fix())));
  }

  /** Returns what mends that these come in the place of responses, or else the other fix. */
  static String fix(Collection<String> problems, String other) {
    return FIXES.first(problems).orElse(other);
  }

  private static void checkResults(List<Handshake> handshakes, Notes notes) {
    handshakes.forEach(
        one ->
            ResultForm.check(
                Messages.handshakeMethod(one.asked()), one.asked(), one.reply(), notes));
  }

  /** Who speaks only what came after this doctor may be sound. */
  private static boolean isOfNewerRevision(List<Handshake> handshakes) {
    String newest = ProtocolVersion.values()[ProtocolVersion.values().length - 1].wireName();
    return handshakes.stream()
        .flatMap(one -> one.reply().revisions().stream())
        .anyMatch(name -> name.compareTo(newest) > 0);
  }

  /** Returns what was answered, the same answer once, and to which revisions. */
  private static Map<String, String> problems(List<Handshake> handshakes, Examination examination) {
    Map<String, String> revisions = new LinkedHashMap<>();
    handshakes.forEach(
        one ->
            revisions.merge(
                one.reply().problem(examination.shown()),
                one.asked().toString(),
                (before, next) -> before + ", " + next));
    return revisions;
  }

  private static String joined(Map<String, String> problems) {
    return problems.entrySet().stream()
        .map(same -> same.getValue() + ": " + same.getKey())
        .collect(Collectors.joining("; "));
  }

  private void checkSpread(
      List<Handshake> working, List<Handshake> all, Examination examination, Notes notes) {
    List<Handshake> unnegotiated =
        all.stream()
            .filter(one -> !one.asked().isModern() && isRefused(one.reply()))
            .filter(one -> !isChoice(one.reply()))
            .toList();
    boolean modern = working.stream().anyMatch(one -> one.asked().isModern());
    boolean legacy = working.stream().anyMatch(one -> !one.asked().isModern());
    String refused =
        joined(
            problems(
                all.stream().filter(one -> one.conversation().isEmpty()).toList(), examination));
    if (!legacy) {
      boolean isChoice =
          all.stream()
              .filter(one -> !one.asked().isModern())
              .allMatch(one -> isChoice(one.reply()));
      notes.found(
          isChoice ? DoctorFinding.PROTOCOL_NO_LEGACY : DoctorFinding.PROTOCOL_ONLY_MODERN,
          refused);
    } else if (!unnegotiated.isEmpty()) {
      notes.found(
          isTakenAgain(working, examination)
              ? DoctorFinding.PROTOCOL_NOT_NEGOTIATED
              : DoctorFinding.PROTOCOL_ONE_HANDSHAKE,
          joined(problems(unnegotiated, examination)));
    } else if (!modern) {
      boolean isLost =
          examination.afterHandshake().isEmpty()
              && all.stream()
                  .anyMatch(one -> one.asked().isModern() && isLost(one.reply(), examination));
      notes.found(
          isLost ? DoctorFinding.PROTOCOL_NEWEST_UNANSWERED : DoctorFinding.PROTOCOL_ONLY_LEGACY,
          refused);
    }
  }

  /** Some refuse it as HTTP does, in words alone. */
  private static boolean isRefused(Reply reply) {
    return reply.error() != 0 || reply.message().isEmpty() && reply.status() == 400;
  }

  /** Returns whether a handshake works for the next client too. */
  private static boolean isTakenAgain(List<Handshake> working, Examination examination) {
    return working.stream()
        .map(Handshake::asked)
        .filter(revision -> !revision.isModern())
        .findFirst()
        .map(revision -> examination.ask(Messages.handshake(examination.uri(), revision)))
        .filter(Reply::isResult)
        .isPresent();
  }

  /** What is in front knows neither the code nor what the server supports. */
  private static boolean isChoice(Reply reply) {
    return reply.error() == McpErrorCodes.UNSUPPORTED_PROTOCOL_VERSION
        && !reply.revisions().isEmpty();
  }

  /**
   * A client falls back when it is refused, and not when its connection ends, a hop fails, or a
   * token is asked for that it has.
   */
  private static boolean isLost(Reply reply, Examination examination) {
    boolean isLetIn = !examination.order().headers.isEmpty() && !examination.asksForTokenLater();
    return reply.asksForToken() && isLetIn
        || reply.message().isEmpty() && (reply.status() == 0 || reply.status() >= 500)
        || reply.status() == 403
        || reply.isSilent();
  }

  /** A notification is answered with 202 and nothing else. {@link SessionCheck} sees the rest. */
  private void checkInitialized(List<Handshake> working, Shown shown, Notes notes) {
    Optional<Handshake> ofRevision =
        working.stream().filter(RevisionsCheck::isOfRevision).findFirst();
    if (ofRevision.isPresent()) {
      notes.found(ofRevision(ofRevision.get(), shown));
      return;
    }
    working.stream()
        .flatMap(one -> one.initialized().stream())
        .filter(reply -> !SessionCheck.isOfSession(reply))
        .filter(reply -> reply.answer().isPresent() && reply.status() != 202)
        .findFirst()
        .ifPresent(
            reply ->
                notes.found(
                    ofNotification(reply.answer().orElseThrow()),
                    "notifications/initialized: " + reply.problem(shown)));
  }

  private static DoctorFinding ofNotification(Answer answer) {
    if (answer.status() != 200 && answer.status() != 204) {
      return DoctorFinding.PROTOCOL_NOTIFICATION_REFUSED;
    }
    return answer.text().isBlank()
        ? DoctorFinding.PROTOCOL_NOTIFICATION_STATUS
        : DoctorFinding.PROTOCOL_NOTIFICATION_ANSWERED;
  }

  private static Finding ofRevision(Handshake handshake, Shown shown) {
    DoctorFinding kind = DoctorFinding.PROTOCOL_CHOSEN_REVISION_REFUSED;
    ProtocolVersion chosen = handshake.conversation().orElseThrow().revision();
    String evidence =
        "initialize is answered with %s, notifications/initialized with %s"
            .formatted(chosen, handshake.initialized().orElseThrow().problem(shown));
    return chosen.hasVersionHeader()
        ? kind.found(evidence)
        : kind.found(
            "The server demands MCP-Protocol-Version in a revision that does not have it: a client"
                + " stops after its handshake.",
            evidence,
            "Take a request without MCP-Protocol-Version for one of 2025-03-26.");
  }

  private static boolean isOfRevision(Handshake handshake) {
    return handshake
        .initialized()
        .filter(reply -> reply.status() == 400 || reply.error() != 0)
        .filter(reply -> reply.speaksOf(OF_REVISION))
        .isPresent();
  }

  private static String revisions(List<Handshake> working) {
    return working.stream()
        .flatMap(one -> one.conversation().stream())
        .map(Conversation::revision)
        .distinct()
        .sorted()
        .map(ProtocolVersion::toString)
        .collect(Collectors.joining(", "));
  }
}
