package io.github.mcpecho.mcp;

/** What a call comes to: a result, or questions that the client has to answer first. */
public sealed interface ToolOutcome permits ToolResult, InputRequired {}
