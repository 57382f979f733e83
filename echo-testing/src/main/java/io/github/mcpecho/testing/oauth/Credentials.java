package io.github.mcpecho.testing.oauth;

import io.github.mcpecho.testing.RecordedCall;
import java.util.List;
import java.util.Optional;

/**
 * The access token that a request brings in {@code Authorization}; MCP allows no other place.
 *
 * @param isDpop whether it comes with the scheme {@code DPoP}, else with {@code Bearer}
 */
record Credentials(String token, boolean isDpop) {
  /** Returns nothing if there is no token, or another scheme, or more than one line. */
  static Optional<Credentials> of(RecordedCall call) {
    List<String> lines = call.headers().all("Authorization");
    if (lines.size() != 1) {
      return Optional.empty();
    }
    String[] schemeAndToken = lines.get(0).split(" +", 2);
    boolean dpop = schemeAndToken[0].equalsIgnoreCase("DPoP");
    return schemeAndToken.length == 2 && (dpop || schemeAndToken[0].equalsIgnoreCase("Bearer"))
        ? Optional.of(new Credentials(schemeAndToken[1], dpop))
        : Optional.empty();
  }
}
