/**
 * The doctor: a client that walks the way to an MCP server from outside, asks the server at the far
 * end what arrived, and says at which leg the fault is. Start at {@link
 * io.github.mcpecho.doctor.Doctor}.
 */
@NullMarked
package io.github.mcpecho.doctor;

import org.jspecify.annotations.NullMarked;
