/** What HTTP fields hold, each form read by one class. No API: it changes without notice. */
@NullMarked
package io.github.mcpecho.internal.http;

import org.jspecify.annotations.NullMarked;
