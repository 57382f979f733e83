package io.github.mcpecho;

/**
 * A setting that the server cannot start with. The message is one line for whoever set it: the
 * setting, what is wrong with its value, and what would be right.
 */
public final class ConfigurationException extends RuntimeException {
  public ConfigurationException(String message) {
    super(message);
  }
}
