/** The hashes that every Java platform has, without the exceptions of those it may lack. */
@NullMarked
package io.github.mcpecho.internal.hashing;

import org.jspecify.annotations.NullMarked;
