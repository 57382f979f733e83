package io.github.mcpecho.diagnosis.identity;

import io.github.mcpecho.report.FindingEntry;
import io.github.mcpecho.report.FindingKind;
import io.github.mcpecho.report.Severity;

/** What can be said about the sources of an identity. */
public enum IdentityFinding implements FindingKind {
  IDENTITY_DISAGREES(
      Severity.ERROR,
      "Two sources name different users.",
      "RFC 9700 §4.13 (reverse proxies must not pass on a client's own copies of such headers)",
      "Let the proxy remove identity headers that come from outside, then set its own."),
  IDENTITY_HEADER_DUPLICATED(
      Severity.WARNING,
      "An identity header arrived more than once: one copy may be the client's own.",
      "RFC 9110 §5.3; RFC 9700 §4.13",
      "Let the proxy set the header in place of what the client sent, not add to it."),
  IDENTITY_UNDERSCORE(
      Severity.ERROR,
      "A header spelled with underscores looks like an identity header to many servers, and passes"
          + " proxies that strip only the one with hyphens.",
      "RFC 9110 §16.3.2.1; CVE-2025-64484 (oauth2-proxy), GHSA-7r4p-vjf4-gxv4 (Caddy)",
      "Drop headers with underscores at the edge, as nginx does by default."),
  IDENTITY_UNSIGNED(
      Severity.INFO,
      "Identity headers without a signature arrived: whoever reaches this server past the proxy"
          + " can send them too.",
      "RFC 9700 §4.13",
      "Let the proxy strip them from outside requests and let nobody but the proxy reach this"
          + " server."),
  IDENTITY_SIGNED_ALTERNATIVE(
      Severity.INFO,
      "The same proxy also sends a signed assertion, which cannot be forged.",
      "The proxy's documentation on its assertion header",
      "Verify the assertion and ignore the plain headers."),
  IDENTITY_OF_GATEWAY(
      Severity.WARNING,
      "The only identity is that of the gateway in front, in the certificate by which the mesh knows"
          + " it: it says nothing of the caller.",
      "Envoy: x-forwarded-client-cert; istio/istio#29706",
      "Let the gateway pass on the Authorization header of the caller."),
  IDENTITY_WITHOUT_TOKEN(
      Severity.INFO,
      "Headers of a proxy say who the caller is; no token came with them, so a server that needs one"
          + " has none.",
      "MCP authorization: access token usage",
      "Read these headers, or let the proxy pass on the Authorization header too."),
  AUTH_ARRIVED_ELSEWHERE(
      Severity.WARNING,
      "A credential arrived under another name than Authorization, where servers do not look.",
      "RFC 6750 §2.1; RFC 9110 §11.6.2",
      "Let the last proxy send it as Authorization again, or read the header that it arrived in.");

  private final FindingEntry entry;

  IdentityFinding(Severity severity, String meaning, String rule, String fix) {
    entry = new FindingEntry(severity, meaning, rule, fix);
  }

  @Override
  public FindingEntry entry() {
    return entry;
  }
}
