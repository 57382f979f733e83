/**
 * The server as a protected resource: which requests it refuses, with which challenge, and where a
 * client gets a token. Start at {@link
 * io.github.mcpecho.diagnosis.authorization.TokenAuthorization}.
 */
@NullMarked
package io.github.mcpecho.diagnosis.authorization;

import org.jspecify.annotations.NullMarked;
