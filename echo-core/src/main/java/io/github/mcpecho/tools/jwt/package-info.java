/**
 * Bearer tokens: how they arrive, what they hold, and what is wrong with them. Start at {@link
 * io.github.mcpecho.tools.jwt.PresentedToken} and {@link io.github.mcpecho.tools.jwt.DecodedToken}.
 */
@NullMarked
package io.github.mcpecho.tools.jwt;

import org.jspecify.annotations.NullMarked;
