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

  public static PromptMessage user(Content content) {
    return new PromptMessage(Role.USER, content);
  }

  public static PromptMessage user(String text) {
    return user(new Content.Text(text));
  }

  public static PromptMessage assistant(Content content) {
    return new PromptMessage(Role.ASSISTANT, content);
  }

  public static PromptMessage assistant(String text) {
    return assistant(new Content.Text(text));
  }
}
