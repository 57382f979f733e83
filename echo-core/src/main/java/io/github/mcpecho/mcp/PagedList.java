package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.internal.jsonrpc.Json;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Answers one of the four lists: what is in it for the caller, page by page. What it says of its
 * items never changes, and is written when somebody first asks.
 */
final class PagedList {
  private final String member;
  private final int pageSize;
  private final Lazy<Written> written;

  /**
   * Something in the list.
   *
   * @param json what the list says of it
   */
  record Item(String name, JsonNode json, Visibility visibility) {}

  /**
   * The list as it goes out.
   *
   * @param cursors empty if there is one page
   * @param whole all of it, if that is what everybody gets
   */
  private record Written(
      List<Item> items, Caching caching, Optional<Cursors> cursors, Optional<JsonNode> whole) {}

  /**
   * Creates a list.
   *
   * @param member the member of the result that holds it
   */
  PagedList(String member, Supplier<List<Item>> items, McpServerBuilder settings, Json json) {
    this.member = member;
    this.pageSize = settings.pageSize;
    byte[] key = settings.stateKey();
    this.written = new Lazy<>(() -> write(items.get(), key, json));
  }

  Answer answer(MethodCall call) {
    Written list = written.get();
    int position = position(list, call.params().get("cursor"));
    ObjectNode result = Json.object();
    if (list.whole.isPresent()) {
      result.set(member, list.whole.get());
    } else {
      putPage(list, result, position, call.context());
    }
    return Answer.cacheable(result, list.caching);
  }

  private Written write(List<Item> items, byte[] key, Json json) {
    boolean forEverybody = items.stream().allMatch(item -> item.visibility.isForEverybody());
    boolean fits = items.size() <= pageSize;
    return new Written(
        items.stream()
            .map(item -> new Item(item.name, json.encoded(item.json), item.visibility))
            .toList(),
        forEverybody ? Answer.FOR_EVERYBODY : Caching.forCaller(Answer.FOR_EVERYBODY.ttl()),
        fits ? Optional.empty() : Optional.of(new Cursors(key, member + names(items))),
        fits && forEverybody ? Optional.of(json.encoded(array(items))) : Optional.empty());
  }

  private static int position(Written list, JsonNode cursor) {
    if (cursor == null) {
      return 0;
    }
    if (!cursor.isTextual()) {
      throw McpErrors.invalidParams("cursor must be a string");
    }
    return list.cursors.orElseThrow(Cursors::notIssued).position(cursor.textValue());
  }

  /** Positions are those of all items, so that a page does not move when others are hidden. */
  private void putPage(Written list, ObjectNode result, int position, CallContext caller) {
    ArrayNode page = result.putArray(member);
    for (int i = position; i < list.items.size(); i++) {
      Item item = list.items.get(i);
      if (item.visibility.isFor(caller)) {
        if (page.size() == pageSize) {
          result.put("nextCursor", list.cursors.orElseThrow().of(i));
          return;
        }
        page.add(item.json);
      }
    }
  }

  private static String names(List<Item> items) {
    return items.stream().map(Item::name).collect(Collectors.joining("\n"));
  }

  private static ArrayNode array(List<Item> items) {
    ArrayNode array = Json.array();
    items.forEach(item -> array.add(item.json));
    return array;
  }
}
