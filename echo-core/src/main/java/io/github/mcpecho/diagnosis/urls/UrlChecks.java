package io.github.mcpecho.diagnosis.urls;

import io.github.mcpecho.diagnosis.intermediaries.Intermediaries;
import io.github.mcpecho.diagnosis.request.Placeholders;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.http.Authority;
import io.github.mcpecho.internal.http.FieldList;
import io.github.mcpecho.internal.http.Forwarded;
import io.github.mcpecho.internal.http.Host;
import io.github.mcpecho.internal.http.HostScope;
import io.github.mcpecho.internal.http.Origin;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.internal.text.TsvResource;
import io.github.mcpecho.report.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Judges what the request says about its own URL. */
final class UrlChecks {
  private static final String FORWARDED_COUNTS = "; taken: Forwarded";

  private static final int MOST_HOSTS = 16;

  private static final Set<Integer> INNER_PORTS =
      TsvResource.rows(UrlChecks.class, "inner-ports.tsv").stream()
          .map(cells -> Integer.valueOf(cells[0]))
          .collect(Collectors.toUnmodifiableSet());

  private final CallContext context;
  private final Headers headers;
  private final ProxyHeaders proxy;
  private final Optional<String> signOfAProxy;
  private final Forwarded forwarded;
  private final List<UrlCandidate> candidates;
  private final Redactor redactor;
  private final List<Finding> findings = new ArrayList<>();

  UrlChecks(
      CallContext context,
      Forwarded forwarded,
      Optional<String> signOfAProxy,
      List<UrlCandidate> candidates,
      Redactor redactor) {
    this.context = context;
    this.headers = context.headers();
    this.proxy = ProxyHeaders.of(context);
    this.signOfAProxy = signOfAProxy;
    this.forwarded = forwarded;
    this.candidates = candidates;
    this.redactor = redactor;
  }

  List<Finding> findings() {
    hosts();
    values();
    agreement();
    findings.addAll(
        new SchemeChecks(context, forwarded, signOfAProxy, candidates, redactor).findings());
    host();
    configured()
        .filter(url -> !url.url().resource().equals(seen().url().resource()))
        .ifPresent(
            url ->
                found(
                    UrlFinding.URL_CONFIGURED_MISMATCH,
                    "configured: " + url.url() + ", this request: " + seen().url()));
    proxy.prefix().ifPresent(prefix -> found(UrlFinding.URL_PREFIX_REMOVED, prefix));
    return findings;
  }

  /** What stands behind the first host is inner proxies' own: another public one is a rival. */
  private void hosts() {
    List<String> lines = headers.all("x-forwarded-host");
    if (lines.size() > 1 || lines.stream().anyMatch(line -> line.indexOf(',') >= 0)) {
      rivals("x-forwarded-host", FieldList.of(lines));
    }
    if (forwarded.hops().size() > 1) {
      rivals(
          "forwarded",
          forwarded.hops().stream().flatMap(hop -> hop.parameter("host").stream()).toList());
    }
  }

  private void rivals(String name, List<String> said) {
    List<Host> hosts =
        said.stream()
            .limit(MOST_HOSTS)
            .flatMap(host -> Authority.parse(host).stream())
            .map(Authority::host)
            .distinct()
            .toList();
    boolean isContradicted =
        hosts.stream()
            .skip(1)
            .anyMatch(
                host ->
                    host.scope() == HostScope.PUBLIC && Intermediaries.platformOf(host).isEmpty());
    if (isContradicted) {
      found(
          UrlFinding.URL_HOST_AMBIGUOUS,
          name + ": " + hosts.stream().map(Host::text).collect(Collectors.joining(", ")));
    }
  }

