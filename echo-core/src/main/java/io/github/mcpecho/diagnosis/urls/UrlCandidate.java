package io.github.mcpecho.diagnosis.urls;

/**
 * A URL that one source gives for this endpoint.
 *
 * @param source who says so
 */
record UrlCandidate(Source source, ExternalUrl url) {
  /** Who may know the URL, the best first. */
  enum Source {
    CONFIGURED("Configured", "the operator configured it"),
    FORWARDED("Forwarded", "the standard header for what the first proxy saw (RFC 7239)"),
    X_FORWARDED("X-Forwarded-*", "what a proxy says the client asked for"),
    OTHER_PROXY("Other proxy headers", "what the header of one vendor says the client asked for"),
    HOST("Host", "what the client, or the last proxy, asked for"),
    SOCKET("Socket", "nothing else is known");

    private final String label;
    private final String reason;

    Source(String label, String reason) {
      this.label = label;
      this.reason = reason;
    }

    String label() {
      return label;
    }

    String reason() {
      return reason;
    }
  }

  /**
   * Returns whether a client called this endpoint by that URL if this candidate is right. What is
   * configured does not tell whether there was a slash at the end: the path that arrived does,
   * unless a proxy took all of it away.
   */
  boolean isOf(ExternalUrl other, String arrivedPath) {
    boolean hasSlashAsArrived =
        arrivedPath.length() <= 1 || arrivedPath.endsWith("/") == other.path().endsWith("/");
    return url.equals(other)
        || source == Source.CONFIGURED
            && hasSlashAsArrived
            && url.resource().equals(other.resource());
  }
}
