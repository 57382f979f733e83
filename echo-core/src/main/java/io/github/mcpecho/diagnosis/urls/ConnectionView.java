package io.github.mcpecho.diagnosis.urls;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.diagnosis.report.Section;
import io.github.mcpecho.diagnosis.request.KnownHeader;
import io.github.mcpecho.diagnosis.request.RequestFacts;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Header;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.http.TlsSession;
import io.github.mcpecho.internal.http.Authority;
import io.github.mcpecho.internal.http.Disclosure;
import io.github.mcpecho.internal.http.FieldList;
import io.github.mcpecho.internal.http.Forwarded;
import io.github.mcpecho.internal.http.HeaderKind;
import io.github.mcpecho.internal.http.Host;
import io.github.mcpecho.internal.http.HostScope;
import io.github.mcpecho.internal.http.UrlPart;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.redaction.Certificates;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.report.Finding;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Compares the connection as the headers tell it with what the container makes of it. */
public final class ConnectionView {
  /** The container name of our own program, around which there is no application. */
  private static final String PROGRAM = "mcp-echo";

  private static final String FORWARDED = "x-forwarded-";

  private final CallContext context;
  private final CallContext.Connection container;
  private final Headers headers;
  private final Redactor redactor;
  private final Forwarded forwarded;

  public ConnectionView(CallContext context, Redactor redactor) {
    this.context = context;
    this.container = context.connection();
    this.headers = context.headers();
    this.redactor = redactor;
    this.forwarded = RequestFacts.of(context).forwarded();
  }

  /** Returns where the two disagree; nothing in the program, which reads no proxy headers. */
  public List<Finding> findings() {
    var findings = new ArrayList<Finding>();
    if (container.container().equals(PROGRAM)) {
      return findings;
    }
    List<String> proofs = proofsOfUse();
    if (!container.hiddenHeaders().isEmpty()) {
      findings.add(found(ConnectionFinding.CONTAINER_FORWARDED_REMOVED, hidden()));
    } else if (!proofs.isEmpty()) {
      findings.add(found(ConnectionFinding.CONTAINER_FORWARDED_APPLIED, String.join("; ", proofs)));
    } else if (isRemoved()) {
      findings.add(
          found(
              ConnectionFinding.CONTAINER_FORWARDED_REMOVED,
              "container "
                  + container.serverName()
                  + ", Host "
                  + headers.first("host").orElse("")));
    }
    return findings;
  }

  /** Returns what concerns only an application around this server that builds URLs of its own. */
  public List<Finding> applicationFindings() {
    boolean ignored =
        scheme().filter("https"::equals).isPresent()
            && container.scheme().equals("http")
            && !container.container().equals(PROGRAM);
    return ignored
        ? List.of(
            found(ConnectionFinding.CONTAINER_FORWARDED_IGNORED, "proxy https, container http"))
        : List.of();
  }

  /** Returns all of these, if there is a container that somebody can configure. */
  public List<Finding> findingsInHost() {
    return container.container().isEmpty()
        ? List.of()
        : Stream.of(findings(), applicationFindings()).flatMap(List::stream).toList();
  }

  public ObjectNode toJson() {
    ObjectNode json = Json.object();
    json.putObject("request")
        .put("method", redactor.text(context.method()))
        .put("target", redactor.url(context.target()))
        .put("protocol", redactor.text(context.protocol()));
    ObjectNode view =
        json.putObject("container")
            .put("scheme", redactor.text(container.scheme()))
            .put("serverName", redactor.text(container.serverName()))
            .put("serverPort", container.serverPort())
            .put("secure", container.secure())
            .put("remoteAddress", redactor.address(container.remoteAddress()))
            .put("remotePort", container.remotePort())
            .put("localAddress", redactor.text(container.localAddress()))
            .put("localPort", container.localPort())
            .put("forwardedApplied", container.forwardedApplied());
    container.tls().ifPresent(tls -> view.set("tls", json(tls)));
    ArrayNode hidden = view.putArray("hiddenHeaders");
    container.hiddenHeaders().forEach(name -> hidden.add(redactor.text(name)));
    container.userPrincipal().ifPresent(user -> view.put("userPrincipal", redactor.personal(user)));
    return json;
  }

  private ObjectNode json(TlsSession tls) {
    ObjectNode json =
        Json.object().put("protocol", tls.protocol()).put("cipherSuite", tls.cipherSuite());
    tls.alpn().ifPresent(chosen -> json.put("alpn", redactor.text(chosen)));
    tls.sni().ifPresent(name -> json.put("sni", redactor.text(name)));
    tls.clientCertificate()
        .ifPresent(certificate -> json.put("clientCertificate", describe(certificate)));
    return json;
  }

  private String text(TlsSession tls) {
    return ", "
        + tls.protocol()
        + " "
        + tls.cipherSuite()
        + tls.alpn().map(chosen -> ", ALPN " + orNone(chosen)).orElse("")
        + tls.sni().map(name -> ", SNI " + orNone(name)).orElse("");
  }

