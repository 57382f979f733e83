package io.github.mcpecho.mcp;

/**
 * One message of a prompt.
 *
 * @param role who says it
 */
public record PromptMessage(Role role, Content content) {
  /** Who speaks. */
  public enum Role {
    USER("user"),
    ASSISTANT("assistant");

    private final String wireName;

    Role(String wireName) {
      this.wireName = wireName;
    }

    String wireName() {
      return wireName;
    }
  }

  /** Returns what the user says. */
  public static PromptMessage user(Content content) {
    return new PromptMessage(Role.USER, content);
  }

  /** Returns what the user says. */
  public static PromptMessage user(String text) {
    return user(new Content.Text(text));
  }

  /** Returns what the model says. */
  public static PromptMessage assistant(Content content) {
    return new PromptMessage(Role.ASSISTANT, content);
  }

  /** Returns what the model says. */
  public static PromptMessage assistant(String text) {
    return assistant(new Content.Text(text));
  }
}
