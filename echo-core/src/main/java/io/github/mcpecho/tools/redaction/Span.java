package io.github.mcpecho.tools.redaction;

/** A part of a text. */
record Span(int from, int to) {}
