/** What the doctor finds; it looks from outside, in {@code echo-standalone}. */
@NullMarked
package io.github.mcpecho.diagnosis.doctor;

import org.jspecify.annotations.NullMarked;
