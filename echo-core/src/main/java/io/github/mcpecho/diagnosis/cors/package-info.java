/**
 * Cross-origin resource sharing, judged as the Fetch standard does: what a browser asks, what the
 * answer has to be, and what is wrong with an answer somebody got.
 */
@NullMarked
package io.github.mcpecho.diagnosis.cors;

import org.jspecify.annotations.NullMarked;
