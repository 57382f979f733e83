/**
 * What a call costs: alone in the JVM by JMH, and over HTTP beside servers that do less or the same
 * by other means. Start at the README of this module.
 */
@NullMarked
package io.github.mcpecho.examples.benchmarks;

import org.jspecify.annotations.NullMarked;
