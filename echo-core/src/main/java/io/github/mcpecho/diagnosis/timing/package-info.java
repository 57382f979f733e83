/** How long a request was under way before it came here, and how an answer travels back. */
@NullMarked
package io.github.mcpecho.diagnosis.timing;

import org.jspecify.annotations.NullMarked;
