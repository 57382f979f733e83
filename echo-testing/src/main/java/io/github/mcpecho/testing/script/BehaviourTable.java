package io.github.mcpecho.testing.script;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.jsonrpc.JsonRpcError;
import io.github.mcpecho.internal.redaction.QuotedInput;
import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.settings.ConfigurationException;
import io.github.mcpecho.testing.Behaviour;
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
    put("answer", AnswerReader::answer);
    put("real", AnswerReader::real);
    put(
        "redirect",
        members -> Answer.redirect(status(members, 307), members.requiredName("location")));
    put("empty-json", members -> Answer.emptyJson());
    put(
        "retry-after",
        members -> Answer.retryAfter(status(members, 503), members.number("seconds").orElse(1)));
    put("login-page", members -> Answer.loginPage());
    put(
        "wrong-content-type",
        members -> Answer.wrongContentType(members.text("contentType").orElse("text/plain")));
    put("challenge", SetupReader::challenge);
  }

  private static void faults() {
    put("reset", members -> Fault.reset(stage(members)));
    put("close", members -> Fault.close(stage(members)));
    put("stall", members -> Fault.stall(stage(members)));
    put("malformed-chunk", members -> Fault.malformedChunk());
    put("truncated-body", members -> Fault.truncatedBody());
    put(
        "dribble",
        members ->
            Fault.dribble(members.number("bytes").orElse(1), members.requiredMillis("intervalMs")));
    put("random-bytes", members -> Fault.randomBytes(members.number("bytes").orElse(SOME_BYTES)));
    put("sse", SseReader::read);
    put("get-stream-open", members -> GetStream.open());
    put("get-stream-ends", members -> GetStream.ending());
    put("get-stream-cut", members -> GetStream.cut());
    put("get-stream-refused", members -> GetStream.refused(status(members, 405)));
    put("wrong-id", members -> JsonRpcFault.wrongId());
    put("id-of-other-type", members -> JsonRpcFault.idOfOtherType());
    put(
        "json-rpc-error",
        members ->
            JsonRpcFault.error(
                status(members, 500),
                members.integer("code").orElse(JsonRpcError.INTERNAL_ERROR),
                members.text("message").orElse("Internal error")));
  }

  private static void negotiations() {
    put("reject-modern", members -> Negotiation.rejectModern(status(members, 400)));
    put(
        "reject-modern-as-text",
        members ->
            Negotiation.rejectModernAsText(
                status(members, 400), members.text("text").orElse("Bad Request")));
    put(
        "reject-version",
        members -> Negotiation.rejectVersion(revisions("supported", members, members::texts)));
    put("reject-legacy", members -> Negotiation.rejectLegacy(status(members, 400)));
    put(
        "version-downgrade",
        members ->
            Negotiation.versionDowngrade(
                revisions("version", members, name -> List.of(members.requiredText(name))).get(0)));
    put("ignore-version-header", members -> Negotiation.ignoreVersionHeader());
    put(
        "session-lost",
        members ->
            Negotiation.sessionLost(status(members, 404), members.number("requests").orElse(0)));
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
    put("same-cursor-for-ever", members -> Lists.sameCursorForEver());
    put("empty-cursor", members -> Lists.emptyCursor());
    put("many-items", members -> Lists.manyItems(members.number("number").orElse(MANY_ITEMS)));
    put("duplicate-items", members -> Lists.duplicateItems());
    put("invalid-names", members -> Lists.invalidNames());
    put("network-reference", members -> Lists.networkReference());
    put("bad-mcp-headers", members -> Lists.badMcpHeaders());
  }

  private static void conversations() {
    put("result", members -> Reply.result(members.json("result").orElse("{}")));
    put("error", BehaviourTable::error);
    put("ask", members -> Conversation.asking(MethodNames.request(members)));
    put("tell", members -> Conversation.telling(MethodNames.notification(members)));
  }

  private static Behaviour error(ScriptObject members) {
    int code = members.integer("code").orElse(JsonRpcError.INTERNAL_ERROR);
    String message = members.text("message").orElse("Internal error");
    return members
        .json("data")
        .map(data -> Reply.error(code, message, data))
        .orElseGet(() -> Reply.error(code, message));
  }

  private static void put(String name, Function<ScriptObject, Behaviour> reader) {
    BY_NAME.put(name, reader);
  }

  private static int status(ScriptObject members, int usual) {
    return members.number("status").orElse(usual);
  }

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
