/**
 * What stands between a client and this server, by what it is recognised, and how it is configured.
 * The knowledge is in {@code intermediaries.tsv}; start at {@link
 * io.github.mcpecho.diagnosis.intermediaries.Intermediaries}.
 */
@NullMarked
package io.github.mcpecho.diagnosis.intermediaries;

import org.jspecify.annotations.NullMarked;
