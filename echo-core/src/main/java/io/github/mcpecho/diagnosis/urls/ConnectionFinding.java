package io.github.mcpecho.diagnosis.urls;

import io.github.mcpecho.report.FindingEntry;
import io.github.mcpecho.report.FindingKind;
import io.github.mcpecho.report.Severity;

/** What can be wrong between what proxies say and what the container believes. */
public enum ConnectionFinding implements FindingKind {
  CONTAINER_FORWARDED_APPLIED(
      Severity.INFO,
      "The container's view of the connection was made from proxy headers, by a valve, "
          + "a filter or a customizer.",
      "RFC 7239 §8.1 (trust in what proxies say)",
      "Right if only the proxy can reach this server."),
  CONTAINER_FORWARDED_REMOVED(
      Severity.WARNING,
      "A filter in front of this server has consumed the proxy headers: it keeps them back, or "
          + "the container names another host than the Host header and none of them is left.",
      "Spring Framework: ForwardedHeaderFilter removes the headers it uses",
      "To see the headers as they came, map this server before that filter."),
  CONTAINER_FORWARDED_IGNORED(
      Severity.INFO,
      "A proxy says https, the container says http. This server does not mind; an application "
          + "around it that builds URLs for redirects and metadata will build them with http.",
      "RFC 7239 §5.4; RFC 9728 §3.3 (the resource must match)",
      "Let the container read the header, from the proxy only."),
  CLIENT_ADDRESS_UNPROVEN(
      Severity.INFO,
      "X-Forwarded-For has several addresses: the first may be the client's own invention, as far "
          + "as the outermost proxy only adds to what it is sent.",
      "RFC 7239 §8.1 (who may have written it)",
      Fixes.ADDRESS),
  CLIENT_ADDRESS_DISAGREES(
      Severity.WARNING,
      "X-Real-IP is none of the addresses in X-Forwarded-For: one of the two headers may be the "
          + "client's own invention.",
      "RFC 7239 §8.1 (who may have written it)",
      "Let the proxy set both headers or strip the one that it does not set. " + Fixes.ADDRESS);

  private final FindingEntry entry;

  ConnectionFinding(Severity severity, String meaning, String rule, String fix) {
    entry = new FindingEntry(severity, meaning, rule, fix);
  }

  @Override
  public FindingEntry entry() {
    return entry;
  }

  private static final class Fixes {
    static final String ADDRESS =
        "Let the outermost proxy replace the header, and let inner ones name those they trust.";
  }
}
