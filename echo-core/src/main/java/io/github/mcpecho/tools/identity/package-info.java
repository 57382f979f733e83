/**
 * Who the caller is said to be, by whom, and how much that is worth. Start at {@link
 * io.github.mcpecho.tools.identity.Identity}.
 */
@NullMarked
package io.github.mcpecho.tools.identity;

import org.jspecify.annotations.NullMarked;
