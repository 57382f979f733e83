package io.github.mcpecho.diagnosis.urls;

import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.http.Forwarded;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.report.Finding;
import java.util.List;
import java.util.Optional;

/**
 * What is judged about the URL of a request.
 *
 * @param context without secrets
 * @param signOfAProxy what tells that a proxy is in front
 * @param candidates the best first; the socket gives the last
 */
record UrlFacts(
    CallContext context,
    Forwarded forwarded,
    Optional<String> signOfAProxy,
    List<UrlCandidate> candidates,
    Redactor redactor) {
  UrlFacts {
    candidates = List.copyOf(candidates);
  }

  Headers headers() {
    return context.headers();
  }

  ProxyHeaders proxy() {
    return ProxyHeaders.of(context);
  }

  UrlCandidate winner() {
    return candidates.get(0);
  }

  /** Returns the best URL that comes from the request itself. */
  ExternalUrl seen() {
    return candidates.get(winner().source() == UrlCandidate.Source.CONFIGURED ? 1 : 0).url();
  }

  Optional<ExternalUrl> by(UrlCandidate.Source source) {
    for (UrlCandidate candidate : candidates) {
      if (candidate.source() == source) {
        return Optional.of(candidate.url());
      }
    }
    return Optional.empty();
  }

  Finding found(UrlFinding kind, String evidence) {
    return kind.found(redactor.evidence(evidence));
  }
}
