package io.github.mcpecho.diagnosis.tokens;

import io.github.mcpecho.report.FindingEntry;
import io.github.mcpecho.report.FindingKind;
import io.github.mcpecho.report.Severity;

/** What can be wrong with the proof that the sender of a token owns its key. */
public enum SenderFinding implements FindingKind {
  DPOP_PROOF_MISSING(
      Severity.ERROR,
      "No DPoP proof came with a token that is bound to a key, or sent as if it were.",
      "RFC 9449 §7.1",
      "Send a DPoP header with every request, and let the proxies pass it on."),
  DPOP_PROOF_DUPLICATED(
      Severity.ERROR,
      "More than one DPoP header arrived.",
      "RFC 9449 §4.3 no. 1",
      "Send one proof; look for a proxy or client that repeats headers."),
  DPOP_PROOF_UNREADABLE(
      Severity.ERROR,
      "The DPoP header is not a readable JWT.",
      "RFC 9449 §4.3 no. 2",
      "Send a signed JWT of type dpop+jwt."),
  DPOP_SCHEME(
      Severity.ERROR,
      "The token is bound to a key, but was sent with the scheme Bearer.",
      "RFC 9449 §7.1, §7.2",
      "Send \"Authorization: DPoP <token>\"."),
  DPOP_TOKEN_NOT_BOUND(
      Severity.WARNING,
      "A DPoP proof came with a token that names no key: the proof protects nothing.",
      "RFC 9449 §6.1 (cnf.jkt)",
      "Let the client send the proof to the token endpoint too, so that the token is bound."),
  DPOP_SCHEME_UNBOUND(
      Severity.ERROR,
      "The token was sent with the scheme DPoP, and names no key that a proof could be held"
          + " against.",
      "RFC 9449 §7.1 (the server checks that the proof's key is the one of the token)",
      "Send an unbound token as Bearer, or send the proof to the token endpoint too, so that the"
          + " token is bound."),
  DPOP_TYPE(
      Severity.ERROR,
      "The proof's type is not dpop+jwt.",
      "RFC 9449 §4.2, §4.3 no. 4",
      "Set typ to dpop+jwt."),
  DPOP_ALGORITHM(
      Severity.ERROR,
      "The proof is not signed with a registered asymmetric algorithm.",
      "RFC 9449 §4.3 no. 5",
      "Sign with ES256 or EdDSA."),
  DPOP_KEY(
      Severity.ERROR,
      "The proof's jwk is missing or not a public key.",
      "RFC 9449 §4.2, §4.3 no. 7",
      "Put the public key, and only that, into the header member jwk."),
  DPOP_KEY_PRIVATE(
      Severity.ERROR,
      "The proof gives away the private key: whoever saw it can make proofs.",
      "RFC 9449 §4.3 no. 7",
      "Replace the key at once, and put only the public members of the new one into jwk."),
  DPOP_SIGNATURE_INVALID(
      Severity.ERROR,
      "The proof was not signed with the key that it names: it was changed on the way, or made"
          + " wrong.",
      "RFC 9449 §4.3 no. 6",
      "Sign header and claims as they are sent, with the private key of jwk and the algorithm of"
          + " alg. ES256 takes the two numbers of 32 bytes (RFC 7518 §3.4), not DER."),
  DPOP_SIGNATURE_UNSUPPORTED(
      Severity.ERROR,
      "The signature of the proof was not verified: its algorithm or an extension is not supported"
          + " here.",
      "RFC 9449 §4.3 no. 6, RFC 7515 §4.1.11",
      "Sign with ES256, RS256, PS256 or Ed25519, without crit."),
  DPOP_KEY_MISMATCH(
      Severity.ERROR,
      "The proof was made with another key than the token is bound to.",
      "RFC 9449 §4.3 no. 12 b, §6.1",
      "Use the key of the token request; a client that makes a new key needs a new token."),
  DPOP_METHOD(
      Severity.ERROR,
      "The proof is for another HTTP method.",
      "RFC 9449 §4.3 no. 8",
      "Set htm to the method of the request, in capitals."),
  DPOP_URL_MISMATCH(
      Severity.ERROR,
      "The proof is for another URL than any that this server may have.",
      "RFC 9449 §4.3 no. 9",
      "Compare the scheme, host and path that the client uses with what the proxy passes on."),
  DPOP_URL_BY_LESSER_SOURCE(
      Severity.WARNING,
      "The proof is for a URL of this server, but not for the one that it has to believe in.",
      "RFC 9449 §4.3 no. 9",
      "Configure the public URL, or correct the proxy headers."),
  DPOP_TIME(
      Severity.ERROR,
      "The proof was not made just now, or does not say so in seconds since 1970.",
      "RFC 9449 §4.3 no. 11, §11.1; RFC 7519 §4.1.6",
      "Make a new proof for every request, with iat as a number of seconds; synchronize the"
          + " clocks, or use a server nonce."),
  DPOP_ID_MISSING(
      Severity.ERROR,
      "The proof has no jti, so a replay cannot be noticed.",
      "RFC 9449 §4.2",
      "Set jti to a random value."),
  DPOP_TOKEN_HASH(
      Severity.ERROR,
      "The proof is not for this access token.",
      "RFC 9449 §4.2 (ath), §4.3 no. 12 a",
      "Set ath to the base64url SHA-256 of the token; a proxy must not exchange the token."),
  MTLS_CERTIFICATE_MISSING(
      Severity.ERROR,
      "The token is bound to a client certificate, and no proxy passed one on.",
      "RFC 8705 §3, RFC 9440 §2",
      "Pass the certificate on. nginx: proxy_set_header X-SSL-Client-Cert"
          + " $ssl_client_escaped_cert; Traefik: passTLSClientCert; Envoy:"
          + " forward_client_cert_details; Caddy: header_up with"
          + " {tls_client_certificate_der_base64}."),
  MTLS_CERTIFICATE_MISMATCH(
      Severity.ERROR,
      "The token is bound to another client certificate.",
      "RFC 8705 §3",
      "Use the certificate of the token request; a renewed certificate needs a new token.");

  private final FindingEntry entry;

  SenderFinding(Severity severity, String meaning, String rule, String fix) {
    entry = new FindingEntry(severity, meaning, rule, fix);
  }

  @Override
  public FindingEntry entry() {
    return entry;
  }
}
