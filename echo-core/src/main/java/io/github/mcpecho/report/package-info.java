/**
 * What a diagnostic tool says: a {@link io.github.mcpecho.diagnosis.report.Report} of sections and
 * findings, rendered once as text for people and once as JSON for programs.
 */
@NullMarked
package io.github.mcpecho.report;

import org.jspecify.annotations.NullMarked;
