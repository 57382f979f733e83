/** The one place that decides what is secret and how it shows. */
@NullMarked
package io.github.mcpecho.internal.redaction;

import org.jspecify.annotations.NullMarked;
