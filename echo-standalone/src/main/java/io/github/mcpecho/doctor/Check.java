package io.github.mcpecho.doctor;

import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.doctor.exchange.Exchanges;
import io.github.mcpecho.doctor.exchange.Request;
import io.github.mcpecho.report.Finding;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** One thing that is looked at. */
abstract class Check {
  private final Leg leg;
  private final String name;
  private final List<Need> needs;

  /** Looks at something, which is named in a few words. */
  Check(Leg leg, String name, Need... needs) {
    this.leg = leg;
    this.name = name;
    List<Need> named = List.of(needs);
    boolean talks = named.contains(Need.MCP) || named.contains(Need.ECHO);
    this.needs =
        Stream.of(
                named.stream(),
                talks ? Stream.of(Need.ANSWERS, Need.ALLOWED, Need.SESSIONS) : Stream.<Need>of(),
                named.contains(Need.TIME) ? Stream.of(Need.SPEED) : Stream.<Need>of())
            .flatMap(all -> all)
            .toList();
  }

  final Leg leg() {
    return leg;
  }

  final String name() {
    return name;
  }

  final List<Need> needs() {
    return needs;
  }

  /** Notes why nothing can be looked at. */
  final void unchecked(String why, Notes notes) {
    notes.unchecked(leg, name, why);
  }

  /**
   * Returns whether there is no answer of the server to judge, and notes that: none comes, or
   * somebody else's page in its place.
   */
  final boolean isUnanswered(String what, Reply reply, Shown shown, Notes notes) {
    if (isChallenged(reply, notes)) {
      return true;
    }
    if (reply.message().isEmpty() && reply.answer().flatMap(Page::of).isPresent()) {
      notes.found(DoctorFinding.BACK_ERROR_REPLACED, what + ": " + reply.problem(shown));
      return true;
    }
    return isUnanswered(reply, shown, notes);
  }

  /**
   * Returns whether the server asks for a token, or for another one, as it has to, and notes that:
   * some leave open the handshake and the lists alone.
   */
  private boolean isChallenged(Reply reply, Notes notes) {
    boolean isChallenged =
        reply
            .answer()
            .filter(answer -> answer.status() == 401 || answer.status() == 403)
            .flatMap(Challenge::of)
            .isPresent();
    if (isChallenged) {
      unchecked(Need.ALLOWED.missing(), notes);
    }
    return isChallenged;
  }

  final boolean isUnanswered(Reply reply, Shown shown, Notes notes) {
    if (isChallenged(reply, notes)) {
      return true;
    }
    if (reply.answer().isEmpty()) {
      unchecked(reply.problem(shown), notes);
    }
    return reply.answer().isEmpty();
  }

  /** Returns a finding about an answer as one about the answer to this message. */
  static Finding to(String message, Finding finding) {
    return finding
        .kind()
        .found(finding.message(), message + ": " + finding.evidence(), finding.fix());
  }

  /**
   * Returns whether one request is refused again as it was, and the other gets a result twice. Each
   * is sent twice in a row: servers in turn would answer two requests in turn each in its own way.
   */
  static boolean isRefusedAgain(Reply refusal, Supplier<Reply> again, Supplier<Reply> other) {
    Reply second = again.get();
    return !second.isResult()
        && second.status() == refusal.status()
        && second.error() == refusal.error()
        && other.get().isResult()
        && other.get().isResult();
  }

  /**
   * Sends before it is looked at what takes long, by {@link Exchanges#begin}, and what a server is
   * asked one by one, by {@link Examination#ahead}.
   */
  void begin(Examination examination) {
    examination.ahead(probes(examination, new Notes()).stream().map(Probe::request).toList());
  }

  /** A request, and what is looked at in its reply, whatever the others get. */
  record Probe(Request request, Consumer<Reply> judge) {}

  /** Returns what {@link #ask} sends. */
  List<Probe> probes(Examination examination, Notes notes) {
    return List.of();
  }

  final void ask(Examination examination, Notes notes) {
    probes(examination, notes)
        .forEach(probe -> probe.judge().accept(examination.ask(probe.request())));
  }

  abstract void run(Examination examination, Notes notes);
}
