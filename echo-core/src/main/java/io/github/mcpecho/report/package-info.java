/**
 * Verdicts: a {@link io.github.mcpecho.report.Finding} is one, of a {@link
 * io.github.mcpecho.report.FindingKind} that says what it means, why it matters and what to do.
 */
@NullMarked
package io.github.mcpecho.report;

import org.jspecify.annotations.NullMarked;
