package io.github.mcpecho.testing;

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * What all calls to one server have in common. Thread-safe.
 *
 * @param rules what to do with the calls
 * @param endpoint the URI of the MCP endpoint, asked for once there are calls
 * @param server what the working server would answer
 * @param questions what clients are asked
 * @param numbers how many calls have asked for a number
 * @param closed completes when the server is closed
 */
record ServerState(
    Rules rules,
    Supplier<URI> endpoint,
    ServerAnswers server,
    Questions questions,
    AtomicLong numbers,
    CompletableFuture<Void> closed) {

  ServerState(Rules rules, Supplier<URI> endpoint, ServerAnswers server, Questions questions) {
    this(rules, endpoint, server, questions, new AtomicLong(), new CompletableFuture<>());
  }
}
