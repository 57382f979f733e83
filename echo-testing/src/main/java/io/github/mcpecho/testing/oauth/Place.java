package io.github.mcpecho.testing.oauth;

import io.github.mcpecho.testing.RecordedCall;
import java.util.List;
import java.util.Optional;

/** What a call is for, in authorization. */
enum Place {
  RESOURCE_METADATA,
  SERVER_METADATA,
  REGISTRATION,
  AUTHORIZATION,
  TOKEN,

  /** To the token endpoint, and no form by POST. */
  TOKEN_OTHERWISE,
  ENDPOINT,
  ELSEWHERE;

  /**
   * @param servers the authorization servers that there are
   */
  static Place of(RecordedCall call, List<Urls> servers) {
    Urls urls = servers.get(0);
    if (ProtectedEndpoint.isAtEndpoint(call, urls) && !Step.resourceMetadata(urls, call)) {
      return ENDPOINT;
    }
    if (call.httpMethod().equals("GET")) {
      if (Step.resourceMetadata(urls, call)) {
        return RESOURCE_METADATA;
      }
      if (isServerMetadata(call, servers)) {
        return SERVER_METADATA;
      }
    }
    return server(call, servers).map(server -> of(call, server)).orElse(ELSEWHERE);
  }

  private static Place of(RecordedCall call, Urls server) {
    return switch (call.httpMethod() + call.path().substring(server.serverPath().length())) {
      case "GET" + ServerMetadata.AUTHORIZE -> AUTHORIZATION;
      case "POST" + ServerMetadata.TOKEN -> TokenEndpoint.isForm(call) ? TOKEN : TOKEN_OTHERWISE;
      case "GET" + ServerMetadata.TOKEN -> TOKEN_OTHERWISE;
      case "POST" + ServerMetadata.REGISTER -> REGISTRATION;
      default -> ELSEWHERE;
    };
  }

  private static boolean isServerMetadata(RecordedCall call, List<Urls> servers) {
    return ServerMetadata.paths("").contains(call.path())
        || servers.stream()
            .anyMatch(server -> ServerMetadata.paths(server.issuerPath()).contains(call.path()));
  }

  /** Returns the authorization server that has an endpoint at the path of a call. */
  static Optional<Urls> server(RecordedCall call, List<Urls> servers) {
    List<String> endpoints =
        List.of(ServerMetadata.AUTHORIZE, ServerMetadata.TOKEN, ServerMetadata.REGISTER);
    return servers.stream()
        .filter(server -> endpoints.stream().map(server::serverPath).toList().contains(call.path()))
        .findFirst();
  }
}
