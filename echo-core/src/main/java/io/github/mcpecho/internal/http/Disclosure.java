package io.github.mcpecho.internal.http;

/** How much of a header's value may be shown. The constants are a column of headers.tsv. */
public enum Disclosure {
  /** All of it, except what looks like a secret. */
  PLAIN,
  /** As {@link #PLAIN}, but nobody knows the header: what looks like an API key may be one. */
  UNKNOWN,
  /** As {@link #PLAIN}, but it names a person, and can be masked by configuration. */
  PERSONAL,
  /** Network addresses between commas, the client's first: as {@link #PERSONAL}. */
  ADDRESS,
  /** RFC 7239: as {@link #PLAIN}, but its {@code for} and {@code by} are addresses. */
  FORWARDED,
  /** A part of the message that the header repeats: decoded, then as {@link #PLAIN}. */
  MIRRORED,
  /** The challenge of a 401: schemes and the parameters that are known to be public. */
  CHALLENGE,
  /** A URL or request target without its user and query. */
  URL,
  /** Nothing but the scheme, and the first seven characters of a JWT. */
  CREDENTIALS,
  /** The first seven characters of a JWT, nothing of anything else. */
  JWT,
  /** Base64 of a JSON object: decoded, without the members whose names are those of secrets. */
  BASE64_JSON,
  /** Members between commas, each by its name: what looks like a secret is hidden. */
  BAGGAGE,
  /** The names of the cookies. */
  COOKIE,
  /** Whose certificate it is, not the certificate. */
  CERTIFICATE,
  /** Nothing. */
  SECRET
}
