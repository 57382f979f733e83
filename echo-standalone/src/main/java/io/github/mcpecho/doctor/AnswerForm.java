package io.github.mcpecho.doctor;

import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.doctor.exchange.Answer;
import io.github.mcpecho.internal.http.MediaType;
import io.github.mcpecho.internal.text.Utf8;
import io.github.mcpecho.report.Finding;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Whether clients take an answer in the form in which it comes, whatever it says. */
record AnswerForm(Answer answer, Reply reply, Shown shown, Notes notes) {
  /** What Node.js reads ({@code http.maxHeaderSize}). */
  private static final int LARGEST_HEAD = 16 * 1_024;

  private static final String STREAM = "text/event-stream";

  /** How a stream of events begins, and how its last event ends (HTML standard §9.2.5). */
  private static final Pattern EVENT =
      Pattern.compile("(?:(?:(?:id|retry)?:[^\\r\\n]*+)?\\R)*+(?:event|data):");

  /** An event whose data is one. */
  private static final Pattern FRAMED = Pattern.compile("(?m)^data: ?\\{");

  /** Ends of lines that were escaped. */
  private static final Pattern WRITTEN_OUT = Pattern.compile("(?:\\\\r)?\\\\n\\s*\\z");

  /** What a message of JSON-RPC has, sound or not. */
  private static final Pattern MESSAGE = Pattern.compile("\"(?:jsonrpc|method|result|error)\"");

  /** Two whole messages, and no empty line between them. */
  private static final Pattern RUN_TOGETHER =
      Pattern.compile(
          "(?m)^data: ?\\{[^\\r\\n]*}EOL(?:(?:event|id|retry)?:[^\\r\\n]*EOL)*+data: ?\\{[^\\r\\n]*}"
              .replace("EOL", "(?>\\r\\n|\\n|\\r)"));

  private static final Pattern END = Pattern.compile("(?>\\r\\n|\\n|\\r){2}\\z");

  /** Notes what is wrong with it, each kind once: answers mostly have it alike. */
  static void check(Reply reply, Shown shown, Notes notes) {
    Envelope.check(reply, shown, notes);
    reply.answer().ifPresent(answer -> new AnswerForm(answer, reply, shown, notes).check());
  }

  private void check() {
    answer.malformed().ifPresent(why -> notes.foundOnce(DoctorFinding.BACK_HEAD_INVALID, why));
    checkHead();
    checkEnd();
    if (reply.message().isPresent()) {
      checkCharset();
      checkNames();
      checkMessages(answer, shown, notes);
    } else {
      checkStream();
    }
    if (reply.isResult()) {
      isOfOneType(answer, shown, notes);
    }
  }

  private void checkHead() {
    int bytes =
        answer.headers().lines().stream()
            .mapToInt(line -> line.name().length() + line.value().length() + ": \r\n".length())
            .sum();
    if (bytes > LARGEST_HEAD) {
      notes.foundOnce(DoctorFinding.BACK_HEAD_TOO_LARGE, bytes + " bytes of header lines");
    }
  }

  /** A client that counts does not take what the doctor can read all the same. */
  private void checkEnd() {
    boolean isRead = reply.message().isPresent();
    // A stream that goes on behind its response, and what never came to one, end otherwise.
    boolean isLate = answer.end() == Answer.End.TOO_SLOW && isRead;
    if ((isCut() || isLate) && !(isRead && answer.is(STREAM))) {
      notes.foundOnce(DoctorFinding.BACK_CUT_SHORT, length());
    } else if (!isRead && Reply.isCutInside(answer)) {
      notes.foundOnce(DoctorFinding.BACK_CUT_SHORT, length() + ", and the JSON goes on");
    }
  }

  private boolean isCut() {
    return answer.end() == Answer.End.CUT || answer.end() == Answer.End.BROKEN;
  }

  private String length() {
    if (answer.end() == Answer.End.BROKEN) {
      return "it is said to be in chunks, and it is not";
    }
    return answer
            .header("Content-Length")
            .filter(length -> length.matches("[0-9]{1,18}"))
            .map(length -> "it announces " + length + " bytes")
            .orElse(isCut() ? "it is in chunks, and the last one is missing" : "it ends")
        + "; "
        + answer.body().length
        + " bytes came";
  }

  private void checkCharset() {
    // A stream may begin with one (HTML standard §9.2.5).
    if (answer.hasByteOrderMark() && !answer.is(STREAM)) {
      notes.foundOnce(DoctorFinding.BACK_BYTE_ORDER_MARK, "it begins with the bytes EF BB BF");
    }
    if (answer.end() == Answer.End.COMPLETE && Utf8.decode(answer.body()).isEmpty()) {
      notes.found(
          DoctorFinding.BACK_CHARSET,
          "it holds bytes that are no UTF-8",
          "Write JSON in UTF-8: look for text that comes from a source in another encoding, or is"
              + " cut inside a character.");
    }
    answer
        .header("Content-Type")
        .filter(type -> MediaType.parse(type).filter(MediaType::isOtherThanUtf8).isPresent())
        .ifPresent(
            type ->
                notes.foundOnce(DoctorFinding.BACK_CHARSET, shown.header("Content-Type", type)));
  }

