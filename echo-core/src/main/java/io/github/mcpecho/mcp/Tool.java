package io.github.mcpecho.mcp;

/**
 * A tool. One instance serves all calls at once, so implementations are thread-safe; they are never
 * told which revision the client speaks.
 */
public non-sealed interface Tool extends Listed {
  static Tool of(ToolDescriptor descriptor, Handler<ToolCall, ToolOutcome> handler) {
    return new Tool() {
      @Override
      public ToolDescriptor descriptor() {
        return descriptor;
      }

      @Override
      public ToolOutcome call(ToolCall call) throws Exception {
        return handler.handle(call);
      }
    };
  }

  /** Returns what {@code tools/list} says about this tool; called once, at registration. */
  ToolDescriptor descriptor();

  /**
   * Does the work, on the thread of the request. The arguments have been validated against the
   * input schema.
   *
   * <p>Nobody redacts what a tool returns. Headers, target and arguments are as they came and hold
   * credentials: show them through {@link ToolCall#redaction()} only.
   *
   * <p>The thread is interrupted when the client hangs up, and when the call has run for the time
   * that the server allows; a tool that neither sleeps nor waits asks {@link ToolCall#cancellation}
   * now and then.
   *
   * <p>A failure that the model can understand and mend is a {@link ToolResult#error}. Any
   * exception becomes a plain {@code isError} result and a log entry, except that of {@link
   * ClientInput#require}.
   *
   * @throws Exception if the call failed
   */
  ToolOutcome call(ToolCall call) throws Exception;
}
