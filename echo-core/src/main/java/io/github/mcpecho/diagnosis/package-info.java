/** The nine diagnostic tools, one class each, with a description of each as a JSON resource. */
@NullMarked
package io.github.mcpecho.diagnosis;

import org.jspecify.annotations.NullMarked;
