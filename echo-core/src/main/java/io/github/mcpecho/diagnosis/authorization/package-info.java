/**
 * The server as a protected resource: whom it refuses, in which words, and where a client can get
 * what it needs. Start at {@link io.github.mcpecho.diagnosis.authorization.TokenAuthorization}.
 */
@NullMarked
package io.github.mcpecho.diagnosis.authorization;

import org.jspecify.annotations.NullMarked;
