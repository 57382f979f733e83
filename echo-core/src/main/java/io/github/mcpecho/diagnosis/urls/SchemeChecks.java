package io.github.mcpecho.diagnosis.urls;

import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.http.Authority;
import io.github.mcpecho.internal.http.FieldList;
import io.github.mcpecho.internal.http.Forwarded;
import io.github.mcpecho.internal.http.HostScope;
import io.github.mcpecho.internal.http.Origin;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.report.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges whether the request still knows that the client used https. */
final class SchemeChecks {
  /** A mesh that sends this header encrypts by itself, whichever scheme the application sees. */
  private static final String CLIENT_CERTIFICATE = "x-forwarded-client-cert";

  private static final int MOST_PROTOS = 16;

  private final Headers headers;
  private final ProxyHeaders proxy;
  private final Forwarded forwarded;
  private final Optional<String> signOfAProxy;
  private final List<UrlCandidate> candidates;
  private final Redactor redactor;
  private final List<Finding> findings = new ArrayList<>();

  SchemeChecks(
      CallContext context,
      Forwarded forwarded,
      Optional<String> signOfAProxy,
      List<UrlCandidate> candidates,
      Redactor redactor) {
    this.headers = context.headers();
    this.proxy = ProxyHeaders.of(context);
    this.forwarded = forwarded;
    this.signOfAProxy = signOfAProxy;
    this.candidates = candidates;
    this.redactor = redactor;
  }

  List<Finding> findings() {
    ambiguous();
    lost();
    return findings;
  }

  private void ambiguous() {
    List<String> protos =
        FieldList.of(headers.all("x-forwarded-proto")).stream()
            .limit(MOST_PROTOS)
            .filter(proto -> ProxyHeaders.webScheme(proto).isPresent())
            .toList();
    if (protos.stream().map(ProxyHeaders::webScheme).distinct().count() > 1) {
      found(UrlFinding.URL_SCHEME_AMBIGUOUS, "x-forwarded-proto: " + String.join(", ", protos));
    }
    if (UrlCandidate.seen(candidates).url().scheme().equals("https")) {
      proxy
          .signOfHttp()
          .ifPresent(sign -> found(UrlFinding.URL_SCHEME_AMBIGUOUS, "https, but " + sign));
    }
  }

  private void lost() {
    UrlCandidate seen = UrlCandidate.seen(candidates);
    if (!seen.url().scheme().equals("http")) {
      return;
    }
    Optional<String> tls = signOfTls(seen.url());
    if (tls.isPresent()) {
      found(UrlFinding.URL_SCHEME_LOST, tls.get() + ", but the request says " + seen.url());
    } else if (signOfAProxy.isPresent() && !schemeIsSaid()) {
      found(
          UrlFinding.URL_SCHEME_UNKNOWN,
          signOfAProxy.get() + " arrived, but nothing that says http or https");
    } else {
      open(seen.url());
    }
  }

  private void open(ExternalUrl url) {
    HostScope scope = url.host().scope();
    if (scope == HostScope.PUBLIC && url.equals(candidates.get(0).url())) {
      found(
          UrlFinding.URL_PUBLIC_HTTP,
          url + ", " + (schemeIsSaid() ? "as a proxy says" : "and no proxy header"));
    } else if (headers.contains("authorization")
        && scope != HostScope.PUBLIC
        && scope != HostScope.LOOPBACK
        && !headers.contains(CLIENT_CERTIFICATE)) {
      found(UrlFinding.URL_NOT_HTTPS, url.origin().toString());
    }
  }

  private boolean schemeIsSaid() {
    return forwarded.first("proto").isPresent() || proxy.scheme().isPresent();
  }

  /** Looks for a trace of TLS before this hop. */
  private Optional<String> signOfTls(ExternalUrl seen) {
    ExternalUrl best = candidates.get(0).url();
    if (best.scheme().equals("https") && best.host().equals(seen.host())) {
      return Optional.of("the configured URL is " + best);
    }
    var overTls = new Authority(seen.host(), Origin.defaultPort("https"));
    Optional<Origin> origin = headers.first("origin").flatMap(Origin::parse);
    if (origin.filter(Origin.of("https", overTls)::equals).isPresent()) {
      return Optional.of("the browser's Origin is " + origin.get());
    }
    return proxy
        .signOfTls()
        .or(
            () ->
                headers
                    .first("cf-visitor")
                    .filter(visitor -> visitor.contains("\"https\""))
                    .map(visitor -> "cf-visitor says https"));
  }

  private void found(UrlFinding kind, String seen) {
    findings.add(kind.found(redactor.evidence(seen)));
  }
}
