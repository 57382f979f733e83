package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.internal.jsonrpc.Json;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Answers one of the four lists: what is in it for the caller, page by page. */
final class PagedList {
  private final String member;
  private final List<Item> items;
  private final int pageSize;
  private final Caching caching;
  private final Optional<Cursors> cursors;
  private final Optional<JsonNode> whole;

  /**
   * Something in the list.
   *
   * @param json what the list says of it
   */
  record Item(String name, JsonNode json, Visibility visibility) {}

  /**
   * Creates a list.
   *
   * @param member the member of the result that holds it
   */
  PagedList(String member, List<Item> items, McpServerBuilder settings, Json json) {
    this.member = member;
    this.pageSize = settings.pageSize;
    boolean forEverybody = items.stream().allMatch(item -> item.visibility().isForEverybody());
    this.caching =
        forEverybody ? Answer.FOR_EVERYBODY : Caching.forCaller(Answer.FOR_EVERYBODY.ttl());
    boolean fits = items.size() <= pageSize;
    this.cursors =
        fits
            ? Optional.empty()
            : Optional.of(
                new Cursors(
                    settings.stateKey(),
                    items.stream().map(Item::name).collect(Collectors.joining("\n", member, ""))));
    this.whole = fits && forEverybody ? Optional.of(json.encoded(array(items))) : Optional.empty();
    this.items =
        whole.isPresent()
            ? List.of()
            : items.stream()
                .map(item -> new Item(item.name, json.encoded(item.json), item.visibility))
                .toList();
  }

  Answer answer(MethodCall call) {
    int position = position(call.params().get("cursor"));
    ObjectNode result = Json.object();
    if (whole.isPresent()) {
      result.set(member, whole.get());
    } else {
      putPage(result, position, call.context());
    }
    return Answer.cacheable(result, caching);
  }

  private int position(JsonNode cursor) {
    if (cursor == null) {
      return 0;
    }
    if (!cursor.isTextual()) {
      throw McpErrors.invalidParams("cursor must be a string");
    }
    return cursors.orElseThrow(Cursors::notIssued).position(cursor.textValue());
  }

  /** Positions are those of all items, so that a page does not move when others are hidden. */
  private void putPage(ObjectNode result, int position, CallContext caller) {
    ArrayNode page = result.putArray(member);
    for (int i = position; i < items.size(); i++) {
      if (items.get(i).visibility().isFor(caller)) {
        if (page.size() == pageSize) {
          result.put("nextCursor", cursors.orElseThrow().of(i));
          return;
        }
        page.add(items.get(i).json());
      }
    }
  }

  private static ArrayNode array(List<Item> items) {
    ArrayNode array = Json.array();
    items.forEach(item -> array.add(item.json()));
    return array;
  }
}
