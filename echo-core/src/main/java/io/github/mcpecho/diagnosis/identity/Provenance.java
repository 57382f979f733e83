package io.github.mcpecho.diagnosis.identity;

/** Who vouches for a statement. */
enum Provenance {
  /** In a token with a signature, which has not been verified here. */
  SIGNED("signed, not verified here"),
  /** In a plain header. */
  UNSIGNED("not signed: spoofable unless the proxy strips it"),
  /** In the certificate of a client that the proxy did not accept. */
  REFUSED("the proxy did not accept the certificate"),
  /** Of a proxy that says in another header that the caller has not signed in. */
  NOBODY("the proxy says that nobody has signed in"),
  /** Shown to this server in the handshake, which has verified it. */
  TLS("verified in this server's TLS handshake"),
  /** The servlet container authenticated the caller itself, or believed a proxy. */
  CONTAINER("from this server's container");

  private final String words;

  Provenance(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }
}
