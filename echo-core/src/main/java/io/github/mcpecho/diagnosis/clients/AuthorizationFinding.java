package io.github.mcpecho.diagnosis.clients;

import io.github.mcpecho.diagnosis.report.TableFindingKind;
import io.github.mcpecho.mcp.ProtocolVersion;

/**
 * What can be wrong with a client in authorization, and the revisions whose rule it breaks. An
 * error is a breach of a MUST that a server can be certain of. A breach of a SHOULD, or one that a
 * server cannot be certain of, is a warning.
 */
public enum AuthorizationFinding implements TableFindingKind {
  OAUTH_DISCOVERY_SKIPPED(ProtocolVersion.V2025_03_26),
  OAUTH_DISCOVERY_VERSION(ProtocolVersion.V2025_03_26, ProtocolVersion.V2025_03_26),
  OAUTH_RESOURCE_METADATA_ORDER(ProtocolVersion.V2025_11_25),
  OAUTH_SERVER_METADATA_ORDER(ProtocolVersion.V2025_11_25),
  OAUTH_RESOURCE_MISMATCH(ProtocolVersion.V2025_06_18),
  OAUTH_ISSUER_MISMATCH(ProtocolVersion.V2025_03_26),
  OAUTH_REGISTRATION_ORDER(ProtocolVersion.V2025_11_25),
  OAUTH_APPLICATION_TYPE(ProtocolVersion.V2026_07_28),
  OAUTH_APPLICATION_TYPE_UNFIT(ProtocolVersion.V2026_07_28),
  OAUTH_REFRESH_UNREGISTERED(ProtocolVersion.V2026_07_28),
  OAUTH_CLIENT_ID(ProtocolVersion.V2025_11_25),
  OAUTH_CLIENT_ID_QUERY(ProtocolVersion.V2025_11_25),
  OAUTH_CLIENT_UNKNOWN(ProtocolVersion.V2025_03_26),
  OAUTH_CLIENT_OF_ANOTHER_SERVER(ProtocolVersion.V2026_07_28),
  OAUTH_CLIENT_AUTHENTICATION(ProtocolVersion.V2025_03_26),
  OAUTH_REDIRECT_INSECURE(ProtocolVersion.V2025_03_26),
  OAUTH_REDIRECT_INVALID(ProtocolVersion.V2025_03_26),
  OAUTH_REDIRECT_UNREGISTERED(ProtocolVersion.V2025_03_26),
  OAUTH_GRANT_FORBIDDEN(ProtocolVersion.V2025_03_26),
  OAUTH_GRANT_NOT_OFFERED(ProtocolVersion.V2025_03_26),
  OAUTH_GRANT_UNREGISTERED(ProtocolVersion.V2025_03_26),
  OAUTH_PKCE_NOT_ADVERTISED(ProtocolVersion.V2025_11_25),
  OAUTH_PKCE_MISSING(ProtocolVersion.V2025_03_26),
  OAUTH_PKCE_PLAIN(ProtocolVersion.V2025_03_26),
  OAUTH_PKCE_CHALLENGE(ProtocolVersion.V2025_03_26),
  OAUTH_PKCE_VERIFIER(ProtocolVersion.V2025_03_26),
  OAUTH_PARAMETER_REPEATED(ProtocolVersion.V2025_03_26),
  OAUTH_PARAMETER_MISSING(ProtocolVersion.V2025_03_26),
  OAUTH_TOKEN_REQUEST_FORM(ProtocolVersion.V2025_03_26),
  OAUTH_RESOURCE_MISSING(ProtocolVersion.V2025_06_18),
  OAUTH_RESOURCE_OTHER(ProtocolVersion.V2025_06_18),
  OAUTH_RESOURCE_SLASH(ProtocolVersion.V2025_06_18),
  OAUTH_SCOPE(ProtocolVersion.V2025_11_25),
  OAUTH_SCOPE_DROPPED(ProtocolVersion.V2026_07_28),
  OAUTH_OFFLINE_ACCESS(ProtocolVersion.V2026_07_28),
  OAUTH_STATE_MISSING(ProtocolVersion.V2025_06_18),
  OAUTH_STATE_IGNORED(ProtocolVersion.V2025_06_18),
  OAUTH_ISS_MISSING(ProtocolVersion.V2026_07_28),
  OAUTH_ISS_IGNORED(ProtocolVersion.V2026_07_28),
  OAUTH_CODE_REUSED(ProtocolVersion.V2025_03_26),
  OAUTH_REFRESH_SCOPE(ProtocolVersion.V2025_03_26),
  OAUTH_REFRESH_REUSED(ProtocolVersion.V2025_03_26),
  OAUTH_RETRY_LIMIT(ProtocolVersion.V2025_11_25),
  OAUTH_TOKEN_MISSING(ProtocolVersion.V2025_03_26),
  OAUTH_TOKEN_LEFT_OUT(ProtocolVersion.V2025_03_26),
  OAUTH_TOKEN_FOREIGN(ProtocolVersion.V2025_06_18),
  OAUTH_TOKEN_ELSEWHERE(ProtocolVersion.V2025_03_26),
  OAUTH_DPOP(ProtocolVersion.V2025_03_26);

  private final ProtocolVersion first;
  private final ProtocolVersion last;

  AuthorizationFinding(ProtocolVersion first) {
    this(first, ProtocolVersion.V2026_07_28);
  }

  AuthorizationFinding(ProtocolVersion first, ProtocolVersion last) {
    this.first = first;
    this.last = last;
  }

  /** Returns whether a client of this revision breaks a rule by it. */
  public boolean holdsIn(ProtocolVersion revision) {
    return first.compareTo(revision) <= 0 && revision.compareTo(last) <= 0;
  }
}
