/**
 * The headers of one request: what arrived, shown without secrets, and what is wrong with it. Each
 * judge is a pure function of the request that returns findings.
 */
@NullMarked
package io.github.mcpecho.diagnosis.headers;

import org.jspecify.annotations.NullMarked;
