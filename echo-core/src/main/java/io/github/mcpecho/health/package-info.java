/**
 * What an application tells of its own health, and where readings of process and machine come from.
 */
@NullMarked
package io.github.mcpecho.health;

import org.jspecify.annotations.NullMarked;
