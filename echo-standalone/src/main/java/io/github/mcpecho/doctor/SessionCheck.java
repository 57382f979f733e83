package io.github.mcpecho.doctor;

import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.doctor.exchange.Repeats;
import io.github.mcpecho.doctor.exchange.Request;
import io.github.mcpecho.internal.protocol.McpHeaderNames;
import io.github.mcpecho.internal.text.PatternTable;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether a session lives on when the next request comes on another connection. Who does not know
 * it answers 404, and who sees none 400 (MCP 2025-11-25, session management); some answer 400 to
 * both.
 */
final class SessionCheck extends Check {
  private static final int REQUESTS = 4;

  /** Of no server. */
  private static final String UNKNOWN = "00000000-0000-4000-8000-000000000000";

  private static final int MOST_REQUESTS = 9;

  private static final String ONE_SESSION =
      "Give one Mcp-Session-Id with the response to initialize, and know it until the session"
          + " ends: clients take no other.";

  /** By which cookies what is in front keeps a client on one server: a pattern, and its product. */
  private static final PatternTable STICKY =
      new PatternTable(SessionCheck.class, "sticky-cookies.tsv");

  /** By which word servers say what is missing. */
  private static final Pattern SESSION = Pattern.compile("session", Pattern.CASE_INSENSITIVE);

  SessionCheck() {
    super(Leg.PROTOCOL, "sessions", Need.MCP);
  }

  @Override
  void begin(Examination examination) {
    talk(examination)
        .ifPresent(
            talk -> {
              examination.ahead(Collections.nCopies(REQUESTS, talk.toolsList()));
              examination.ahead(List.of(unknown(talk)));
            });
  }

  private static Optional<Conversation> talk(Examination examination) {
    return examination.first().conversation().filter(one -> one.session().isPresent());
  }

  private static Request unknown(Conversation talk) {
    return talk.toolsList().replacing(McpHeaderNames.SESSION_ID, UNKNOWN);
  }

  @Override
  void run(Examination examination, Notes notes) {
    Optional<Conversation> talk = talk(examination);
    if (talk.isEmpty()) {
      checkMissing(examination, notes);
      return;
    }
    Optional<Reply> example = examination.first().initialized().filter(SessionCheck::isRefused);
    int lost = example.isPresent() ? 1 : 0;
    int sent = 1;
    boolean isUnknown = example.filter(reply -> reply.status() == 404).isPresent();
    // Of several servers one knows the session, and is met before long.
    for (; sent <= REQUESTS || lost == sent && sent <= MOST_REQUESTS; sent++) {
      Reply reply = talk.get().send(talk.get().toolsList());
      if (isRefused(reply) || isOfSession(reply)) {
        lost++;
        isUnknown |= reply.status() != 400;
        example = Optional.of(reply);
      }
    }
    // Those that another server has answered when they were sent again.
    Repeats repeats = examination.exchanges().repeats();
    int again = repeats.lostSessions();
    if (lost + again > 0) {
      examination.loseSessions();
      Optional<String> renewed = renewed(talk.get(), examination);
      String evidence =
          "%s of %s requests on new connections: %s"
              .formatted(
                  lost + again,
                  sent + again,
                  example
                      .map(reply -> reply.problem(examination.shown()))
                      .orElseGet(repeats::metBySessions));
      if (renewed.isPresent()) {
        notes.found(
            DoctorFinding.PROTOCOL_SESSION_LOST, renewed.get() + "; " + evidence, ONE_SESSION);
      } else if (lost == sent && again == 0 && !isUnknown) {
        notes.found(
            DoctorFinding.THERE_MCP_HEADER_LOST, McpHeaderNames.SESSION_ID + ": " + evidence);
      } else {
        notes.found(
            DoctorFinding.PROTOCOL_SESSION_LOST,
            evidence,
            DoctorFinding.PROTOCOL_SESSION_LOST.fix()
                + STICKY
                    .first(cookies(examination.first().reply()))
                    .map(
                        product ->
                            " " + product + " routes by a cookie, which clients do not send.")
                    .orElse(""));
      }
    } else {
      notes.found(DoctorFinding.PROTOCOL_SESSIONS, "");
      checkId(talk.get(), examination, notes);
    }
  }

  /** Clients read the id of their session in the response to initialize alone. */
  private static Optional<String> renewed(Conversation talk, Examination examination) {
    return examination
        .first()
        .initialized()
        .flatMap(reply -> reply.header(McpHeaderNames.SESSION_ID))
        .filter(id -> !talk.session().equals(Optional.of(id)))
        .map(id -> "notifications/initialized is answered with another Mcp-Session-Id");
  }

  private static List<String> cookies(Reply reply) {
    return reply.answer().map(answer -> answer.headers().all("Set-Cookie")).orElse(List.of());
  }

  private static void checkId(Conversation talk, Examination examination, Notes notes) {
    String id = talk.session().orElseThrow();
    if (!id.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
      notes.found(DoctorFinding.PROTOCOL_SESSION_ID_INVALID, Words.count(id.length(), "character"));
    }
    if (examination.order().quick) {
      return;
    }
    checkUnknown(talk.send(unknown(talk)), examination.shown(), notes);
  }

  /**
   * Notes that a session which the server does not know, or has ended, is refused with another
   * status than the one by which clients learn that. Who does not look at it, refuses none.
   */
  static void checkUnknown(Reply reply, Shown shown, Notes notes) {
    if (reply.answer().isPresent() && !reply.isResult() && reply.status() != 404) {
      notes.foundOnce(DoctorFinding.PROTOCOL_UNKNOWN_SESSION_STATUS, reply.problem(shown));
    }
  }

  /** A server that keeps sessions, and whose answer to the handshake has arrived without one. */
  private void checkMissing(Examination examination, Notes notes) {
    Optional<Reply> refused =
        examination
            .first()
            .conversation()
            .map(
                talk ->
                    examination.conversation().filter(talk::equals).isPresent()
                        ? examination.list()
                        : talk.send(talk.toolsList()))
            .filter(SessionCheck::isOfSession);
    if (refused.isPresent()) {
      examination.loseSessions();
      notes.found(DoctorFinding.BACK_SESSION_ID_LOST, refused.get().problem(examination.shown()));
    } else {
      notes.fine(leg(), "keeps no sessions, so any server behind the URL can answer");
    }
  }

  private static boolean isRefused(Reply reply) {
    return reply.status() == 404 || reply.status() == 400;
  }

  /** Returns whether a server refuses a message because it knows no session of it. */
  static boolean isOfSession(Reply reply) {
    return (isRefused(reply) || reply.status() == 401) && reply.speaksOf(SESSION);
  }
}
