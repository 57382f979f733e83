package io.github.mcpecho.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.doctor.exchange.Answer;
import io.github.mcpecho.doctor.exchange.Failure;
import io.github.mcpecho.doctor.exchange.Request;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.protocol.McpErrorCodes;
import io.github.mcpecho.internal.protocol.McpHeaderNames;
import io.github.mcpecho.internal.protocol.McpMethod;
import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.report.Finding;
import io.github.mcpecho.report.FindingKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether answers come back as they were given: text, types, and errors of every kind. */
final class AnswersCheck extends Check {
  private static final String TEXT = "Grüße 😀 <b>&amp;</b> \u2028 \\u0041 \t end";

  private static final String AFTER_A_HANDSHAKE =
      "The handshake works on this port: look in the log of the server, and of each proxy, for what"
          + " ends the connection of this message.";

  private static final int LONGEST_NAME = 128;

  /** In names of tools since 2025-11-25; other letters than ASCII pass in most clients. */
  private static final Pattern SPECIAL = Pattern.compile("[ -~&&[^A-Za-z0-9_./:-]]");

  private static final Set<Integer> OF_METHODS = Set.of(405, 501);

  /** Whoever says that it has tools is an MCP server, whatever comes in the place of its list. */
  private static final Set<FindingKind> OF_A_SERVER =
      Set.of(DoctorFinding.REACH_HTML, DoctorFinding.REACH_OTHER_APPLICATION);

  /**
   * A request that a server refuses.
   *
   * @param status that mcp-echo does it with, 0 if that depends on what it was told
   */
  private record Refused(String what, Request request, int status) {}

  AnswersCheck() {
    super(Leg.BACK, "texts, types and errors", Need.MCP);
  }

  @Override
  void begin(Examination examination) {
    examination.ahead(refused(examination).stream().map(Refused::request).toList());
    nextPage(examination).ifPresent(request -> examination.ahead(List.of(request)));
  }

  @Override
  void run(Examination examination, Notes notes) {
    int before = notes.count();
    Conversation talk = examination.talk();
    checkList(talk, examination, notes);
    var replaced = new ArrayList<String>();
    var foreign = new ArrayList<String>();
    var changed = new ArrayList<String>();
    for (Refused refused : refused(examination)) {
      Optional<Answer> answer = examination.send(refused.request()).answer();
      // Who does not take a method asks nobody behind; and the frameworks of others have pages of
      // their own for what no client sends.
      boolean isForeign =
          answer.filter(got -> OF_METHODS.contains(got.status())).isPresent()
              || examination.farEnd().isEmpty() && !isJsonPast(refused.what(), examination);
      answer
          .filter(got -> Page.of(got).isPresent() || got.isRedirect())
          // Who asks for a token as it has to may have a page for people beside.
          .filter(got -> got.status() != 401 || Challenge.of(got).isEmpty())
          .ifPresentOrElse(
              got ->
                  (isForeign ? foreign : replaced)
                      .add(refused.what() + ": " + Page.seen(got, examination.shown())),
              () -> answer.flatMap(got -> changed(refused, got)).ifPresent(changed::add));
    }
    if (examination.farEnd().isPresent()) {
      notes.foundAny(DoctorFinding.BACK_STATUS_CHANGED, String.join("; ", changed));
    }
    notes.foundAny(DoctorFinding.BACK_ERROR_REPLACED, String.join("; ", replaced));
    notes.foundAny(DoctorFinding.BACK_ERROR_PAGE, String.join("; ", foreign));
    examination.farEnd().ifPresent(end -> checkText(end, examination, notes));
    notes.fineUnlessFound(before, leg(), "answers and errors come back as they were given");
  }

  /** Returns whether the same is refused past the proxies as a server of MCP does it. */
  private static boolean isJsonPast(String what, Examination examination) {
    return examination
        .past()
        .filter(past -> past.conversation().isPresent())
        .filter(
            past ->
                refused(past).stream()
                    .filter(refused -> refused.what().equals(what))
                    .anyMatch(refused -> past.ask(refused.request()).message().isPresent()))
        .isPresent();
  }

  private void checkList(Conversation talk, Examination examination, Notes notes) {
    Reply reply = examination.list();
    int before = notes.count();
    AnswerForm.check(reply, examination.shown(), notes);
    boolean isTold = notes.count() > before || reply.isSilent() || reply.asksForToken();
    isTold |= !notes.lacks(DoctorFinding.PROTOCOL_CHOSEN_REVISION_REFUSED);
    ResultForm.check(McpMethod.TOOLS_LIST.wireName(), talk.revision(), reply, notes);
    checkNames(reply, talk.revision(), examination.shown(), notes);
    checkCursor(reply, talk.revision(), notes);
    if (talk.revision().isModern()) {
      checkEarlierMeans(reply, examination.shown(), notes);
    }
    nextPage(examination)
        .map(talk::send)
        .ifPresent(next -> checkNextPage(next, reply, examination.shown(), notes));
    if (reply.http() instanceof Failure failure) {
      String evidence = "tools/list: " + reply.problem(examination.shown());
      DoctorFinding kind = failure.trouble().kind();
      notes.found(leg(), kind.found(kind.meaning(), evidence, AFTER_A_HANDSHAKE));
    } else if (reply.message().isEmpty()) {
      // Who answers may be another one after the handshake.
      Optional<Finding> other =
          reply
              .answer()
              .flatMap(new AnswererJudge(examination)::finding)
              .filter(one -> !talk.offers("tools") || !OF_A_SERVER.contains(one.kind()));
      other.ifPresent(finding -> notes.found(Leg.REACH, to("tools/list", finding)));
      if (reply.answer().filter(answer -> answer.end() == Answer.End.TOO_LONG).isPresent()) {
        notes.unchecked(leg(), "lists of tools", reply.problem(examination.shown()));
      } else if (other.isEmpty() && talk.offers("tools") && !isTold) {
        DoctorFinding kind = DoctorFinding.CONTENT_LIST_REFUSED;
        String problem = reply.problem(examination.shown());
        notes.found(kind, problem, RevisionsCheck.fix(List.of(problem), kind.fix()));
      }
    } else if (isRefused(talk, reply) && !isTold) {
      notes.found(DoctorFinding.CONTENT_LIST_REFUSED, reply.problem(examination.shown()));
    }
  }

