package io.github.mcpecho.mcp;

import io.github.mcpecho.http.CallContext;
import java.util.Optional;

/**
 * How a server asks for access tokens (<a
 * href="https://modelcontextprotocol.io/specification/2026-07-28/basic/authorization">MCP
 * authorization</a>). An adapter for HTTP asks this before it reads more of a request than its
 * head. Thread-safe.
 */
public interface Authorization {
  /**
   * How a request is refused that brought no credentials, or the wrong ones. Nothing in it is of
   * the request but its URL, and the evidence.
   *
   * @param status 400, 401 or 403 (RFC 6750 §3.1)
   * @param challenge the value of {@code WWW-Authenticate}
   * @param reason for the log and the client's developer, a sentence or two
   * @param evidence what of the credentials it is for, redacted; for the log alone, may be empty
   */
  record Refusal(int status, String challenge, String reason, String evidence) {
    /** Makes one without evidence. */
    public Refusal(int status, String challenge, String reason) {
      this(status, challenge, reason, "");
    }
  }

  /** Where the metadata of a resource is, with the path of the resource behind (RFC 9728 §3.1). */
  String METADATA_PATH = "/.well-known/oauth-protected-resource";

  /** Returns how this request is refused; nothing if it may come in. Never throws. */
  Optional<Refusal> refusal(CallContext request);

  /**
   * Returns the resource metadata of an endpoint (RFC 9728 §2), JSON in UTF-8; nothing if it is not
   * where the client looks.
   *
   * @param endpoint the client's request, as if it had been sent to the endpoint: its target is the
   *     endpoint's path
   * @param path what the client put behind {@link #METADATA_PATH}: nothing, or the path of a
   *     resource
   */
  Optional<byte[]> metadata(CallContext endpoint, String path);
}
