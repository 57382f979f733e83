/** What a client does wrong: in a single request, and in the order of its requests. */
@NullMarked
package io.github.mcpecho.diagnosis.clients;

import org.jspecify.annotations.NullMarked;
