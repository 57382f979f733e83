/** The mcp-echo server as a library. */
@NullMarked
package io.github.mcpecho;

import org.jspecify.annotations.NullMarked;
