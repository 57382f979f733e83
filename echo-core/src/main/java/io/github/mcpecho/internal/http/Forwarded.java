package io.github.mcpecho.internal.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The Forwarded header (RFC 7239 §4), all its lines together.
 *
 * @param hops the hop next to the client first, at most 32
 * @param problem where the header breaks the grammar, empty if it does not
 */
public record Forwarded(List<Hop> hops, Optional<String> problem) {
  private static final int MAX_HOPS = 32;

  /**
   * What one proxy says.
   *
   * @param parameters by name in lower case, quotes removed
   */
  public record Hop(Map<String, String> parameters) {
    /** Returns the value of a parameter that has one. */
    public Optional<String> parameter(String name) {
      return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isEmpty());
    }

    /** Returns the client's address or obfuscated name (RFC 7239 §6), without its port. */
    public Optional<String> client() {
      return parameter("for").map(Host::withoutPort);
    }
  }

  public Forwarded {
    hops = List.copyOf(hops);
  }

  /** Reads the lines of the header up to the first mistake. */
  public static Forwarded of(List<String> lines) {
    var reader = new FieldReader(String.join(",", lines));
    var hops = new ArrayList<Hop>();
    Map<String, String> parameters = new LinkedHashMap<>();
    Optional<String> problem = Optional.empty();
    boolean more = true;
    while (more && hops.size() < MAX_HOPS) {
      reader.skipBlanks();
      boolean wellFormed = reader.isBefore(";,") || reader.parameter(parameters);
      reader.skipBlanks();
      if (!wellFormed || !reader.isBefore(";,")) {
        problem = Optional.of("character " + (reader.position() + 1));
      }
      more = problem.isEmpty() && !reader.isAtEnd();
      if (!reader.skip(';') && !parameters.isEmpty()) {
        hops.add(new Hop(parameters));
        parameters = new LinkedHashMap<>();
      }
      reader.skip(',');
    }
    return new Forwarded(hops, problem);
  }

  /** Returns the hop next to the client. */
  public Optional<Hop> first() {
    return hops.stream().findFirst();
  }

  /** Returns a parameter of the hop next to the client. */
  public Optional<String> first(String parameter) {
    return first().flatMap(hop -> hop.parameter(parameter));
  }
}
