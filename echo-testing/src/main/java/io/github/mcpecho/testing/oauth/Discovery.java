package io.github.mcpecho.testing.oauth;

import io.github.mcpecho.internal.protocol.McpHeaderNames;
import io.github.mcpecho.mcp.Authorization;
import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.testing.RecordedCall;
import java.util.List;
import java.util.Optional;

/** How a client comes to know where to ask for authorization. */
final class Discovery {
  private Discovery() {}

  static Optional<String> resourceOrder(Step step) {
    String path = step.call().path();
    if (step.asked(path)) {
      return Optional.empty();
    }
    Optional<RecordedCall> refusal = step.lastRefusal();
    if (refusal.isEmpty()) {
      return Optional.empty();
    }
    List<String> named = Step.challenged(refusal.get(), "resource_metadata");
    List<String> here = named.stream().flatMap(url -> step.path(url).stream()).toList();
    if (here.size() < named.size()) {
      // It may have been asked for elsewhere.
      return Optional.empty();
    }
    if (!here.isEmpty()) {
      return here.contains(path) || here.stream().anyMatch(step::asked)
          ? Optional.empty()
          : Optional.of("asked for " + path + ", the challenge names " + named.get(0));
    }
    String withPath = step.urls().metadataPath();
    return path.equals(Authorization.METADATA_PATH)
            && !path.equals(withPath)
            && !step.asked(withPath)
        ? Optional.of("asked for " + path + " before " + withPath)
        : Optional.empty();
  }

  static Optional<String> serverOrder(Step step) {
    String path = step.call().path();
    if (step.asked(path) || step.resourceMetadata().isEmpty()) {
      return Optional.empty();
    }
    List<String> order =
        step.servers().stream()
            .map(server -> ServerMetadata.paths(server.issuerPath()))
            .filter(paths -> paths.contains(path))
            .findFirst()
            .orElseGet(() -> ServerMetadata.paths(step.urls().issuerPath()));
    return order.stream()
        .takeWhile(earlier -> !earlier.equals(path))
        .filter(earlier -> !step.asked(earlier))
        .findFirst()
        .map(earlier -> "asked for " + path + " before " + earlier);
  }

  static Optional<String> withoutVersion(Step step) {
    return step.call().headers().contains(McpHeaderNames.PROTOCOL_VERSION)
        ? Optional.empty()
        : Optional.of("no " + McpHeaderNames.PROTOCOL_VERSION);
  }

  static Optional<String> skipped(Step step) {
    boolean asked =
        ServerMetadata.paths("").stream().anyMatch(step::asked)
            || ServerMetadata.paths(step.urls().issuerPath()).stream().anyMatch(step::asked);
    if (!asked) {
      return Optional.of("no metadata of the authorization server was asked for");
    }
    boolean hasMetadata = step.revision().compareTo(ProtocolVersion.V2025_06_18) >= 0;
    return hasMetadata && !step.askedForResourceMetadata()
        ? Optional.of("no metadata of the resource was asked for")
        : Optional.empty();
  }

  static Optional<String> resourceMismatch(Step step) {
    List<String> told =
        step.resourceMetadata().stream().map(one -> one.path("resource").asText()).toList();
    return told.isEmpty() || told.stream().anyMatch(step::isThisServer)
        ? Optional.empty()
        : Optional.of("the metadata is about " + told.get(0));
  }

  static Optional<String> issuerMismatch(Step step) {
    String issuer = step.serverMetadata().path("issuer").asText(step.urls().issuer());
    return issuer.equals(step.urls().issuer())
        ? Optional.empty()
        : Optional.of("the metadata of " + step.urls().issuer() + " is of " + issuer);
  }
}
