package io.github.mcpecho.testing;

import io.github.mcpecho.http.Headers;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Where a behaviour stands among others.
 *
 * @param beneath what can answer in its place
 * @param added headers that those above give to the answer
 * @param received headers with which the working server is asked
 * @param outer tells that the client is gone, for one whose answer is a value to those above
 */
record Layer(
    List<Behaviour> beneath, Headers added, Headers received, Optional<BooleanSupplier> outer) {
  /** Returns that of the first of those beneath. */
  Layer next(Headers all) {
    return new Layer(beneath.subList(1, beneath.size()), all, received, outer);
  }

  /** Returns the one that makes a value of what those beneath answer. */
  Layer inside(Headers headers, BooleanSupplier isGone) {
    return new Layer(beneath, Headers.NONE, headers, Optional.of(isGone));
  }
}
