package io.github.mcpecho.testing.oauth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;

/** A request that OAuth refuses, with what is wrong with it for the one who tests the client. */
final class OAuthException extends RuntimeException {
  private final OAuthError error;

  /**
   * @param description quotes nothing of the request
   */
  OAuthException(OAuthError error, String description) {
    super(description, null, false, false);
    this.error = error;
  }

  OAuthError error() {
    return error;
  }

  String description() {
    return getMessage();
  }

  /** Returns the response of RFC 6749 §5.2. */
  HttpAnswer toAnswer() {
    return HttpAnswer.json(error.status(), toJson());
  }

  ObjectNode toJson() {
    return Json.object().put("error", error.code()).put("error_description", description());
  }
}
