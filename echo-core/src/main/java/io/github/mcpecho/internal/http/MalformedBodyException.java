package io.github.mcpecho.internal.http;

import java.io.IOException;

/** A body that cannot be read to its end. The message says why, and quotes nothing of it. */
public final class MalformedBodyException extends IOException {
  public MalformedBodyException(String message) {
    super(message);
  }
}
