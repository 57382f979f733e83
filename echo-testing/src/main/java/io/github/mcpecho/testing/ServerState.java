package io.github.mcpecho.testing;

import io.github.mcpecho.servlet.Cors;
import java.net.URI;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * What all calls to one server have in common. Thread-safe.
 *
 * @param rules what to do with the calls
 * @param endpoint the URI of the MCP endpoint, asked for once there are calls
 * @param questions what clients are asked
 * @param cors lets pages read what is answered
 * @param numbers how many calls have asked for a number
 * @param closing ends what waits when the server is closed
 */
record ServerState(
    Rules rules,
    Supplier<URI> endpoint,
    Questions questions,
    Cors cors,
    AtomicLong numbers,
    Closing closing) {

  ServerState(Rules rules, Supplier<URI> endpoint, Questions questions, Cors cors) {
    this(rules, endpoint, questions, cors, new AtomicLong(), new Closing());
  }
}
