package io.github.mcpecho.internal.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The Forwarded header (RFC 7239 §4), all its lines together.
 *
 * @param hops the hop next to the client first, at most 32
 * @param problem where the header breaks the grammar, empty if it does not
 */
public record Forwarded(List<Hop> hops, Optional<String> problem) {
  private static final Forwarded NONE = new Forwarded(List.of(), Optional.empty());
  private static final int MAX_HOPS = 32;
  private static final Set<String> OF_THE_STANDARD = Set.of("for", "by", "host", "proto");

  private static final Pattern OBFUSCATED_PORT = Pattern.compile(":_[A-Za-z0-9._-]+$");
  private static final Pattern NO_ADDRESS = Pattern.compile("(?i:unknown)|_[A-Za-z0-9._-]+");

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

    /** Returns the client's node, if it is one (RFC 7239 §6), with its port. */
    public Optional<String> clientNode() {
      return parameter("for").filter(Forwarded::isNode);
    }

    /** Returns the client's address or obfuscated name, without its port. */
    public Optional<String> client() {
      return clientNode().map(Host::withoutPort);
    }
  }

  public Forwarded {
    hops = List.copyOf(hops);
  }

  /** Reads the lines of the header up to the first mistake. */
  public static Forwarded of(List<String> lines) {
    if (lines.isEmpty()) {
      return NONE;
    }
    var reader = new FieldReader(String.join(",", lines));
    var hops = new ArrayList<Hop>();
    Map<String, String> parameters = new LinkedHashMap<>();
    Optional<String> problem = Optional.empty();
    boolean more = true;
    while (more && hops.size() < MAX_HOPS) {
      reader.skipBlanks();
      boolean wellFormed = reader.isBefore(";,") || reader.parameter(parameters);
      if (!OF_THE_STANDARD.containsAll(parameters.keySet())) {
        // An extension (RFC 7239 §5.5) may be a signature in base64, which Vercel does not quote.
        reader.skipPadding();
      }
      int end = reader.position();
      reader.skipBlanks();
      if (!wellFormed || !reader.isBefore(";,")) {
        problem = Optional.of("character " + (reader.position() + 1));
        String behind = reader.textUntil(end, ";,");
        if (wellFormed) {
          // What stands before the mistake, such as the colon of a bare port, is not all of it.
          String name = parameters.keySet().stream().reduce((first, last) -> last).orElseThrow();
          parameters.merge(name, behind, String::concat);
        }
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

  /** Returns the same hops with other values, such as redacted ones. */
  public Forwarded with(UnaryOperator<String> change) {
    List<Hop> changed =
        hops.stream()
            .map(
                hop -> {
                  var parameters = new LinkedHashMap<>(hop.parameters());
                  parameters.replaceAll((name, value) -> change.apply(value));
                  return new Hop(parameters);
                })
            .toList();
    return new Forwarded(changed, problem);
  }

  /** An IPv6 address that stands there without its brackets is one too. */
  private static boolean isNode(String text) {
    String host = Host.withoutPort(OBFUSCATED_PORT.matcher(text).replaceFirst(""));
    return NO_ADDRESS.matcher(host).matches() || Host.ofNode(host).isAddress();
  }

  /** Returns the hop next to the client. */
  public Optional<Hop> first() {
    return hops.isEmpty() ? Optional.empty() : Optional.of(hops.get(0));
  }

  /** Returns a parameter of the hop next to the client. */
  public Optional<String> first(String parameter) {
    return first().flatMap(hop -> hop.parameter(parameter));
  }
}
