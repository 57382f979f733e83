package io.github.mcpecho.diagnosis.urls;

import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.http.Authority;
import io.github.mcpecho.internal.http.Forwarded.Mistake;
import io.github.mcpecho.internal.http.HostScope;
import io.github.mcpecho.internal.http.Origin;
import io.github.mcpecho.report.Finding;
import java.util.Optional;

/** Judges whether the request still knows that the client used https. */
final class SchemeChecks {
  /** A mesh that sends this header encrypts by itself, whichever scheme the application sees. */
  private static final String CLIENT_CERTIFICATE = "x-forwarded-client-cert";

  private final UrlFacts facts;
  private final Headers headers;

  SchemeChecks(UrlFacts facts) {
    this.facts = facts;
    this.headers = facts.headers();
  }

  /** Returns one finding at most. */
  Optional<Finding> finding() {
    ExternalUrl seen = facts.seen();
    if (!seen.scheme().equals("http") || isSaidWrongly()) {
      return Optional.empty();
    }
    Optional<String> tls = signOfTls(seen);
    if (tls.isPresent()) {
      return found(UrlFinding.URL_SCHEME_LOST, tls.get() + ", but the request says " + seen);
    }
    return facts.signOfAProxy().isPresent() && !schemeIsSaid()
        ? found(
            UrlFinding.URL_SCHEME_UNKNOWN,
            facts.signOfAProxy().get() + " arrived, but nothing that says http or https")
        : open(seen);
  }

  /** Before a name that only a cluster has, a gateway ends TLS. */
  private Optional<Finding> open(ExternalUrl url) {
    HostScope scope = url.host().scope();
    if (scope == HostScope.PUBLIC && url.equals(facts.winner().url())) {
      return found(
          UrlFinding.URL_PUBLIC_HTTP,
          url + ", " + (schemeIsSaid() ? "as a proxy says" : "and no proxy header"));
    }
    return headers.contains("authorization")
            && scope != HostScope.PUBLIC
            && scope != HostScope.LOOPBACK
            && !url.host().isNameInCluster()
            && !headers.contains(CLIENT_CERTIFICATE)
        ? found(UrlFinding.URL_NOT_HTTPS, url.origin().toString())
        : Optional.empty();
  }

  /** With a comma before it the scheme is that of another proxy, but it was not left out. */
  private boolean isSaidWrongly() {
    return facts.forwarded().problem().filter(one -> one.mistake() == Mistake.COMMA).isPresent()
        && facts.forwarded().hops().stream().anyMatch(hop -> hop.parameter("proto").isPresent());
  }

  private boolean schemeIsSaid() {
    return facts.forwarded().first("proto").isPresent() || facts.proxy().scheme().isPresent();
  }

  /** Looks for a trace of TLS before this hop. */
  private Optional<String> signOfTls(ExternalUrl seen) {
    ExternalUrl best = facts.winner().url();
    if (best.scheme().equals("https") && best.host().equals(seen.host())) {
      return Optional.of("the configured URL is " + best);
    }
    var overTls = new Authority(seen.host(), Origin.defaultPort("https"));
    Optional<Origin> origin = headers.first("origin").flatMap(Origin::parse);
    if (origin.filter(Origin.of("https", overTls)::equals).isPresent()) {
      return Optional.of("the browser's Origin is " + origin.get());
    }
    return facts
        .proxy()
        .signOfTls()
        .or(
            () ->
                headers
                    .first("cf-visitor")
                    .filter(visitor -> visitor.contains("\"https\""))
                    .map(visitor -> "cf-visitor says https"));
  }

  private Optional<Finding> found(UrlFinding kind, String evidence) {
    return Optional.of(facts.found(kind, evidence));
  }
}
