/**
 * Bearer tokens: how they arrive, what they hold, and what is wrong with them. Start at {@link
 * io.github.mcpecho.diagnosis.tokens.PresentedToken} and {@link
 * io.github.mcpecho.diagnosis.tokens.DecodedToken}.
 */
@NullMarked
package io.github.mcpecho.diagnosis.tokens;

import org.jspecify.annotations.NullMarked;
