package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.internal.jsonrpc.Json;
import java.util.Collection;
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

  /** Something in the list, and what the list says of it. */
  private record Item(Registered listed, JsonNode json) {}

  /**
   * The list as it goes out.
   *
   * @param cursors empty if there is one page
   * @param whole all of it, if that is what everybody gets
   */
  private record Written(
      List<Item> items, Caching caching, Optional<Cursors> cursors, Optional<JsonNode> whole) {}

  /**
   * @param member the member of the result that holds it
   */
  PagedList(
      String member, Supplier<Collection<? extends Registered>> listed, McpServerBuilder settings) {
    this.member = member;
    this.pageSize = settings.pageSize;
    byte[] key = settings.stateKey();
    this.written = new Lazy<>(() -> write(listed.get(), key));
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

  private Written write(Collection<? extends Registered> listed, byte[] key) {
    List<Item> items =
        listed.stream().map(one -> new Item(one, Json.encoded(one.toJson()))).toList();
    boolean forEverybody = listed.stream().allMatch(one -> one.visibility().isForEverybody());
    boolean fits = items.size() <= pageSize;
    return new Written(
        items,
        forEverybody ? Answer.FOR_EVERYBODY : Caching.forCaller(Answer.FOR_EVERYBODY.ttl()),
        fits ? Optional.empty() : Optional.of(new Cursors(key, member + names(items))),
        fits && forEverybody ? Optional.of(Json.encoded(array(items))) : Optional.empty());
  }

  private static int position(Written list, JsonNode cursor) {
    if (cursor == null) {
      return 0;
    }
    String text = Params.string(cursor, "cursor");
    return list.cursors.orElseThrow(Cursors::notIssued).position(text);
  }

  /** Positions are those of all items, so that a page does not move when others are hidden. */
  private void putPage(Written list, ObjectNode result, int position, CallContext caller) {
    ArrayNode page = result.putArray(member);
    for (int i = position; i < list.items.size(); i++) {
      Item item = list.items.get(i);
      if (item.listed.isFor(caller)) {
        if (page.size() == pageSize) {
          result.put("nextCursor", list.cursors.orElseThrow().of(i));
          return;
        }
        page.add(item.json);
      }
    }
  }

  private static String names(List<Item> items) {
    return items.stream().map(item -> item.listed.name()).collect(Collectors.joining("\n"));
  }

  private static ArrayNode array(List<Item> items) {
    ArrayNode array = Json.array();
    items.forEach(item -> array.add(item.json));
    return array;
  }
}
