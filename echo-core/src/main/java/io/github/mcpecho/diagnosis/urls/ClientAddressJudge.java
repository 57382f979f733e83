package io.github.mcpecho.diagnosis.urls;

import io.github.mcpecho.diagnosis.request.KnownHeader;
import io.github.mcpecho.diagnosis.request.Placeholders;
import io.github.mcpecho.diagnosis.request.RequestFacts;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.internal.http.Disclosure;
import io.github.mcpecho.internal.http.FieldList;
import io.github.mcpecho.internal.http.Forwarded;
import io.github.mcpecho.internal.http.Host;
import io.github.mcpecho.internal.http.HostScope;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.mcp.Redaction;
import io.github.mcpecho.report.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Judges whether the first forwarded address can be believed to be that of the client. */
final class ClientAddressJudge {
  private static final int MOST_ADDRESSES = 64;

  private final CallContext context;
  private final Redactor redactor;
  private final String list;
  private final List<Host> addresses;

  private ClientAddressJudge(CallContext context, Redactor redactor) {
    this.context = context;
    this.redactor = redactor;
    this.list = String.join(", ", context.headers().all("x-forwarded-for"));
    this.addresses =
        FieldList.of(list).stream()
            .limit(MOST_ADDRESSES)
            .filter(address -> !ClientAddress.isObfuscated(address))
            .map(Host::ofNode)
            .toList();
  }

  /** Returns what is wrong with the addresses, else that the first of several proves nothing. */
  static List<Finding> judge(CallContext context, Redactor redactor) {
    List<KnownHeader> headers = RequestFacts.of(context).headers();
    if (isOneAddress(headers)) {
      return List.of();
    }
    var judge = new ClientAddressJudge(context, redactor);
    var findings = new ArrayList<Finding>(0);
    headers.forEach(header -> judge.invalid(header, findings));
    judge.invalidInForwarded(findings);
    judge.disagreement().ifPresent(findings::add);
    if (findings.isEmpty()) {
      judge.unproven().ifPresent(findings::add);
    }
    return findings;
  }

  /** Returns whether all headers for addresses say the same one, which is true of most requests. */
  private static boolean isOneAddress(List<KnownHeader> headers) {
    String only = null;
    for (int i = 0; i < headers.size(); i++) {
      KnownHeader header = headers.get(i);
      Disclosure disclosure = header.kind().disclosure();
      if (disclosure == Disclosure.FORWARDED) {
        return false;
      }
      if (disclosure == Disclosure.ADDRESS && !header.value().equals(only)) {
        if (only != null || !Host.isAddressOfNode(header.value())) {
          return false;
        }
        only = header.value();
      }
    }
    return true;
  }

  private void invalid(KnownHeader header, List<Finding> findings) {
    if (header.kind().disclosure() == Disclosure.ADDRESS) {
      String name = header.kind().name();
      List<String> nodes = FieldList.of(header.value());
      boolean isListOfOne = ClientAddress.SINGLE.contains(name) && nodes.size() > 1;
      (isListOfOne ? Stream.of(header.value()) : nodes.stream())
          .limit(MOST_ADDRESSES)
          .filter(node -> !isAddress(name, node) && Placeholders.in(node).isEmpty())
          .map(node -> name + ": " + redactor.header(name, node))
          .forEach(
              evidence -> findings.add(found(ConnectionFinding.CLIENT_ADDRESS_INVALID, evidence)));
    }
  }

  private void invalidInForwarded(List<Finding> findings) {
    Forwarded forwarded = RequestFacts.of(context).forwarded();
    if (forwarded.problem().isPresent()) {
      return;
    }
    for (Forwarded.Hop hop : forwarded.hops()) {
      hop.parameter("for")
          .filter(node -> hop.clientNode().isEmpty() && Placeholders.in(node).isEmpty())
          .map(node -> "forwarded: for=" + redactor.header("x-forwarded-for", node))
          .ifPresent(
              evidence -> findings.add(found(ConnectionFinding.CLIENT_ADDRESS_INVALID, evidence)));
    }
  }

  /** CloudFront writes a port behind an IPv6 address without brackets. */
  private static boolean isAddress(String name, String node) {
    int port = node.lastIndexOf(':');
    boolean mayHavePort = port > 0 && name.equals("cloudfront-viewer-address");
    return ClientAddress.isObfuscated(node)
        || Host.isAddressOfNode(node)
        || mayHavePort && Host.isAddressOfNode(node.substring(0, port));
  }

  private Finding disclosed(ConnectionFinding kind, String name) {
    String other =
        context
            .headers()
            .first(name)
            .filter(value -> !value.isBlank())
            .map(value -> "; " + name + ": " + redactor.header(name, value))
            .orElse("");
    ClientAddress taken = ClientAddress.of(context, Redaction.of(redactor::text, redactor::header));
    return found(
        kind,
        "x-forwarded-for: "
            + redactor.header("x-forwarded-for", list)
            + other
            + "; taken: "
            + taken.address()
            + " from "
            + taken.source());
  }

  private Optional<Finding> disagreement() {
    return ClientAddress.SINGLE.stream()
        .filter(this::isNowhereInTheList)
        .findFirst()
        .map(name -> disclosed(ConnectionFinding.CLIENT_ADDRESS_DISAGREES, name));
  }

  /**
   * The proxy that sets X-Real-IP adds to the list as well. The other headers are those of an edge:
   * an inner proxy that does not know it begins the list anew, with the address of a neighbour.
   */
  private boolean isNowhereInTheList(String name) {
    Optional<Host> one = single(name);
    boolean isOfSameProxy = name.equals(ClientAddress.X_REAL_IP);
    return one.isPresent()
        && !addresses.isEmpty()
        && !addresses.contains(one.get())
        && !one.get().equals(ClientAddress.OF_WORKERS)
        && !ClientAddress.isInner(one.get(), addresses.get(0))
        && (isOfSameProxy || addresses.stream().anyMatch(host -> host.scope() == HostScope.PUBLIC));
  }

  private Optional<Host> single(String name) {
    return context.headers().first(name).map(Host::ofNode).filter(Host::isAddress);
  }

  private Optional<Finding> unproven() {
    boolean isConfirmed =
        !addresses.isEmpty()
            && single(ClientAddress.X_REAL_IP).filter(addresses.get(0)::equals).isPresent();
    return addresses.size() < 2 || isConfirmed
        ? Optional.empty()
        : Optional.of(
            disclosed(ConnectionFinding.CLIENT_ADDRESS_UNPROVEN, ClientAddress.X_REAL_IP));
  }

  private Finding found(ConnectionFinding kind, String evidence) {
    return kind.found(redactor.evidence(evidence));
  }
}
