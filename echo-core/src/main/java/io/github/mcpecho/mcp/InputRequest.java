package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;

/**
 * One question to the client, as {@code inputRequests} carries it.
 *
 * @param kind what is asked for
 * @param params the params of the request of that kind
 */
public record InputRequest(Kind kind, ObjectNode params) {

  /** The requests a server may make of a client, and the capability each needs. */
  public enum Kind {
    ELICITATION("elicitation/create", "elicitation"),
    SAMPLING("sampling/createMessage", "sampling"),
    ROOTS("roots/list", "roots");

    private final String method;
    private final String capability;

    Kind(String method, String capability) {
      this.method = method;
      this.capability = capability;
    }

    public String method() {
      return method;
    }

    public String capability() {
      return capability;
    }
  }

  /** Asks the user to fill in a form; {@code schema} describes its fields. */
  public static InputRequest elicitation(String message, ObjectNode schema) {
    ObjectNode params = Json.object();
    params.put("mode", "form");
    params.put("message", message);
    params.set("requestedSchema", schema);
    return new InputRequest(Kind.ELICITATION, params);
  }

  /** Asks the client's model to answer one message of the user. */
  public static InputRequest sampling(String userText, int maxTokens) {
    ObjectNode params = Json.object();
    ObjectNode message = params.putArray("messages").addObject();
    message.put("role", "user");
    message.putObject("content").put("type", "text").put("text", userText);
    params.put("maxTokens", maxTokens);
    return new InputRequest(Kind.SAMPLING, params);
  }

  /** Asks for the client's roots. */
  public static InputRequest roots() {
    return new InputRequest(Kind.ROOTS, Json.object());
  }

  ObjectNode toJson() {
    ObjectNode json = Json.object();
    json.put("method", kind.method());
    json.set("params", params);
    return json;
  }
}
