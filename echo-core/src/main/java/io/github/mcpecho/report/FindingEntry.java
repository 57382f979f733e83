package io.github.mcpecho.report;

/**
 * What the catalogue says about one kind of finding.
 *
 * @param meaning what it means in general, one sentence
 * @param rule where it is written that this matters: an RFC section or MCP page
 * @param fix what to change in general
 */
public record FindingEntry(Severity severity, String meaning, String rule, String fix) {}
