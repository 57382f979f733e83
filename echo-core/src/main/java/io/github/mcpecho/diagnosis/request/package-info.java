/** What is read from a request before it is judged: once, for all who judge it. */
@NullMarked
package io.github.mcpecho.diagnosis.request;

import org.jspecify.annotations.NullMarked;
