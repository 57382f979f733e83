package io.github.mcpecho.diagnosis.tokens;

import java.util.List;
import java.util.Optional;

/**
 * What the caller thinks a token should say. Immutable.
 *
 * @param audience the identifier that one of {@code aud} should equal
 * @param audienceSource who says so
 * @param issuer what {@code iss} should equal
 * @param scopes what should all be granted
 */
public record Expectations(
    Optional<String> audience,
    AudienceSource audienceSource,
    Optional<String> issuer,
    List<String> scopes) {

  /** How sure it is that the audience has to be this one. */
  enum AudienceSource {
    /** Somebody gave the audience itself. */
    GIVEN,
    /** It is the URL that the operator configured. */
    CONFIGURED_URL,
    /** It is the URL that the request happens to name. */
    REQUEST
  }

  /** Expects nothing. */
  static final Expectations NONE =
      new Expectations(Optional.empty(), AudienceSource.GIVEN, Optional.empty(), List.of());

  public Expectations {
    scopes = List.copyOf(scopes);
  }

  /** Expects the URL of this server as the audience, and nothing else. */
  public static Expectations ofUrl(String url, boolean configured) {
    return new Expectations(
        Optional.of(url),
        configured ? AudienceSource.CONFIGURED_URL : AudienceSource.REQUEST,
        Optional.empty(),
        List.of());
  }
}
