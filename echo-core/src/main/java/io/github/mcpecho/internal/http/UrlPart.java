package io.github.mcpecho.internal.http;

/** What a proxy says of the URL that the client used. The constants are used in headers.tsv. */
public enum UrlPart {
  SCHEME,
  /** Is JSON that names the scheme of the client, where hardly any framework looks. */
  VISITOR,
  /** Says on, true or 1 if the client used https. */
  TLS_SWITCH,
  /** Is there, with any value, only if the client used https. */
  TLS_TRACE,
  HOST,
  PORT,
  PREFIX,
  /** Is a beginning of the path that may still be there: whoever reads it takes it off. */
  SCRIPT_NAME,
  /** Holds all of it, or only the path. */
  URL
}
