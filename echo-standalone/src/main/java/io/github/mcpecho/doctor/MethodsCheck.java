package io.github.mcpecho.doctor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.doctor.exchange.Answer;
import io.github.mcpecho.doctor.exchange.Request;
import io.github.mcpecho.doctor.exchange.Result;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.jsonrpc.JsonRpcError;
import io.github.mcpecho.internal.protocol.McpErrorCodes;
import io.github.mcpecho.internal.protocol.McpHeaderNames;
import io.github.mcpecho.internal.protocol.McpMethod;
import io.github.mcpecho.internal.protocol.MetaKeys;
import io.github.mcpecho.mcp.ProtocolVersion;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What is refused, and how: unknown methods and revisions, headers that lie, other verbs. */
final class MethodsCheck implements Check {
  private static final String UNKNOWN = "doctor/unknown";
  private static final String NO_REVISION = "2099-01-01";

  /** A stream that a GET opens has no end. */
  private static final Duration LOOK = Duration.ofMillis(1_500);

  @Override
  public Leg leg() {
    return Leg.PROTOCOL;
  }

  @Override
  public String name() {
    return "unknown methods and revisions, other verbs, batches, ping";
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.MCP, Need.TIME);
  }

  @Override
  public void run(Examination examination, Notes notes) {
    Conversation talk = examination.conversation().orElseThrow();
    int before = notes.count();
    checkUnknownMethod(talk, examination.shown(), notes);
    if (talk.revision().isModern()) {
      checkUnknownRevision(talk, examination.shown(), notes);
      checkHeaderThatLies(talk, notes);
    } else {
      checkPing(talk, examination.shown(), notes);
    }
    checkGet(examination, notes);
    checkOtherVerbs(examination, notes);
    checkBatch(examination, notes);
    if (notes.count() == before) {
      notes.fine(leg(), "refuses what it has to, and says so in JSON");
    }
  }

  private void checkUnknownMethod(Conversation talk, Shown shown, Notes notes) {
    Reply reply = talk.ask(UNKNOWN, Json.object());
    if (reply.message().isEmpty()) {
      notes.found(
          Leg.BACK,
          DoctorFinding.BACK_ERROR_REPLACED.found("unknown method: " + reply.problem(shown)));
    } else if (reply.error() != JsonRpcError.METHOD_NOT_FOUND) {
      notes.found(leg(), DoctorFinding.PROTOCOL_UNKNOWN_METHOD.found(reply.problem(shown)));
    } else if (talk.revision().isModern() && reply.status() != 404) {
      notes.found(
          leg(), DoctorFinding.PROTOCOL_UNKNOWN_METHOD_STATUS.found("status " + reply.status()));
    }
  }

  private void checkUnknownRevision(Conversation talk, Shown shown, Notes notes) {
    String method = McpMethod.TOOLS_LIST.wireName();
    ObjectNode message =
        (ObjectNode) Messages.JSON.parse(talk.request(method, Json.object()).body());
    message
        .withObjectProperty("params")
        .withObjectProperty("_meta")
        .put(MetaKeys.PROTOCOL_VERSION, NO_REVISION);
    Request request =
        Messages.post(talk.uri(), Messages.JSON.write(message))
            .with(McpHeaderNames.PROTOCOL_VERSION, NO_REVISION)
            .with(McpHeaderNames.METHOD, method);
    Reply reply = Reply.of(talk.exchanges().send(request));
    if (reply.error() != McpErrorCodes.UNSUPPORTED_PROTOCOL_VERSION || reply.status() != 400) {
      notes.found(leg(), DoctorFinding.PROTOCOL_UNKNOWN_REVISION.found(said(reply, shown)));
    }
  }

  private void checkHeaderThatLies(Conversation talk, Notes notes) {
    ObjectNode message =
        (ObjectNode)
            Messages.JSON.parse(
                talk.request(McpMethod.TOOLS_LIST.wireName(), Json.object()).body());
    Request request =
        Messages.post(talk.uri(), Messages.JSON.write(message))
            .with(McpHeaderNames.PROTOCOL_VERSION, talk.revision().wireName())
            .with(McpHeaderNames.METHOD, McpMethod.PROMPTS_LIST.wireName());
    Reply reply = Reply.of(talk.exchanges().send(request));
    if (reply.isResult()) {
      notes.found(
          leg(), DoctorFinding.PROTOCOL_HEADER_NOT_COMPARED.found("status " + reply.status()));
    }
  }

  private void checkPing(Conversation talk, Shown shown, Notes notes) {
    Reply reply = talk.ask(McpMethod.PING.wireName(), Json.object());
    if (!reply.isResult()) {
      notes.found(leg(), DoctorFinding.PROTOCOL_PING.found(reply.problem(shown)));
    }
  }

  /** A GET opens a stream of what the server has to say, or is refused with 405. */
  private void checkGet(Examination examination, Notes notes) {
    Request request =
        Request.of("GET", examination.uri()).with("Accept", "text/event-stream").within(LOOK);
    examination
        .send(request)
        .answer()
        .filter(answer -> answer.status() != 405 && !isStream(answer) && answer.status() != 400)
        .ifPresent(
            answer ->
                notes.found(
                    leg(),
                    DoctorFinding.PROTOCOL_GET.found(described(answer, examination.shown()))));
  }

  /** Whoever refuses them says so; a page, a redirect or a crash is of somebody else. */
  private void checkOtherVerbs(Examination examination, Notes notes) {
    var others = new ArrayList<String>();
    // The session of a revision that nothing else is asked in can be ended.
    Optional<String> session =
        examination
            .handshake(ProtocolVersion.V2024_11_05)
            .conversation()
            .flatMap(Conversation::session);
    Request delete = Request.of("DELETE", examination.uri());
    List<Request> requests =
        List.of(
            session.map(id -> delete.with(McpHeaderNames.SESSION_ID, id)).orElse(delete),
            Request.of("OPTIONS", examination.uri()));
    for (Request request : requests) {
      examination
          .send(request)
          .answer()
          .filter(answer -> answer.status() >= 500 && answer.status() != 501 || isOfOthers(answer))
          .ifPresent(
              answer ->
                  others.add(request.method() + ": " + described(answer, examination.shown())));
    }
    if (!others.isEmpty()) {
      notes.found(leg(), DoctorFinding.PROTOCOL_OTHER_VERBS.found(String.join("; ", others)));
    }
  }

  private static boolean isOfOthers(Answer answer) {
    boolean redirected = answer.status() >= 300 && answer.status() < 400;
    return redirected || answer.isSuccess() && Page.of(answer).isPresent();
  }

  private static String described(Answer answer, Shown shown) {
    return "status "
        + answer.status()
        + Page.of(answer).map(page -> ", " + page.described(shown)).orElse("");
  }

  /** Only 2025-03-26 has batches, and its servers must take them. */
  private void checkBatch(Examination examination, Notes notes) {
    Optional<Conversation> talk =
        examination
            .handshake(ProtocolVersion.V2025_03_26)
            .conversation()
            .filter(one -> one.revision() == ProtocolVersion.V2025_03_26);
    if (talk.isEmpty()) {
      return;
    }
    Request ping = talk.get().request(McpMethod.PING.wireName(), Json.object());
    String one = new String(ping.body(), StandardCharsets.UTF_8);
    String batch = "[" + one + "," + one.replace(Messages.ID, Messages.ID + "-2") + "]";
    Result result = examination.send(ping.withBody(batch.getBytes(StandardCharsets.UTF_8)));
    boolean answered =
        result.answer().filter(Answer::isSuccess).stream()
            .flatMap(
                answer ->
                    answer.is("text/event-stream")
                        ? answer.events().stream().map(Answer.Event::data)
                        : Stream.of(answer.text()))
            .anyMatch(text -> text.contains(Messages.ID) && text.contains("\"result\""));
    if (!answered) {
      notes.found(
          leg(), DoctorFinding.PROTOCOL_BATCH.found(Reply.of(result).problem(examination.shown())));
    }
  }

  private static boolean isStream(Answer answer) {
    return answer.isSuccess() && answer.is("text/event-stream");
  }

  private static String said(Reply reply, Shown shown) {
    return reply.isResult() ? "status " + reply.status() + ", a result" : reply.problem(shown);
  }
}
