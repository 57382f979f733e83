/**
 * What a client does wrong: in a single request, in the order of its requests, in authorization.
 */
@NullMarked
package io.github.mcpecho.diagnosis.clients;

import org.jspecify.annotations.NullMarked;
