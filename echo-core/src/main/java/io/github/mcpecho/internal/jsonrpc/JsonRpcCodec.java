package io.github.mcpecho.internal.jsonrpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * JSON-RPC 2.0 messages to and from their JSON text. Thread-safe.
 *
 * <p>A batch is an array whose elements are read one by one with {@link #message}.
 *
 * @param redaction makes a member name that came from outside fit to be shown in an error
 */
public record JsonRpcCodec(Json json, UnaryOperator<String> redaction) {
  private static final String EXAMPLE = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";
  private static final JsonNode VERSION = JsonNodeFactory.instance.textNode("2.0");

  private static final List<String> OF_RESULT = List.of("jsonrpc", "id", "result");

  /** The apostrophe around a message that a shell left there, or a name without its quotes. */
  private static final Pattern WITHOUT_QUOTES = Pattern.compile("\\s*('|\\{\\s*['\\\\A-Za-z_])");

  /** What a string begins with that holds a message or a batch. */
  private static final Pattern ENCODED = Pattern.compile("\\s*(\\[\\s*)?\\{");

  private static final String TWICE =
      ", and this is one as a string: it was encoded twice, so send it without the outer quotes"
          + " (JSON.stringify or json.dumps once)";

  /** Quotes nothing of what it parses. */
  public JsonRpcCodec(Json json) {
    this(json, name -> "(" + name.length() + " characters)");
  }

  /**
   * Parses a body into JSON: an object, or an array if it is a batch.
   *
   * @throws JsonRpcException with -32700; with -32600 if it is JSON, and a member name is not
   *     unique
   */
  public JsonNode parse(byte[] body) {
    try {
      return json.parse(body);
    } catch (MalformedJsonException e) {
      throw new JsonRpcException(
          e.duplicateName()
              .map(name -> e.getMessage() + ": \"" + redaction.apply(name) + "\"")
              .map(JsonRpcError::invalidRequest)
              .orElseGet(() -> JsonRpcError.parseError(e.getMessage() + quotesHint(body))));
    }
  }

  /** PowerShell and cmd pass on quotes, or take them away, in another way than most examples do. */
  private static String quotesHint(byte[] body) {
    String start = new String(body, 0, Math.min(body.length, 8), StandardCharsets.ISO_8859_1);
    return WITHOUT_QUOTES.matcher(start).lookingAt()
        ? ": names and strings need double quotes; if you typed them, your shell took them away, so"
            + " put the message into a file (curl -d @message.json)"
        : "";
  }

  /**
   * @param body the bytes that it was parsed from, alone or in a batch
   * @throws JsonRpcException with -32600, and the id if it was readable
   */
  public JsonRpcMessage message(JsonNode node, byte[] body) {
    if (!node.isObject()) {
      throw invalid("a message is a JSON object" + asText(node), Optional.empty());
    }
    JsonNode id = node.get("id");
    Optional<JsonNode> readableId = Optional.ofNullable(id).filter(JsonRpcCodec::isId);
    if (!VERSION.equals(node.get("jsonrpc"))) {
      throw invalid(
          "jsonrpc must be \"2.0\"" + (node.has("jsonrpc") ? "" : withoutVersion(node)),
          readableId);
    }
    JsonNode method = node.get("method");
    if (method == null) {
      return response(node, readableId);
    }
    if (!method.isTextual()) {
      throw invalid("method must be a string", readableId);
    }
    if (node.has("result") || node.has("error")) {
      throw invalid("a message with a method has neither result nor error", readableId);
    }
    if (id != null && readableId.isEmpty()) {
      throw invalid("id must be a string or an integer", readableId);
    }
    JsonNode params = node.get("params");
    if (params != null && !params.isObject()) {
      throw invalid("params must be an object", readableId);
    }
    ObjectNode members = params == null ? Json.object() : (ObjectNode) params;
    return id == null
        ? new JsonRpcMessage.Notification(method.textValue(), members)
        : new JsonRpcMessage.Request(id, method.textValue(), members, body);
  }

  private static String asText(JsonNode node) {
    if (!node.isTextual()) {
      return "";
    }
    return ENCODED.matcher(node.textValue()).lookingAt()
        ? TWICE
        : OtherBody.of(node.textValue()).map(what -> ": " + what).orElse("");
  }

  private String withoutVersion(JsonNode node) {
    return OtherObject.of(node, redaction)
        .map(what -> ": " + what)
        .orElseGet(() -> ", as in " + EXAMPLE);
  }

  /** Returns a success response, {@link #encode encoded}. */
  public byte[] result(JsonNode id, ObjectNode result) {
    return json.write(OF_RESULT, VERSION, id, result);
  }

  /** Returns an error response; an id that could not be read is left out. */
  public ObjectNode error(Optional<JsonNode> id, JsonRpcError error) {
    ObjectNode response = envelope();
    id.ifPresent(value -> response.set("id", value));
    ObjectNode member = response.putObject("error");
    member.put("code", error.code());
    member.put("message", error.message());
    error.data().ifPresent(data -> member.set("data", data));
    return response;
  }

  public ObjectNode notification(String method, ObjectNode params) {
    ObjectNode notification = envelope();
    notification.put("method", method);
    notification.set("params", params);
    return notification;
  }

  /** Returns the message as compact JSON on one line, in UTF-8. */
  public byte[] encode(JsonNode message) {
    return json.write(message);
  }

  /** Returns encoded responses as one array. */
  public byte[] batch(List<byte[]> responses) {
    var batch = new ByteArrayOutputStream();
    for (byte[] response : responses) {
      batch.write(batch.size() == 0 ? '[' : ',');
      batch.writeBytes(response);
    }
    batch.write(']');
    return batch.toByteArray();
  }

  private static JsonRpcMessage response(JsonNode node, Optional<JsonNode> id) {
    if (node.has("result") == node.has("error")) {
      String why = node.has("result") ? "" : ": there is no method, such as tools/list";
      throw invalid("neither a request, a notification nor a response" + why, id);
    }
    if (node.has("result") && !(id.isPresent() && node.get("result").isObject())) {
      throw invalid("a response has an id, and a result that is an object", id);
    }
    JsonNode error = node.path("error");
    if (node.has("error")
        && !(Json.isInteger(error.path("code")) && error.path("message").isTextual())) {
      throw invalid("error must be an object with code, an integer, and message, a string", id);
    }
    return new JsonRpcMessage.Response();
  }

  private static boolean isId(JsonNode id) {
    return id.isTextual() || Json.isInteger(id);
  }

  private static ObjectNode envelope() {
    ObjectNode envelope = Json.object();
    envelope.set("jsonrpc", VERSION);
    return envelope;
  }

  private static JsonRpcException invalid(String why, Optional<JsonNode> id) {
    return new JsonRpcException(JsonRpcError.invalidRequest(why), id);
  }
}
