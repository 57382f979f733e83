package io.github.mcpecho.testing.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.http.Header;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.jsonrpc.JsonRpcError;
import io.github.mcpecho.internal.protocol.McpErrorCodes;
import io.github.mcpecho.internal.protocol.McpHeaderNames;
import io.github.mcpecho.internal.protocol.McpMethod;
import io.github.mcpecho.internal.protocol.MetaKeys;
import io.github.mcpecho.testing.Behaviour;
import io.github.mcpecho.testing.RecordedCall;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Disagrees with the client about the revision or the session. A message is modern if it claims a
 * revision in its {@code _meta}, or 2026-07-28 in its header; any other is legacy. What a behaviour
 * is not about is left to the working server, so a rule for every POST will do.
 *
 * <p>What a client must do is in <a
 * href="https://modelcontextprotocol.io/specification/2026-07-28/basic/versioning">versioning</a>
 * and <a
 * href="https://modelcontextprotocol.io/specification/2026-07-28/basic/transports/streamable-http#backward-compatibility">Streamable
 * HTTP, backward compatibility</a>, for older revisions in <a
 * href="https://modelcontextprotocol.io/specification/2025-11-25/basic/lifecycle#version-negotiation">lifecycle</a>
 * and <a
 * href="https://modelcontextprotocol.io/specification/2025-11-25/basic/transports#session-management">session
 * management</a>.
 */
public final class Negotiation {
  private Negotiation() {}

  /**
   * Refuses modern messages without a body, as legacy servers do: {@code reject-modern}. The client
   * should fall back to {@code initialize}, and if that fails too to the transport of 2024-11-05.
   *
   * @param status 400, 404 or 405
   */
  public static NamedBehaviour rejectModern(int status) {
    return new LabelledBehaviour(
        "reject-modern", String.valueOf(status), toModern(Answer.status(requireRefusal(status))));
  }

  /**
   * Refuses modern messages with plain text: {@code reject-modern-as-text}. That is no modern error
   * either, so the client should fall back as it does without a body.
   *
   * @param status 400, 404 or 405
   */
  public static NamedBehaviour rejectModernAsText(int status, String text) {
    Answer refusal =
        Answer.status(requireRefusal(status)).withText("text/plain; charset=utf-8", text);
    return new LabelledBehaviour(
        "reject-modern-as-text", String.valueOf(status), toModern(refusal));
  }

  /**
   * Refuses the revision of modern messages with 400 and error -32022, which lists others: {@code
   * reject-version}. The client should go on with one of them that it speaks too, and must not take
   * the server for a legacy one; if it speaks none, it should say so.
   *
   * @param supported revisions in the order of the list, known or not
   */
  public static NamedBehaviour rejectVersion(List<String> supported) {
    List<String> listed = List.copyOf(supported);
    return new LabelledBehaviour(
        "reject-version",
        String.join(", ", listed),
        toModern(client -> Answer.json(400, unsupported(listed, client.call())).answer(client)));
  }

  /**
   * Refuses {@code initialize} and every other legacy message without a body: {@code
   * reject-legacy}. So do a server of 2026-07-28 alone and one of the transport of 2024-11-05; the
   * client should try the latter by a GET.
   *
   * @param status 400, 404 or 405
   */
  public static NamedBehaviour rejectLegacy(int status) {
    return new LabelledBehaviour(
        "reject-legacy",
        String.valueOf(status),
        to(call -> isMessage(call) && !call.isModern(), Answer.status(requireRefusal(status))));
  }

