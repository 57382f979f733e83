/**
 * The server as a protected resource: whom it refuses, in which words, and where a client can get
 * what it needs. Start at {@link io.github.mcpecho.tools.authorization.ProtectedResource}.
 */
@NullMarked
package io.github.mcpecho.tools.authorization;

import org.jspecify.annotations.NullMarked;
