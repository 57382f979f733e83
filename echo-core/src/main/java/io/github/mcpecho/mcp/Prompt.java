package io.github.mcpecho.mcp;

/**
 * A prompt: messages that a person chooses to send to a model (<a
 * href="https://modelcontextprotocol.io/specification/2026-07-28/server/prompts">prompts</a>). One
 * instance serves all calls at once, so implementations are thread-safe; they are never told which
 * revision the client speaks.
 */
public non-sealed interface Prompt extends Listed {
  static Prompt of(PromptDescriptor descriptor, Handler<PromptCall, PromptOutcome> handler) {
    return new Prompt() {
      @Override
      public PromptDescriptor descriptor() {
        return descriptor;
      }

      @Override
      public PromptOutcome get(PromptCall call) throws Exception {
        return handler.handle(call);
      }
    };
  }

  /** Returns what {@code prompts/list} says about this prompt; called once, at registration. */
  PromptDescriptor descriptor();

  /**
   * Makes the messages, on the thread of the request. All arguments are declared, and those that
   * are required are there. Any exception becomes a plain error and a log entry, except that of
   * {@link ClientInput#require}. What {@link Tool#call} says of threads, time and redaction holds
   * here too.
   *
   * @throws Exception if that failed
   */
  PromptOutcome get(PromptCall call) throws Exception;
}
