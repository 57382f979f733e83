package io.github.mcpecho.testing.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.diagnosis.clients.ClientRequest;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.testing.ClientConnection;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * Lists as no server should send them, where a client asks for tools, prompts, resources or
 * templates; other calls are answered as always.
 */
public final class Lists {
  /**
   * The path that {@link #networkReference} leads to. A client must not fetch it: {@code
   * server.verify(never(), anyRequest().to(Lists.CANARY))}.
   */
  public static final String CANARY = ClientRequest.CANARY;

  private static final String CURSOR = "cursor";
  private static final String NEXT = "nextCursor";
  private static final int MOST_ITEMS = 100_000;

  /** Lengths 0 and 129, and characters that no name has (2025-11-25, tools, "Tool Names"). */
  private static final List<String> INVALID_NAMES =
      List.of("", "with space", "with,comma", "\u00fcml\u00e4ut", "a".repeat(129));

  /** Of {@code x-mcp-header}: no token, empty, twice the same, of no primitive. */
  private static final Map<String, String> BAD_HEADERS =
      Map.of(
          "header-with-space", property("a", "string", "X Y"),
          "header-empty", property("a", "string", ""),
          "header-twice", property("a", "string", "Same") + "," + property("b", "string", "same"),
          "header-of-object", property("a", "object", "Fine"));

  private Lists() {}

  /**
   * Names the same cursor on every page, with the same items: {@code same-cursor-for-ever}. A
   * client that follows it must stop some time; modelcontextprotocol/java-sdk#628.
   */
  public static NamedBehaviour sameCursorForEver() {
    return list(
        "same-cursor-for-ever", (client, items, result) -> result.put(NEXT, "the same cursor"));
  }

  /**
   * Names an empty cursor on the first page, which is a cursor like any other: {@code
   * empty-cursor}. A client has to ask with it, and gets the same items and no further cursor;
   * anthropics/claude-code#23179.
   */
  public static NamedBehaviour emptyCursor() {
    return list(
        "empty-cursor",
        (client, items, result) -> {
          if (client.call().params().has(CURSOR)) {
            result.remove(NEXT);
          } else {
            result.put(NEXT, "");
          }
        });
  }

  /**
   * Has so many tools, prompts or resources more on one page: {@code many-items}.
   *
   * @param number 1 to 100,000
   */
  public static NamedBehaviour manyItems(int number) {
    Requirements.between(1, MOST_ITEMS, number, "items");
    return change(
        "many-items",
        String.valueOf(number),
        "/list",
        (client, items, result) -> {
          JsonNode like = items.get(0);
          for (int i = 1; i <= number && like instanceof ObjectNode; i++) {
            items.add(renamed((ObjectNode) like, "item-" + i));
          }
        });
  }

  /** Has each item twice: {@code duplicate-items}. Names have to be unique. */
  public static NamedBehaviour duplicateItems() {
    return list("duplicate-items", (client, items, result) -> items.addAll(items.deepCopy()));
  }

  /** Has items whose names are empty, too long or of other characters: {@code invalid-names}. */
  public static NamedBehaviour invalidNames() {
    return list(
        "invalid-names",
        (client, items, result) -> {
          JsonNode like = items.get(0);
          for (String name : INVALID_NAMES) {
            if (like instanceof ObjectNode item) {
              items.add(renamed(item, name));
            }
          }
        });
  }

  /**
   * Has a tool whose schema refers to {@link #CANARY} on this server: {@code network-reference}. A
   * client must not fetch it by itself; conformance scenario {@code json-schema-ref-no-deref}.
   */
  public static NamedBehaviour networkReference() {
    return tools(
        "network-reference",
        (client, items, result) -> {
          URI canary = client.endpoint().resolve(CANARY);
          items.add(tool("network-reference", "\"a\":{\"$ref\":\"" + canary + "\"}"));
        });
  }

  /**
   * Has tools whose {@code x-mcp-header} is not allowed: {@code bad-mcp-headers}. A client of
   * 2026-07-28 must leave out such tools; conformance scenario {@code http-invalid-tool-headers}.
   */
  public static NamedBehaviour badMcpHeaders() {
    return tools(
        "bad-mcp-headers",
        (client, items, result) ->
            BAD_HEADERS.forEach((name, properties) -> items.add(tool(name, properties))));
  }

  private static String property(String name, String type, String header) {
    return "\"%s\":{\"type\":\"%s\",\"x-mcp-header\":\"%s\"}".formatted(name, type, header);
  }

  private static ObjectNode tool(String name, String properties) {
    ObjectNode tool = Json.object().put("name", name).put("description", "Hostile");
    byte[] schema = EventFormat.utf8("{\"type\":\"object\",\"properties\":{" + properties + "}}");
    tool.set("inputSchema", JsonRpc.JSON.parse(schema));
    return tool;
  }

  private static ObjectNode renamed(ObjectNode item, String name) {
    ObjectNode copy = item.deepCopy().put("name", name);
    if (copy.has("uri")) {
      copy.put("uri", item.get("uri").asText() + "/" + name.length());
    }
    return copy;
  }

  private static NamedBehaviour tools(String name, Change change) {
    return change(name, "", "tools/list", change);
  }

  private static NamedBehaviour list(String name, Change change) {
    return change(name, "", "/list", change);
  }

  private static NamedBehaviour change(String name, String settings, String method, Change change) {
    return new LabelledBehaviour(
        name,
        settings,
        client -> {
          if (!client.call().rpcMethod().endsWith(method)) {
            client.serve();
            return;
          }
          client.withhold(CURSOR);
          ResponseBehaviour.toAny(
                  (connection, real) -> {
                    JsonNode response = JsonRpc.JSON.parse(real.body());
                    if (response.get("result") instanceof ObjectNode result) {
                      for (JsonNode member : result) {
                        if (member instanceof ArrayNode items) {
                          change.to(connection, items, result);
                          break;
                        }
                      }
                    }
                    connection.respond(real.status(), JsonRpc.JSON.write(response));
                  })
              .answer(client);
        });
  }

  @FunctionalInterface
  private interface Change {
    void to(ClientConnection client, ArrayNode items, ObjectNode result);
  }
}
