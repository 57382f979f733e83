package io.github.mcpecho.doctor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.doctor.exchange.Request;
import io.github.mcpecho.internal.hashing.Hashes;
import io.github.mcpecho.internal.jsonrpc.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/** Whether bodies of some size arrive, byte for byte, with their length or in chunks. */
final class BodyCheck implements Check {
  private static final String PADDING = "io.github.mcpecho/padding";

  /** Four bytes in UTF-8, two characters in Java, an escape in some proxies. */
  private static final String TEXT = "the 😀 way ";

  private static final int KIB = 1_024;

  /** A size, and what it means that it does not arrive. */
  private record Size(int bytes, String name, DoctorFinding kind) {}

  private static final List<Size> SIZES =
      List.of(
          new Size(64 * KIB, "64 KiB", DoctorFinding.THERE_BODY_REFUSED),
          new Size(900 * KIB, "900 KiB", DoctorFinding.THERE_BODY_LIMIT_LOW),
          new Size(2 * KIB * KIB, "2 MiB", DoctorFinding.THERE_BODY_LIMIT));

  @Override
  public Leg leg() {
    return Leg.THERE;
  }

  @Override
  public String name() {
    return "bodies";
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.ECHO, Need.TIME);
  }

  @Override
  public void run(Examination examination, Notes notes) {
    FarEnd end = examination.farEnd().orElseThrow();
    Optional<String> largest = Optional.empty();
    for (Size size : SIZES) {
      Request request = padded(end, size.bytes());
      Reply reply = Reply.of(examination.send(request));
      Optional<Arrival> arrival = Arrival.of(reply);
      if (arrival.isEmpty()) {
        notes.found(
            leg(), size.kind().found(size.name() + ": " + reply.problem(examination.shown())));
        break;
      }
      checkBytes(request, arrival.get(), size.name(), notes);
      largest = Optional.of(size.name());
    }
    Request small = padded(end, KIB);
    Reply chunked = Reply.of(examination.send(small.inChunks()));
    Optional<Arrival> arrival = Arrival.of(chunked);
    if (arrival.isEmpty()) {
      notes.found(
          leg(), DoctorFinding.THERE_CHUNKS_REFUSED.found(chunked.problem(examination.shown())));
    } else {
      checkBytes(small, arrival.get(), "in chunks", notes);
    }
    checkCompressed(small, examination, notes);
    largest.ifPresent(name -> notes.fine(leg(), "bodies of " + name + " arrive, byte for byte"));
  }

  /** Few clients compress what they send; who does not take that has to say so. */
  private void checkCompressed(Request small, Examination examination, Notes notes) {
    Reply reply =
        Reply.of(
            examination.send(
                small.with("Content-Encoding", "gzip").withBody(compressed(small.body()))));
    Optional<Arrival> arrival = Arrival.of(reply);
    if (arrival.isPresent()) {
      checkBytes(small, arrival.get(), "compressed", notes);
    } else if (reply.status() != 415) {
      notes.found(
          leg(), DoctorFinding.THERE_COMPRESSED_REFUSED.found(reply.problem(examination.shown())));
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

  private void checkBytes(Request request, Arrival arrival, String name, Notes notes) {
    String sent = HexFormat.of().formatHex(Hashes.sha256(request.body()));
    if (arrival.bodyHash().filter(hash -> !hash.equals(sent)).isPresent()) {
      notes.found(
          leg(),
          DoctorFinding.THERE_BODY_CHANGED.found(
              name
                  + ": sent "
                  + request.body().length
                  + " bytes, arrived "
                  + arrival.report().at("/message/body/bytes").asLong()));
    }
  }

  private static Request padded(FarEnd end, int bytes) {
    ObjectNode params = Conversation.call(end.prefix() + FarEnd.PRINT_HEADER, Json.object());
    params.putObject("_meta").put(PADDING, TEXT.repeat(bytes / 13));
    return end.conversation().request("tools/call", params);
  }
}
