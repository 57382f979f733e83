/**
 * Who the caller is said to be, by whom, and how much that is worth. Start at {@link
 * io.github.mcpecho.diagnosis.identity.Identity}.
 */
@NullMarked
package io.github.mcpecho.diagnosis.identity;

import org.jspecify.annotations.NullMarked;
