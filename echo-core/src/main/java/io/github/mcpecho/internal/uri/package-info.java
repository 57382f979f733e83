/** URIs of resources and their templates. No API: it changes without notice. */
@NullMarked
package io.github.mcpecho.internal.uri;

import org.jspecify.annotations.NullMarked;
