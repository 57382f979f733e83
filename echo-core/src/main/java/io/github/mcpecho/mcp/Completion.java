package io.github.mcpecho.mcp;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Suggests values for one argument of a prompt, or one variable of a template, while somebody types
 * it (<a
 * href="https://modelcontextprotocol.io/specification/2026-07-28/server/utilities/completion">completion</a>).
 * Thread-safe.
 */
@FunctionalInterface
public interface Completion {
  /**
   * Returns all values that fit what was typed, the best first; the client is sent the first
   * hundred, and told how many there are. Suggest nothing that the caller may not know.
   *
   * @throws Exception if that failed
   */
  List<String> complete(CompletionCall call) throws Exception;

  /**
   * Returns one that suggests some of these values, in their order: those that begin with what was
   * typed, then those that have it in them, in any case of letters.
   */
  static Completion of(Collection<String> values) {
    List<String> all = List.copyOf(values);
    return call -> {
      String typed = call.value().toLowerCase(Locale.ROOT);
      List<String> fitting =
          all.stream().filter(value -> value.toLowerCase(Locale.ROOT).contains(typed)).toList();
      return Stream.concat(
              fitting.stream().filter(value -> begins(value, typed)),
              fitting.stream().filter(value -> !begins(value, typed)))
          .toList();
    };
  }

  private static boolean begins(String value, String typed) {
    return value.toLowerCase(Locale.ROOT).startsWith(typed);
  }
}
