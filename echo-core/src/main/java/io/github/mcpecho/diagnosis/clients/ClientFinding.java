package io.github.mcpecho.diagnosis.clients;

import io.github.mcpecho.report.FindingEntry;
import io.github.mcpecho.report.FindingKind;
import io.github.mcpecho.report.Severity;

/**
 * What can be wrong with the requests of a client. An error breaks a MUST, whatever else the client
 * sends; what a server cannot tell for certain, or a SHOULD, is a warning.
 */
public enum ClientFinding implements FindingKind {
  CLIENT_ACCEPT(
      Severity.ERROR,
      "Accept does not name what it has to: application/json and text/event-stream with a POST, "
          + "text/event-stream with a GET.",
      "MCP 2025-03-26 and later, basic/transports: sending messages, listening for messages",
      "Send \"Accept: application/json, text/event-stream\" with every POST."),
  CLIENT_CONTENT_TYPE(
      Severity.ERROR,
      "The body is not said to be JSON, once.",
      "RFC 8259 §11, RFC 9110 §8.3; MCP: messages are JSON-RPC",
      "Send \"Content-Type: application/json\"."),
  CLIENT_BODY_MALFORMED(
      Severity.ERROR,
      "The body is not JSON in UTF-8.",
      "RFC 8259; MCP basic/transports: messages are UTF-8 encoded JSON-RPC",
      "Send the message as a JSON library writes it, in UTF-8 without a byte order mark."),
  CLIENT_MESSAGE_INVALID(
      Severity.ERROR,
      "The body is no JSON-RPC message.",
      "JSON-RPC 2.0 §4; MCP basic: messages",
      "A request has jsonrpc \"2.0\", an id that is a string or an integer, a method, and params"
          + " that are an object if there are any."),
  CLIENT_REQUEST_WITHOUT_ID(
      Severity.ERROR,
      "A request came without an id, so it is a notification, which nobody answers.",
      "MCP basic: requests",
      "Give every request an id, a string or an integer."),
  CLIENT_NOTIFICATION_WITH_ID(
      Severity.ERROR,
      "A notification came with an id, so it is a request, of a method that there is not.",
      "MCP basic: notifications",
      "Leave out the id, and expect 202 without a body."),
  CLIENT_NOTIFICATION_UNKNOWN(
      Severity.WARNING,
      "No client sends this notification over HTTP in this revision.",
      "MCP schema: ClientNotification; 2026-07-28, basic/patterns/cancellation: transports",
      "Notifications are notifications/initialized, /cancelled, /progress and"
          + " /roots/list_changed before 2026-07-28, and none since: to cancel, close the stream."),
  CLIENT_BATCH(
      Severity.ERROR,
      "A batch came, which only revision 2025-03-26 has.",
      "MCP 2025-06-18 and later, basic/transports: sending messages",
      "Send each message in a POST of its own."),
  CLIENT_RESPONSE_POSTED(
      Severity.ERROR,
      "A response was posted, which no server of this revision asks for.",
      "MCP 2026-07-28, basic/transports/streamable-http: Sending Messages",
      "Answer what a server wants to know by sending the request again, with inputResponses."),
  CLIENT_ENVELOPE_INCOMPLETE(
      Severity.ERROR,
      "The _meta of the request does not hold what every request has to.",
      "MCP 2026-07-28, basic: _meta, per-request protocol fields",
      "Send io.modelcontextprotocol/protocolVersion and io.modelcontextprotocol/clientCapabilities"
          + " in params._meta of every request, {} for a client that can nothing."),
  CLIENT_MIRROR_MISSING(
      Severity.ERROR,
      "The request came without a header that repeats its body.",
      "MCP 2026-07-28, basic/transports/streamable-http: Request Metadata",
      "Send MCP-Protocol-Version and Mcp-Method with every request, and Mcp-Name with tools/call,"
          + " prompts/get and resources/read."),
  CLIENT_VERSION_MISSING(
      Severity.ERROR,
      "No MCP-Protocol-Version header after an initialize that agreed on a revision with it.",
      "MCP 2025-06-18 and 2025-11-25, basic/transports: Protocol Version Header",
      "Send the negotiated revision with every request after initialize, GET and DELETE too."),
  CLIENT_VERSION_OTHER(
      Severity.WARNING,
      "MCP-Protocol-Version is not the revision that was negotiated.",
      "MCP 2025-06-18 and 2025-11-25, basic/transports: Protocol Version Header",
      "Send the protocolVersion of the server's answer to initialize, not the one asked for."),
  CLIENT_INITIALIZE_INCOMPLETE(
      Severity.ERROR,
      "initialize does not say who the client is, what it can, or which revision it speaks.",
      "MCP 2025-11-25, basic/lifecycle: Initialization",
      "Send protocolVersion, capabilities and clientInfo with name and version."),
  CLIENT_NOT_INITIALIZED(
      Severity.ERROR,
      "A request came before any client had sent initialize.",
      "MCP 2025-11-25, basic/lifecycle: Initialization",
      "Send initialize first, or _meta and the headers of revision 2026-07-28 with each request."),
  CLIENT_INITIALIZED_MISSING(
      Severity.ERROR,
      "A request came after initialize, but notifications/initialized had not.",
      "MCP 2025-11-25, basic/lifecycle: Initialization",
      "Send notifications/initialized once initialize is answered, and wait for the 202."),
  CLIENT_ID_REUSED(
      Severity.ERROR,
      "The id of the request is that of an earlier one in the same session, which was answered.",
      "MCP 2025-11-25, basic: requests",
      "Count the ids up, or draw them at random."),
  CLIENT_ID_ACTIVE(
      Severity.WARNING,
      "Another request with this id is not answered yet: wrong, if one client sent both.",
      "MCP 2026-07-28, basic: requests",
      "Count the ids up, or draw them at random."),
  CLIENT_PROGRESS_TOKEN_TYPE(
      Severity.ERROR,
      "The progress token is neither a string nor an integer.",
      "MCP basic/patterns/progress",
      "Take the id of the request for a token."),
  CLIENT_PROGRESS_TOKEN_ACTIVE(
      Severity.WARNING,
      "Another request with this progress token is not answered yet: wrong, if one client sent"
          + " both.",
      "MCP basic/patterns/progress",
      "Take the id of the request for a token."),
  CLIENT_SESSION_MISSING(
      Severity.ERROR,
      "The server gave a session id with the answer to initialize; this request came without it.",
      "MCP 2025-11-25, basic/transports: Session Management",
      "Send Mcp-Session-Id with every request after initialize."),
  CLIENT_SESSION_UNKNOWN(
      Severity.WARNING,
      "The session id is none that this server gave.",
      "MCP 2025-11-25, basic/transports: Session Management",
      "Send a session id only if the answer to initialize had one, and to no other server."),
  CLIENT_SESSION_LOST(
      Severity.WARNING,
      "The session id was answered with 404 before: the session is lost.",
      "MCP 2025-11-25, basic/transports: Session Management",
      "After a 404 start a new session: send initialize without a session id."),
  CLIENT_METHOD_NOT_OFFERED(
      Severity.WARNING,
      "The server does not have this method, as its capabilities say.",
      "MCP 2025-11-25, basic/lifecycle: Operation",
      "Ask only for what the capabilities in the answer to initialize or server/discover offer."),
  CLIENT_RETRY_UNCHANGED(
      Severity.WARNING,
      "The same request was refused before; it will be refused again.",
      "RFC 9110 §15.5",
      "Tell the user, or change what the refusal complains of: the token, the revision, the"
          + " headers."),
  CLIENT_REFUSED(
      Severity.ERROR,
      "The server refused the form of the request.",
      "MCP basic: error codes -32700, -32600 and -32020; RFC 9110 §15.5.7 (406), §15.5.16 (415)",
      "The message of the answer says what is wrong.");

  private final FindingEntry entry;

  ClientFinding(Severity severity, String meaning, String rule, String fix) {
    entry = new FindingEntry(severity, meaning, rule, fix);
  }

  @Override
  public FindingEntry entry() {
    return entry;
  }
}