  /**
   * Answers {@code initialize} with another revision: {@code version-downgrade}. If the client
   * speaks it, it must use it from then on and name it in its header; if not, it should disconnect.
   * just-every/code#611 is about a client that wants its own.
   *
   * @param version such as {@code 2024-11-05}, or one that nobody knows
   */
  public static NamedBehaviour versionDowngrade(String version) {
    Behaviour downgrade =
        ResponseBehaviour.toAny(
            (client, real) -> {
              JsonNode response = JsonRpc.JSON.parse(real.body());
              if (response.get("result") instanceof ObjectNode result) {
                result.put("protocolVersion", version);
              }
              client.respond(real.status(), JsonRpc.JSON.write(response));
            });
    return new LabelledBehaviour(
        "version-downgrade",
        version,
        to(call -> McpMethod.INITIALIZE.is(call.rpcMethod()), downgrade));
  }

  /**
   * Answers JSON whatever {@code MCP-Protocol-Version} says, if it says anything: {@code
   * ignore-version-header}. A server must refuse a wrong one; a client that sends it works here,
   * and nowhere else.
   */
  public static NamedBehaviour ignoreVersionHeader() {
    return new LabelledBehaviour(
        "ignore-version-header",
        to(
            Negotiation::isMessage,
            client -> {
              client.serverAnswer(withoutContradiction(client.call()));
              client.serve();
            }));
  }

  /**
   * Opens a session at {@code initialize}, with an id in {@code Mcp-Session-Id}, and loses it:
   * {@code session-lost}. At 404 the client must begin a new one by an {@code initialize} without
   * the id; some servers say 400 instead. Clients are known to keep the id that is dead;
   * modelcontextprotocol/rust-sdk#733, python-sdk#3556, typescript-sdk#389. A DELETE with the id
   * ends the session too. Of the newest thirty sessions.
   *
   * @param status 404 or 400
   * @param requests how many JSON-RPC requests with the id are answered first, from 0
   */
  public static NamedBehaviour sessionLost(int status, int requests) {
    Requirements.oneOf(status, "a lost session", 400, 404);
    Requirements.atLeast(0, requests, "requests in a session");
    return new LabelledBehaviour(
        "session-lost",
        status + " after " + requests,
        to(
            call -> McpMethod.INITIALIZE.is(call.rpcMethod()) && !call.isModern(),
            new SessionLoss(Answer.status(status), requests)));
  }

  private static Behaviour toModern(Behaviour behaviour) {
    return to(call -> isMessage(call) && call.isModern(), behaviour);
  }

  private static Behaviour to(Predicate<RecordedCall> calls, Behaviour behaviour) {
    return client -> {
      if (calls.test(client.call())) {
        behaviour.answer(client);
      } else {
        client.serve();
      }
    };
  }

  private static boolean isMessage(RecordedCall call) {
    return call.httpMethod().equals("POST");
  }

  private static byte[] unsupported(List<String> supported, RecordedCall call) {
    ObjectNode data = Json.object();
    ArrayNode versions = data.putArray("supported");
    supported.forEach(versions::add);
    data.put("requested", requested(call));
    return JsonRpc.error(
        call.rpcId(),
        JsonRpcError.of(
            McpErrorCodes.UNSUPPORTED_PROTOCOL_VERSION, "Unsupported protocol version", data));
  }

  private static String requested(RecordedCall call) {
    String claim = call.meta(MetaKeys.PROTOCOL_VERSION).asText();
    return claim.isEmpty()
        ? call.headers().first(McpHeaderNames.PROTOCOL_VERSION).orElse("")
        : claim;
  }

  /** The header is required of modern messages only, and says there what the body says. */
  private static Headers withoutContradiction(RecordedCall call) {
    var lines = new ArrayList<Header>();
    for (Header line : call.headers()) {
      if (!line.name().equalsIgnoreCase(McpHeaderNames.PROTOCOL_VERSION)) {
        lines.add(line);
      }
    }
    JsonNode claim = call.meta(MetaKeys.PROTOCOL_VERSION);
    if (claim.isTextual()) {
      lines.add(new Header(McpHeaderNames.PROTOCOL_VERSION, claim.textValue()));
    }
    return Headers.of(lines);
  }

  private static int requireRefusal(int status) {
    return Requirements.oneOf(status, "a refusal", 400, 404, 405);
  }
}
