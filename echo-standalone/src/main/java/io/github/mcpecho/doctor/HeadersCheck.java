package io.github.mcpecho.doctor;

import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.doctor.exchange.Request;
import io.github.mcpecho.http.Header;
import io.github.mcpecho.internal.protocol.McpErrorCodes;
import io.github.mcpecho.internal.protocol.McpHeaderNames;
import io.github.mcpecho.internal.text.Expressions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What becomes of headers on the way: those of MCP, those of one's own, odd ones. */
final class HeadersCheck extends Check {
  private static final String CANARY = "canary 4711";
  private static final String OWN = "X-Doctor-Canary";
  private static final String TWICE = "X-Doctor-Twice";
  private static final String LONG = "X-Doctor-Long";
  private static final String NOT_ASCII = "X-Doctor-Letters";
  private static final String UNDERSCORE = "x_doctor_underscore";
  private static final int LONG_WORDS = 800;

  /** Headers that only some messages of MCP have. */
  private static final List<String> OF_SOME_MESSAGES =
      List.of(McpHeaderNames.SESSION_ID, "Last-Event-ID", McpHeaderNames.PARAM_PREFIX + "Doctor");

  /** Servers refuse who does not take both (MCP basic/transports: sending messages). */
  private static final List<String> TYPES = List.of("application/json", "text/event-stream");

  private static final List<String> OF_TYPES = List.of("Accept", "Content-Type");

