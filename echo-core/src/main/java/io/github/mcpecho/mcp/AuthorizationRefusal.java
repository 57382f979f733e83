package io.github.mcpecho.mcp;

/**
 * How a request is refused that brought no credentials, or the wrong ones. Nothing in it is of the
 * request but its URL.
 *
 * @param status 400, 401 or 403 (RFC 6750 §3.1)
 * @param challenge the value of {@code WWW-Authenticate}
 * @param reason for the log and the client's developer, a sentence or two
 */
public record AuthorizationRefusal(int status, String challenge, String reason) {}
