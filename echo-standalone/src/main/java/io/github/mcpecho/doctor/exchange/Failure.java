package io.github.mcpecho.doctor.exchange;

/**
 * No answer.
 *
 * @param detail what was seen, from the far end in part: not redacted
 */
public record Failure(Trouble trouble, String detail) implements Result {}
