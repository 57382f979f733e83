package io.github.mcpecho.diagnosis.urls;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.mcpecho.diagnosis.report.Section;
import io.github.mcpecho.diagnosis.request.KnownHeader;
import io.github.mcpecho.diagnosis.request.RequestFacts;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Header;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.http.Authority;
import io.github.mcpecho.internal.http.Disclosure;
import io.github.mcpecho.internal.http.Forwarded;
import io.github.mcpecho.internal.http.Host;
import io.github.mcpecho.internal.http.HostScope;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.internal.text.SafeText;
import io.github.mcpecho.report.Finding;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The URLs that this endpoint may have outside, and the one that a server behind proxies should
 * take for its own. Immutable.
 */
public final class ExternalUrls {
  private static final int MAX_PATH = 512;

  /** Headers whose values say nothing about a URL: that they are there is all that is asked. */
  private static final Set<Disclosure> UNREAD = EnumSet.of(Disclosure.CREDENTIALS, Disclosure.JWT);

  private static final String SURVIVES =
      "Check at each proxy: the 401 stays a 401 (no 302, no 403), the challenge arrives with every"
          + " parameter, and the metadata can be read without a token.";

  private final CallContext request;
  private final UrlFacts facts;

  private ExternalUrls(CallContext request, UrlFacts facts) {
    this.request = request;
    this.facts = facts;
  }

  /** Returns the URLs by the request and the configuration; read once. */
  public static ExternalUrls of(CallContext request, PublicUrl configured, Redactor redactor) {
    return request.derived(
        List.of(ExternalUrls.class, configured, redactor),
        fresh -> read(fresh, configured, redactor));
  }

  private static ExternalUrls read(CallContext request, PublicUrl configured, Redactor redactor) {
    CallContext context = redacted(request, redactor);
    Forwarded forwarded = RequestFacts.of(request).forwarded().with(redactor::text);
    var candidates = new ArrayList<UrlCandidate>();
    configured.url().ifPresent(url -> add(candidates, UrlCandidate.Source.CONFIGURED, url));
    // Every parameter of Forwarded is optional (RFC 7239 §4): what it leaves out, others say.
    forwarded(context, forwarded)
        .ifPresent(url -> add(candidates, UrlCandidate.Source.FORWARDED, url));
    Optional<ExternalUrl> common = xForwarded(context, forwarded);
    common.ifPresent(url -> add(candidates, UrlCandidate.Source.X_FORWARDED, url));
    otherProxy(context)
        .filter(url -> !common.filter(url::equals).isPresent())
        .ifPresent(url -> add(candidates, UrlCandidate.Source.OTHER_PROXY, url));
    host(context).ifPresent(url -> add(candidates, UrlCandidate.Source.HOST, url));
    add(candidates, UrlCandidate.Source.SOCKET, socket(context));
    // The names of headers are not redacted, so those of the request need not be looked up again.
    Optional<String> proxy = RequestFacts.of(request).signOfAProxy();
    return new ExternalUrls(request, new UrlFacts(context, forwarded, proxy, candidates, redactor));
  }

  /** Returns the resource identifier of this endpoint (RFC 8707), by the best source there is. */
  public String resource() {
    return facts.winner().url().resource();
  }

  /** Returns whether the operator configured the best URL, so that no request had to tell it. */
  public boolean isConfigured() {
    return facts.winner().source() == UrlCandidate.Source.CONFIGURED;
  }

  /** Returns the URL of this endpoint by the best source there is. */
  public String best() {
    return facts.winner().url().toString();
  }

  /** Returns the source of {@link #best}. */
  public String bestSource() {
    return facts.winner().source().label();
  }

  /**
   * Returns the best source that gives this very URL, by the comparison of RFC 9449 §4.3: after
   * normalization, without query and fragment. The endpoint is there with a slash at its end too,
   * which is another URL (RFC 3986 §6.2.3): the request has to have it as well.
   */
  public Optional<String> sourceOf(String claimed) {
    Optional<ExternalUrl> wanted = ExternalUrl.parse(claimed);
    String arrived = path(facts.context());
    return facts.candidates().stream()
        .filter(candidate -> wanted.filter(url -> candidate.isOf(url, arrived)).isPresent())
        .findFirst()
        .map(candidate -> candidate.source().label());
  }

  /** Returns where the resource metadata should be (RFC 9728 §3.1). */
  public String metadata() {
    return facts.winner().url().metadata();
  }