  private void checkNames() {
    answer.events().stream()
        .filter(event -> !event.name().equals("message") && Reply.isResponse(event.data()))
        .map(event -> "event: " + shown.evidence(event.name()))
        .findFirst()
        .ifPresent(name -> notes.foundOnce(DoctorFinding.STREAMS_EVENT_NAME, name));
  }

  /** Notes what stands where a message belongs; what is empty has an id to go on from. */
  static void checkMessages(Answer answer, Shown shown, Notes notes) {
    answer.events().stream()
        .filter(event -> event.name().equals("message") && !event.data().isBlank())
        .map(Answer.Event::data)
        .filter(data -> !Reply.isJson(data) || !MESSAGE.matcher(data).find())
        .findFirst()
        .ifPresent(
            data -> notes.foundOnce(DoctorFinding.STREAMS_EVENT_FOREIGN, shown.evidence(data)));
  }

  /** Clients read no event that is not ended, and no stream that is said to be something else. */
  private void checkStream() {
    mislabelled(answer, shown)
        .ifPresent(how -> notes.foundOnce(DoctorFinding.BACK_CONTENT_TYPE, how));
    if (runsTogether(answer)) {
      notes.found(lostLines());
      return;
    }
    answer.events().stream()
        .map(Answer.Event::data)
        .filter(data -> data.startsWith("{") && !Reply.isJson(data))
        .findFirst()
        .ifPresent(
            data ->
                notes.foundOnce(
                    DoctorFinding.STREAMS_EVENT_BROKEN,
                    "the data of an event is no JSON: " + shown.evidence(data)));
    if (answer.events().stream().anyMatch(event -> FRAMED.matcher(event.data()).find())
        && notes.lacks(DoctorFinding.STREAMS_EVENT_BROKEN)) {
      notes.found(
          DoctorFinding.STREAMS_EVENT_BROKEN,
          "the data of an event begins with data:, as an event does",
          "Write the framing of events once: let what is in front pass the lines of the stream as"
              + " they come, with no data: of its own before them.");
    }
    if (isUnended(answer)) {
      notes.foundOnce(
          DoctorFinding.STREAMS_EVENT_BROKEN,
          "no empty line ends the event, and the stream goes on: " + shown.evidence(answer.text()));
    }
    boolean isStream = EVENT.matcher(answer.text()).lookingAt();
    boolean isWhole = answer.is(STREAM) && answer.end() == Answer.End.COMPLETE;
    if (isStream && isWhole && WRITTEN_OUT.matcher(answer.text()).find()) {
      notes.found(
          DoctorFinding.STREAMS_EVENT_BROKEN,
          "the event ends in a backslash and an n, and not in an end of a line",
          "Write real ends of lines into the stream: in many languages \\n is one between double"
              + " quotes alone.");
    } else if (isStream && isWhole && !END.matcher(answer.text()).find()) {
      notes.foundOnce(DoctorFinding.BACK_CUT_SHORT, "the last event is not ended by an empty line");
    }
  }

  /** Returns whether events come without the empty lines between them, so that they are one. */
  static boolean runsTogether(Answer answer) {
    return answer.is(STREAM) && RUN_TOGETHER.matcher(answer.text()).find();
  }

  static Finding lostLines() {
    return DoctorFinding.STREAMS_EVENT_BROKEN.found(
        "Events run together: the empty lines that end them are lost, so clients throw them away.",
        "no empty line is between two messages",
        "Let what is in front pass the lines of a stream as they come, the empty ones too: look for"
            + " a filter that takes empty lines out, or that reads and writes line by line.");
  }

  /** Returns whether the last event has come, and is not ended, and the stream goes on. */
  static boolean isUnended(Answer answer) {
    return answer.is(STREAM)
        && answer.end() == Answer.End.TOO_SLOW
        && answer.events().isEmpty()
        && EVENT.matcher(answer.text()).lookingAt()
        && answer.text().contains("jsonrpc")
        && !END.matcher(answer.text()).find();
  }

  /** Returns what an answer of a server of MCP is, if it is said to be something else. */
  static Optional<String> mislabelled(Answer answer, Shown shown) {
    String type =
        answer
            .header("Content-Type")
            .map(line -> shown.header("Content-Type", line))
            .orElse("none");
    if (!answer.isSuccess() || !answer.text().contains("jsonrpc")) {
      return Optional.empty();
    }
    if (!answer.is(STREAM) && EVENT.matcher(answer.text()).lookingAt()) {
      return Optional.of(type + ", and it is a stream of events");
    }
    return answer.is(STREAM) && Reply.isJson(answer)
        ? Optional.of(type + ", and it is JSON without data: before it")
        : Optional.empty();
  }

  /** Returns whether an answer is of a type that clients read, and of one; notes that it is not. */
  static boolean isOfOneType(Answer answer, Shown shown, Notes notes) {
    List<String> lines = answer.headers().all("Content-Type");
    boolean isRead = answer.is("application/json") || answer.is(STREAM);
    if (lines.size() == 1 && isRead) {
      return true;
    }
    String types =
        lines.stream()
            .map(type -> shown.header("Content-Type", type))
            .collect(Collectors.joining(", and on a second line "));
    notes.foundOnce(DoctorFinding.BACK_CONTENT_TYPE, types.isEmpty() ? "none" : types);
    return false;
  }
}
