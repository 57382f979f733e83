package io.github.mcpecho.doctor;

import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.doctor.exchange.Failure;
import io.github.mcpecho.mcp.ProtocolVersion;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The same server past the proxies: what is right there and wrong here is their doing. */
final class DirectCheck extends Check {
  /** Every hop sets or takes these by itself (RFC 9110 §7.6, nginx: X-Accel-*). */
  private static final Set<String> OF_EACH_HOP =
      Set.of(
          "connection",
          "content-length",
          "date",
          "keep-alive",
          "server",
          "transfer-encoding",
          "via",
          "x-accel-buffering",
          "x-powered-by");

  DirectCheck() {
    super(Leg.DIRECT, "the same server past the proxies", Need.DIRECT);
  }

  @Override
  void run(Examination examination, Notes notes) {
    int before = notes.count();
    Examination past = examination.past().orElseThrow();
    if (examination.conversation().isPresent() && past.conversation().isEmpty()) {
      String problem = past.first().reply().problem(examination.shown());
      unchecked("here it works, at the direct URL " + problem + ": nothing was compared", notes);
      return;
    }
    for (ProtocolVersion revision :
        List.of(ProtocolVersion.V2025_11_25, ProtocolVersion.V2026_07_28)) {
      Handshake here = examination.handshake(revision);
      Handshake there = past.handshake(revision);
      compare(here, there, examination, notes);
      compareHeaders(here, there, examination.shown(), notes);
    }
    notes.fineUnlessFound(before, leg(), "the server answers alike with and without the proxies");
  }

  private void compare(Handshake here, Handshake there, Examination examination, Notes notes) {
    Shown shown = examination.shown();
    boolean worksHere = here.conversation().isPresent();
    boolean worksThere = there.conversation().isPresent();
    if (worksThere && isWithoutConnection(here.reply())) {
      notes.fine(leg(), "past the proxies " + here.asked() + " works");
    } else if (worksThere && !worksHere) {
      notes.found(
          DoctorFinding.DIRECT_WORKS,
          here.asked() + ": here " + here.reply().problem(shown) + ", past the proxies a result");
    } else if (worksHere && worksThere) {
      compareTools(here.conversation().get(), there.conversation().get(), shown, notes);
    } else if (!worksHere && there.reply().asksForToken() && here.reply().asksForToken()) {
      compareChallenges(here.reply(), there.reply(), shown, notes);
    } else if (!worksHere && there.reply().asksForToken()) {
      notes.found(
          DoctorFinding.DIRECT_CHALLENGE_LOST,
          "past the proxies status 401, here " + here.reply().problem(shown));
    } else if (examination.conversation().isPresent()) {
      // Another revision works.
      return;
    } else if (there.reply().status() != 0 && here.reply().status() == there.reply().status()) {
      notes.found(
          DoctorFinding.DIRECT_FAILS_TOO, there.asked() + ": " + there.reply().problem(shown));
    } else {
      notes.unchecked(
          leg(),
          name() + " by " + here.asked(),
          "here " + here.reply().problem(shown) + ", there " + there.reply().problem(shown));
    }
  }

  /** Who was not reached has broken nothing. */
  private static boolean isWithoutConnection(Reply reply) {
    return reply.http() instanceof Failure failure && failure.trouble().isWithoutConnection();
  }

  /** What the server sends with its answer past the proxies, and does not arrive here. */
  private void compareHeaders(Handshake here, Handshake there, Shown shown, Notes notes) {
    if (here.conversation().isEmpty() || there.conversation().isEmpty()) {
      return;
    }
    Set<String> namesHere = headers(here);
    Set<String> removed = new TreeSet<>(headers(there));
    removed.removeAll(namesHere);
    notes.foundAny(
        DoctorFinding.DIRECT_HEADERS_REMOVED, shown.evidence(String.join(", ", removed)));
    namesHere.removeAll(headers(there));
    if (!namesHere.isEmpty()) {
      notes.fine(leg(), "added on the way back: " + shown.evidence(String.join(", ", namesHere)));
    }
  }

  private static Set<String> headers(Handshake handshake) {
    var names = new TreeSet<String>();
    handshake.reply().answer().stream()
        .flatMap(answer -> answer.headers().lines().stream())
        .forEach(line -> names.add(line.name().toLowerCase(Locale.ROOT)));
    names.removeAll(OF_EACH_HOP);
    return names;
  }

  private void compareTools(
      Conversation talkHere, Conversation talkThere, Shown shown, Notes notes) {
    Reply here = talkHere.send(talkHere.toolsList());
    Reply there = talkThere.send(talkThere.toolsList());
    Set<String> namesHere = here.toolNames();
    Set<String> namesThere = there.toolNames();
    List<String> missing =
        namesThere.stream()
            .filter(name -> namesHere.stream().noneMatch(one -> one.endsWith(name)))
            .toList();
    if (!namesHere.isEmpty() && !missing.isEmpty()) {
      notes.found(
          DoctorFinding.CONTENT_TOOLS_MISSING,
          shown.evidence("past the proxies alone: " + String.join(", ", missing)));
    } else if (!namesHere.equals(namesThere)) {
      notes.found(
          DoctorFinding.DIRECT_TOOLS_DIFFER,
          "here %s, past the proxies %s".formatted(listed(here, shown), listed(there, shown)));
    }
  }

  /** What is refused is no list without tools. */
  private static String listed(Reply list, Shown shown) {
    return list.isResult()
        ? shown.evidence(list.toolNames().toString())
        : "the list is refused: " + list.problem(shown);
  }

  private void compareChallenges(Reply here, Reply there, Shown shown, Notes notes) {
    Optional<String> theirs = there.header("WWW-Authenticate");
    if (theirs.isPresent() && here.header("WWW-Authenticate").isEmpty()) {
      notes.found(
          DoctorFinding.DIRECT_CHALLENGE_LOST,
          "past the proxies " + shown.header("WWW-Authenticate", theirs.get()));
    }
  }
}