  private void values() {
    List<Finding> placeholders = ProxyPlaceholders.in(context, forwarded, redactor);
    findings.addAll(placeholders);
    if (placeholders.isEmpty()) {
      forwarded.problem().ifPresent(where -> found(UrlFinding.URL_FORWARDED_MALFORMED, where));
    }
    invalid(
        "x-forwarded-host",
        host -> Authority.parse(host).isPresent() && !ClientAddress.isObfuscated(host));
    invalid("x-forwarded-proto", scheme -> ProxyHeaders.webScheme(scheme).isPresent());
    invalid("x-forwarded-port", port -> ProxyHeaders.port(port).isPresent());
    invalid("x-forwarded-prefix", ProxyHeaders::isPrefix);
  }

  private void invalid(String name, Predicate<String> valid) {
    proxy
        .first(name)
        .filter(valid.negate())
        .filter(value -> Placeholders.in(value).isEmpty())
        .ifPresent(value -> found(UrlFinding.URL_HEADER_INVALID, name + ": " + value));
  }

  private void host() {
    ExternalUrl url = seen().url();
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
    return configured().filter(url -> url.url().host().equals(host)).isPresent();
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
      Optional<String> replacer = Intermediaries.of(context).replacerOf(host);
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
    return url.port().isPresent() && url.port().getAsInt() == context.connection().localPort();
  }

  /** A port by which servers listen behind a proxy that ends TLS is none that clients use. */
  private static boolean isInnerPort(ExternalUrl url) {
    return url.scheme().equals("https")
        && url.host().scope() == HostScope.PUBLIC
        && url.port().isPresent()
        && INNER_PORTS.contains(url.port().getAsInt());
  }

  private void agreement() {
    Optional<UrlCandidate> standard = candidate(UrlCandidate.Source.FORWARDED);
    Optional<UrlCandidate> common = candidate(UrlCandidate.Source.X_FORWARDED);
    if (standard.isPresent()
        && common.isPresent()
        && contradict(standard.get().url(), common.get().url())) {
      found(
          UrlFinding.URL_FORWARDED_DISAGREES,
          "Forwarded: "
              + standard.get().url().origin()
              + ", X-Forwarded-*: "
              + common.get().url().origin()
              + FORWARDED_COUNTS);
    }
    Optional<String> client = forwarded.first().flatMap(Forwarded.Hop::client);
    Optional<String> commonClient = proxy.first("x-forwarded-for").map(Host::withoutPort);
    if (client.isPresent()
        && commonClient.isPresent()
        && !sameNode(client.get(), commonClient.get())) {
      found(
          UrlFinding.URL_FORWARDED_DISAGREES,
          "Forwarded: for="
              + redactor.address(client.get())
              + ", X-Forwarded-For: "
              + redactor.address(commonClient.get())
              + FORWARDED_COUNTS);
    }
  }

  /**
   * What one of the two does not tell is taken from the request. An inner Host contradicts nothing:
   * it is the proxy's; another public one does, since many a proxy lets Forwarded of a client pass.
   */
  private boolean contradict(ExternalUrl standard, ExternalUrl common) {
    boolean hosts =
        forwarded.first("host").isPresent()
            && (proxy.host().isPresent() || common.host().scope() == HostScope.PUBLIC);
    boolean schemes = forwarded.first("proto").isPresent() && proxy.scheme().isPresent();
    return hosts && !standard.host().equals(common.host())
        || schemes && !standard.scheme().equals(common.scheme())
        || hosts && schemes && !standard.origin().equals(common.origin());
  }

  /** An obfuscated name (RFC 7239 §6.3) hides the address on purpose. */
  private static boolean sameNode(String node, String address) {
    return node.startsWith("_")
        || node.equals("unknown")
        || Host.ofNode(node).equals(Host.ofNode(address));
  }

  private Optional<UrlCandidate> configured() {
    return candidate(UrlCandidate.Source.CONFIGURED);
  }

  private UrlCandidate seen() {
    return UrlCandidate.seen(candidates);
  }

  private Optional<UrlCandidate> candidate(UrlCandidate.Source source) {
    return candidates.stream().filter(candidate -> candidate.source() == source).findFirst();
  }

  private void found(UrlFinding kind, String seen) {
    findings.add(kind.found(redactor.evidence(seen)));
  }
}
