/** What is read from a request before anybody judges it: once, whoever asks. */
@NullMarked
package io.github.mcpecho.diagnosis.request;

import org.jspecify.annotations.NullMarked;
