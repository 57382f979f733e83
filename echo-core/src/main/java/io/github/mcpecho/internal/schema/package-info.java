/** JSON Schema 2020-12, and what is wrong with a value in sentences. */
@NullMarked
package io.github.mcpecho.internal.schema;

import org.jspecify.annotations.NullMarked;
