package io.github.mcpecho.diagnosis.urls;

import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.internal.http.FieldList;
import io.github.mcpecho.internal.http.Host;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.mcp.Redaction;
import io.github.mcpecho.report.Finding;
import java.util.List;
import java.util.Optional;

/** Judges whether the first forwarded address can be believed to be that of the client. */
public final class ClientAddressJudge {
  private static final int MOST_ADDRESSES = 64;

  private ClientAddressJudge() {}

  /** Returns at most one finding. */
  public static Optional<Finding> judge(CallContext context, Redactor redactor) {
    String list = String.join(", ", context.headers().all("x-forwarded-for"));
    List<Host> addresses =
        FieldList.of(list).stream()
            .limit(MOST_ADDRESSES)
            .filter(address -> !ClientAddress.isObfuscated(address))
            .map(Host::ofNode)
            .toList();
    if (addresses.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> other = context.headers().first("x-real-ip").filter(real -> !real.isBlank());
    ClientAddress taken = ClientAddress.of(context, Redaction.of(redactor::text, redactor::header));
    String evidence =
        "x-forwarded-for: "
            + redactor.header("x-forwarded-for", list)
            + other.map(value -> "; x-real-ip: " + redactor.header("x-real-ip", value)).orElse("")
            + "; taken: "
            + taken.address()
            + " from "
            + taken.source();
    return kind(addresses, other.map(Host::ofNode))
        .map(kind -> kind.found(redactor.evidence(evidence)));
  }

  private static Optional<ConnectionFinding> kind(List<Host> addresses, Optional<Host> other) {
    if (other.isPresent()
        && !addresses.contains(other.get())
        && !ClientAddress.isInner(other.get(), addresses.get(0))) {
      return Optional.of(ConnectionFinding.CLIENT_ADDRESS_DISAGREES);
    }
    boolean confirmed = other.filter(addresses.get(0)::equals).isPresent();
    return addresses.size() == 1 || confirmed
        ? Optional.empty()
        : Optional.of(ConnectionFinding.CLIENT_ADDRESS_UNPROVEN);
  }
}