  /** Who sees another value says so; where none came there is nothing to compare. */
  private static final Pattern OTHER =
      Expressions.compile(
          "\\b(not (match|equal)|differ|differs|contradicts?|expected|got|but|value)\\b",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern MISSING =
      Expressions.compile("\\b(missing|required|absent|not present)\\b", Pattern.CASE_INSENSITIVE);

  HeadersCheck() {
    super(Leg.THERE, "headers", Need.ECHO);
  }

  @Override
  void run(Examination examination, Notes notes) {
    Optional<Arrival> plain = examination.plainArrival();
    if (plain.isEmpty()) {
      explain(examination, notes);
      return;
    }
    int before = notes.count();
    checkMcp(examination, plain.get(), notes);
    checkTypes(examination, plain.get(), notes);
    // How long a header may be is said already.
    boolean isLongTaken =
        notes.lacks(DoctorFinding.THERE_HEADER_LIMIT_LOW)
            && notes.lacks(DoctorFinding.THERE_HEAD_LIMIT_LOW);
    List<UnaryOperator<Request>> canaries = canaries(isLongTaken);
    Optional<Arrival> arrival =
        examination.echo().arrival(request -> withCanaries(canaries, request));
    if (arrival.isPresent()) {
      judge(examination, arrival.get(), isLongTaken, notes);
    } else {
      notes.found(DoctorFinding.THERE_CANARY_REFUSED, refused(canaries, examination));
    }
    if (notes.count() == before
        && notes.lacks(DoctorFinding.THERE_MCP_HEADER_LOST)
        && notes.lacks(DoctorFinding.THERE_MCP_HEADER_CHANGED)) {
      notes.fine(leg(), "every header arrives as it was sent");
    }
    added(examination, plain.get())
        .ifPresent(names -> notes.fine(leg(), "added on the way: " + names));
    if (isReordered(examination, plain.get())) {
      notes.fine(leg(), "headers arrive in another order than they were sent, as they may");
    }
  }

  private void explain(Examination examination, Notes notes) {
    Reply reply = examination.plainReply().orElseThrow();
    String problem = reply.problem(examination.shown());
    if (reply.error() == McpErrorCodes.HEADER_MISMATCH) {
      notes.found(mismatch(reply), problem);
    } else {
      unchecked("the far end gave no report: " + reply.said(examination.shown()), notes);
    }
  }

  /**
   * Returns what a server means that refuses a sound request as one whose headers contradict it.
   */
  static DoctorFinding mismatch(Reply reply) {
    return reply.speaksOf(MISSING) || !reply.speaksOf(OTHER)
        ? DoctorFinding.THERE_MCP_HEADER_LOST
        : DoctorFinding.THERE_MCP_HEADER_CHANGED;
  }

  private static Request withCanaries(List<UnaryOperator<Request>> canaries, Request request) {
    return canaries.stream().reduce(request, (made, canary) -> canary.apply(made), (a, b) -> b);
  }

  private static List<UnaryOperator<Request>> canaries(boolean isLongTaken) {
    return List.of(
        request -> request.with(OWN, CANARY),
        request -> request.with(TWICE, "one").with(TWICE, "two"),
        request -> request.with(LONG, isLongTaken ? longValue() : CANARY),
        request -> request.with(NOT_ASCII, "grüße"),
        request -> request.with(UNDERSCORE, CANARY),
        request ->
            OF_SOME_MESSAGES.stream()
                .filter(name -> request.headers().stream().noneMatch(h -> h.name().equals(name)))
                .reduce(request, (made, name) -> made.with(name, "canary"), (a, b) -> b));
  }

  private static String longValue() {
    return "long ".repeat(LONG_WORDS).strip();
  }

  /** Names those that are refused when they come alone. */
  private static String refused(List<UnaryOperator<Request>> canaries, Examination examination) {
    return canaries.stream()
        .filter(canary -> examination.echo().arrival(canary).isEmpty())
        .map(canary -> canary.apply(Request.of("GET", examination.uri())).headers().get(0).name())
        .collect(Collectors.joining(", ", "refused alone: ", ""));
  }

  /** Headers of MCP that were sent, and those that were not. */
  private void checkMcp(Examination examination, Arrival arrival, Notes notes) {
    List<Header> sent = sent(examination);
    sent.stream()
        .filter(header -> isOfMcp(header.name()))
        .forEach(
            header -> {
              List<String> values = arrival.values(header.name());
              if (values.isEmpty()) {
                noteLost(header.name(), examination, notes);
              } else if (!header.name().equalsIgnoreCase(McpHeaderNames.SESSION_ID)
                  && !header.name().equalsIgnoreCase(McpHeaderNames.NAME)
                  && !values.equals(List.of(header.value()))) {
                notes.found(
                    DoctorFinding.THERE_MCP_HEADER_CHANGED,
                    "%s: sent %s, arrived %s"
                        .formatted(
                            header.name(),
                            header.value(),
                            examination.shown().evidence(String.join(", ", values))));
              }
            });
    arrival.lines().stream()
        .filter(line -> isOfMcp(line.name()))
        .filter(line -> sent.stream().noneMatch(h -> h.name().equalsIgnoreCase(line.name())))
        .filter(
            line ->
                examination.order().headers.stream()
                    .noneMatch(h -> h.name().equalsIgnoreCase(line.name())))
        .forEach(
            line ->
                notes.found(
                    DoctorFinding.THERE_MCP_HEADER_CHANGED,
                    examination.shown().evidence(line.name() + ": " + line.value())
                        + " was added on the way"));
  }

  /** The refusal of a server may have named it already. */
  private void noteLost(String name, Examination examination, Notes notes) {
    if (notes.lacks(DoctorFinding.THERE_MCP_HEADER_LOST, name)) {
      note(List.of(name), DoctorFinding.THERE_MCP_HEADER_LOST, examination, notes);
    }
  }

  /** What the client takes and sends: a server may refuse another type, or answer in another. */
  private void checkTypes(Examination examination, Arrival arrival, Notes notes) {
    sent(examination).stream()
        .filter(header -> OF_TYPES.stream().anyMatch(header.name()::equalsIgnoreCase))
        .forEach(
            header -> {
              String arrived = String.join(", ", arrival.values(header.name()));
              if (header.name().equals("Accept")
                  && TYPES.stream().anyMatch(type -> !lower(arrived).contains(type))) {
                notes.found(
                    DoctorFinding.THERE_REQUEST_CHANGED,
                    "Accept: sent %s, arrived %s"
                        .formatted(
                            header.value(),
                            arrived.isEmpty() ? "none" : examination.shown().evidence(arrived)));
              } else if (arrived.isEmpty()) {
                note(List.of(header.name()), DoctorFinding.THERE_HEADER_LOST, examination, notes);
              } else if (!sameList(arrived, header.value())) {
                note(
                    List.of(
                        "%s: sent %s, arrived %s"
                            .formatted(
                                header.name(),
                                header.value(),
                                examination.shown().evidence(arrived))),
                    DoctorFinding.THERE_HEADER_CHANGED,
                    examination,
                    notes);
              }
            });
  }

  /** Blanks in lists mean nothing (RFC 9110 §5.6.1). */
  private static boolean sameList(String one, String other) {
    return lower(one).replace(" ", "").equals(lower(other).replace(" ", ""));
  }

  private static List<Header> sent(Examination examination) {
    Conversation talk = examination.echo().conversation();
    return talk.request("tools/call", Messages.NOTHING).headers();
  }

  private static boolean isOfMcp(String name) {
    return name.toLowerCase(Locale.ROOT).startsWith("mcp-");
  }

  private void judge(Examination examination, Arrival arrival, boolean isLongTaken, Notes notes) {
    var lost = new ArrayList<String>();
    var changed = new ArrayList<String>();
    List<String> own = arrival.values(OWN);
    if (own.isEmpty()) {
      lost.add(OWN);
    } else if (!own.equals(List.of(CANARY))) {
      changed.add(OWN);
    }
    List<String> twice = arrival.values(TWICE);
    if (twice.equals(List.of("one, two")) || twice.equals(List.of("one,two"))) {
      notes.found(DoctorFinding.THERE_HEADER_JOINED, TWICE);
    } else if (!twice.equals(List.of("one", "two"))) {
      (twice.isEmpty() ? lost : changed).add(TWICE + ", which was sent twice");
    }
    List<String> longer = arrival.values(LONG);
    if (longer.isEmpty()) {
      lost.add(LONG + " of " + longValue().length() + " bytes");
    } else if (isLongTaken
        && !longer.get(0).contains("(" + longValue().length() + " characters)")) {
      changed.add(LONG);
    }
    if (!arrival.has(NOT_ASCII)) {
      notes.found(DoctorFinding.THERE_NON_ASCII_LOST, NOT_ASCII);
    }
    if (arrival.has(UNDERSCORE.replace('_', '-'))) {
      notes.found(DoctorFinding.THERE_UNDERSCORE_RENAMED, UNDERSCORE);
    } else if (!arrival.has(UNDERSCORE)) {
      notes.found(examination.advised(DoctorFinding.THERE_UNDERSCORE_LOST, UNDERSCORE));
    }
    List<String> lostOfMcp = OF_SOME_MESSAGES.stream().filter(name -> !arrival.has(name)).toList();
    note(lostOfMcp, DoctorFinding.THERE_MCP_HEADER_LOST, examination, notes);
    note(lost, DoctorFinding.THERE_HEADER_LOST, examination, notes);
    note(changed, DoctorFinding.THERE_HEADER_CHANGED, examination, notes);
  }

  private void note(List<String> names, DoctorFinding kind, Examination examination, Notes notes) {
    if (!names.isEmpty()) {
      notes.found(examination.advised(kind, String.join(", ", names)));
    }
  }

  private static boolean isReordered(Examination examination, Arrival arrival) {
    List<String> sent = sent(examination).stream().map(header -> lower(header.name())).toList();
    return arrival
        .order()
        .map(names -> names.stream().filter(sent::contains).distinct().toList())
        .filter(names -> !names.equals(sent.stream().filter(names::contains).toList()))
        .isPresent();
  }

  private static Optional<String> added(Examination examination, Arrival arrival) {
    Set<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    known.addAll(List.of("Host", "Content-Length"));
    sent(examination).forEach(header -> known.add(header.name()));
    examination.order().headers.forEach(header -> known.add(header.name()));
    String names =
        arrival.lines().stream()
            .map(Arrival.Line::name)
            .filter(name -> !known.contains(name))
            .distinct()
            .sorted()
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? Optional.empty() : Optional.of(examination.shown().evidence(names));
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
