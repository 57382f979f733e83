package io.github.mcpecho.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.diagnosis.headers.MessageParts;
import io.github.mcpecho.doctor.exchange.Request;
import io.github.mcpecho.internal.hashing.Hashes;
import io.github.mcpecho.internal.jsonrpc.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/**
 * Whether bodies of some size arrive, byte for byte, with their length, in chunks or compressed.
 */
final class BodyCheck extends Check {
  private static final String PADDING = "io.github.mcpecho/padding";
  private static final String DIGITS = "io.github.mcpecho/digits";

  /** Four bytes in UTF-8, two characters in Java, an escape in some proxies. */
  private static final String TEXT = "the 😀 way ";

  private static final int KIB = 1_024;
  private static final int HASHED = 64 * KIB;

  /** A size, and what it means that it does not arrive. */
  private record Size(int bytes, String name, DoctorFinding kind) {}

  private static final List<Size> SIZES =
      List.of(
          new Size(64 * KIB, "64 KiB", DoctorFinding.THERE_BODY_REFUSED),
          new Size(900 * KIB, "900 KiB", DoctorFinding.THERE_BODY_LIMIT_LOW),
          new Size(2 * KIB * KIB, "2 MiB", DoctorFinding.THERE_BODY_LIMIT));

  BodyCheck() {
    super(Leg.THERE, "bodies", Need.ECHO, Need.PLAIN, Need.TIME);
  }

  @Override
  void run(Examination examination, Notes notes) {
    FarEnd end = examination.echo();
    largest(end, examination.shown(), notes)
        .ifPresent(name -> notes.fine(leg(), "bodies of " + name + " arrive"));
    int before = notes.count();
    Request large = padded(end, FarEnd.PRINT_HEADER, HASHED);
    Arrival.of(end.conversation().send(large))
        .ifPresent(arrival -> checkBytes(large, arrival, "64 KiB", notes));
    Request small = padded(end, FarEnd.PRINT_HEADER, KIB);
    Arrival.of(end.conversation().send(small.inChunks()))
        .ifPresent(arrival -> checkBytes(small, arrival, "in chunks", notes));
    checkCompressed(small, examination, notes);
    notes.fineUnlessFound(before, leg(), "they arrive byte for byte");
  }

  /** Tells no hash: to look for secrets in so much text takes a server longer than all the rest. */
  private Optional<String> largest(FarEnd end, Shown shown, Notes notes) {
    Optional<String> largest = Optional.empty();
    for (Size size : SIZES) {
      Reply reply = end.conversation().send(padded(end, FarEnd.ECHO, size.bytes()));
      if (!reply.isResult()) {
        notes.found(size.kind(), size.name() + ": " + reply.problem(shown));
        return largest;
      }
      largest = Optional.of(size.name());
    }
    return largest;
  }

  /** Few clients compress what they send; who does not take that has to say so. */
  private void checkCompressed(Request small, Examination examination, Notes notes) {
    Reply reply =
        examination.ask(small.with("Content-Encoding", "gzip").withBody(compressed(small.body())));
    Optional<Arrival> arrival = Arrival.of(reply);
    if (arrival.isPresent()) {
      checkBytes(small, arrival.get(), "compressed", notes);
    } else if (reply.status() != 415) {
      notes.found(DoctorFinding.THERE_COMPRESSED_REFUSED, reply.problem(examination.shown()));
    }
  }

  private static byte[] compressed(byte[] body) {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException("Memory takes all", e);
    }
    return bytes.toByteArray();
  }

  /** Other bytes may be the same JSON; which of its parts is another one, their hashes tell. */
  private void checkBytes(Request request, Arrival arrival, String name, Notes notes) {
    JsonNode body = arrival.report().at("/message/body");
    String sent = HexFormat.of().formatHex(Hashes.sha256(request.body()));
    if (!body.has("sha256") || body.path("sha256").asText().equals(sent)) {
      return;
    }
    String evidence =
        "%s: sent %s bytes, arrived %s bytes"
            .formatted(name, request.body().length, body.path("bytes").asLong());
    List<String> changed = changed(request, body.path("parts"));
    if (changed.remove("_meta " + DIGITS)) {
      notes.foundOnce(
          DoctorFinding.THERE_DIGITS_LOST,
          "%s: %s arrives as another number".formatted(name, MethodsCheck.DIGITS));
    }
    if (body.has("parts") && changed.isEmpty()) {
      notes.found(DoctorFinding.THERE_BODY_REWRITTEN, evidence);
    } else {
      String parts = changed.isEmpty() ? "" : "; changed: " + String.join(", ", changed);
      notes.found(DoctorFinding.THERE_BODY_CHANGED, evidence + parts);
    }
  }

  /** A gateway that names tools anew has to change the name. */
  private static List<String> changed(Request request, JsonNode arrived) {
    JsonNode message = Messages.JSON.parse(request.body());
    Map<String, String> sent = MessageParts.of((ObjectNode) message.path("params"));
    return sent.entrySet().stream()
        .filter(part -> !part.getKey().equals("name"))
        .filter(part -> !arrived.path(part.getKey()).asText().equals(part.getValue()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static Request padded(FarEnd end, String tool, int bytes) {
    ObjectNode arguments = Json.object();
    if (tool.equals(FarEnd.ECHO)) {
      arguments.put("message", "padded");
    } else {
      arguments.put("details", true);
    }
    ObjectNode params = Conversation.call(end.prefix() + tool, arguments);
    ObjectNode meta = params.putObject("_meta").put(PADDING, TEXT.repeat(bytes / 13));
    meta.set(DIGITS, MethodsCheck.DIGITS);
    return end.conversation().request("tools/call", params);
  }
}
