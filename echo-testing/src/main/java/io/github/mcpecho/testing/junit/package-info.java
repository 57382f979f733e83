/**
 * The test server in JUnit Jupiter: started, reset and closed by itself. It needs {@code
 * junit-jupiter}, 5.12 or newer, which the test has anyway.
 */
@NullMarked
package io.github.mcpecho.testing.junit;

import org.jspecify.annotations.NullMarked;
