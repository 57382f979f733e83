package io.github.mcpecho.mcp;

/** What a prompt comes to: messages, or questions that the client has to answer first. */
public sealed interface PromptOutcome permits PromptResult, InputRequired {}
