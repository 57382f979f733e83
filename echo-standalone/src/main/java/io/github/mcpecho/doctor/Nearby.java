package io.github.mcpecho.doctor;

import io.github.mcpecho.doctor.exchange.Answer;
import io.github.mcpecho.mcp.ProtocolVersion;
import java.net.URI;
import java.util.Optional;
import java.util.stream.Stream;

/** Where servers of MCP usually are, at the origin of a URL at which there is nothing. */
final class Nearby {
  private Nearby() {}

  /**
   * Returns, for people, the first other path at which one answers; empty if there is none.
   *
   * @param isOld whether one of HTTP+SSE is there already, and no other is wanted
   */
  static String of(Examination examination, boolean isOld) {
    URI uri = examination.uri();
    String path = uri.getRawPath().replaceFirst("/$", "");
    return Stream.of(path + "/mcp", path, path + "/", "/mcp", "/mcp/", "/sse", "/")
        .filter(other -> !other.isEmpty() && !other.equals(uri.getRawPath()))
        .distinct()
        .map(uri::resolve)
        .flatMap(there -> server(examination, there, isOld).stream())
        .findFirst()
        .orElse("");
  }

  private static Optional<String> server(Examination examination, URI there, boolean isOldKnown) {
    Reply reply = examination.ask(Messages.handshake(there, ProtocolVersion.V2025_11_25));
    Optional<Answer> answer = reply.answer();
    boolean isServer =
        reply.message().isPresent() && reply.status() != 404
            || answer.filter(got -> got.status() == 401).flatMap(Challenge::of).isPresent();
    boolean isOld =
        !isServer
            && !isOldKnown
            && answer.flatMap(got -> OldTransport.endpoint(examination, there, got)).isPresent();
    String place = " answers at " + examination.shown().url(there.toString());
    return isServer
        ? Optional.of("; a server of MCP" + place)
        : Optional.of("; a server of HTTP+SSE, the transport of 2024-11-05," + place)
            .filter(any -> isOld);
  }
}
