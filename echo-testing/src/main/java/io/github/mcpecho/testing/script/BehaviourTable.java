package io.github.mcpecho.testing.script;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.jsonrpc.JsonRpcError;
import io.github.mcpecho.internal.redaction.QuotedInput;
import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.settings.ConfigurationException;
import io.github.mcpecho.testing.Behaviour;
import io.github.mcpecho.testing.ServerNotification;
import io.github.mcpecho.testing.ServerRequest;
import io.github.mcpecho.testing.faults.Answer;
import io.github.mcpecho.testing.faults.Conversation;
import io.github.mcpecho.testing.faults.Fault;
import io.github.mcpecho.testing.faults.GetStream;
import io.github.mcpecho.testing.faults.JsonRpcFault;
import io.github.mcpecho.testing.faults.Lists;
import io.github.mcpecho.testing.faults.Negotiation;
import io.github.mcpecho.testing.faults.Reply;
import io.github.mcpecho.testing.faults.Stage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The behaviours that a script can name, and the members that each of them takes; {@link
 * ScriptNote} has what people read of them.
 */
final class BehaviourTable {
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int INTERNAL_SERVER_ERROR = 500;
  private static final int SERVICE_UNAVAILABLE = 503;
  private static final int TEMPORARY_REDIRECT = 307;
  private static final int SOME_BYTES = 64;
  private static final int MANY_ITEMS = 1_000;
  private static final List<String> REVISIONS =
      Arrays.stream(ProtocolVersion.values()).map(ProtocolVersion::wireName).toList();

  private static final Map<String, Function<ScriptObject, Behaviour>> BY_NAME = new TreeMap<>();

  static {
    answers();
    faults();
    negotiations();
    lists();
    conversations();
  }

  private BehaviourTable() {}

  private static void answers() {
    BY_NAME.put("answer", AnswerReader::answer);
    BY_NAME.put("real", AnswerReader::real);
    BY_NAME.put(
        "redirect",
        members ->
            Answer.redirect(
                members.number("status").orElse(TEMPORARY_REDIRECT),
                members.requiredName("location")));
    BY_NAME.put("empty-json", members -> Answer.emptyJson());
    BY_NAME.put(
        "retry-after",
        members ->
            Answer.retryAfter(
                members.number("status").orElse(SERVICE_UNAVAILABLE),
                members.number("seconds").orElse(1)));
    BY_NAME.put("login-page", members -> Answer.loginPage());
    BY_NAME.put(
        "wrong-content-type",
        members -> Answer.wrongContentType(members.text("contentType").orElse("text/plain")));
    BY_NAME.put("challenge", SetupReader::challenge);
  }

  private static void faults() {
    BY_NAME.put("reset", members -> Fault.reset(stage(members)));
    BY_NAME.put("close", members -> Fault.close(stage(members)));
    BY_NAME.put("stall", members -> Fault.stall(stage(members)));
    BY_NAME.put("malformed-chunk", members -> Fault.malformedChunk());
    BY_NAME.put("truncated-body", members -> Fault.truncatedBody());
    BY_NAME.put(
        "dribble",
        members ->
            Fault.dribble(members.number("bytes").orElse(1), members.requiredMillis("intervalMs")));
    BY_NAME.put(
        "random-bytes", members -> Fault.randomBytes(members.number("bytes").orElse(SOME_BYTES)));
    BY_NAME.put("sse", SseReader::read);
    BY_NAME.put("get-stream-open", members -> GetStream.open());
    BY_NAME.put("get-stream-ends", members -> GetStream.ending());
    BY_NAME.put("get-stream-cut", members -> GetStream.cut());
    BY_NAME.put(
        "get-stream-refused",
        members -> GetStream.refused(members.number("status").orElse(METHOD_NOT_ALLOWED)));
    BY_NAME.put("wrong-id", members -> JsonRpcFault.wrongId());
    BY_NAME.put("id-of-other-type", members -> JsonRpcFault.idOfOtherType());
    BY_NAME.put(
        "json-rpc-error",
        members ->
            JsonRpcFault.error(
                members.number("status").orElse(INTERNAL_SERVER_ERROR),
                members.integer("code").orElse(JsonRpcError.INTERNAL_ERROR),
                members.text("message").orElse("Internal error")));
  }

