package io.github.mcpecho.mcp;

import io.github.mcpecho.http.CallContext;
import java.util.Optional;
import java.util.function.Predicate;

/** Who something is there for, as {@link Listed#visibility} said when it was registered. */
record Visibility(Optional<Predicate<CallContext>> rule) {
  static Visibility of(Listed item) {
    return new Visibility(item.visibility());
  }

  boolean isForEverybody() {
    return rule.isEmpty();
  }

  boolean isFor(CallContext caller) {
    return rule.isEmpty() || rule.get().test(caller);
  }
}
