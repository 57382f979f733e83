/** Text from outside, made fit to be shown. No API: it changes without notice. */
@NullMarked
package io.github.mcpecho.internal.text;

import org.jspecify.annotations.NullMarked;
