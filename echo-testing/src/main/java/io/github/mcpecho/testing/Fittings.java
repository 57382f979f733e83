package io.github.mcpecho.testing;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a server has beside what it serves.
 *
 * @param beside what answers requests that are no calls
 * @param answered is told of each call when its answer is over
 * @param authority certifies it, if it speaks TLS
 */
record Fittings(
    Optional<Beside> beside, Consumer<RecordedCall> answered, Optional<TestAuthority> authority) {
  static final Fittings NONE = new Fittings(Optional.empty(), call -> {}, Optional.empty());
}
