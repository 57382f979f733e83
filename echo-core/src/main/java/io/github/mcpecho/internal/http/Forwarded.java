package io.github.mcpecho.internal.http;

import java.util.ArrayList;
import java.util.HashSet;
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
public record Forwarded(List<Hop> hops, Optional<Problem> problem) {
  private static final Forwarded NONE = new Forwarded(List.of(), Optional.empty());
  private static final int MAX_HOPS = 32;
  private static final Set<String> OF_THE_STANDARD = Set.of("for", "by", "host", "proto");

  private static final Pattern OBFUSCATED_PORT = Pattern.compile(":_[A-Za-z0-9._-]+$");
  private static final Pattern NO_ADDRESS = Pattern.compile("(?i:unknown)|_[A-Za-z0-9._-]+");

  /** A way to break the grammar (RFC 7239 §4). */
  public enum Mistake {
    /** There is no name, equals sign and value. */
    NO_PAIR,
    /** Nothing stands behind the equals sign. */
    NO_VALUE,
    /** White space stands beside the equals sign. */
    BLANK,
    /** The value holds a character that only a string in quotes can hold. */
    QUOTES_MISSING,
    /** The second quote is missing. */
    QUOTE_OPEN,
    /** Something else than a semicolon or a comma follows the value. */
    NO_SEPARATOR,
    /** One hop has the parameter twice. */
    REPEATED,
    /** A comma stands between the parameters of one hop. */
    COMMA
  }

  /**
   * Where the first mistake is.
   *
   * @param character counted from 1, in all lines of the header joined by commas
   */
  public record Problem(int character, Mistake mistake) {}

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
    Optional<Problem> problem = Optional.empty();
    boolean more = true;
    int comma = 0;
    while (more && hops.size() < MAX_HOPS) {
      reader.skipBlanks();
      int begin = reader.position();
      boolean wellFormed = reader.isBefore(";,") || reader.parameter(parameters);
      if (!OF_THE_STANDARD.containsAll(parameters.keySet())) {
        // An extension (RFC 7239 §5.5) may be a signature in base64, which Vercel does not quote.
        reader.skipPadding();
      }
      int end = reader.position();
      reader.skipBlanks();
      if (!wellFormed || !reader.isBefore(";,")) {
        int at = reader.position() + 1;
        String pair = reader.textUntil(begin, ";,");
        problem = Optional.of(new Problem(at, mistake(pair)));
        if (wellFormed) {
          // What stands before the mistake, such as the colon of a bare port, is not all of it.
          String name = parameters.keySet().stream().reduce((first, last) -> last).orElseThrow();
          parameters.merge(name, pair.substring(end - begin), String::concat);
        }
      }
      more = problem.isEmpty() && !reader.isAtEnd();
      boolean isWhole = !reader.skip(';') || !more;
      if (isWhole && !parameters.isEmpty()) {
        hops.add(new Hop(parameters));
        parameters = new LinkedHashMap<>();
      }
      int place = reader.position();
      if (reader.skip(',') && comma == 0) {
        comma = place + 1;
      }
    }
    return new Forwarded(
        hops,
        problem.isEmpty() && isOneInParts(hops)
            ? Optional.of(new Problem(comma, Mistake.COMMA))
            : problem);
  }

  /** A proxy names a node, and says nothing that the one before it leaves out. */
  private static boolean isOneInParts(List<Hop> hops) {
    var names = new HashSet<String>();
    boolean isNodeMissing = false;
    for (int i = 0; i < hops.size(); i++) {
      Set<String> ofHop = hops.get(i).parameters().keySet();
      if (!ofHop.stream().allMatch(names::add)) {
        return false;
      }
      isNodeMissing |=
          i > 0
              && (ofHop.contains("host") || ofHop.contains("proto"))
              && !ofHop.contains("for")
              && !ofHop.contains("by");
    }
    return isNodeMissing;
  }

  private static Mistake mistake(String pair) {
    int equals = pair.indexOf('=');
    String name = pair.substring(0, Math.max(equals, 0));
    String value = pair.substring(equals + 1).stripTrailing();
    if (!Token.is(name.strip())) {
      return Mistake.NO_PAIR;
    }
    if (value.isEmpty()) {
      return Mistake.NO_VALUE;
    }
    if (!name.equals(name.strip()) || !value.equals(value.strip())) {
      return Mistake.BLANK;
    }
    if (value.startsWith("\"")) {
      int close = value.indexOf('"', 1);
      return close < 0
          ? Mistake.QUOTE_OPEN
          : close == value.length() - 1 ? Mistake.REPEATED : Mistake.NO_SEPARATOR;
    }
    return Token.is(value)
        ? Mistake.REPEATED
        : value.indexOf(' ') >= 0 ? Mistake.NO_SEPARATOR : Mistake.QUOTES_MISSING;
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
