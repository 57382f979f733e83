package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;

/**
 * Hints for the client about what a tool does; a client that does not trust the server ignores
 * them.
 *
 * @param readOnly changes nothing
 * @param destructive may destroy something; means nothing if read-only
 * @param idempotent a second call with the same arguments changes nothing more
 * @param openWorld reaches out to things beyond the server
 */
public record ToolAnnotations(
    boolean readOnly, boolean destructive, boolean idempotent, boolean openWorld) {
  /** Looks, and looks only at this server. */
  public static final ToolAnnotations READ_ONLY = new ToolAnnotations(true, false, true, false);

  ObjectNode toJson() {
    return Json.object()
        .put("readOnlyHint", readOnly)
        .put("destructiveHint", destructive)
        .put("idempotentHint", idempotent)
        .put("openWorldHint", openWorld);
  }
}
