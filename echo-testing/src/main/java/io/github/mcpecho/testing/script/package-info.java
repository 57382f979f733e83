/**
 * The test server for people who do not write Java: a program that reads from a JSON file what it
 * is to do with which calls, and lets tests in any language ask and tell it more while it runs.
 */
@NullMarked
package io.github.mcpecho.testing.script;

import org.jspecify.annotations.NullMarked;
