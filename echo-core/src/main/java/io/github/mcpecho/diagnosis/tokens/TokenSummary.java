package io.github.mcpecho.diagnosis.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.diagnosis.report.Section;
import java.util.Optional;

/** A token in a few lines. */
public final class TokenSummary {
  private TokenSummary() {}

  /** Returns type and length of a credential, and what its token says of itself if it is a JWT. */
  public static Section of(
      PresentedToken presented, Optional<DecodedToken> decoded, SafeClaims safe) {
    int length = presented.token().length();
    Section.Builder section =
        Section.titled("token", "🎫 Token Analysis")
            .field("type", "Type", presented.scheme().orElse("no scheme"))
            .text("Length: " + length + " characters")
            .fact("length", length);
    claim(decoded.flatMap(DecodedToken::header), "alg")
        .map(safe::text)
        .ifPresent(
            alg -> section.text("Algorithm: " + alg + " (from header)").fact("algorithm", alg));
    Optional<ObjectNode> payload = decoded.flatMap(DecodedToken::payload);
    claim(payload, "iss").ifPresent(issuer -> section.field("issuer", "Issuer", safe.text(issuer)));
    claim(payload, "aud")
        .ifPresent(audience -> section.field("audience", "Audience", safe.text("aud", audience)));
    return section.build();
  }

  private static Optional<JsonNode> claim(Optional<ObjectNode> part, String name) {
    return part.map(json -> json.get(name));
  }
}