  /**
   * Returns whether clients of this endpoint look for its metadata there: at the root, behind the
   * path of the resource, or behind the path by which the request came here, from which a proxy may
   * have taken a prefix.
   *
   * @param path what stands behind {@code /.well-known/oauth-protected-resource}
   */
  public boolean hasMetadataBehind(String path) {
    String resource = ExternalUrl.resourcePath(path);
    return resource.isEmpty()
        || resource.equals(facts.winner().url().resourcePath())
        || resource.equals(ExternalUrl.resourcePath(path(facts.context())));
  }

  /**
   * Returns the candidates, the winner, and what follows from it.
   *
   * @param challenge what a server at this URL sends with a 401
   */
  public Section section(String challenge) {
    Section.Builder section = Section.titled("externalUrl", "🧭 Which URL Am I");
    ArrayNode known = Json.array();
    for (UrlCandidate candidate : facts.candidates()) {
      String label = candidate.source().label();
      String url = facts.redactor().text(candidate.url().toString());
      section.text(label + ": " + url);
      known.addObject().put("source", label).put("url", url);
    }
    UrlCandidate.Source winner = facts.winner().source();
    section
        .fact("candidates", known)
        .field("winner", "Winner", winner.label() + ": " + winner.reason())
        .field("resource", "Resource (RFC 8707)", facts.redactor().text(resource()))
        .field("metadata", "Metadata (RFC 9728)", facts.redactor().text(metadata()))
        .field(
            "rootMetadata",
            "Metadata, root",
            facts.redactor().text(facts.winner().url().rootMetadata()))
        .field(
            "challenge", "401 Challenge", facts.redactor().text("WWW-Authenticate: " + challenge));
    if (facts.signOfAProxy().isPresent()) {
      section.text(SURVIVES);
    }
    return section.build();
  }

  private List<Finding> findings() {
    return request.derived(
        List.of(UrlChecks.class, this), fresh -> new UrlChecks(facts).findings());
  }

  /** Returns what there is to say about the URL and the sender of a request. */
  public static List<Finding> judge(CallContext request, PublicUrl configured, Redactor redactor) {
    List<Finding> ofSender = ClientAddressJudge.judge(request, redactor);
    return OrdinaryUrl.isOf(request, configured)
        ? ofSender
        : Stream.concat(of(request, configured, redactor).findings().stream(), ofSender.stream())
            .toList();
  }

  /**
   * Returns for what the URL may be another one; nothing if it is configured.
   *
   * @param audiences of a token: if it is for the host of another source, one of the two is wrong
   */
  public List<Finding> doubts(List<String> audiences) {
    if (isConfigured()) {
      return List.of();
    }
    return Stream.concat(
            findings().stream()
                .filter(
                    finding -> finding.kind() instanceof UrlFinding kind && kind.leavesUrlOpen()),
            rival(audiences).stream())
        .toList();
  }

  private Optional<Finding> rival(List<String> audiences) {
    return facts.candidates().stream()
        .filter(other -> other.url().host().scope() == HostScope.PUBLIC)
        .filter(other -> !other.url().host().equals(facts.winner().url().host()))
        .filter(other -> audiences.stream().anyMatch(other.url()::isResourceButForScheme))
        .findFirst()
        .map(
            other ->
                facts.found(
                    UrlFinding.URL_HOST_AMBIGUOUS,
                    bestSource()
                        + ": "
                        + facts.winner().url().host()
                        + ", "
                        + other.source().label()
                        + ": "
                        + other.url().host()
                        + ", for which the token is"));
  }

  /** Returns the request without secrets, so that all that is made of it may be shown. */
  private static CallContext redacted(CallContext request, Redactor redactor) {
    var lines = new ArrayList<Header>(request.headers().size());
    for (KnownHeader line : RequestFacts.of(request).headers()) {
      String value = UNREAD.contains(line.kind().disclosure()) ? "" : redactor.text(line.value());
      lines.add(new Header(line.name(), value));
    }
    return new CallContext(
        request.method(),
        redactor.url(request.endpoint()),
        request.protocol(),
        Headers.of(lines),
        redacted(request.connection(), redactor),
        request.receivedAt());
  }

