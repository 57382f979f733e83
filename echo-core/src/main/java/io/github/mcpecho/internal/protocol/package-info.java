/**
 * What the Model Context Protocol has names and numbers for, each written down once: methods,
 * headers, members of {@code _meta}, error codes. No API: it changes without notice.
 */
@NullMarked
package io.github.mcpecho.internal.protocol;

import org.jspecify.annotations.NullMarked;
