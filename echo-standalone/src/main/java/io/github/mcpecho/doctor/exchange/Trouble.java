package io.github.mcpecho.doctor.exchange;

/** Why there is no answer, in the order in which a request comes across it. */
public enum Trouble {
  /** The doctor may not contact this address. */
  NOT_ALLOWED,
  /** There is no address of this name. */
  NAME_UNKNOWN,
  /** Nothing listens there. */
  REFUSED,
  /** No connection in time, or no way there. */
  UNREACHABLE,
  /** The certificate is of nobody that is trusted. */
  TLS_UNTRUSTED,
  /** The certificate is of another host. */
  TLS_OTHER_NAME,
  /** The certificate is not valid at this time. */
  TLS_EXPIRED,
  /** A certificate of the client is demanded. */
  TLS_CLIENT_CERTIFICATE,
  /** There was no agreement on TLS. */
  TLS_FAILED,
  /** The connection ended before an answer began. */
  CLOSED,
  /** No answer began in time. */
  SILENT,
  /** What came is no HTTP/1.x. */
  NOT_HTTP
}
