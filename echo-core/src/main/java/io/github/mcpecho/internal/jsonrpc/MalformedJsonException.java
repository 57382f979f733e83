package io.github.mcpecho.internal.jsonrpc;

/**
 * The text is not acceptable JSON. The message says why and where, and quotes nothing of the text.
 */
public final class MalformedJsonException extends RuntimeException {
  MalformedJsonException(String message) {
    super(message, null, false, false);
  }
}
