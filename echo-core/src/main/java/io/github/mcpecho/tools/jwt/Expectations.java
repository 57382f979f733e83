package io.github.mcpecho.tools.jwt;

import java.util.List;
import java.util.Optional;

/**
 * What the caller thinks a token should say. Immutable.
 *
 * @param audience the identifier that one of {@code aud} should equal
 * @param issuer what {@code iss} should equal
 * @param scopes what should all be granted
 */
public record Expectations(
    Optional<String> audience, Optional<String> issuer, List<String> scopes) {
  /** Expects nothing. */
  public static final Expectations NONE =
      new Expectations(Optional.empty(), Optional.empty(), List.of());

  public Expectations {
    scopes = List.copyOf(scopes);
  }

  /** Expects an audience and nothing else. */
  public static Expectations audience(String audience) {
    return new Expectations(Optional.of(audience), Optional.empty(), List.of());
  }
}
