/** The text of a tool's answer. No API: it changes without notice. */
@NullMarked
package io.github.mcpecho.diagnosis.report;

import org.jspecify.annotations.NullMarked;
