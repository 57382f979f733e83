package io.github.mcpecho.mcp;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A call that cannot go on before the client answers some questions (<a
 * href="https://modelcontextprotocol.io/specification/2026-07-28/basic/patterns/mrtr">multi
 * round-trip requests</a>). The client may then call again with the answers and the state.
 *
 * <p>A state comes back for 10 minutes, to the same tool, prompt or resource, with arguments of the
 * same value, from the same user as far as the container knows one ({@code userPrincipal}): a
 * bearer token that only the tool looks at is not part of it. Within that time it can be sent any
 * number of times, so it is no proof that something happens once. It is signed, not encrypted: put
 * no secret in it.
 *
 * @param requests the questions by the key that their answers come back under
 * @param state what is to be remembered until then; the client sees it, but cannot change it
 *     unnoticed
 */
public record InputRequired(Map<String, InputRequest> requests, Optional<String> state)
    implements ToolOutcome, PromptOutcome, ResourceOutcome {

  public InputRequired {
    if (requests.isEmpty() && state.isEmpty()) {
      throw new IllegalArgumentException("Input required, but neither a request nor a state");
    }
    requests = Collections.unmodifiableMap(new LinkedHashMap<>(requests));
  }

  /** Asks one question. */
  public static InputRequired of(String key, InputRequest request) {
    return new InputRequired(Map.of(key, request), Optional.empty());
  }

  /** Returns the same questions with a state. */
  public InputRequired withState(String newState) {
    return new InputRequired(requests, Optional.of(newState));
  }
}
