package io.github.mcpecho.testing;

import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.jsonrpc.JsonRpcError;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the server has to say to a call, its setups included: the real answer.
 *
 * @param status the HTTP status
 * @param reason the reason phrase
 * @param headers what the answer has beside those about its length and the connection
 * @param notifications the messages before the response, each compact JSON on one line in UTF-8
 * @param body the JSON-RPC response, on one line in UTF-8, or what there is in its place; empty if
 *     there is none
 */
public record ServerAnswer(
    int status, String reason, Headers headers, List<byte[]> notifications, byte[] body) {
  private static final Set<String> FRAMING =
      Set.of("content-length", "transfer-encoding", "connection");

  public ServerAnswer {
    headers =
        Headers.of(
            headers.lines().stream()
                .filter(line -> !FRAMING.contains(line.name().toLowerCase(Locale.ROOT)))
                .toList());
    notifications = List.copyOf(notifications);
  }

  /** Returns whether the body is a JSON-RPC response, be it an error, or a batch of some. */
  public boolean isResponse() {
    return JsonRpcText.isJson(headers) && JsonRpcText.isResponse(body);
  }

  /** Returns whether a server may send it as a stream of events: a response with status 200. */
  public boolean mayStream() {
    return status == 200 && isResponse();
  }

  /** Returns whether it is the head of a stream of events, which a GET opens. */
  public boolean isStream() {
    return status == 200 && JsonRpcText.isEvents(headers);
  }

  /** Returns whether the method of the request is none of this server. */
  boolean isMethodNotFound() {
    return JsonRpcText.parse(body)
        .filter(one -> one.at("/error/code").asInt() == JsonRpcError.METHOD_NOT_FOUND)
        .isPresent();
  }

  /** Returns the same answer with another body. */
  public ServerAnswer withBody(byte[] newBody) {
    return new ServerAnswer(status, reason, headers, notifications, newBody);
  }

  ServerAnswer withStatus(int newStatus) {
    return new ServerAnswer(newStatus, "", headers, notifications, body);
  }

  ServerAnswer with(Headers more) {
    return new ServerAnswer(
        status, reason, ClientConnection.joined(headers, more), notifications, body);
  }
}
