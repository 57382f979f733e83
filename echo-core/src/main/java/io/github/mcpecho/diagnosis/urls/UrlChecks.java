package io.github.mcpecho.diagnosis.urls;

import io.github.mcpecho.diagnosis.intermediaries.Intermediaries;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.http.Authority;
import io.github.mcpecho.internal.http.Forwarded;
import io.github.mcpecho.internal.http.Host;
import io.github.mcpecho.internal.http.HostScope;
import io.github.mcpecho.internal.http.Origin;
import io.github.mcpecho.internal.text.TsvResource;
import io.github.mcpecho.report.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Judges what the request says about its own URL. */
final class UrlChecks {
  private static final Set<Integer> INNER_PORTS =
      TsvResource.rows(UrlChecks.class, "inner-ports.tsv").stream()
          .map(cells -> Integer.valueOf(cells[0]))
          .collect(Collectors.toUnmodifiableSet());

  private final UrlFacts facts;
  private final Headers headers;
  private final ProxyHeaders proxy;
  private final Optional<String> signOfAProxy;
  private final Forwarded forwarded;
  private final Optional<ExternalUrl> configured;
  private final List<Finding> findings = new ArrayList<>();

  UrlChecks(UrlFacts facts) {
    this.facts = facts;
    this.headers = facts.headers();
    this.proxy = facts.proxy();
    this.signOfAProxy = facts.signOfAProxy();
    this.forwarded = facts.forwarded();
    this.configured = facts.by(UrlCandidate.Source.CONFIGURED);
  }

  List<Finding> findings() {
    findings.addAll(HeaderContradictions.in(facts));
    new SchemeChecks(facts).finding().ifPresent(findings::add);
    host();
    configured
        .filter(url -> !url.resource().equals(facts.seen().resource()))
        .ifPresent(
            url ->
                found(
                    UrlFinding.URL_CONFIGURED_MISMATCH,
                    "configured: " + url + ", this request: " + facts.seen()));
    proxy.prefix().ifPresent(prefix -> found(UrlFinding.URL_PREFIX_REMOVED, prefix));
    return findings;
  }

  private void host() {
    ExternalUrl url = facts.seen();
    HostScope scope = url.host().scope();
    Optional<String> elsewhere = hostElsewhere();
    if (elsewhere.isPresent()) {
      found(UrlFinding.URL_HOST_LOST, elsewhere.get());
    } else if (isConfigured(url.host())) {
      hostForwarded(url.host());
      port(url);
    } else if (signOfAProxy.isPresent() && scope != HostScope.PUBLIC && !isAskedFor(url, scope)) {
      found(UrlFinding.URL_HOST_LOST, url.origin() + " behind a proxy: " + signOfAProxy.get());
    } else {
      boolean behind = scope == HostScope.PRIVATE_ADDRESS && signOfAProxy.isPresent();
      if (scope == HostScope.PRIVATE_NAME || behind) {
        found(UrlFinding.URL_HOST_INTERNAL, url.host().text());
      }
      hostOfPlatform(url.host());
      hostForwarded(url.host());
      port(url);
    }
  }

  private boolean isConfigured(Host host) {
    return configured.filter(url -> url.host().equals(host)).isPresent();
  }

  /** Who checks Host looks at no other header. */
  private void hostForwarded(Host taken) {
    ownHost()
        .filter(own -> taken.scope() == HostScope.PUBLIC && own.scope() != HostScope.PUBLIC)
        .ifPresent(
            own -> found(UrlFinding.URL_HOST_FORWARDED, "Host is " + own + ", taken: " + taken));
  }

  private Optional<Host> ownHost() {
    return headers.first("host").flatMap(Authority::parse).map(Authority::host);
  }

  /** Returns the header of a vendor that names another host than Host. No framework looks there. */
  private Optional<String> hostElsewhere() {
    Optional<Host> own = ownHost();
    boolean usual =
        own.isEmpty()
            || headers.contains("x-forwarded-host")
            || forwarded.first("host").isPresent();
    if (usual) {
      return Optional.empty();
    }
    return proxy.hostsSaid().stream()
        .filter(
            said ->
                Authority.parse(said.value())
                    .filter(other -> !own.get().equals(other.host()))
                    .isPresent())
        .map(said -> "Host is " + own.get() + ", " + said)
        .findFirst();
  }

  private void hostOfPlatform(Host host) {
    Optional<String> platform = Intermediaries.platformOf(host);
    if (platform.isPresent()) {
      Optional<String> replacer = Intermediaries.of(facts.context()).replacerOf(host);
      found(
          replacer.isPresent() ? UrlFinding.URL_HOST_LOST : UrlFinding.URL_HOST_INTERNAL,
          host.text()
              + ", as "
              + platform.get()
              + " names services"
              + replacer.map(product -> ", behind " + product).orElse(""));
    }
  }

  /**
   * Returns whether the client asked for this internal name: a proxy says so, or the client is
   * itself inside.
   */
  private boolean isAskedFor(ExternalUrl url, HostScope scope) {
    boolean said = proxy.host().isPresent() || forwarded.first("host").isPresent();
    boolean ownPort = isOwnPort(url);
    boolean neighbour =
        proxy
            .first("x-forwarded-for")
            .or(() -> proxy.first("x-real-ip"))
            .map(address -> Host.ofNode(address).scope())
            .filter(client -> client == HostScope.LOOPBACK || client == HostScope.PRIVATE_ADDRESS)
            .isPresent();
    // A sidecar passes requests of its neighbours on without their address.
    boolean mesh =
        headers.contains("x-forwarded-client-cert") && !headers.contains("x-forwarded-for");
    // Who is in a private network may call the proxy by an address or a name of that network; a
    // single word is mostly the name that the proxy has for this server.
    boolean ofNetwork =
        scope == HostScope.PRIVATE_ADDRESS
            || scope == HostScope.PRIVATE_NAME && url.host().text().indexOf('.') > 0;
    return said
        || (scope == HostScope.LOOPBACK || ofNetwork) && neighbour && !ownPort
        || scope == HostScope.PRIVATE_NAME && mesh;
  }

  private void port(ExternalUrl url) {
    String other = url.scheme().equals("https") ? "http" : "https";
    if (url.port().isPresent() && url.port().equals(Origin.defaultPort(other))) {
      found(UrlFinding.URL_PORT_MISMATCH, url.origin().toString());
    } else if (signOfAProxy.isPresent() && (isOwnPort(url) || isInnerPort(url))) {
      found(UrlFinding.URL_PORT_INTERNAL, url.origin().toString());
    }
  }

  private boolean isOwnPort(ExternalUrl url) {
    return url.port().isPresent()
        && url.port().getAsInt() == facts.context().connection().localPort();
  }

  /** A port by which servers listen behind a proxy that ends TLS is none that clients use. */
  private static boolean isInnerPort(ExternalUrl url) {
    return url.scheme().equals("https")
        && url.host().scope() == HostScope.PUBLIC
        && url.port().isPresent()
        && INNER_PORTS.contains(url.port().getAsInt());
  }

  private void found(UrlFinding kind, String evidence) {
    findings.add(facts.found(kind, evidence));
  }
}
