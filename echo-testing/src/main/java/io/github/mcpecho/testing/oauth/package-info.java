/**
 * For tests of the OAuth side of an MCP client: an endpoint that wants access tokens, the stub of
 * an authorization server that gives them, both deviating on request, and tokens to try. Begin with
 * {@link io.github.mcpecho.testing.oauth.ProtectedResource}, {@link
 * io.github.mcpecho.testing.oauth.Challenges} and {@link
 * io.github.mcpecho.testing.oauth.TestTokens}.
 *
 * <p>For tests only: the keys are thrown away with the process, everything is approved at once, and
 * the server listens on loopback.
 */
@NullMarked
package io.github.mcpecho.testing.oauth;

import org.jspecify.annotations.NullMarked;
