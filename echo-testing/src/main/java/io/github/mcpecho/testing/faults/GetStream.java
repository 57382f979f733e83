package io.github.mcpecho.testing.faults;

/**
 * Answers the GET by which a client of a revision up to 2025-11-25 asks for messages of the server
 * (<a
 * href="https://modelcontextprotocol.io/specification/2025-11-25/basic/transports">transports</a>,
 * "Listening for Messages from the Server"); 2026-07-28 has none. The working server says 405, as
 * one must that offers no such stream.
 */
public final class GetStream {
  private GetStream() {}

  /**
   * Opens the stream and never sends anything on it, until the client hangs up or the server is
   * closed: {@code get-stream-open}. The client's calls must not wait for it;
   * anysearch-ai/anysearch-mcp-server PR 9.
   */
  public static NamedBehaviour open() {
    return new LabelledBehaviour(
        "get-stream-open",
        client -> {
          client.stream();
          client.stall();
        });
  }

  /**
   * Opens the stream and ends it at once, which a server may at any time: {@code get-stream-ends}.
   * Clients are known to ask again without end; modelcontextprotocol/python-sdk#3257.
   */
  public static NamedBehaviour ending() {
    return new LabelledBehaviour("get-stream-ends", client -> client.stream().end());
  }

  /**
   * Opens the stream and breaks the connection (TCP RST), as a proxy does that has been idle for
   * too long: {@code get-stream-cut}. The client may ask again, and its calls must go on.
   */
  public static NamedBehaviour cut() {
    return new LabelledBehaviour(
        "get-stream-cut",
        client -> {
          client.stream();
          client.reset();
        });
  }

  /**
   * Has no stream: {@code get-stream-refused}. With 405 the client must go on without; with another
   * status it had better, and clients are known to fail; modelcontextprotocol/java-sdk#877 and PR
   * 900, typescript-sdk#1635.
   *
   * @param status 405, or what servers say instead: 400, 404 or 406
   */
  public static NamedBehaviour refused(int status) {
    Requirements.oneOf(status, "a GET that is refused", 400, 404, 405, 406);
    Answer answer = Answer.status(status);
    return new LabelledBehaviour(
        "get-stream-refused",
        String.valueOf(status),
        status == 405 ? answer.withHeader("Allow", "POST") : answer);
  }
}
