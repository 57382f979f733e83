package io.github.mcpecho.diagnosis.tokens;

import io.github.mcpecho.report.FindingEntry;
import io.github.mcpecho.report.FindingKind;
import io.github.mcpecho.report.Severity;

/** What can be wrong with the JOSE header of a token. */
public enum JoseHeaderFinding implements FindingKind {
  TOKEN_ALG_NONE(
      Severity.ERROR,
      "The algorithm is none: the token is not protected at all.",
      "RFC 8725 §3.2, RFC 7518 §3.6",
      "Request a signed token; a server that accepts this one has to be repaired."),
  TOKEN_ALG_MISSING(
      Severity.ERROR,
      "The header names no algorithm.",
      "RFC 7515 §4.1.1 (alg is required)",
      "Correct the issuer."),
  TOKEN_ALG_UNKNOWN(
      Severity.WARNING,
      "The algorithm is not a registered one for signatures.",
      "RFC 7518 §3.1, IANA registry of JOSE algorithms",
      "Use RS256, ES256 or EdDSA; names are case-sensitive."),
  TOKEN_ALG_SYMMETRIC(
      Severity.WARNING,
      "The token is signed with a shared secret although its issuer is a public one: every server"
          + " that can check such a token can also make one.",
      "RFC 8725 §3.1, §3.5; RFC 9068 §2.1 (asymmetric algorithms)",
      "Let the issuer sign with RS256, ES256 or EdDSA."),
  TOKEN_TYPE_WRONG(
      Severity.ERROR,
      "The type says that this is no access token.",
      "RFC 9068 §4, RFC 8725 §3.11",
      "Send the access token; the proof of possession belongs into the DPoP header."),
  TOKEN_KEY_ID_MISSING(
      Severity.INFO,
      "The header does not say which key signed the token.",
      "RFC 7515 §4.1.4; keys cannot be rotated without it",
      "Let the issuer set kid."),
  TOKEN_KEY_ID_SUSPICIOUS(
      Severity.ERROR,
      "The key id looks like a path or a database command.",
      "RFC 8725 §3.10",
      "Use kid for nothing but a look-up in a fixed set of keys."),
  TOKEN_KEY_EMBEDDED(
      Severity.WARNING,
      "The token brings a key of its own, which proves nothing; it was not used.",
      "RFC 8725 §3.10, RFC 7515 §4.1.3, §4.1.6",
      "Trust only the keys of the issuer's JWKS; let the issuer leave jwk and x5c out."),
  TOKEN_KEY_URL(
      Severity.WARNING,
      "The token names a URL to fetch a key from, which was not followed.",
      "RFC 8725 §3.10, RFC 7515 §4.1.2, §4.1.5",
      "Take the key's URL from the issuer's metadata; let the issuer leave jku and x5u out."),
  TOKEN_KEY_PRIVATE(
      Severity.ERROR,
      "The header holds a private key.",
      "RFC 7515 §4.1.3 (a public key), RFC 7517 §9.2",
      "Replace the key at once: whoever saw the token can sign."),
  TOKEN_CRITICAL_UNKNOWN(
      Severity.ERROR,
      "The header demands extensions that most libraries do not know, so they refuse the token.",
      "RFC 7515 §4.1.11",
      "Let the issuer leave crit out."),
  TOKEN_REFUSED_BY_LIBRARY(
      Severity.WARNING,
      "Nimbus JOSE + JWT, the library of many Java servers, refuses to parse this token.",
      "RFC 7515, RFC 7519 (types of registered members)",
      "Correct the type of the registered header and claim members at the issuer.");

  private final FindingEntry entry;

  JoseHeaderFinding(Severity severity, String meaning, String rule, String fix) {
    entry = new FindingEntry(severity, meaning, rule, fix);
  }

  @Override
  public FindingEntry entry() {
    return entry;
  }
}
