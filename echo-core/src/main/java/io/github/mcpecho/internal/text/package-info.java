/**
 * Text from outside, made fit to be shown, and tables that come with the jar. No API: it changes
 * without notice.
 */
@NullMarked
package io.github.mcpecho.internal.text;

import org.jspecify.annotations.NullMarked;
