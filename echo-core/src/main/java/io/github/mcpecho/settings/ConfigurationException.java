package io.github.mcpecho.settings;

/**
 * A setting that the server cannot start with. The message is one line for the operator: the
 * setting, what is wrong with its value, and what would be right. Where several are read together,
 * each that is wrong has a line. Thrown where a setting is given, or where a server is made of
 * settings that contradict each other.
 */
public final class ConfigurationException extends IllegalArgumentException {
  public ConfigurationException(String message) {
    super(message);
  }
}
