/**
 * HTTP/1.1 as the doctor speaks it: exact bytes out, whatever comes back in, bounded in time, size
 * and number. {@link io.github.mcpecho.doctor.exchange.Exchanges} holds all bounds. No API: it
 * changes without notice.
 */
@NullMarked
package io.github.mcpecho.doctor.exchange;

import org.jspecify.annotations.NullMarked;
