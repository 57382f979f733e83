/**
 * What the machine, the container and this process say about themselves: {@link
 * io.github.mcpecho.health.SystemProbe}. Readings never wait, and what is not known is said to be
 * unknown.
 */
@NullMarked
package io.github.mcpecho.diagnosis.system;

import org.jspecify.annotations.NullMarked;
