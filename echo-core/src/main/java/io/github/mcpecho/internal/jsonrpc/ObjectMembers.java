package io.github.mcpecho.internal.jsonrpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * The members of one object, in the order in which they came. A few, as nearly every object has,
 * stand in one array, which takes far less memory than a hash table; more stand in one. Not
 * thread-safe.
 */
final class ObjectMembers extends AbstractMap<String, JsonNode> {
  private static final int USUAL = 6;
  private static final int FEW = 12;

  private static final Object[] NONE = {};

  /** Names and values in turn. */
  private Object[] slots;

  private int size;

  /** All of them, if they are more than a few. */
  private Map<String, JsonNode> many = Collections.emptyMap();

  ObjectMembers() {
    slots = NONE;
  }

  /** Has room for so many from the beginning. */
  ObjectMembers(int expected) {
    slots = new Object[2 * Math.min(expected, FEW)];
  }

  @Override
  public int size() {
    return size + many.size();
  }

  @Override
  public JsonNode get(Object name) {
    int at = indexOf(name);
    return at < size ? value(at) : many.get(name);
  }

  @Override
  public boolean containsKey(Object name) {
    return get(name) != null;
  }

  @Override
  public JsonNode put(String name, JsonNode value) {
    int at = indexOf(name);
    if (at == FEW || !many.isEmpty()) {
      return putAmongMany(name, value);
    }
    if (2 * at == slots.length) {
      slots = Arrays.copyOf(slots, at < USUAL ? 2 * USUAL : 2 * FEW);
    }
    JsonNode before = get(name);
    slots[2 * at] = name;
    slots[2 * at + 1] = value;
    size = Math.max(size, at + 1);
    return before;
  }

  private JsonNode putAmongMany(String name, JsonNode value) {
    if (many.isEmpty()) {
      many = new LinkedHashMap<>(this);
      size = 0;
    }
    return many.put(name, value);
  }

  /** Returns where a member is among a few, or where it would be. */
  private int indexOf(Object name) {
    int at = 0;
    while (at < size && !name(at).equals(name)) {
      at++;
    }
    return at;
  }

  /**
   * Returns whether they are a few: who asks for these by their place needs no view of them, no
   * iterator, and no entry for each.
   */
  boolean areFew() {
    return many.isEmpty();
  }

  /** Returns the name of one of a few. */
  String name(int at) {
    return (String) slots[2 * at];
  }

  /** Returns the value of one of a few. */
  JsonNode value(int at) {
    return (JsonNode) slots[2 * at + 1];
  }

  @Override
  public Set<Map.Entry<String, JsonNode>> entrySet() {
    return many.isEmpty() ? new Few() : many.entrySet();
  }

  private final class Few extends AbstractSet<Map.Entry<String, JsonNode>> {
    @Override
    public int size() {
      return size;
    }

    @Override
    public Iterator<Map.Entry<String, JsonNode>> iterator() {
      return new OneByOne();
    }
  }

  private final class OneByOne implements Iterator<Map.Entry<String, JsonNode>> {
    private int next;

    @Override
    public boolean hasNext() {
      return next < size;
    }

    @Override
    public Map.Entry<String, JsonNode> next() {
      if (next >= size) {
        throw new NoSuchElementException();
      }
      int at = next++;
      return new Member(name(at), value(at));
    }

    @Override
    public void remove() {
      next--;
      size--;
      System.arraycopy(slots, 2 * next + 2, slots, 2 * next, 2 * (size - next));
    }
  }

  /** Changes the object when it is changed. */
  private final class Member extends SimpleEntry<String, JsonNode> {
    Member(String name, JsonNode value) {
      super(name, value);
    }

    @Override
    public JsonNode setValue(JsonNode value) {
      put(getKey(), value);
      return super.setValue(value);
    }
  }
}