  /** Notes what 2026-07-28 has no more: sessions, and requests of the server. */
  private static void checkEarlierMeans(Reply reply, Shown shown, Notes notes) {
    reply.notifications().stream()
        .filter(message -> message.has("id"))
        .findFirst()
        .ifPresent(
            message ->
                notes.found(
                    DoctorFinding.PROTOCOL_SERVER_REQUEST,
                    shown.evidence(message.path("method").asText()) + " comes with tools/list"));
    if (reply.header(McpHeaderNames.SESSION_ID).isPresent()) {
      notes.found(DoctorFinding.PROTOCOL_SESSION_UNASKED, "tools/list");
    }
  }

  private static void checkNames(Reply reply, ProtocolVersion revision, Shown shown, Notes notes) {
    var names = new HashSet<String>();
    for (JsonNode tool : tools(reply)) {
      String name = tool.path("name").asText();
      if (!names.add(name) || !isName(name, revision)) {
        notes.foundOnce(
            DoctorFinding.CONTENT_TOOL_NAMES,
            name.isBlank() ? "an empty name" : shown.evidence(name));
      }
    }
  }

  private static boolean isName(String name, ProtocolVersion revision) {
    boolean isFree = revision.compareTo(ProtocolVersion.V2025_11_25) < 0;
    return !name.isBlank()
        && name.length() <= LONGEST_NAME
        && (isFree || !SPECIAL.matcher(name).find())
        && name.chars().noneMatch(Character::isISOControl);
  }

  /** Who has no tools may not know the method; other errors have a check of their own. */
  private static boolean isRefused(Conversation talk, Reply reply) {
    return talk.offers("tools")
        && reply.error() != 0
        && reply.error() != McpErrorCodes.HEADER_MISMATCH
        && !reply.asksForToken()
        && !reply.asksForTokenInWords();
  }

  /** Since 2026-07-28 it is a cursor like any other, and followed. */
  private static void checkCursor(Reply reply, ProtocolVersion revision, Notes notes) {
    JsonNode cursor = reply.result().path("nextCursor");
    if (!revision.isModern() && cursor.isTextual() && cursor.asText().isEmpty()) {
      notes.found(DoctorFinding.CONTENT_CURSOR_EMPTY, "tools/list: nextCursor is \"\"");
    }
  }

  /** Who cuts a list into pages has to know the cursor that it gave. */
  private static void checkNextPage(Reply next, Reply first, Shown shown, Notes notes) {
    boolean isSame = next.isResult() && tools(next).equals(tools(first));
    if (!next.isResult() || isSame && !tools(first).isEmpty()) {
      notes.found(
          DoctorFinding.CONTENT_PAGE_LOST,
          "tools/list with the cursor of its first page: "
              + (isSame ? "the first page again" : next.problem(shown)));
    }
  }

  private static Optional<Request> nextPage(Examination examination) {
    return Optional.ofNullable(examination.list().result().path("nextCursor").textValue())
        .filter(cursor -> !cursor.isEmpty() || examination.talk().revision().isModern())
        .map(cursor -> Json.object().put("cursor", cursor))
        .map(params -> examination.talk().request(McpMethod.TOOLS_LIST.wireName(), params));
  }

  private static JsonNode tools(Reply reply) {
    return reply.result().path("tools");
  }

  /** What is odd about a list says nothing where no list comes. */
  private static List<Refused> refused(Examination examination) {
    Request sound = examination.talk().toolsList();
    return List.of(
            new Refused("broken JSON", sound.withBody("{".getBytes(StandardCharsets.UTF_8)), 400),
            new Refused("another method of HTTP", Request.of("PUT", examination.uri()), 405),
            new Refused("an Accept without JSON", sound.replacing("Accept", "image/png"), 0),
            new Refused("a page of somebody", sound.with("Origin", "https://doctor.invalid"), 0))
        .subList(0, examination.list().message().isEmpty() ? 2 : 4);
  }

  private static Optional<String> changed(Refused refused, Answer answer) {
    return refused.status() == 0 || refused.status() == answer.status()
        ? Optional.empty()
        : Optional.of(
            "%s: status %s in the place of %s"
                .formatted(refused.what(), answer.status(), refused.status()));
  }

  private void checkText(FarEnd end, Examination examination, Notes notes) {
    Reply reply = end.call(FarEnd.ECHO, Json.object().put("message", TEXT));
    String text = reply.result().path("content").path(0).path("text").asText();
    if (reply.isResult() && !text.equals(TEXT)) {
      notes.found(
          DoctorFinding.BACK_TEXT_CHANGED,
          "sent " + TEXT.length() + " characters, got " + examination.shown().evidence(text));
    }
  }
}
