package io.github.mcpecho.testing.script;

import io.github.mcpecho.http.Headers;

/** Why something that was asked of {@link Control} is not done. */
final class ControlRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient Headers headers;

  ControlRefusal(int status, String message) {
    this(status, Headers.NONE, message);
  }

  ControlRefusal(int status, Headers headers, String message) {
    super(message);
    this.status = status;
    this.headers = headers;
  }

  int status() {
    return status;
  }

  Headers headers() {
    return headers;
  }
}
