/**
 * The two tools that diagnose nothing: the echo, and the legend. No API: it changes without notice.
 */
@NullMarked
package io.github.mcpecho.diagnosis.basic;

import org.jspecify.annotations.NullMarked;
