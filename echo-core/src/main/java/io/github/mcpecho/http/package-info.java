/** An HTTP request as plain values, for tools and for adapters of HTTP servers. */
@NullMarked
package io.github.mcpecho.http;

import org.jspecify.annotations.NullMarked;
