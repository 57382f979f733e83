package io.github.mcpecho.internal.redaction;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what a Secret of Kubernetes holds below {@code data} and {@code stringData}, in YAML and in
 * JSON, also if its kind follows. What a ConfigMap beside it holds is none.
 */
final class KubernetesSecrets {
  static final String KIND = "Secret";

  /** Its items do not repeat their kind: of a text with such a list all data is hidden. */
  private static final String LIST = "SecretList";

  static final Set<String> DATA = Set.of("data", "stringData");

  /** A line of YAML: its indentation, the hyphens of items, a name and what follows. */
  private static final Pattern LINE =
      Pattern.compile(
          "([ \t]*+)((?:- ++)*+)(?:([\\w./-]{1,253}+)[ \t]*+:(?![^\\s])[ \t]*+)?+(.*+)");

  /** The members of an object, of which the kind may come last. */
  private static final class Manifest {
    /** Where its names begin in a line of YAML. */
    final int column;

    /** Whether it is the data of the manifest whose values it shares. */
    final boolean isData;

    final List<Span> values;
    boolean isSecret;

    /** The name that was read last. */
    String name = "";

    Manifest(int column, Optional<Manifest> around) {
      this.column = column;
      this.isData = around.filter(outer -> outer.isData || DATA.contains(outer.name)).isPresent();
      this.values = isData ? around.orElseThrow().values : new ArrayList<>();
    }

    void extend(int end) {
      if (!values.isEmpty()) {
        int last = values.size() - 1;
        values.set(last, new Span(values.get(last).from(), end, true));
      }
    }
  }

  private final String text;
  private final List<Span> found;

  /** Whether all data is that of a Secret. */
  private boolean isOfSecrets;

  private boolean hasSecret;

  private KubernetesSecrets(String text, List<Span> found) {
    this.text = text;
    this.found = found;
    this.isOfSecrets = text.contains(LIST);
  }

  static void addTo(List<Span> found, String text) {
    if (text.contains(KIND) && text.contains("kind") && text.contains("ata")) {
      var secrets = new KubernetesSecrets(text, found);
      secrets.searchYaml();
      // What was applied last stands in an annotation, in JSON.
      secrets.isOfSecrets |= secrets.hasSecret;
      secrets.searchJson(0, text.length());
    }
  }

  private void searchYaml() {
    Deque<Manifest> open = new ArrayDeque<>();
    for (int from = 0; from < text.length(); ) {
      int end = TextEnds.lineFeed(text, from);
      Matcher line =
          LINE.matcher(text).region(from, TextEnds.start(text, end, from, Character::isWhitespace));
      if (line.lookingAt() && line.start(2) < line.end()) {
        read(open, line);
      }
      from = end + 1;
    }
    close(open, -1);
  }

  private void read(Deque<Manifest> open, Matcher line) {
    int indent = line.end(1) - line.start();
    int column = line.end(2) - line.start();
    String rest = line.group(4);
    boolean isItem = column > indent;
    close(open, rest.equals("---") ? -1 : isItem ? indent : column);
    if (open.isEmpty() || !open.peek().isData && open.peek().column < column) {
      open.push(new Manifest(column, Optional.ofNullable(open.peek())));
    }
    Manifest manifest = open.peek();
    if (!manifest.isData) {
      manifest.name = line.group(3) == null ? manifest.name : line.group(3);
      manifest.isSecret |=
          manifest.name.equals("kind") && unquoted(rest).equals(KIND)
              || line.group().endsWith("kind: " + KIND);
      hasSecret |= manifest.isSecret;
      if (DATA.contains(manifest.name) && rest.startsWith("{")) {
        manifest.values.add(new Span(line.start(4), line.end(), true));
      }
    } else if (column > manifest.column || line.group(3) == null) {
      manifest.extend(line.end());
    } else {
      manifest.values.add(new Span(line.start(4), line.end(), true));
    }
  }

  private static String unquoted(String value) {
    return value.replaceAll("[\"']|[ \t]#.*", "");
  }

  /** Closes what stands further to the right. */
  private void close(Deque<Manifest> open, int column) {
    while (!open.isEmpty() && open.peek().column > column) {
      settle(open.pop());
    }
  }

  /** Reads the objects of a part of the text, and those in its strings. */
  private void searchJson(int from, int to) {
    Deque<Manifest> open = new ArrayDeque<>();
    open.push(new Manifest(0, Optional.empty()));
    for (int i = from; i < to; ) {
      char c = text.charAt(i);
      Optional<Span> string = c == '"' || c == '\\' ? Quotes.inside(text, i) : Optional.empty();
      if (c == '{') {
        open.push(new Manifest(0, Optional.ofNullable(open.peek())));
      } else if (c == '}' && open.size() > 1) {
        settle(open.pop());
      }
      i = string.isPresent() ? read(open.element(), string.get()) : i + 1;
    }
    close(open, -1);
  }

  /** Returns where the string ends. */
  private int read(Manifest manifest, Span string) {
    int end = Quotes.behind(text, string);
    String told = string.in(text);
    if (text.startsWith(":", TextEnds.skipBlanks(text, end))) {
      manifest.name = told;
    } else if (manifest.isData) {
      manifest.values.add(new Span(string.from(), string.to(), true));
    } else if (manifest.name.equals("kind") && told.equals(KIND)) {
      manifest.isSecret = true;
    } else if (told.contains("\\\"")) {
      searchJson(string.from(), string.to());
    }
    return end;
  }

  private void settle(Manifest manifest) {
    if (!manifest.isData && (manifest.isSecret || isOfSecrets)) {
      manifest.values.stream()
          .filter(value -> value.from() < value.to() && !StandIns.isWhole(text, value))
          .forEach(found::add);
    }
  }
}
