package io.github.mcpecho.diagnosis.tokens;

import io.github.mcpecho.report.FindingEntry;
import io.github.mcpecho.report.FindingKind;
import io.github.mcpecho.report.Severity;

/** What can be said about the build of a token: its parts and their encoding. */
public enum TokenFinding implements FindingKind {
  TOKEN_TOO_LONG(
      Severity.ERROR,
      "The token is longer than this server looks at, 16 KiB.",
      "mcp-echo limit; common proxies refuse header lines of 8 KiB and more",
      "Leave claims out at the issuer; groups are the usual cause."),
  TOKEN_OPAQUE(
      Severity.INFO,
      "The token is opaque: only its issuer knows what it stands for.",
      "RFC 7662 (introspection); RFC 6750 §2.1 allows any form",
      "Ask the issuer's introspection endpoint, or request a JWT for this resource."),
  TOKEN_NOT_A_JWT(
      Severity.ERROR,
      "The token has not the parts of a JWT.",
      "RFC 7515 §3.1 (three parts), RFC 7516 §3.1 (five parts)",
      "Check that the whole token was copied, and nothing else."),
  TOKEN_PASETO(
      Severity.WARNING,
      "The token is a PASETO, not a JWT.",
      "PASETO specification, versions 1 to 4",
      "Decode it with a PASETO library; a server that expects a JWT refuses it."),
  TOKEN_ENCRYPTED(
      Severity.INFO,
      "The token is encrypted (JWE): the claims cannot be shown without the recipient's key.",
      "RFC 7516 §3",
      "Nothing, if this server's real counterpart holds the key; else ask for a signed JWT."),
  TOKEN_SELECTIVE_DISCLOSURE(
      Severity.INFO,
      "The token is an SD-JWT: the issuer's part is shown, the disclosures are counted.",
      "RFC 9901 (Selective Disclosure for JWTs) §4",
      "Nothing, if the server understands SD-JWT; most MCP servers do not."),
  TOKEN_NOT_SIGNED(
      Severity.ERROR,
      "The token has no signature: anybody can have written it.",
      "RFC 7519 §6 (unsecured JWTs), RFC 8725 §3.2",
      "Request a signed token; check that the end of the token was not cut off."),
  TOKEN_PAYLOAD_DETACHED(
      Severity.ERROR,
      "The payload is not in the token, or not encoded: there are no claims to show.",
      "RFC 7515 appendix F, RFC 7797",
      "A bearer token carries its claims; this looks like a signature over something else."),
  TOKEN_PART_UNREADABLE(
      Severity.ERROR,
      "A part of the token cannot be read.",
      "RFC 7515 §3.1, RFC 7519 §7.2",
      "Copy the token again; a client or proxy may have cut or changed it."),
  TOKEN_ENCODING(
      Severity.ERROR,
      "A part is encoded in a way that strict libraries refuse.",
      "RFC 7515 §2: base64url without padding, white space or other characters; RFC 4648 §3.5:"
          + " unused bits are zero",
      "Let the issuer, or the load balancer that signs, encode as base64url without padding."),
  TOKEN_SIGNATURE_LENGTH(
      Severity.ERROR,
      "The signature has not the length that its algorithm gives it: it was cut off, or changed.",
      "RFC 7518 §3.2 (HS256), §3.3 and §3.5 (RSA keys of 2048 bits or more), §3.4 (ES256: 64 bytes);"
          + " RFC 8032 §5.1.6",
      "Compare the end of the token with what the issuer gave out: a form field, a variable or a"
          + " proxy may have cut it."),
  TOKEN_SIGNATURE_REPLACED(
      Severity.ERROR,
      "Words stand in the place of the signature: somebody took it out.",
      "RFC 7515 §5.2; cloud.google.com/run/docs/troubleshooting (signature removed)",
      "Cloud Run puts SIGNATURE_REMOVED_BY_GOOGLE there once it has verified the token itself: send"
          + " the token for Cloud Run in X-Serverless-Authorization, so that Authorization arrives"
          + " as it was sent. Other words come from a proxy or a log that hides signatures."),
  TOKEN_NOT_VERIFIABLE(
      Severity.ERROR,
      "There is no signature that could be verified.",
      "RFC 9068 §4",
      "A server with a JWKS file takes signed JWTs alone: ask the issuer for one for this"
          + " resource."),
  TOKEN_SIGNATURE_INVALID(
      Severity.ERROR,
      "The signature does not fit any configured key: the token was changed, or another key signed"
          + " it.",
      "RFC 7515 §5.2, RFC 9068 §4",
      "Compare the token with the one that the issuer gave out; if the issuer is right, update the"
          + " JWKS file."),
  TOKEN_KEY_NOT_TRUSTED(
      Severity.ERROR,
      "No configured key fits the token's kid and algorithm, so its signature was not verified.",
      "RFC 7515 §4.1.4, RFC 7517 §4.5",
      "Update the JWKS file if the issuer has rotated its keys, and restart."),
  TOKEN_SIGNATURE_UNSUPPORTED(
      Severity.ERROR,
      "The signature was not verified: the algorithm or an extension is not supported here.",
      "RFC 7515 §4.1.1, §4.1.11",
      "Sign with RS256, PS256, ES256 or Ed25519, without crit."),
  TOKEN_BYTE_ORDER_MARK(
      Severity.WARNING,
      "The JSON of a part starts with a byte order mark, which strict parsers refuse.",
      "RFC 8259 §8.1",
      "Let the issuer write UTF-8 without a byte order mark.");

  private final FindingEntry entry;

  TokenFinding(Severity severity, String meaning, String rule, String fix) {
    entry = new FindingEntry(severity, meaning, rule, fix);
  }

  @Override
  public FindingEntry entry() {
    return entry;
  }
}
