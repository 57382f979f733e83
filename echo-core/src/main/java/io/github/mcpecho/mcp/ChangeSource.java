package io.github.mcpecho.mcp;

/**
 * Tells whether a list, or the content of a resource, has changed. It is asked four times a second
 * for each client that listens ({@code subscriptions/listen} of revision 2026-07-28), and never if
 * none does; so nothing has to be registered or announced, and any instance of a server can serve
 * any client. Thread-safe, fast, and throws nothing.
 *
 * <pre>{@code
 * ChangeSource ofFile = () -> file.lastModified();
 * ChangeSource ofCounter = counter::get;
 * }</pre>
 */
@FunctionalInterface
public interface ChangeSource {
  /**
   * Returns a number that differs from the one before if there was a change: a counter, the time of
   * the last change, a checksum.
   */
  long version();
}
