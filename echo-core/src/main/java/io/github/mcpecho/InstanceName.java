package io.github.mcpecho;

import io.github.mcpecho.settings.ConfigurationException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** By which name a server is told apart from others behind the same proxy. */
record InstanceName(String text) {
  private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._:-]{1,64}");
  private static final int RANDOM_BYTES = 4;

  InstanceName {
    if (!ALLOWED.matcher(text).matches()) {
      throw new ConfigurationException(
          "The name of an instance (MCP_ECHO_INSTANCE) has at most 64 letters, digits and ._:-");
    }
  }

  static InstanceName random() {
    byte[] bytes = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(bytes);
    return new InstanceName(HexFormat.of().formatHex(bytes));
  }
}