  private static void negotiations() {
    BY_NAME.put(
        "reject-modern",
        members -> Negotiation.rejectModern(members.number("status").orElse(BAD_REQUEST)));
    BY_NAME.put(
        "reject-modern-as-text",
        members ->
            Negotiation.rejectModernAsText(
                members.number("status").orElse(BAD_REQUEST),
                members.text("text").orElse("Bad Request")));
    BY_NAME.put(
        "reject-version",
        members -> Negotiation.rejectVersion(revisions("supported", members, members::texts)));
    BY_NAME.put(
        "reject-legacy",
        members -> Negotiation.rejectLegacy(members.number("status").orElse(BAD_REQUEST)));
    BY_NAME.put(
        "version-downgrade",
        members ->
            Negotiation.versionDowngrade(
                revisions("version", members, name -> List.of(members.requiredText(name))).get(0)));
    BY_NAME.put("ignore-version-header", members -> Negotiation.ignoreVersionHeader());
    BY_NAME.put(
        "session-lost",
        members ->
            Negotiation.sessionLost(
                members.number("status").orElse(NOT_FOUND), members.number("requests").orElse(0)));
  }

  /** A slip would be one more revision that nobody knows, which a test may want to see. */
  private static List<String> revisions(
      String member, ScriptObject members, Function<String, List<String>> reader) {
    members.flag(ScriptObject.CUSTOM);
    List<String> names = reader.apply(member);
    names.forEach(
        name ->
            members.requireKnown(
                member, name, REVISIONS, "one of " + String.join(", ", REVISIONS)));
    return names;
  }

  private static void lists() {
    BY_NAME.put("same-cursor-for-ever", members -> Lists.sameCursorForEver());
    BY_NAME.put("empty-cursor", members -> Lists.emptyCursor());
    BY_NAME.put(
        "many-items", members -> Lists.manyItems(members.number("number").orElse(MANY_ITEMS)));
    BY_NAME.put("duplicate-items", members -> Lists.duplicateItems());
    BY_NAME.put("invalid-names", members -> Lists.invalidNames());
    BY_NAME.put("network-reference", members -> Lists.networkReference());
    BY_NAME.put("bad-mcp-headers", members -> Lists.badMcpHeaders());
  }

  private static void conversations() {
    BY_NAME.put("result", members -> Reply.result(members.json("result").orElse("{}")));
    BY_NAME.put("error", BehaviourTable::error);
    BY_NAME.put(
        "ask",
        members ->
            Conversation.asking(
                ServerRequest.of(
                    MethodNames.ASKED_BY_SERVERS.readRequired(members),
                    members.jsonObject("params"))));
    BY_NAME.put(
        "tell",
        members ->
            Conversation.telling(
                ServerNotification.of(
                    MethodNames.TOLD_BY_SERVERS.readRequired(members),
                    members.jsonObject("params"))));
  }

  private static Behaviour error(ScriptObject members) {
    int code = members.integer("code").orElse(JsonRpcError.INTERNAL_ERROR);
    String message = members.text("message").orElse("Internal error");
    return members
        .json("data")
        .map(data -> Reply.error(code, message, data))
        .orElseGet(() -> Reply.error(code, message));
  }

  /** Returns the names, in order. */
  static Set<String> names() {
    return BY_NAME.keySet();
  }

  /**
   * Reads a name, or an object with the name in {@code do}.
   *
   * @throws ConfigurationException if it is no behaviour
   */
  static Behaviour read(String place, JsonNode json) {
    ScriptObject members =
        ScriptObject.of(
            place, json instanceof TextNode name ? Json.object().set("do", name) : json);
    String name = members.requiredText("do");
    if (!BY_NAME.containsKey(name)) {
      throw new ConfigurationException(
          "%s: there is no behaviour \"%s\"; there are %s"
              .formatted(place, QuotedInput.of(name), String.join(", ", names())));
    }
    return members.readAll(BY_NAME.get(name));
  }

  private static Stage stage(ScriptObject members) {
    return members.constant("at", Stage.class).orElse(Stage.BEFORE_HEADERS);
  }
}
