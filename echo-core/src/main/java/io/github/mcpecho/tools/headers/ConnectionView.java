package io.github.mcpecho.tools.headers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.jsonrpc.Json;
import io.github.mcpecho.mcp.CallContext;
import io.github.mcpecho.mcp.Headers;
import io.github.mcpecho.report.Finding;
import io.github.mcpecho.report.Section;
import io.github.mcpecho.tools.redaction.Redactor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The headers as they came beside what the container makes of them. */
public final class ConnectionView {
  private final CallContext context;
  private final CallContext.Connection container;
  private final Headers headers;
  private final Redactor redactor;
  private final ProxyClaims forwarded;
  private final ProxyClaims xForwarded;

  /** Looks at one request. */
  public ConnectionView(CallContext context, Redactor redactor) {
    this.context = context;
    this.container = context.connection();
    this.headers = context.headers();
    this.redactor = redactor;
    this.forwarded = ProxyClaims.ofForwarded(headers);
    this.xForwarded = ProxyClaims.ofXForwarded(headers);
  }

  /** Returns what does not fit together. */
  public List<Finding> findings() {
    var findings = new ArrayList<Finding>();
    List<String> proofs = proofsOfUse();
    if (!proofs.isEmpty()) {
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
    boolean saysHttps =
        xForwarded.scheme().or(forwarded::scheme).filter("https"::equals).isPresent();
    if (saysHttps && container.scheme().equals("http")) {
      findings.add(
          found(ConnectionFinding.CONTAINER_FORWARDED_IGNORED, "proxy https, container http"));
    }
    List<String> disagreements = disagreements();
    if (!disagreements.isEmpty()) {
      findings.add(found(ConnectionFinding.FORWARDED_DISAGREES, String.join("; ", disagreements)));
    }
    addList(findings, "x-forwarded-proto", xForwarded.schemes());
    addList(findings, "x-forwarded-host", xForwarded.hosts());
    return findings;
  }

  /** Returns both views for programs. */
  public ObjectNode toJson() {
    ObjectNode json = Json.object();
    json.putObject("request")
        .put("method", redactor.text(context.method()))
        .put("target", redactor.url(context.target()))
        .put("protocol", context.protocol());
    ObjectNode view =
        json.putObject("container")
            .put("scheme", container.scheme())
            .put("serverName", redactor.text(container.serverName()))
            .put("serverPort", container.serverPort())
            .put("secure", container.secure())
            .put("remoteAddress", container.remoteAddress())
            .put("remotePort", container.remotePort())
            .put("localAddress", container.localAddress())
            .put("localPort", container.localPort());
    container.userPrincipal().ifPresent(user -> view.put("userPrincipal", redactor.text(user)));
    return json;
  }

  /** Returns both views for people. */
  public Section.Builder section() {
    var section =
        Section.titled("connection", "🔌 Connection (as it came | as the container sees it)")
            .text(
                "Request: "
                    + redactor.text(context.method())
                    + " "
                    + redactor.url(context.target())
                    + " "
                    + context.protocol())
            .text("Scheme: " + claim(xForwarded.scheme(), forwarded.scheme()) + container.scheme())
            .text(
                "Host: "
                    + claim(headers.first("host"), Optional.empty())
                    + redactor.text(container.serverName())
                    + ":"
                    + container.serverPort())
            .text(
                "Client: "
                    + claim(xForwarded.client(), forwarded.client())
                    + container.remoteAddress())
            .text("Secure: " + container.secure());
    container.userPrincipal().ifPresent(user -> section.text("User: " + redactor.text(user)));
    return section.value(toJson());
  }

  private String claim(Optional<String> first, Optional<String> second) {
    return first.or(() -> second).map(redactor::text).orElse("-") + " | ";
  }

  private List<String> proofsOfUse() {
    var proofs = new ArrayList<String>();
    String remote = container.remoteAddress().toLowerCase(Locale.ROOT);
    if (xForwarded.clients().contains(remote)) {
      proofs.add("remote address " + remote + " stands in x-forwarded-for");
    } else if (forwarded.clients().contains(remote)) {
      proofs.add("remote address " + remote + " stands in forwarded");
    }
    String server = container.serverName().toLowerCase(Locale.ROOT);
    boolean claimed =
        xForwarded
            .host()
            .or(forwarded::host)
            .map(ProxyClaims::withoutPort)
            .equals(Optional.of(server));
    if (claimed && !isHost(server)) {
      proofs.add("server name " + server + " is the forwarded host, not that of Host");
    }
    return proofs;
  }

  private boolean isRemoved() {
    return headers.contains("host")
        && xForwarded.isEmpty()
        && forwarded.isEmpty()
        && !isHost(container.serverName());
  }

  private boolean isHost(String serverName) {
    String plain = serverName.startsWith("[") ? ProxyClaims.withoutPort(serverName) : serverName;
    return headers
        .first("host")
        .map(host -> ProxyClaims.withoutPort(host.strip()).equalsIgnoreCase(plain))
        .orElse(true);
  }

  private List<String> disagreements() {
    var disagreements = new ArrayList<String>();
    compare(disagreements, "client", xForwarded.client(), forwarded.client());
    compare(disagreements, "scheme", xForwarded.scheme(), forwarded.scheme());
    compare(disagreements, "host", xForwarded.host(), forwarded.host());
    return disagreements;
  }

  private static void compare(
      List<String> into, String what, Optional<String> xForwarded, Optional<String> forwarded) {
    if (xForwarded.isPresent() && forwarded.isPresent() && !xForwarded.equals(forwarded)) {
      into.add(
          what
              + " "
              + xForwarded.get()
              + " in X-Forwarded-*, "
              + forwarded.get()
              + " in Forwarded");
    }
  }

  private void addList(List<Finding> findings, String name, List<String> values) {
    if (Set.copyOf(values).size() > 1) {
      findings.add(
          found(
              ConnectionFinding.FORWARDED_LIST_DISAGREES, name + ": " + String.join(", ", values)));
    }
  }

  private Finding found(ConnectionFinding kind, String evidence) {
    return kind.found(kind.meaning(), redactor.evidence(evidence));
  }
}
