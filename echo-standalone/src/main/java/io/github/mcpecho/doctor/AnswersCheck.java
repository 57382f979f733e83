package io.github.mcpecho.doctor;

import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.doctor.exchange.Answer;
import io.github.mcpecho.doctor.exchange.Request;
import io.github.mcpecho.internal.http.MediaType;
import io.github.mcpecho.internal.jsonrpc.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether answers come back as they were given: text, types, and errors of every kind. */
final class AnswersCheck implements Check {
  private static final String TEXT = "Grüße 😀 <b>&amp;</b> \u2028 \\u0041 \t end";

  /** A request that a server refuses. */
  private record Refused(String what, Request request) {}

  @Override
  public Leg leg() {
    return Leg.BACK;
  }

  @Override
  public String name() {
    return "texts, types and errors";
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.MCP);
  }

  @Override
  public void run(Examination examination, Notes notes) {
    int before = notes.count();
    Conversation talk = examination.conversation().orElseThrow();
    checkType(talk, examination, notes);
    var replaced = new ArrayList<String>();
    for (Refused refused : refused(talk)) {
      Optional<Answer> answer = examination.send(refused.request()).answer();
      answer
          .filter(got -> Page.of(got).isPresent() || isRedirect(got))
          .ifPresent(
              got -> replaced.add(refused.what() + ": " + described(got, examination.shown())));
    }
    if (!replaced.isEmpty()) {
      // The frameworks of others have pages of their own for what no client sends.
      boolean isOfTheWay = examination.farEnd().isPresent();
      notes.found(
          leg(),
          (isOfTheWay ? DoctorFinding.BACK_ERROR_REPLACED : DoctorFinding.BACK_ERROR_PAGE)
              .found(String.join("; ", replaced)));
    }
    examination.farEnd().ifPresent(end -> checkText(end, examination, notes));
    if (notes.count() == before) {
      notes.fine(leg(), "answers and errors come back as they were given");
    }
  }

  private void checkType(Conversation talk, Examination examination, Notes notes) {
    Reply reply = talk.ask("tools/list", Json.object());
    if (isMissing(reply)) {
      String evidence = "tools/list: " + reply.problem(examination.shown());
      notes.found(leg(), DoctorFinding.REACH_SILENT.found(evidence));
      return;
    }
    reply.http().answer().ifPresent(answer -> checkCharset(answer, examination, notes));
    reply
        .http()
        .answer()
        .filter(answer -> reply.isResult())
        .filter(answer -> !answer.is("application/json") && !answer.is("text/event-stream"))
        .ifPresent(
            answer ->
                notes.found(
                    leg(),
                    DoctorFinding.BACK_CONTENT_TYPE.found(
                        answer
                            .headers()
                            .first("Content-Type")
                            .map(type -> examination.shown().header("Content-Type", type))
                            .orElse("none"))));
  }

  /** What comes after the handshake may be what never comes. */
  private static boolean isMissing(Reply reply) {
    return reply.message().isEmpty()
        && reply
            .http()
            .answer()
            .map(answer -> answer.end() == Answer.End.TOO_SLOW || answer.end() == Answer.End.CUT)
            .orElse(true);
  }

  private void checkCharset(Answer answer, Examination examination, Notes notes) {
    answer
        .headers()
        .first("Content-Type")
        .filter(type -> MediaType.parse(type).filter(MediaType::isOtherThanUtf8).isPresent())
        .ifPresent(
            type ->
                notes.found(
                    leg(),
                    DoctorFinding.BACK_CHARSET.found(
                        examination.shown().header("Content-Type", type))));
  }

  private static List<Refused> refused(Conversation talk) {
    Request sound = talk.request("tools/list", Json.object());
    return List.of(
        new Refused("broken JSON", sound.withBody("{".getBytes(StandardCharsets.UTF_8))),
        new Refused("another method of HTTP", Request.of("PUT", talk.uri())),
        new Refused("an Accept without JSON", sound.replacing("Accept", "image/png")),
        new Refused("a page of somebody", sound.with("Origin", "https://doctor.invalid")));
  }

  private static boolean isRedirect(Answer answer) {
    return answer.status() >= 300 && answer.status() < 400;
  }

  private static String described(Answer answer, Shown shown) {
    return "status "
        + answer.status()
        + Page.of(answer).map(page -> ", " + page.described(shown)).orElse("");
  }

  private void checkText(FarEnd end, Examination examination, Notes notes) {
    Reply reply = end.call(FarEnd.ECHO, Json.object().put("message", TEXT));
    String text = reply.result().path("content").path(0).path("text").asText();
    if (reply.isResult() && !text.equals(TEXT)) {
      notes.found(
          leg(),
          DoctorFinding.BACK_TEXT_CHANGED.found(
              "sent " + TEXT.length() + " characters, got " + examination.shown().evidence(text)));
    }
  }
}
