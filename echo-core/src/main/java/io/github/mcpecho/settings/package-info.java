/**
 * Settings: declared once with name, bounds, default and meaning, and read from wherever they are
 * given.
 */
@NullMarked
package io.github.mcpecho.settings;

import org.jspecify.annotations.NullMarked;
