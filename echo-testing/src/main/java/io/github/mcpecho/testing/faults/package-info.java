/**
 * What servers and the networks before them do to clients, ready to be given to {@link
 * io.github.mcpecho.testing.RuleDraft#then}: other answers ({@link
 * io.github.mcpecho.testing.faults.Answer}), broken connections ({@link
 * io.github.mcpecho.testing.faults.Fault}), event streams framed in every way that is allowed and
 * in some that are not ({@link io.github.mcpecho.testing.faults.Sse}), other revisions and sessions
 * ({@link io.github.mcpecho.testing.faults.Negotiation}) and the transport of 2024-11-05 ({@link
 * io.github.mcpecho.testing.faults.HttpSse}). Where clients are known to have stumbled, the issue
 * is named.
 *
 * <p>What is written is exact to the byte and the same each time. Every answer says {@code
 * Connection: close}, and the connection is closed after it.
 */
@NullMarked
package io.github.mcpecho.testing.faults;

import org.jspecify.annotations.NullMarked;
