/** The hashes that every Java platform has, without checked exceptions. */
@NullMarked
package io.github.mcpecho.internal.hashing;

import org.jspecify.annotations.NullMarked;
