package io.github.mcpecho.diagnosis.urls;

import io.github.mcpecho.diagnosis.intermediaries.Intermediaries;
import io.github.mcpecho.diagnosis.request.Placeholders;
import io.github.mcpecho.diagnosis.request.RequestFacts;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.http.Authority;
import io.github.mcpecho.internal.http.FieldList;
import io.github.mcpecho.internal.http.Forwarded;
import io.github.mcpecho.internal.http.Host;
import io.github.mcpecho.internal.http.HostScope;
import io.github.mcpecho.internal.http.UrlPart;
import io.github.mcpecho.internal.text.TsvResource;
import io.github.mcpecho.report.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Judges what proxy headers say of the URL wrongly, or against each other. */
final class HeaderContradictions {
  private static final String FORWARDED_COUNTS = "; taken: Forwarded";
  private static final int MOST_VALUES = 16;
  private static final Map<Forwarded.Mistake, String[]> MISTAKES =
      TsvResource.rows(HeaderContradictions.class, "forwarded-mistakes.tsv").stream()
          .collect(
              Collectors.toUnmodifiableMap(row -> Forwarded.Mistake.valueOf(row[0]), row -> row));

  private final UrlFacts facts;
  private final Headers headers;
  private final ProxyHeaders proxy;
  private final Forwarded forwarded;
  private final List<Finding> findings = new ArrayList<>();

  private HeaderContradictions(UrlFacts facts) {
    this.facts = facts;
    this.headers = facts.headers();
    this.proxy = facts.proxy();
    this.forwarded = facts.forwarded();
  }

  /** Returns what they say so. Those of most requests cannot. */
  static List<Finding> in(UrlFacts facts) {
    return ProxyHeaders.areOrdinary(RequestFacts.of(facts.context()).headers())
        ? List.of()
        : new HeaderContradictions(facts).findings();
  }

  private List<Finding> findings() {
    hosts();
    values();
    agreement();
    schemes();
    ports();
    if (elements("x-forwarded-prefix").count() > 1) {
      found(
          UrlFinding.URL_PREFIX_AMBIGUOUS,
          elements("x-forwarded-prefix").collect(Collectors.joining(", ")));
    }
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
            .limit(MOST_VALUES)
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
    if (hosts.size() > 1) {
      found(
          isContradicted ? UrlFinding.URL_HOST_AMBIGUOUS : UrlFinding.URL_HOST_APPENDED,
          name + ": " + hosts.stream().map(Host::text).collect(Collectors.joining(", ")));
    }
  }

  private void values() {
    List<Finding> placeholders = ProxyPlaceholders.in(facts);
    findings.addAll(placeholders);
    if (placeholders.isEmpty()) {
      forwarded.problem().map(this::malformed).ifPresent(findings::add);
    }
    invalid("x-forwarded-host", UrlPart.HOST);
    invalid("x-forwarded-proto", UrlPart.SCHEME);
    invalid("x-forwarded-port", UrlPart.PORT);
    invalid("x-forwarded-prefix", UrlPart.PREFIX);
    forwarded.first("host").ifPresent(host -> invalid("forwarded: host=", UrlPart.HOST, host));
    forwarded
        .first("proto")
        .ifPresent(proto -> invalid("forwarded: proto=", UrlPart.SCHEME, proto));
  }

  private Finding malformed(Forwarded.Problem problem) {
    UrlFinding kind = UrlFinding.URL_FORWARDED_MALFORMED;
    String[] row = MISTAKES.get(problem.mistake());
    return kind.found(kind.meaning(), "character " + problem.character() + ": " + row[1], row[2]);
  }

  private void invalid(String name, UrlPart part) {
    proxy.first(name).ifPresent(value -> invalid(name + ": ", part, value));
  }

  private void invalid(String place, UrlPart part, String value) {
    if (!isValid(part, value) && Placeholders.in(value).isEmpty()) {
      UrlFinding kind = UrlFinding.URL_HEADER_INVALID;
      InvalidValue what = InvalidValue.of(part, value);
      findings.add(
          kind.found(
              kind.meaning(), facts.redactor().evidence(place + value + what.words()), what.fix()));
    }
  }

  private static boolean isValid(UrlPart part, String value) {
    return switch (part) {
      case HOST -> ProxyHeaders.host(value).isPresent();
      case SCHEME -> ProxyHeaders.webScheme(value).isPresent();
      case PORT -> ProxyHeaders.port(value).isPresent();
      default -> ProxyHeaders.isPrefix(value);
    };
  }

  private void schemes() {
    List<String> protos =
        elements("x-forwarded-proto")
            .filter(proto -> ProxyHeaders.webScheme(proto).isPresent())
            .toList();
    if (protos.stream().map(ProxyHeaders::webScheme).distinct().count() > 1) {
      found(UrlFinding.URL_SCHEME_AMBIGUOUS, "x-forwarded-proto: " + String.join(", ", protos));
    }
    if (facts.seen().scheme().equals("https")) {
      proxy
          .signOfHttp()
          .ifPresent(sign -> found(UrlFinding.URL_SCHEME_AMBIGUOUS, "https, but " + sign));
    }
  }

  private void ports() {
    List<String> ports = elements("x-forwarded-port").distinct().toList();
    OptionalInt ofHost = proxy.host().map(Authority::port).orElse(OptionalInt.empty());
    boolean areContradicted =
        ports.size() > 1
            || ofHost.isPresent()
                && proxy.port().isPresent()
                && ofHost.getAsInt() != proxy.port().getAsInt();
    if (areContradicted) {
      found(
          UrlFinding.URL_PORT_AMBIGUOUS,
          (ofHost.isPresent() ? "host: " + proxy.host().get() + "; " : "")
              + "x-forwarded-port: "
              + String.join(", ", ports));
    }
  }

  private Stream<String> elements(String name) {
    return FieldList.of(headers.all(name)).stream().limit(MOST_VALUES);
  }

  private void agreement() {
    Optional<ExternalUrl> standard = facts.by(UrlCandidate.Source.FORWARDED);
    Optional<ExternalUrl> common = facts.by(UrlCandidate.Source.X_FORWARDED);
    if (standard.isPresent() && common.isPresent() && contradict(standard.get(), common.get())) {
      found(
          UrlFinding.URL_FORWARDED_DISAGREES,
          "Forwarded: "
              + standard.get().origin()
              + ", X-Forwarded-*: "
              + common.get().origin()
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
              + facts.redactor().address(client.get())
              + ", X-Forwarded-For: "
              + facts.redactor().address(commonClient.get())
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

  private void found(UrlFinding kind, String evidence) {
    findings.add(facts.found(kind, evidence));
  }
}