  private String orNone(String text) {
    return text.isEmpty() ? "none" : redactor.text(text);
  }

  private String describe(X509Certificate certificate) {
    return redactor.personal(Certificates.describe(certificate));
  }

  public Section.Builder section() {
    var section =
        Section.titled("connection", "🔌 Connection (as it came | as the container sees it)")
            .text(
                "Request: "
                    + redactor.text(context.method())
                    + " "
                    + redactor.url(context.target())
                    + " "
                    + redactor.text(context.protocol()))
            .text("Scheme: " + claim(scheme()) + redactor.text(container.scheme()))
            .text(
                "Host: "
                    + claim(headers.first("host"))
                    + redactor.text(container.serverName())
                    + ":"
                    + container.serverPort())
            .text(
                "Client: "
                    + client().map(redactor::address).orElse("-")
                    + " | "
                    + redactor.address(container.remoteAddress()))
            .text("Secure: " + container.secure() + container.tls().map(this::text).orElse(""));
    container
        .tls()
        .flatMap(TlsSession::clientCertificate)
        .ifPresent(certificate -> section.text("Client certificate: " + describe(certificate)));
    if (!container.hiddenHeaders().isEmpty()) {
      section.text("Hidden: " + redactor.evidence(String.join(", ", container.hiddenHeaders())));
    }
    container.userPrincipal().ifPresent(user -> section.text("User: " + redactor.personal(user)));
    return section.value(toJson());
  }

  private String claim(Optional<String> claim) {
    return claim.map(redactor::evidence).orElse("-") + " | ";
  }

  private Optional<String> scheme() {
    return forwarded.first("proto").flatMap(ProxyHeaders::webScheme).or(() -> proxy().scheme());
  }

  private ProxyHeaders proxy() {
    return ProxyHeaders.of(context);
  }

  private Optional<String> client() {
    return forwarded.first("for").or(() -> proxy().first("x-forwarded-for"));
  }

  private Optional<Host> forwardedHost() {
    return forwarded.first("host").map(Host::ofNode).or(() -> proxy().host().map(Authority::host));
  }

  private Stream<String> clients() {
    return Stream.concat(
        FieldList.of(headers.all("x-forwarded-for")).stream(),
        forwarded.hops().stream().flatMap(hop -> hop.parameter("for").stream()));
  }

  private List<String> proofsOfUse() {
    var proofs = new ArrayList<String>();
    if (container.forwardedApplied()) {
      proofs.add(
          "the container says so; to it the client is "
              + redactor.address(container.remoteAddress()));
    }
    Host remote = Host.ofNode(container.remoteAddress());
    // Every proxy on this machine has this address, so it proves nothing.
    boolean loopback = remote.scope() == HostScope.LOOPBACK;
    if (!loopback && clients().map(Host::ofNode).anyMatch(remote::equals)) {
      proofs.add(
          "remote address "
              + redactor.address(container.remoteAddress())
              + " stands in the list of forwarded addresses");
    }
    if (!hostIsServerName()
        && mayNameAnotherHost()
        && forwardedHost().filter(this::isServerName).isPresent()) {
      proofs.add(
          "server name " + container.serverName() + " is the forwarded host, not that of Host");
    }
    return proofs;
  }

  /** Most proxies name the host of Host, if any. */
  private boolean mayNameAnotherHost() {
    String own = headers.first("host").orElse("");
    List<KnownHeader> known = RequestFacts.of(context).headers();
    for (int i = 0; i < known.size(); i++) {
      HeaderKind kind = known.get(i).kind();
      boolean mayBe =
          kind.url().isPresent()
              ? isOfHost(kind.url().get()) && !known.get(i).value().equalsIgnoreCase(own)
              : kind.disclosure() == Disclosure.FORWARDED;
      if (mayBe) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOfHost(UrlPart part) {
    return part == UrlPart.HOST || part == UrlPart.URL;
  }

  private String hidden() {
    String names = String.join(", ", container.hiddenHeaders());
    return container.forwardedApplied()
        ? names
            + "; to the container this is "
            + container.scheme()
            + "://"
            + container.serverName()
            + ":"
            + container.serverPort()
            + ", called by "
            + redactor.address(container.remoteAddress())
        : names;
  }

  private boolean isRemoved() {
    return !anyIsForwarded() && headers.contains("host") && !hostIsServerName();
  }

  private boolean anyIsForwarded() {
    for (Header line : headers) {
      String name = line.name();
      if (name.equalsIgnoreCase("forwarded")
          || name.regionMatches(true, 0, FORWARDED, 0, FORWARDED.length())) {
        return true;
      }
    }
    return false;
  }

  private boolean hostIsServerName() {
    return headers.first("host").map(Host::ofNode).map(this::isServerName).orElse(true);
  }

  private boolean isServerName(Host host) {
    return host.equals(Host.ofNode(container.serverName()));
  }

  private Finding found(ConnectionFinding kind, String evidence) {
    return kind.found(redactor.evidence(evidence));
  }
}
