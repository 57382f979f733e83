package io.github.mcpecho.diagnosis.clients;

import io.github.mcpecho.diagnosis.report.FindingTable;
import io.github.mcpecho.report.FindingEntry;
import io.github.mcpecho.report.FindingKind;

/**
 * What can be wrong with the requests of a client. An error breaks a MUST, whatever else the client
 * sends; what a server cannot tell for certain, or a SHOULD, is a warning.
 */
public enum ClientFinding implements FindingKind {
  CLIENT_ACCEPT,
  CLIENT_CONTENT_TYPE,
  CLIENT_BODY_MALFORMED,
  CLIENT_MESSAGE_INVALID,
  CLIENT_REQUEST_WITHOUT_ID,
  CLIENT_NOTIFICATION_WITH_ID,
  CLIENT_NOTIFICATION_UNKNOWN,
  CLIENT_BATCH,
  CLIENT_RESPONSE_POSTED,
  CLIENT_ENVELOPE_INCOMPLETE,
  CLIENT_MIRROR_MISSING,
  CLIENT_VERSION_MISSING,
  CLIENT_VERSION_OTHER,
  CLIENT_INITIALIZE_INCOMPLETE,
  CLIENT_NOT_INITIALIZED,
  CLIENT_INITIALIZED_MISSING,
  CLIENT_ID_REUSED,
  CLIENT_ID_ACTIVE,
  CLIENT_PROGRESS_TOKEN_TYPE,
  CLIENT_PROGRESS_TOKEN_ACTIVE,
  CLIENT_SESSION_MISSING,
  CLIENT_SESSION_UNKNOWN,
  CLIENT_SESSION_LOST,
  CLIENT_METHOD_NOT_OFFERED,
  CLIENT_RETRY_UNCHANGED,
  CLIENT_REFUSED;

  @Override
  public FindingEntry entry() {
    return FindingTable.entry(this);
  }
}
