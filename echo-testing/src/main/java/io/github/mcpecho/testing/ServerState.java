package io.github.mcpecho.testing;

import io.github.mcpecho.http.Headers;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * What all calls to one server have in common. Thread-safe.
 *
 * @param rules what to do with the calls
 * @param endpoint the URI of the MCP endpoint, asked for once there are calls
 * @param server answers a call as the working server would, had it come with these headers
 * @param numbers how many calls have asked for a number
 * @param closed completes when the server is closed
 */
record ServerState(
    Rules rules,
    Supplier<URI> endpoint,
    BiFunction<RecordedCall, Headers, ServerAnswer> server,
    AtomicLong numbers,
    CompletableFuture<Void> closed) {

  ServerState(
      Rules rules, Supplier<URI> endpoint, BiFunction<RecordedCall, Headers, ServerAnswer> server) {
    this(rules, endpoint, server, new AtomicLong(), new CompletableFuture<>());
  }
}
