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
 * stand in two arrays, which take a third of the memory of a hash table; more stand in one. Not
 * thread-safe.
 */
final class ObjectMembers extends AbstractMap<String, JsonNode> {
  private static final int FEW = 12;

  private String[] names = new String[FEW / 2];
  private JsonNode[] values = new JsonNode[FEW / 2];
  private int size;

  /** All of them, if they are more than a few. */
  private Map<String, JsonNode> many = Collections.emptyMap();

  @Override
  public int size() {
    return size + many.size();
  }

  @Override
  public JsonNode get(Object name) {
    int at = indexOf(name);
    return at < size ? values[at] : many.get(name);
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
    if (at == names.length) {
      names = Arrays.copyOf(names, FEW);
      values = Arrays.copyOf(values, FEW);
    }
    JsonNode before = get(name);
    names[at] = name;
    values[at] = value;
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
    while (at < size && !names[at].equals(name)) {
      at++;
    }
    return at;
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
      return new Member(names[at], values[at]);
    }

    @Override
    public void remove() {
      next--;
      size--;
      System.arraycopy(names, next + 1, names, next, size - next);
      System.arraycopy(values, next + 1, values, next, size - next);
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
