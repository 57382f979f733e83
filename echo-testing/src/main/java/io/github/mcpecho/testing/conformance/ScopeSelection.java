package io.github.mcpecho.testing.conformance;

import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.jsonrpc.MalformedJsonException;
import io.github.mcpecho.testing.RecordedCall;
import io.github.mcpecho.testing.conformance.Check.Status;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** Which scopes a client asks for. */
final class ScopeSelection {
  private static final Json JSON = new Json(Json.DEFAULT_MAX_DEPTH);
  private static final String OFFLINE_ACCESS = "offline_access";
  private static final int MOST_AUTHORIZATIONS = 3;

  private ScopeSelection() {}

  static BiConsumer<AuthorizationFlow, Checks> including(String check, String... scopes) {
    return (flow, checks) -> {
      checks.noteEach(
          flow.authorizations(),
          check,
          call -> AuthorizationFlow.scopes(call).containsAll(List.of(scopes)),
          "it did not ask for all of " + String.join(" ", scopes));
    };
  }

  static void omitted(AuthorizationFlow flow, Checks checks) {
    checks.noteEach(
        flow.authorizations(),
        "Client scope omission when scopes_supported undefined",
        call -> AuthorizationFlow.scopes(call).isEmpty(),
        "it asked for scopes that nobody named");
  }

  static void stepUp(AuthorizationFlow flow, Checks checks) {
    List<Set<String>> asked =
        flow.authorizations().stream().map(AuthorizationFlow::scopes).toList();
    if (!asked.isEmpty()) {
      checks.note(
          "Client initial scope selection for step-up auth",
          asked.get(0).contains("mcp:basic"),
          "it did not ask for mcp:basic, which the challenge names");
    }
    if (asked.size() < 2) {
      return;
    }
    checks.note(
        "Client scope escalation for step-up auth",
        asked.get(1).contains("mcp:write"),
        "it did not ask for mcp:write, which the refusal names");
    checks.note(
        "Client accumulates previously-granted scopes on re-authorization",
        asked.get(1).contains("mcp:basic"),
        "it did not ask for mcp:basic again");
  }

  static void retryLimit(AuthorizationFlow flow, Checks checks) {
    int attempts = flow.authorizations().size();
    checks.note(
        "Client retry limit for scope escalation",
        attempts > 0 && attempts <= MOST_AUTHORIZATIONS,
        "it asked for an authorization " + attempts + " times");
  }

  static void offlineAccess(AuthorizationFlow flow, Checks checks) {
    checks.noteEach(
        flow.registrations(),
        "Client metadata includes refresh_token grant type",
        call -> registersFor(call, "refresh_token"),
        "it registered without refresh_token");
    for (RecordedCall call : flow.authorizations()) {
      // It may: who does not has chosen so.
      boolean asks = AuthorizationFlow.scopes(call).contains(OFFLINE_ACCESS);
      checks.note(
          "Client requests offline_access scope",
          asks ? Status.SUCCESS : Status.SKIPPED,
          asks ? "" : "it did not ask for offline_access, which it may");
    }
  }

  private static boolean registersFor(RecordedCall registration, String grant) {
    try {
      for (var type : JSON.parse(registration.rawBody()).path("grant_types")) {
        if (type.asText().equals(grant)) {
          return true;
        }
      }
    } catch (MalformedJsonException e) {
      return false;
    }
    return false;
  }

  static void noOfflineAccess(AuthorizationFlow flow, Checks checks) {
    checks.noteEach(
        flow.authorizations(),
        "Client does not request unsupported offline_access",
        call -> !AuthorizationFlow.scopes(call).contains(OFFLINE_ACCESS),
        "it asked for offline_access, which the authorization server does not list");
  }
}
