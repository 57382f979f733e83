package io.github.mcpecho.mcp;

import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.internal.jsonrpc.JsonRpcError;
import java.time.Duration;
import java.util.Optional;

/**
 * One HTTP request that has been answered.
 *
 * @param context the request
 * @param body the bytes of its body, empty if it was refused before it was read
 * @param status the HTTP status of the answer
 * @param reply what the protocol answered; empty if HTTP rules refused the request
 * @param duration from the first moment the adapter knows of to the last byte handed to the
 *     container
 */
public record Exchange(
    CallContext context, byte[] body, int status, Optional<Reply> reply, Duration duration) {
  /** The client asks for what this server does not have; nothing failed. */
  private static final int NOT_IMPLEMENTED = 501;

  /** Returns whether the answer was an HTTP error, a JSON-RPC error or a failed tool call. */
  public boolean isError() {
    return status >= 400 || reply.map(Reply::isError).orElse(false);
  }

  /** Returns whether it was this server that failed, and not the request that was wrong. */
  public boolean isServerError() {
    boolean internal =
        reply
            .filter(answer -> answer.errorCode().orElse(0) == JsonRpcError.INTERNAL_ERROR)
            .isPresent();
    return status >= 500 && status != NOT_IMPLEMENTED || internal;
  }
}
