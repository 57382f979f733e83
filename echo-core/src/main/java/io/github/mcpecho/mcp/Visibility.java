package io.github.mcpecho.mcp;

import io.github.mcpecho.http.CallContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.function.Predicate;

/** Who something is there for, as {@link Listed#visibility} said when it was registered. */
record Visibility(Optional<Predicate<CallContext>> rule) {
  private static final Logger LOG = System.getLogger(Visibility.class.getName());

  static Visibility of(Listed item) {
    return new Visibility(item.visibility());
  }

  boolean isForEverybody() {
    return rule.isEmpty();
  }

  /**
   * A rule that fails hides what it is for, and nothing else: it must not take the list with it.
   */
  boolean isFor(CallContext caller) {
    try {
      return rule.isEmpty() || rule.get().test(caller);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "A rule of who may see something failed, so it is hidden", e);
      return false;
    }
  }
}
