package io.github.mcpecho.testing.conformance;

import io.github.mcpecho.diagnosis.clients.AuthorizationFinding;
import io.github.mcpecho.testing.RecordedCall;
import java.util.List;
import java.util.stream.Stream;

/** As whom a client comes to the authorization server. */
final class ClientIdentity {
  private static final String DOCUMENT = "https://conformance-test.local/client-metadata.json";

  private ClientIdentity() {}

  static void document(AuthorizationFlow flow, Checks checks) {
    checks.noteEach(
        flow.authorizations(),
        "Client ID Metadata Document Usage",
        call -> AuthorizationFlow.parameter(call, "client_id").filter(DOCUMENT::equals).isPresent(),
        "client_id is not the URL of its metadata document");
  }

  static void known(AuthorizationFlow flow, Checks checks) {
    checks.noteEach(
        flow.tokenRequests(),
        "Pre-registration authentication",
        call -> AuthorizationFlow.isBasic(call) && AuthorizationFlow.isServed(call),
        "it did not authenticate with the client_id and client_secret that it was given");
  }

  static void migration(AuthorizationFlow flow, Checks checks) {
    boolean registers =
        flow.registrations().stream().anyMatch(call -> call.path().equals("/second/register"));
    checks.note(
        "Client re-registers with the new authorization server",
        registers,
        "it did not register at the second authorization server");
    List<RecordedCall> atTheSecond =
        Stream.concat(flow.authorizations().stream(), flow.tokenRequests().stream())
            .filter(call -> call.path().startsWith("/second/"))
            .toList();
    if (atTheSecond.isEmpty()) {
      return;
    }
    boolean reuses =
        atTheSecond.stream()
            .anyMatch(
                call -> Findings.has(call, AuthorizationFinding.OAUTH_CLIENT_OF_ANOTHER_SERVER));
    for (String check :
        new String[] {
          "Client does not reuse the previous AS client credentials",
          "Client does not assume credentials are portable across authorization servers"
        }) {
      checks.note(check, !reuses, "it came to the second with the client_id of the first");
    }
  }
}
