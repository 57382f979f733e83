package io.github.mcpecho.internal.jsonrpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The map that Jackson would take is the model. */
class ObjectMembersTest {
  private final Map<String, JsonNode> members = new ObjectMembers();
  private final Map<String, JsonNode> model = new LinkedHashMap<>();

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 6, 7, 11, 12, 13, 14, 30})
  void anObjectOfAnySizeIsWhatAHashTableInOrderWouldBe(int names) {
    var random = new Random(names);
    for (int i = 0; i < 2_000; i++) {
      // Not the same object as the one before.
      String name = new String("n" + random.nextInt(names));
      JsonNode value = IntNode.valueOf(i);
      switch (random.nextInt(5)) {
        case 0 -> assertEquals(model.remove(name), members.remove(name));
        case 1 -> assertEquals(model.get(name), members.get(name));
        case 2 -> assertEquals(model.replace(name, value), members.replace(name, value));
        default -> assertEquals(model.put(name, value), members.put(name, value));
      }
      assertSame(name);
    }
    members.keySet().removeIf(name -> name.endsWith("1"));
    model.keySet().removeIf(name -> name.endsWith("1"));
    assertSame("n1");
    members.replaceAll((name, value) -> IntNode.valueOf(name.length()));
    model.replaceAll((name, value) -> IntNode.valueOf(name.length()));
    assertSame("n0");
    members.clear();
    model.clear();
    assertSame("n0");
    members.put("a", IntNode.valueOf(0));
    model.put("a", IntNode.valueOf(0));
    assertSame("a");
  }

  @Test
  void behindTheLastMemberThereIsNone() {
    members.put("a", IntNode.valueOf(1));
    var all = members.entrySet().iterator();
    all.next();

    assertThrows(NoSuchElementException.class, all::next);
  }

  private void assertSame(String name) {
    assertEquals(model, members);
    assertEquals(inOrder(model), inOrder(members));
    assertEquals(model.size(), members.size());
    assertEquals(model.containsKey(name), members.containsKey(name));
    assertEquals(List.copyOf(model.values()), List.copyOf(members.values()));
  }

  private static List<String> inOrder(Map<String, JsonNode> all) {
    var names = new ArrayList<String>();
    all.forEach((name, value) -> names.add(name + value));
    return names;
  }
}
