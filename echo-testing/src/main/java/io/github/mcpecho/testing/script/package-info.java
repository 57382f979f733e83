/**
 * The test server for people who do not write Java: a program that reads from a JSON file what it
 * is to do with which calls.
 */
@NullMarked
package io.github.mcpecho.testing.script;

import org.jspecify.annotations.NullMarked;
