package io.github.mcpecho.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.doctor.exchange.Answer;
import io.github.mcpecho.doctor.exchange.Exchanges;
import io.github.mcpecho.doctor.exchange.Result;
import io.github.mcpecho.internal.protocol.McpHeaderNames;
import io.github.mcpecho.internal.protocol.MetaKeys;
import io.github.mcpecho.internal.protocol.Notifications;
import io.github.mcpecho.mcp.ProtocolVersion;
import java.net.URI;
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
    Optional<Result> initialized) {

  /**
   * Begins a conversation.
   *
   * @param tells whether a legacy server is told that the handshake is over
   * @param greeted what became of its first message
   */
  static Handshake with(
      Exchanges exchanges,
      URI uri,
      ProtocolVersion asked,
      Shown shown,
      boolean tells,
      Result greeted) {
    Reply reply = Reply.of(greeted);
    Optional<Conversation> conversation =
        chosen(reply, asked)
            .map(
                revision ->
                    new Conversation(
                        exchanges,
                        uri,
                        revision,
                        session(reply),
                        server(reply, shown),
                        reply.result().at("/capabilities/tools").isObject()));
    Optional<Result> initialized =
        asked.isModern() || !tells
            ? Optional.empty()
            : conversation.map(talk -> talk.tell(Notifications.INITIALIZED));
    return new Handshake(asked, reply, conversation, initialized);
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
    return initialized.map(Reply::of).filter(Reply::isSilent).isPresent();
  }

  private static Optional<String> session(Reply reply) {
    return reply.answer().map(Answer::headers).flatMap(h -> h.first(McpHeaderNames.SESSION_ID));
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
