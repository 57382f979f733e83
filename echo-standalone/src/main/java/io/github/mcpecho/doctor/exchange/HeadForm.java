package io.github.mcpecho.doctor.exchange;

import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.http.Token;
import io.github.mcpecho.internal.protocol.McpHeaderNames;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the doctor reads all the same, and clients refuse in the head of an answer. */
final class HeadForm {
  /** Of these each client takes another line, or none, where there are two. */
  private static final List<String> SINGLE =
      List.of("Content-Length", "Transfer-Encoding", McpHeaderNames.SESSION_ID);

  private HeadForm() {}

  /** Returns what is wrong with it, for people; no value of it may be a secret. */
  static Optional<String> objection(Headers headers, boolean hasBareLineFeed) {
    return Stream.of(
            Optional.of("its lines end in LF without CR (RFC 9112 §2.2)")
                .filter(words -> hasBareLineFeed),
            Optional.of("both Content-Length and Transfer-Encoding (RFC 9112 §6.2)")
                .filter(words -> headers.contains("Content-Length"))
                .filter(words -> headers.contains("Transfer-Encoding")),
            headers.lines().stream()
                .filter(line -> !Token.is(line.name()))
                .map(line -> "a name that is none, or a blank before its colon (RFC 9112 §5.1)")
                .findFirst(),
            SINGLE.stream()
                .filter(name -> headers.all(name).size() > 1)
                .map(name -> name + " on %s lines".formatted(headers.all(name).size()))
                .findFirst())
        .flatMap(Optional::stream)
        .findFirst();
  }
}