  private static CallContext.Connection redacted(
      CallContext.Connection connection, Redactor redactor) {
    CallContext.Connection.Builder redacted =
        connection.toBuilder()
            .scheme(redactor.text(connection.scheme()))
            .server(redactor.text(connection.serverName()), connection.serverPort())
            .remote(redactor.text(connection.remoteAddress()), connection.remotePort())
            .local(redactor.text(connection.localAddress()), connection.localPort());
    connection.userPrincipal().map(redactor::text).ifPresent(redacted::userPrincipal);
    return redacted.build();
  }

  private static void add(
      List<UrlCandidate> candidates, UrlCandidate.Source source, ExternalUrl url) {
    candidates.add(new UrlCandidate(source, url));
  }

  private static Optional<ExternalUrl> forwarded(CallContext context, Forwarded forwarded) {
    Optional<String> scheme = scheme(forwarded);
    Optional<Authority> host = host(forwarded);
    if (scheme.isEmpty() && host.isEmpty()) {
      return Optional.empty();
    }
    ProxyHeaders proxy = ProxyHeaders.of(context);
    OptionalInt port = host.isPresent() ? OptionalInt.empty() : proxy.port();
    return Optional.of(ofProxy(context, scheme.or(proxy::scheme), host.or(proxy::host), port));
  }

  private static Optional<ExternalUrl> xForwarded(CallContext context, Forwarded forwarded) {
    ProxyHeaders proxy = ProxyHeaders.of(context);
    if (!proxy.isPresent()) {
      return Optional.empty();
    }
    Optional<String> scheme = proxy.scheme().or(() -> scheme(forwarded));
    return Optional.of(ofProxy(context, scheme, proxy.host(), proxy.port()));
  }

  private static Optional<String> scheme(Forwarded forwarded) {
    return forwarded.first("proto").flatMap(ProxyHeaders::webScheme);
  }

  private static Optional<Authority> host(Forwarded forwarded) {
    return forwarded.first("host").flatMap(ProxyHeaders::host);
  }

  /**
   * Returns the URL by the proxy headers that hardly any framework reads: by any sign of TLS, and
   * by the last one that names a host.
   */
  private static Optional<ExternalUrl> otherProxy(CallContext context) {
    ProxyHeaders proxy = ProxyHeaders.of(context);
    Optional<String> https = proxy.signOfTls().map(sign -> "https");
    List<Authority> hosts = proxy.hosts();
    Optional<Authority> host =
        hosts.isEmpty() ? Optional.empty() : Optional.of(hosts.get(hosts.size() - 1));
    return https.isPresent() || host.isPresent()
        ? Optional.of(ofProxy(context, https.or(proxy::scheme), host, OptionalInt.empty()))
        : Optional.empty();
  }

  private static ExternalUrl ofProxy(
      CallContext context, Optional<String> scheme, Optional<Authority> host, OptionalInt port) {
    Authority authority = host.orElseGet(() -> hostOrServerName(context));
    return ExternalUrl.of(
        scheme.orElse(context.connection().scheme()),
        authority.port().isPresent() ? authority : new Authority(authority.host(), port),
        ProxyHeaders.of(context).prefix().orElse("") + path(context));
  }

  private static Optional<ExternalUrl> host(CallContext context) {
    return hostHeader(context)
        .map(host -> ExternalUrl.of(context.connection().scheme(), host, path(context)));
  }

  private static ExternalUrl socket(CallContext context) {
    CallContext.Connection connection = context.connection();
    OptionalInt port =
        connection.localPort() > 0 ? OptionalInt.of(connection.localPort()) : OptionalInt.empty();
    var address = new Authority(Host.ofNode(connection.localAddress()), port);
    return ExternalUrl.of(connection.scheme(), address, path(context));
  }

  private static Optional<Authority> hostHeader(CallContext context) {
    return context.headers().first("host").flatMap(Authority::parse);
  }

  private static Authority hostOrServerName(CallContext context) {
    CallContext.Connection connection = context.connection();
    return hostHeader(context)
        .orElseGet(
            () ->
                new Authority(
                    Host.ofNode(connection.serverName()), OptionalInt.of(connection.serverPort())));
  }

  /** Returns the path of the target, which is absolute when the client took us for a proxy. */
  static String path(CallContext context) {
    String target = context.target();
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    int authority = path.indexOf("://");
    if (authority >= 0) {
      int slash = path.indexOf('/', authority + 3);
      path = slash < 0 ? "/" : path.substring(slash);
    }
    return SafeText.cap(path.startsWith("/") ? path : "/", MAX_PATH);
  }
}
