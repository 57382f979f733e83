package io.github.mcpecho.testing.script;

import io.github.mcpecho.settings.ConfigurationException;
import io.github.mcpecho.standalone.ServerSettings;
import io.github.mcpecho.testing.TestServerSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * What whoever controls the servers has to send.
 *
 * @param isGiven whether it was set, so that nobody needs to be told
 */
record ControlToken(String text, boolean isGiven) {
  private static final int BYTES = 24;

  /**
   * Returns the one that is set, else one that nobody can guess.
   *
   * @throws ConfigurationException if none is set and others than this machine reach the server
   */
  static ControlToken of(Map<String, String> variables) {
    Optional<String> given = TestServerSettings.CONTROL_TOKEN.in(variables);
    if (given.isPresent()) {
      return new ControlToken(given.get(), true);
    }
    if (!isLoopback(ServerSettings.HOST.in(variables).orElseThrow())) {
      throw new ConfigurationException(
          "--control is for this machine alone, and %s is not: set %s, or leave %s out"
              .formatted(
                  ServerSettings.HOST, TestServerSettings.CONTROL_TOKEN, ServerSettings.HOST));
    }
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    return new ControlToken(Base64.getUrlEncoder().encodeToString(random), false);
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      // The server says so.
      return true;
    }
  }

  /** Tells people of it. */
  String words() {
    return isGiven ? "the token is that of " + TestServerSettings.CONTROL_TOKEN : "token " + text;
  }
}
