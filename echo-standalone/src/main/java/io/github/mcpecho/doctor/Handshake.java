package io.github.mcpecho.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.doctor.exchange.Request;
import io.github.mcpecho.doctor.exchange.Result;
import io.github.mcpecho.internal.protocol.McpHeaderNames;
import io.github.mcpecho.internal.protocol.MetaKeys;
import io.github.mcpecho.internal.protocol.Notifications;
import io.github.mcpecho.mcp.ProtocolVersion;
import java.util.Optional;

/**
 * The beginning of a conversation in one revision.
 *
 * @param asked the revision that the client wanted
 * @param conversation if it worked; in the revision that the server chose
 * @param initialized what became of {@code notifications/initialized}, which a legacy client sends
 */
record Handshake(
    ProtocolVersion asked,
    Reply reply,
    Optional<Conversation> conversation,
    Optional<Reply> initialized) {

  /**
   * Returns a handshake whose end the server is not told yet.
   *
   * @param greeted what became of its first message
   */
  static Handshake of(ProtocolVersion asked, Result greeted, Examination examination) {
    Reply reply = Reply.of(greeted);
    Optional<Conversation> conversation =
        chosen(reply, asked)
            .map(
                revision ->
                    new Conversation(
                        examination.exchanges(),
                        examination.uri(),
                        revision,
                        session(reply),
                        server(reply, examination.shown()),
                        reply.result().path("capabilities")));
    return new Handshake(asked, reply, conversation, Optional.empty());
  }

  /** Returns what a legacy server is told when the handshake is over. */
  Optional<Request> end() {
    return conversation
        .filter(talk -> !asked.isModern())
        .map(talk -> talk.notification(Notifications.INITIALIZED));
  }

  /** Tells a legacy server that the handshake is over. */
  Handshake ended() {
    return new Handshake(
        asked, reply, conversation, end().map(message -> conversation.orElseThrow().send(message)));
  }

  /** A modern server lists what it supports, a legacy one names the revision that it will speak. */
  private static Optional<ProtocolVersion> chosen(Reply reply, ProtocolVersion asked) {
    if (!reply.isResult()) {
      return Optional.empty();
    }
    if (asked.isModern()) {
      JsonNode supported = reply.result().path("supportedVersions");
      for (JsonNode version : supported) {
        if (version.asText().equals(asked.wireName())) {
          return Optional.of(asked);
        }
      }
      return Optional.empty();
    }
    return ProtocolVersion.of(reply.result().path("protocolVersion").asText())
        .filter(revision -> !revision.isModern());
  }

  /** Returns whether the handshake works, and its end is not answered. */
  boolean isSilent() {
    return initialized.filter(Reply::isSilent).isPresent();
  }

  private static Optional<String> session(Reply reply) {
    return reply.header(McpHeaderNames.SESSION_ID);
  }

  /** Returns name and version of who answered, as it says itself, harmless to show. */
  static String server(Reply reply, Shown shown) {
    JsonNode info = reply.result().path("serverInfo");
    if (info.isMissingNode()) {
      info = reply.result().path("_meta").path(MetaKeys.SERVER_INFO);
    }
    String name = info.path("name").asText();
    return name.isBlank()
        ? "a server without a name"
        : shown.evidence(name + " " + info.path("version").asText()).strip();
  }
}
