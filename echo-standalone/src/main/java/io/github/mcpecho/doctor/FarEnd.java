package io.github.mcpecho.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.McpEcho;
import io.github.mcpecho.doctor.exchange.Request;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.protocol.McpMethod;
import io.github.mcpecho.settings.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * mcp-echo behind the URL, perhaps behind a gateway that puts something before the names of tools.
 * All that it says may be a lie.
 *
 * @param prefix what stands before the names, may be empty
 * @param tools as they are listed
 */
record FarEnd(Conversation conversation, String prefix, List<JsonNode> tools) {
  static final String PRINT_HEADER = "printHeader";
  static final String AUTH_CONTEXT = "authContext";
  static final String REQUEST_TIMING = "requestTiming";
  static final String ENVIRONMENT_DUMP = "environmentDump";
  static final String HEALTH_PROBE = "healthProbe";
  static final String ECHO = "echo";

  private static final int MOST_TOOLS = 1_000;
  private static final int MOST_PAGES = 5;

  /** What can stand in a header as it is. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:/-]{1,200}");

  /**
   * Returns the far end if it has the tools that say what arrived, under one prefix.
   *
   * @param list the first page of its tools
   */
  static Optional<FarEnd> of(Conversation conversation, Reply list) {
    List<JsonNode> tools = tools(conversation, list);
    List<String> names = tools.stream().map(tool -> tool.path("name").asText()).toList();
    return names.stream()
        .filter(name -> name.endsWith(PRINT_HEADER) && NAME.matcher(name).matches())
        .map(name -> name.substring(0, name.length() - PRINT_HEADER.length()))
        .filter(prefix -> names.contains(prefix + AUTH_CONTEXT))
        .filter(prefix -> names.contains(prefix + REQUEST_TIMING))
        .findFirst()
        .map(prefix -> new FarEnd(conversation, prefix, tools));
  }

  private static List<JsonNode> tools(Conversation conversation, Reply list) {
    var tools = new ArrayList<JsonNode>();
    JsonNode result = list.result();
    for (int page = 1; page <= MOST_PAGES; page++) {
      result.path("tools").forEach(tools::add);
      String cursor = result.path("nextCursor").asText();
      if (cursor.isEmpty() || tools.size() > MOST_TOOLS || page == MOST_PAGES) {
        break;
      }
      ObjectNode next = Json.object().put("cursor", cursor);
      result = conversation.ask(McpMethod.TOOLS_LIST.wireName(), next).result();
    }
    return tools.stream().limit(MOST_TOOLS).toList();
  }

  Reply call(String tool, ObjectNode arguments, UnaryOperator<Request> change) {
    return conversation.call(prefix + tool, arguments, change);
  }

  Reply call(String tool, ObjectNode arguments) {
    return call(tool, arguments, UnaryOperator.identity());
  }

  /** Returns whether it says that it is of the version of this program, and so is like it. */
  boolean isOfThisVersion() {
    return conversation.server().endsWith(McpEcho.version());
  }

  /** Returns whether it says that somebody has set one of these there. */
  boolean isSet(Setting<?>... settings) {
    JsonNode told = settings();
    return Stream.of(settings)
        .map(setting -> told.path(setting.name()).path("source").asText())
        .anyMatch(source -> !source.isEmpty() && !source.equals("default"));
  }

  JsonNode settings() {
    return call(ENVIRONMENT_DUMP, Json.object()).report().path("settings");
  }

  /** Returns what a request shows when it arrives, nothing if no report comes back. */
  Optional<Arrival> arrival(UnaryOperator<Request> change) {
    return Arrival.of(call(PRINT_HEADER, Json.object(), change));
  }
}
