package io.github.mcpecho.testing;

import io.github.mcpecho.internal.redaction.Redactor;

/**
 * What a description of a call or of a rule may show of a value: a test that fails writes it into
 * the log of its build. A secret shows its length and a fingerprint, which is the same for the same
 * secret as long as the JVM runs.
 */
final class BuildLog {
  private static final Redactor REDACTOR = Redactor.withRandomKey();

  private BuildLog() {}

  static String text(String text) {
    return REDACTOR.text(text);
  }

  static String header(String name, String value) {
    return REDACTOR.header(name, value);
  }

  static String argument(String name, String value) {
    return REDACTOR.isSecretName(name) ? REDACTOR.secret(name, value) : REDACTOR.text(name, value);
  }
}
